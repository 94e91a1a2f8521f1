/**
 * The arrays of a network, as the matrix equations name them: where each number of an array stands, what it is, and
 * what it is called. A column is one array of n × 1.
 *
 * @typedef {import("../../network/types.js").Num} Num
 * @typedef {object} Heat  an array that is drawn
 * @property {string} id  its address: "dl_dz.2", "x"; one array may be drawn several times
 * @property {string} name  in the letters of the notation
 * @property {string} shape  in words: 2 × 3
 * @property {number} rows  as it is drawn
 * @property {number} columns
 * @property {"forward" | "backward"} tone
 * @property {boolean} turned  whether it is drawn transposed
 * @property {(row: number, column: number) => Num | undefined} value  of the array as it is drawn
 * @property {(row: number, column: number) => string} address
 */

import { forSample, isPerWire, sentAddress, valueAt } from "../../network/address.js";
import { colourOf } from "../../state/page.js";
import { isCoupled, sizesOf } from "../../network/problem.js";
import { symbol } from "../../language/notation.js";
import { plainText } from "../../language/tex-plain.js";
import { once } from "../../network/once.js";

/** @typedef {import("../../state/page.js").Page} Page */

/**
 * The array at an address.
 *
 * @param {Page} page  with an answer
 * @param {string} id
 * @param {{turned?: boolean}} [how]
 * @returns {Heat}
 */
export function heatOf(page, id, { turned = false } = {}) {
  const { problem, trace, sample } = /** @type {NonNullable<Page["answer"]>} */ (page.answer);
  const [quantity, number] = id.split(".");
  const layer = Number(number ?? 0);
  const sizes = sizesOf(problem);
  const coupled = quantity === "da_dz" && isCoupled(problem, layer);
  const rows = quantity === "t" ? sizes[sizes.length - 1] : sizes[layer];
  const columns = isPerWire(quantity) ? sizes[layer - 1] : coupled ? rows : 1;
  const flat = columns === 1 && !isPerWire(quantity) && !coupled;
  /** @param {number} i @param {number} j */
  const addressOf = (i, j) =>
    forSample([quantity, ...(number === undefined ? [] : [layer]), i, ...(flat ? [] : [j])].join("."), sample);
  const matrix =
    quantity === "w" ? problem.layers[layer - 1].W : quantity === "dL_dw" ? trace.layers[layer - 1].dL_dW : null;
  /** @param {number} i @param {number} j */
  const valueOf = (i, j) => (matrix ? matrix[i][j] : valueAt(addressOf(i, j), problem, trace));
  return {
    id,
    name: arrayName(page, quantity, number === undefined ? [] : [layer]) + (turned ? "ᵀ" : ""),
    tone: colourOf(addressOf(0, 0)),
    turned,
    shape: turned ? `${columns} × ${rows}` : `${rows} × ${columns}`,
    rows: turned ? columns : rows,
    columns: turned ? rows : columns,
    value: turned ? (row, column) => valueOf(column, row) : valueOf,
    address: turned ? (row, column) => addressOf(column, row) : addressOf,
  };
}

/** @param {Page} page @param {string} quantity @param {number[]} indices */
function arrayName({ notation, answer, problem }, quantity, indices) {
  const activation = problem.layers[(indices[0] ?? 1) - 1]?.activation ?? "sigmoid";
  const letters = plainText(
    symbol(
      { quantity, indices, sample: answer?.sample ?? 0 },
      { name: notation, layers: problem.layers.length, samples: problem.x.length, activation },
    ),
  );
  return isPerWire(quantity) ? letters.replace(/w(?=[^a-z]|$)/, "W") : letters;
}

/** The array that a layer sends on: the inputs, or the layer's activations. @param {number} layer */
export const sentArray = (layer) => sentAddress(layer, 0).replace(/\.0$/, "");

/**
 * The largest magnitude in an array: the colours are measured by it.
 *
 * @param {Heat} heat
 */
export function largestMagnitude({ rows, columns, value }) {
  let largest = 0;
  for (let i = 0; i < rows; i += 1) {
    for (let j = 0; j < columns; j += 1) {
      const size = Math.abs(Number(value(i, j)));
      if (size > largest && Number.isFinite(size)) largest = size;
    }
  }
  return largest;
}

/** The same, measured once for each answer. @param {Page} page  with an answer @param {Heat} heat */
export function largestOfHeat({ answer }, heat) {
  return once(/** @type {object} */ (answer), `largest of ${heat.id}`, () => largestMagnitude(heat));
}
