/**
 * The factors by which a signal changes its size on its way back, and which of them is the cause where it vanishes or
 * explodes. ‖·‖ is the root of the sum of squares over the layer's neurons; the factors multiply exactly to the sizes.
 *
 * @typedef {import("./types.js").Problem} Problem
 * @typedef {import("./types.js").Trace} Trace
 *
 * @typedef {object} Account  of one layer
 * @property {number} layer  from 1
 * @property {number} came  ‖∂l/∂a‖: what came back to it
 * @property {number} size  ‖∂l/∂z‖: what its amplifiers make of it
 * @property {number | null} weights  came over the size of the layer after it: the share of that layer's weights; null
 *   in the last layer
 * @property {number} gain  size over came: the share of its amplifiers
 *
 * @typedef {object} Factor  one bar of the waterfall
 * @property {"weights" | "gain"} kind
 * @property {number} layer  whose weights or amplifiers they are
 * @property {number} from  size before
 * @property {number} to  size after
 * @property {number} by  to over from; NaN where nothing came
 *
 * @typedef {object} Cause
 * @property {Factor} factor  that does most of it
 * @property {"most" | "even"} part  whether it does more than its share, or all that are like it do as much
 * @property {"lost" | "gained"} effect
 * @property {string | null} why  key of the words
 * @property {number} [count]  amplifiers of the layer that it is about
 * @property {number} [size]  all amplifiers of the layer
 */

import { indexOfLargest, numeric } from "./numeric.js";

/** A signal that changes its size by less than this on the whole way keeps it. */
export const MIN_CHANGE_FACTOR = 10;
/** Factors of one kind are alike where each does more than this part of what the strongest does, on the log scale. */
const ALIKE_SHARE = 0.6;
/** Signals cancel where less than this share of what could add up arrives. */
const CANCELLED_SHARE = 0.3;
/** An amplifier whose gain is less than this part of its activation's steepest slope is saturated. */
const SATURATED_SHARE = 0.4;
const STEEPEST_SLOPES = /** @type {Record<string, number>} */ ({ sigmoid: 0.25 });

/** @param {readonly import("./types.js").Num[]} row */
const norm = (row) => {
  const numbers = row.map(numeric);
  const largest = Math.max(...numbers.map(Math.abs));
  return largest > 0 && Number.isFinite(largest)
    ? largest * Math.sqrt(numbers.reduce((sum, number) => sum + (number / largest) ** 2, 0))
    : largest;
};

/**
 * The accounts from the last layer to the first: size = came · gain, and came = size of the layer after · weights.
 *
 * @param {Trace} trace
 * @param {number} sample
 * @returns {Account[]}
 */
export function accounts({ layers }, sample) {
  return layers
    .map(({ dl_da, dl_dz }, index) => {
      const size = norm(dl_dz[sample]);
      const came = norm(dl_da[sample]);
      const after = layers[index + 1] ? norm(layers[index + 1].dl_dz[sample]) : null;
      return { layer: index + 1, came, size, weights: after === null ? null : came / after, gain: size / came };
    })
    .reverse();
}

/**
 * Every factor on the way, from where the loss's own gradient enters.
 *
 * @param {readonly Account[]} all
 * @returns {Factor[]}
 */
export function factorsOf(all) {
  return all.flatMap(({ layer, came, size, weights, gain }, index) => [
    ...(weights === null
      ? []
      : [
          {
            kind: /** @type {const} */ ("weights"),
            layer: layer + 1,
            from: all[index - 1].size,
            to: came,
            by: weights,
          },
        ]),
    { kind: /** @type {const} */ ("gain"), layer, from: came, to: size, by: gain },
  ]);
}

/** What is left of the loss's gradient at the first layer. @param {readonly Account[]} all */
export const ratioOf = (all) => all[all.length - 1].size / all[0].came;

