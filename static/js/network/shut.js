/** Amplifiers that let nothing through, and what could open them again. */

import { forSample, valueAt } from "./address.js";

/**
 * @typedef {import("./types.js").Problem} Problem
 * @typedef {import("./types.js").Trace} Trace
 * @typedef {{open: number, count: number, isFirst: boolean}} Shut  `open`: in how many of the samples it lets something
 *   through; `isFirst`: what comes into it is given, and no update changes that
 */

/**
 * @param {Problem} problem
 * @param {Trace} trace
 * @param {number} layer
 * @param {number} neuron
 * @param {number} sample
 * @returns {Shut | null} null where it is open for this sample, or its activation couples its layer
 */
export function shutOf(problem, trace, layer, neuron, sample) {
  if (problem.layers[layer - 1].activation === "softmax") return null;
  /** @param {number} n */
  const isShut = (n) => valueAt(forSample(`da_dz.${layer}.${neuron}`, n), problem, trace) === 0;
  if (!isShut(sample)) return null;
  const count = problem.x.length;
  return { open: problem.x.filter((_, n) => !isShut(n)).length, count, isFirst: layer === 1 };
}

/** The key of what there is to say of it. @param {Shut} shut */
export const shutKey = ({ open, count, isFirst }) =>
  open > 0 ? "shut.some" : `shut.${isFirst ? "first" : "later"}.${count > 1 ? "other" : "one"}`;
