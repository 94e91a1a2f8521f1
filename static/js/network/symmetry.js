/**
 * Weights from which a network cannot learn what it could: neurons that are alike stay alike, and weights of 0 pass no
 * signal back.
 */

import { numeric } from "./numeric.js";

/**
 * @typedef {import("./types.js").Problem} Problem
 * @typedef {import("./types.js").Layer} Layer
 * @typedef {{layer: number, part: "W" | "b"}} LearningPart  weights or biases of a layer, of which one has a gradient
 */

/**
 * The first hidden layer whose neurons are all alike: equal weights into them, equal biases, equal weights onward.
 *
 * @param {readonly Layer[]} layers
 * @returns {number | null} counted from 1
 */
export function alikeLayer(layers) {
  const index = layers.slice(0, -1).findIndex(({ W, b }, place) => {
    if (b.length < 2 || b.some((bias) => bias !== b[0])) return false;
    if (W.some((row) => row.some((weight, j) => weight !== W[0][j]))) return false;
    return layers[place + 1].W.every((row) => row.every((weight) => weight === row[0]));
  });
  return index < 0 ? null : index + 1;
}

/**
 * The last layer all of whose weights are 0, so that nothing comes back to the layers before it.
 *
 * @param {readonly Layer[]} layers
 * @returns {number | null} counted from 1; null also for the first layer, before which nothing learns
 */
export function silentLayer(layers) {
  const index = layers.findLastIndex(({ W }) => W.every((row) => row.every((weight) => weight === 0)));
  return index < 1 ? null : index + 1;
}

/** What has a gradient. @param {import("./types.js").Trace} trace @returns {LearningPart[]} */
export function learningParts({ layers }) {
  /** @param {readonly import("./types.js").Num[]} numbers */
  const some = (numbers) => numbers.some((number) => numeric(number) !== 0);
  return layers.flatMap(({ dL_dW, dL_db }, index) => [
    ...(dL_dW.some(some) ? [/** @type {LearningPart} */ ({ layer: index + 1, part: "W" })] : []),
    ...(some(dL_db) ? [/** @type {LearningPart} */ ({ layer: index + 1, part: "b" })] : []),
  ]);
}