/**
 * The factor that does most of it, and why it is what it is.
 *
 * @param {readonly Account[]} all
 * @param {Problem} problem
 * @param {Trace} trace
 * @param {number} sample
 * @returns {Cause | null} null where the signal keeps its size, or something on the way is not finite or 0
 */
export function causeOf(all, problem, trace, sample) {
  const ratio = ratioOf(all);
  if (!Number.isFinite(ratio) || ratio === 0 || (ratio > 1 / MIN_CHANGE_FACTOR && ratio < MIN_CHANGE_FACTOR))
    return null;
  const lost = ratio < 1;
  const factors = factorsOf(all);
  const factor = factors.reduce((worst, candidate) =>
    (lost ? candidate.by < worst.by : candidate.by > worst.by) ? candidate : worst,
  );
  const alike = factors.filter(
    ({ kind, by }) => kind === factor.kind && Math.log(by) / Math.log(factor.by) > ALIKE_SHARE,
  ).length;
  const part = alike > 2 && alike === factors.filter(({ kind }) => kind === factor.kind).length ? "even" : "most";
  const why = !lost
    ? { why: factor.kind === "weights" ? "large-weights" : null }
    : factor.kind === "weights"
      ? smallWeights(factor, problem, trace, sample)
      : smallGain(factor, problem, trace, sample);
  return { factor, part, effect: lost ? "lost" : "gained", ...why };
}

/**
 * Small in themselves, or signals that cancel where they meet.
 *
 * @param {Factor} factor
 * @param {Problem} problem
 * @param {Trace} trace
 * @param {number} sample
 * @returns {Pick<Cause, "why">}
 */
function smallWeights(factor, problem, trace, sample) {
  const { W } = problem.layers[factor.layer - 1];
  const signals = trace.layers[factor.layer - 1].dl_dz[sample].map((signal) => Math.abs(numeric(signal)));
  const together = norm(W[0].map((_, j) => W.reduce((sum, row, i) => sum + Math.abs(row[j]) * signals[i], 0)));
  return { why: factor.to < CANCELLED_SHARE * together ? "cancelling" : "small-weights" };
}

/**
 * Shut or saturated amplifiers, or an activation that is never steep.
 *
 * @param {Factor} factor
 * @param {Problem} problem
 * @param {Trace} trace
 * @param {number} sample
 * @returns {Pick<Cause, "why" | "count" | "size">}
 */
function smallGain(factor, problem, trace, sample) {
  const { activation } = problem.layers[factor.layer - 1];
  if (activation === "softmax") return { why: null };
  const gains = trace.layers[factor.layer - 1].da_dz[sample].map((gain) =>
    Math.abs(numeric(/** @type {import("./types.js").Num} */ (gain))),
  );
  const shut = gains.filter((gain) => gain === 0).length;
  const saturated = gains.filter((gain) => gain < SATURATED_SHARE * (STEEPEST_SLOPES[activation] ?? 1)).length;
  if (shut > 0 && shut === saturated) return { why: "shut", count: shut, size: gains.length };
  if (saturated > 0) return { why: "saturated", count: saturated, size: gains.length };
  return { why: activation === "sigmoid" ? "never-steep" : null };
}

/**
 * The number of a factor's layer that counts most: the amplifier with the largest signal, or the wire that carries
 * most.
 *
 * @param {Pick<Factor, "kind" | "layer">} factor
 * @param {Problem} problem
 * @param {Trace} trace
 * @param {number} sample
 * @returns {string} its address, of the first sample
 */
export function foremostOf({ kind, layer }, problem, trace, sample) {
  const signals = trace.layers[layer - 1].dl_dz[sample].map((signal) => Math.abs(numeric(signal)));
  if (kind === "gain") return `dl_dz.${layer}.${indexOfLargest(signals)}`;
  const wires = problem.layers[layer - 1].W.flatMap((row, i) =>
    row.map((weight, j) => ({ size: Math.abs(weight) * signals[i], indices: `${i}.${j}` })),
  );
  return `w.${layer}.${wires[indexOfLargest(wires.map(({ size }) => size))].indices}`;
}
