/**
 * The recursion from the front: ∂l/∂z of a neuron in the first layer asks for ∂l/∂z of every neuron in the next one,
 * each of which asks again, down to the output, and nothing is kept. Beside it the sweep from the back, which comes to
 * each amplifier once. The order in which either of them comes to the amplifiers, and how often.
 *
 * @typedef {import("./types.js").Problem} Problem
 * @typedef {{layer: number, neuron: number, asker: number}} Visit  a question to an amplifier; `asker` is the index of
 *   the visit that asked it, -1 for the first
 */

import { isCoupled, sizesOf } from "./problem.js";

/** More visits than these are counted and not shown one by one. */
export const MAX_VISITS = 500;

/**
 * How many ∂l/∂a of its own layer a ∂l/∂z needs: where an activation couples its neurons all of them, each anew.
 *
 * @param {Problem} problem @param {number} layer
 */
const sourcesOf = (problem, layer) => (isCoupled(problem, layer) ? problem.layers[layer - 1].b.length : 1);

/**
 * How many questions one ∂l/∂z of the first layer takes, itself included: V(L) = 1, and V(l) = 1 + n V(l + 1), where n
 * is how many of the layer after it asks.
 *
 * @param {Problem} problem
 * @param {number | null} from  a neuron of the first layer; null for all of them, one after another
 * @returns {bigint}
 */
export function countOfVisits(problem, from) {
  const sizes = sizesOf(problem);
  let visits = 1n;
  for (let layer = problem.layers.length - 1; layer > 0; layer -= 1)
    visits = 1n + BigInt(sourcesOf(problem, layer) * sizes[layer + 1]) * visits;
  return from === null ? BigInt(sizes[1]) * visits : visits;
}

/**
 * The questions in the order in which they are asked; none where there are too many to follow.
 *
 * @param {Problem} problem @param {number | null} from  as above
 * @returns {Visit[]}
 */
export function visitsFromFront(problem, from) {
  const sizes = sizesOf(problem);
  /** @type {Visit[]} */
  const visits = [];
  if (countOfVisits(problem, from) > MAX_VISITS) return visits;
  /** @param {number} layer @param {number} neuron @param {number} asker */
  const ask = (layer, neuron, asker) => {
    const own = visits.push({ layer, neuron, asker }) - 1;
    if (layer === problem.layers.length) return;
    for (let source = 0; source < sourcesOf(problem, layer); source += 1)
      for (let next = 0; next < sizes[layer + 1]; next += 1) ask(layer + 1, next, own);
  };
  const first = from === null ? Array.from({ length: sizes[1] }, (_, i) => i) : [from];
  for (const neuron of first) ask(1, neuron, -1);
  return visits;
}

/** Every amplifier in the order of the sweep, from the output backward. @param {Problem} problem @returns {Visit[]} */
export function visitsOfSweep(problem) {
  return problem.layers
    .map(({ b }, index) => b.map((_, neuron) => ({ layer: index + 1, neuron, asker: -1 })))
    .reverse()
    .flat();
}

/** @param {{layer: number, neuron: number}} place */
export const amplifierKey = ({ layer, neuron }) => `${layer}.${neuron}`;

/**
 * How often each amplifier was visited by now.
 *
 * @param {readonly Visit[]} visits @param {number} place  how many of them have been made
 * @returns {Map<string, number>} by layer.neuron
 */
export function visitedBy(visits, place) {
  /** @type {Map<string, number>} */
  const times = new Map();
  for (const visit of visits.slice(0, place)) times.set(amplifierKey(visit), (times.get(amplifierKey(visit)) ?? 0) + 1);
  return times;
}

/**
 * Those who wait for the answer to the question that is asked now, and that one as the last: from the first layer on.
 *
 * @param {readonly Visit[]} visits @param {number} place
 * @returns {Visit[]} none before the first question
 */
export function chainAt(visits, place) {
  /** @type {Visit[]} */
  const chain = [];
  for (let visit = visits[place - 1]; visit; visit = visits[visit.asker]) chain.unshift(visit);
  return chain;
}
