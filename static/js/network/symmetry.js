/**
 * Weights from which a network cannot learn what it could: neurons that are alike stay alike, and weights of 0 pass no
 * signal back.
 */

import { numeric } from "./numeric.js";
import { once } from "./once.js";

/**
 * @typedef {import("./types.js").Problem} Problem
 * @typedef {import("./types.js").Layer} Layer
 * @typedef {{layer: number, part: "W" | "b"}} LearningPart  weights or biases of a layer, of which one has a gradient
 * @typedef {{layer: number, neurons: number[]}} AlikeGroup  neurons of a layer that are one and the same, drawn again
 */

/**
 * The neurons of hidden layers that are exactly alike: equal weights into them, equal biases, equal weights onward.
 *
 * @param {readonly Layer[]} layers
 * @returns {readonly AlikeGroup[]} each of two neurons or more; the very same for the same layers
 */
export const alikeGroups = (layers) => once(layers, "alike", () => layers.slice(0, -1).flatMap(groupsIn(layers)));

/** @param {readonly Layer[]} layers @returns {(layer: Layer, index: number) => AlikeGroup[]} */
const groupsIn =
  (layers) =>
  ({ W, b }, index) => {
    const onward = layers[index + 1].W;
    /** @param {number} one @param {number} other */
    const isAlike = (one, other) =>
      W[one].every((weight, j) => weight === W[other][j]) && onward.every((row) => row[one] === row[other]);
    // Only those that have some numbers in common are compared in full.
    /** @type {Map<string, number[][]>} */
    const alike = new Map();
    b.forEach((bias, neuron) => {
      const key = [bias, W[neuron][0], onward[0]?.[neuron]].join();
      const groups = alike.get(key) ?? [];
      alike.set(key, groups);
      const own = groups.find(([first]) => isAlike(first, neuron));
      if (own) own.push(neuron);
      else groups.push([neuron]);
    });
    return [...alike.values()]
      .flat()
      .filter((neurons) => neurons.length > 1)
      .map((neurons) => ({ layer: index + 1, neurons }));
  };

/**
 * Over how many of the last steps these neurons have been alike.
 *
 * @param {readonly {alike?: readonly AlikeGroup[]}[]} steps  each with those that were alike before it, in their order
 * @param {AlikeGroup} group
 */
export function stepsAlike(steps, { layer, neurons }) {
  const parted = steps.findLastIndex(
    ({ alike = [] }) =>
      !alike.some((before) => before.layer === layer && neurons.every((neuron) => before.neurons.includes(neuron))),
  );
  return steps.length - 1 - parted;
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
