/**
 * Where a film waits for whoever watches it: at the moments on which the rest turns.
 */

import { stepsOf } from "../state/page.js";

/**
 * @typedef {import("../network/types.js").Step} Step
 */

/** @param {Step} step how many wires bring a signal back in it */
const paths = ({ reads }) => reads.filter((address) => address.startsWith("w.")).length;

/** The steps at whose end it waits: the first that is so. The loss after the update is the end itself. */
const TURNS = /** @type {((step: Step) => boolean)[]} */ ([
  ({ quantity }) => quantity === "l",
  (step) => step.quantity === "dl_da" && paths(step) === 0,
  (step) => step.quantity === "dl_da" && paths(step) > 1,
  ({ quantity }) => quantity === "dl_dw",
]);

/** @type {WeakMap<readonly Step[], number[]>} */
const POINTS = new WeakMap();

/**
 * The places where playing waits: the loss, the first signal that comes back, the first sum of two paths, the first pair
 * of keys.
 *
 * @param {import("../state/page.js").Page} page
 * @returns {readonly number[]}
 */
export function turningPoints(page) {
  const steps = stepsOf(page);
  const points = POINTS.get(steps) ?? TURNS.map((is) => steps.findIndex(is) + 1).filter((place) => place > 0);
  POINTS.set(steps, points);
  return points;
}
