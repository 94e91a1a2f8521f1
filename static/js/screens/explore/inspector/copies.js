/** A number to be taken elsewhere: with all its digits, and its derivation as LaTeX, Markdown, a program or text. */

import { m } from "../../../dom/marks.js";
import { foldingHead } from "../../../dom/controls.js";
import { exactText } from "../../../language/number.js";

const FORMS = /** @type {const} */ ([
  ["latex", "LaTeX"],
  ["markdown", "Markdown"],
  ["numpy", "NumPy"],
  ["plain", "page.lines.plain"],
]);

/**
 * @param {import("../../../state/page.js").Page} page
 * @param {string} address
 * @param {import("../../../network/types.js").Num | undefined} value
 */
export function copies({ t, unfolded, explanations }, address, value) {
  const explanation = explanations.get(address);
  const texts = (explanation?.lines.length ?? 0) > 1 ? explanation?.texts : undefined;
  const open = unfolded === "copies";
  /** @param {string} key @param {string} text @param {string} words */
  const button = (key, text, words) =>
    m("button", { key, type: "button", class: "plain", "data-do": "copy", "data-of": text }, words);
  return m(
    "div",
    { key: "copies", class: "folded copies" },
    foldingHead({ of: "copies", open, words: t("page.lines.copy") }),
    open &&
      m(
        "div",
        { key: "number", class: "precision" },
        m("code", { key: "digits", class: "full" }, exactText(value)),
        button("value", exactText(value), t("page.copy")),
      ),
    open &&
      texts &&
      m(
        "div",
        { key: "forms", class: "forms", role: "group", "aria-label": t("page.lines.copy") },
        FORMS.map(
          ([form, name]) => texts[form] && button(form, texts[form], name.startsWith("page.") ? t(name) : name),
        ),
      ),
  );
}
