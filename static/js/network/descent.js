/**
 * Steps of gradient descent that were kept, one after another: what each forecast of the loss, and what happened to it.
 *
 * @typedef {import("./types.js").Num} Num
 * @typedef {import("./types.js").Problem} Problem
 *
 * @typedef {object} DescentStep
 * @property {Num} before  L
 * @property {Num} after  L with the new weights
 * @property {number} forecast  of the change: −η‖∇L‖²
 * @property {readonly import("./symmetry.js").AlikeGroup[]} [alike]  neurons that were alike before it
 *
 * @typedef {{steps: readonly DescentStep[], problem: Problem}} Descent  and the network that they led to
 */

import { numeric } from "./numeric.js";
import { alikeGroups } from "./symmetry.js";

/** @type {WeakMap<object, number>} */
const SLOPES = new WeakMap();

/**
 * ∂L/∂η at η = 0: −‖∇L‖², of all parameters that are not frozen.
 *
 * @param {Pick<import("../state/page.js").Answer, "problem" | "trace">} answer
 */
export function slopeOfRate(answer) {
  const { layers } = answer.trace;
  const known = SLOPES.get(layers);
  if (known !== undefined) return known;
  let sum = 0;
  for (const gradient of gradientsOf(answer)) sum += gradient ** 2;
  SLOPES.set(layers, -sum);
  return -sum;
}

/**
 * ‖∇L‖, also where the squares of its entries are too large or too small for a number.
 *
 * @param {Pick<import("../state/page.js").Answer, "problem" | "trace">} answer
 */
export function lengthOfGradient(answer) {
  const all = [...gradientsOf(answer)];
  const largest = all.reduce((most, gradient) => Math.max(most, Math.abs(gradient)), 0);
  if (largest === 0 || !Number.isFinite(largest)) return largest;
  return largest * Math.sqrt(all.reduce((sum, gradient) => sum + (gradient / largest) ** 2, 0));
}

/** @param {Pick<import("../state/page.js").Answer, "problem" | "trace">} answer */
function* gradientsOf({ problem, trace }) {
  for (const [index, { dL_dW, dL_db }] of trace.layers.entries()) {
    const { frozen = [] } = problem.layers[index];
    if (!frozen.includes("W")) for (const row of dL_dW) yield* row.map(numeric);
    if (!frozen.includes("b")) yield* dL_db.map(numeric);
  }
}

/**
 * The step that a pass ends with.
 *
 * @param {Pick<import("../state/page.js").Answer, "problem" | "trace"> | null} answer
 * @returns {DescentStep | null} null where no update was asked for
 */
export function stepOf(answer) {
  const { update, L } = answer?.trace ?? {};
  if (!answer || !update || L === undefined) return null;
  const { learning_rate, layers } = answer.problem;
  return {
    before: L,
    after: update.L_after,
    forecast: learning_rate * slopeOfRate(answer),
    alike: alikeGroups(layers),
  };
}

/** What happened to the loss. @param {DescentStep} step */
export const happened = ({ before, after }) => numeric(after) - numeric(before);

/** All that the loss is a function of. */
const LANDSCAPE = /** @type {const} */ (["layers", "loss", "reduction", "x", "target"]);

/**
 * The steps that led to a network. A learning rate may change between them; whatever else is changed ends the descent,
 * and what brings the network back, such as undo, brings its steps back.
 *
 * @param {{descent: Descent | null, problem: Problem}} page
 * @returns {readonly DescentStep[]}
 */
export function stepsTo({ descent, problem }) {
  return descent && LANDSCAPE.every((field) => descent.problem[field] === problem[field]) ? descent.steps : [];
}
