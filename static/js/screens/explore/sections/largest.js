/** The editor's section that looks for the largest numbers of a network: gradients, values or weights. */

import { m } from "../../../dom/marks.js";
import { labelled, select } from "../../../dom/controls.js";
import { valueAt } from "../../../network/address.js";
import { colourOf, isKnown } from "../../../state/page.js";
import { largestIn } from "../../../network/largest.js";
import { NUMBER_COLUMN_CHARACTERS } from "../inspector/gradient-stack.js";
import { fit } from "../../../stage/scene/context.js";
import { nameOf } from "../../../language/notation.js";

/** @typedef {import("../../../state/page.js").Page} Page */

const RANKED_QUANTITIES = /** @type {const} */ (["dl_dz", "dL_dw", "dL_db", "a", "z", "w"]);
const LISTED_NUMBERS = 12;

/** @param {Page} page */
export function largestNumbers(page) {
  const { t, answer, sought, digits } = page;
  if (!answer) return [];
  const found = largestIn(answer.problem, answer.trace, sought, answer.sample, LISTED_NUMBERS);
  const known = found.filter(({ address }) => isKnown(page, address));
  const most = found[0]?.size || 1;
  return [
    m("p", { key: "what", class: "hint" }, t("page.largest.what")),
    labelled(
      "sought",
      t("page.largest.of"),
      select({
        label: t("page.largest.of"),
        value: sought,
        change: "sought",
        options: RANKED_QUANTITIES.map((quantity) => [quantity, t(`page.largest.${quantity}`)]),
      }),
    ),
    known.length < found.length
      ? m("p", { key: "waiting", class: "note" }, t("page.inspector.not-yet"))
      : m(
          "ol",
          { key: "found", class: "stack" },
          found.map(({ address, size }) =>
            m(
              "li",
              { key: address },
              m(
                "button",
                {
                  type: "button",
                  class: "found",
                  "data-choose": address,
                  "aria-pressed": String(page.chosen === address),
                },
                m("span", { key: "name", class: "symbol" }, nameOf(page, address)),
                m(
                  "span",
                  { key: "bar", class: "found-bar", "aria-hidden": "true" },
                  m("i", {
                    class: `is-${colourOf(address)}`,
                    style: { width: `${((100 * size) / most).toFixed(1)}%` },
                  }),
                ),
                m(
                  "span",
                  { key: "number", class: `stack-number is-${colourOf(address)}` },
                  fit(valueAt(address, answer.problem, answer.trace), digits, NUMBER_COLUMN_CHARACTERS),
                ),
              ),
            ),
          ),
        ),
  ];
}
