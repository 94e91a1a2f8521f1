/**
 * What is asked of the server about the page's pass: the network with its samples, and what drives the reversed one.
 */

import { withoutRate } from "./problem.js";
import { editsSince, hasManyWeights, networkBody } from "./recipe.js";

/**
 * @typedef {object} Origin  of a network that was made out of a recipe; null where it was not
 * @property {import("./recipe.js").Recipe | null} recipe
 * @property {readonly import("./types.js").Layer[] | null} recipeLayers  as the recipe made them
 *
 * @typedef {object} Asked
 * @property {import("./types.js").Problem} problem
 * @property {number[] | null} drive  the signals that are injected at the outputs, in place of the loss's own
 * @property {number[][] | null} gains  inputs at which the gains are frozen
 */

/**
 * Whether what comes back is not the gradient of the loss, so that there is nothing to witness and no update.
 *
 * @param {Pick<Asked, "drive" | "gains">} pass
 */
export const isByHand = ({ drive, gains }) => drive !== null || gains !== null;

/** Steps of neurons name some twenty addresses a weight: above this many weights a pass has steps of whole layers. */
const MAX_WEIGHTS_FOR_NEURON_STEPS = 10_000;

/** Whether a network is too large for a step for each neuron. @param {import("./types.js").Problem} problem */
export const isLarge = ({ layers, x }) =>
  layers.reduce((sum, { W }) => sum + W.length * W[0].length, 0) * (1 + x.length / 16) > MAX_WEIGHTS_FOR_NEURON_STEPS;

/**
 * All that the steps of a pass depend on but for the current sample.
 *
 * @param {Asked} pass
 * @returns {string} the same for passes of the same steps
 */
export const passShape = ({ problem, drive, gains }) =>
  JSON.stringify([
    problem.x.length,
    problem.x[0].length,
    problem.layers.map(({ b, activation, frozen = [] }) => [b.length, activation, ...frozen]),
    problem.loss,
    drive !== null,
    isByHand({ drive, gains }),
  ]);

/**
 * A network with its samples, as requests give it: a large one that came out of a recipe as that recipe with what was
 * changed since, in place of its weights.
 *
 * @param {import("./types.js").Problem} problem
 * @param {Origin} origin
 */
export function networkOf(problem, { recipe, recipeLayers }) {
  const edits = recipe && recipeLayers && hasManyWeights(problem) ? editsSince(recipeLayers, problem) : null;
  if (!recipe || !edits) return problem;
  const { layers, ...rest } = problem;
  return {
    ...rest,
    recipe: networkBody(
      recipe,
      layers.map(({ activation }) => activation),
    ),
    edits: Object.fromEntries(edits.map(({ address, value }) => [address, value])),
    frozen: layers.map(({ frozen = [] }) => frozen),
  };
}

/**
 * The body of a trace request, but for what it is to include.
 *
 * @param {Asked} pass
 * @param {Origin} origin
 */
export function passOf({ problem, drive, gains }, origin) {
  const network = networkOf(problem, origin);
  return {
    ...(isByHand({ drive, gains }) ? withoutRate(network) : network),
    ...(drive && { dl_dy: problem.x.map(() => drive) }),
    ...(gains && { gains_x: gains }),
  };
}

/**
 * What of a drive fits a network: a link may carry that of another one.
 *
 * @param {Asked} pass
 * @returns {Pick<Asked, "drive" | "gains">}
 */
export function fitting({ problem, drive, gains }) {
  const outputs = problem.layers[problem.layers.length - 1].b.length;
  const inputs = problem.x[0].length;
  return {
    drive: drive?.length === outputs ? drive : null,
    gains: gains?.length === problem.x.length && gains.every((row) => row.length === inputs) ? gains : null,
  };
}
