/**
 * Where a film waits for whoever watches it: at the moments on which the rest turns.
 */

import { once } from "../network/once.js";
import { stepsOf } from "../state/page.js";

/**
 * @typedef {import("../network/types.js").Step} Step
 */

/** How many wires bring a signal back in it. @param {Step} step */
const paths = ({ reads }) => reads.filter((address) => address.startsWith("w.")).length;

/** The steps at whose end it waits: the first that is so. The loss after the update is the end itself. */
const TURNS = /** @type {((step: Step) => boolean)[]} */ ([
  ({ quantity }) => quantity === "l",
  (step) => step.quantity === "dl_da" && paths(step) === 0,
  (step) => step.quantity === "dl_da" && paths(step) > 1,
  ({ quantity }) => quantity === "dl_dw",
]);

/** @type {readonly number[]} */
const NONE = [];

/**
 * The places where playing waits: the loss, the first signal that comes back, the first sum of several paths, the first
 * gradient of a weight; none in a first look.
 *
 * @param {import("../state/page.js").Page} page
 * @returns {readonly number[]}
 */
export function turningPoints(page) {
  if (page.touring) return NONE;
  const steps = stepsOf(page);
  return once(steps, "turning points", () => TURNS.map((is) => steps.findIndex(is) + 1).filter((place) => place > 0));
}
