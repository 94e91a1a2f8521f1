/** θ and ∇L: all weights and biases in one vector, and the gradient with an entry for each of them. */

import { m } from "../../../dom/marks.js";
import { foldingHead } from "../../../dom/controls.js";
import { exactText, number } from "../../../language/number.js";
import { nameOf } from "../../../language/notation.js";
import { lengthOfGradient } from "../../../network/descent.js";
import { parseAddress, valueAt } from "../../../network/address.js";
import { isByHand } from "../../../network/request.js";
import { isKnown } from "../../../state/page.js";
import { fit } from "../../../stage/scene/context.js";

/** @typedef {import("../../../state/page.js").Page} Page */

/** What is unfolded where the vector is listed. */
const VECTOR_UNFOLDED = "theta";

/** Numbers at which one asks what all gradients together are. */
const ABOUT_THE_VECTOR = new Set(["L", "l", "dl_dw", "dl_db", "dL_dw", "dL_db", "w_new", "b_new"]);

/** Entries that are listed of a large network. */
const MAX_ENTRIES = 120;

/** Characters of an entry's number. */
const ENTRY_CHARACTERS = 9;

/**
 * The entries of ∇L, layer by layer, first the weights, then the biases; without what an update leaves alone.
 *
 * @param {import("../../../network/types.js").Problem} problem
 * @returns {string[]} addresses
 */
export function entriesOfGradient({ layers }) {
  return layers.flatMap(({ W, b, frozen = [] }, index) => [
    ...(frozen.includes("W") ? [] : W.flatMap((row, i) => row.map((_, j) => `dL_dw.${index + 1}.${i}.${j}`))),
    ...(frozen.includes("b") ? [] : b.map((_, i) => `dL_db.${index + 1}.${i}`)),
  ]);
}

/** @param {Page} page @param {string} address  in the inspector */
export function gradientVector(page, address) {
  const { t, answer } = page;
  if (!answer || isByHand(answer) || !ABOUT_THE_VECTOR.has(parseAddress(address)?.quantity ?? "")) return null;
  const entries = entriesOfGradient(answer.problem);
  const open = page.unfolded === VECTOR_UNFOLDED;
  return m(
    "section",
    { key: "vector", class: "gradient-vector folded", "aria-labelledby": "vector-title" },
    foldingHead({
      id: "vector-title",
      of: VECTOR_UNFOLDED,
      open,
      words: t("page.vector.title", { count: entries.length }),
    }),
    open && m("p", { key: "what", class: "hint" }, t("page.vector.what", { count: entries.length })),
    open && m("p", { key: "length", "data-length": true }, `‖∇L‖ = ${lengthWords(page, answer, entries)}`),
    ...(open ? list(page, answer, entries, address) : []),
  );
}

/**
 * The length of ∇L, once every entry is known.
 *
 * @param {Page} page
 * @param {import("../../../state/page.js").Answer} answer
 * @param {string[]} entries
 */
function lengthWords(page, answer, entries) {
  const ends = [entries[0], entries[entries.length - 1]];
  const known = entries.length > 0 && ends.every((entry) => isKnown(page, entry));
  return number(known ? lengthOfGradient(answer) : undefined, page.digits);
}

/**
 * @param {Page} page
 * @param {import("../../../state/page.js").Answer} answer
 * @param {string[]} entries
 * @param {string} current
 */
function list(page, { problem, trace }, entries, current) {
  const { t, digits, notation } = page;
  return [
    m(
      "ol",
      { key: "entries" },
      entries.slice(0, MAX_ENTRIES).map((entry) => {
        const value = isKnown(page, entry) ? valueAt(entry, problem, trace) : undefined;
        return m(
          "li",
          { key: entry },
          m(
            "button",
            {
              type: "button",
              "data-choose": entry,
              "aria-current": entry === current ? "true" : null,
              title: exactText(value),
            },
            m("span", { key: "symbol", class: "entry-symbol" }, nameOf({ notation, problem }, entry)),
            " ",
            m("span", { key: "number", class: "entry-number is-backward" }, fit(value, digits, ENTRY_CHARACTERS)),
          ),
        );
      }),
    ),
    entries.length > MAX_ENTRIES &&
      m("p", { key: "more", class: "hint" }, t("page.vector.more", { count: entries.length - MAX_ENTRIES })),
  ];
}
