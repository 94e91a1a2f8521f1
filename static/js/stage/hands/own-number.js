/** A field for a number that one has worked out oneself: it is compared, and a usual slip is called by its name. */

import { m } from "../../dom/marks.js";
import { nameOf } from "../../language/notation.js";
import { number, plainNumber, typed } from "../../language/number.js";
import { valueAt } from "../../network/address.js";
import { numeric } from "../../network/numeric.js";
import { once } from "../../network/once.js";
import { judged, unitOf } from "../../network/slips.js";
import { slipWords } from "../../language/slip-words.js";

/** @typedef {import("../../state/page.js").Page} Page */

/** @param {Page} page @param {string} address  of a gradient */
export function ownNumberField(page, address) {
  const { t, compared } = page;
  const text = compared?.of === address ? compared.text : "";
  const found = verdictOf(page, address, text);
  return m(
    "div",
    { key: `own-${address}`, class: "own-number" },
    m(
      "label",
      { key: "field", class: "own-field" },
      m("span", { "aria-hidden": "true" }, `${nameOf(page, address)} =`),
      m("input", {
        key: "input",
        type: "text",
        inputmode: "text",
        autocomplete: "off",
        spellcheck: "false",
        "aria-label": t("page.own.label", { name: nameOf(page, address) }),
        "data-change": "own",
        "data-slide": "own-typing",
        "data-of": address,
        value: text,
      }),
      m("button", { key: "compare", type: "button", class: "plain" }, t("page.own.compare")),
    ),
    m("p", { key: "verdict", class: "own-verdict", role: "status" }, found),
  );
}

/**
 * What is said of what was typed.
 *
 * @param {Page} page
 * @param {string} address
 * @param {string} text
 */
function verdictOf(page, address, text) {
  const { t, answer, digits } = page;
  if (text.trim() === "" || !answer) return "";
  const exact = valueAt(address, answer.problem, answer.trace);
  if (!Number.isFinite(numeric(exact))) return t("page.own.infinite", { name: nameOf(page, address) });
  const value = typed(text);
  if (value === null) return t("page.own.unread");
  const { isRight, slip } = once(answer, `own ${address} ${text}`, () =>
    judged(answer, address, value, unitOf(plainNumber(text))),
  );
  if (isRight) return `✓ ${t("page.own.right", { name: nameOf(page, address), value: number(exact, digits) })}`;
  if (!slip) return `✗ ${t("page.own.wrong")}`;
  return `✗ ${slipWords(page, slip)}`;
}

/**
 * What the field does.
 *
 * @type {Record<string, (store: import("../../state/page.js").Store, value: string, of: string) => unknown>}
 */
export const OWN_CHANGES = {
  own: (store, text, of) => store.set({ compared: { of, text } }),
  /** What was said was said of another number. */
  "own-typing": (store) => store.set({ compared: null }),
};
