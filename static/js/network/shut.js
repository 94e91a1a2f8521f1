/** Amplifiers that let nothing through, and what could open them again. */

import { forSample, valueAt } from "./address.js";
import { isCoupled, slopeOf } from "./problem.js";

/**
 * @typedef {import("./types.js").Problem} Problem
 * @typedef {import("./types.js").Trace} Trace
 * @typedef {{open: number, count: number, isFirst: boolean}} Shut  `open`: in how many of the samples it lets something
 *   through; `isFirst`: what comes into it is given, and no update changes that
 */

/**
 * Whether the amplifier of a neuron lets nothing through in a sample: its slope is 0. Where an activation couples its
 * layer there are no amplifiers.
 *
 * @param {{problem: Problem, trace: Trace}} pass
 * @param {number} layer
 * @param {number} neuron
 * @param {number} sample
 */
export function isShut({ problem, trace }, layer, neuron, sample) {
  const slope = forSample(slopeOf(problem, layer, neuron), sample);
  return !isCoupled(problem, layer) && valueAt(slope, problem, trace) === 0;
}

/**
 * @param {Problem} problem
 * @param {Trace} trace
 * @param {number} layer
 * @param {number} neuron
 * @param {number} sample
 * @returns {Shut | null} null where it is open for this sample, or its activation couples its layer
 */
export function shutOf(problem, trace, layer, neuron, sample) {
  /** @param {number} n */
  const isShutIn = (n) => isShut({ problem, trace }, layer, neuron, n);
  if (!isShutIn(sample)) return null;
  const count = problem.x.length;
  return { open: problem.x.filter((_, n) => !isShutIn(n)).length, count, isFirst: layer === 1 };
}

/** The key of what there is to say of it. @param {Shut} shut */
export const shutKey = ({ open, count, isFirst }) =>
  open > 0 ? "shut.some" : `shut.${isFirst ? "first" : "later"}.${count > 1 ? "other" : "one"}`;
