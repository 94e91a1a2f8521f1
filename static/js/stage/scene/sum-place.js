/** Where a running sum finds room: beneath its neuron or amplifier, between the numbers of the wires. */

import { INPUT_RADIUS, MAX_LABEL_HEIGHT } from "./layout.js";
import { ends, labelPoint } from "./wire-ends.js";
import { own } from "./journeys.js";
import { breadth } from "./context.js";

const SUM_CHARACTER_WIDTH = 7.4;

/** How high the box of a sum is. */
export const SUM_HEIGHT = 20;

/** What stands over an amplifier: its height, the width of its symbol with what keeps it from the sum, a character. */
const INTO_HEIGHT = 20;
const INTO_SYMBOL_WIDTH = 40;
const INTO_CHARACTER_WIDTH = 7;

/**
 * Where these words stand, and whether no number of a wire is in their way.
 *
 * @param {import("./context.js").Context} context
 * @param {import("../../network/types.js").Step} step
 * @param {string} words
 */
export function sumPlace(context, step, words) {
  const { node, amplifier } = context.layout;
  const lane = step.quantity === "z" ? "forward" : "backward";
  const { nodes } = /** @type {import("./layout.js").Lane} */ (context.layout[lane]);
  const centre = nodes[step.layer][own(step)];
  const width = 24 + SUM_CHARACTER_WIDTH * breadth(words);
  const half = step.layer === 0 ? INPUT_RADIUS : (lane === "forward" ? node.height : amplifier.height) / 2;
  const beneath = centre.y + half + 4;
  if (lane === "forward" || step.layer === 0) return { width, left: centre.x - width / 2, y: beneath, clear: true };
  // Beneath an amplifier it ends at its base, where the numbers of the wires begin.
  const left = centre.x + amplifier.width / 2 - roomBeneath(context, step, beneath) - width;
  return { width, left, ...belowLabels(context, step.layer, left, beneath, bottomOf(context, step)) };
}

/**
 * How far the sum keeps from the base of its amplifier: where the next one is near, what stands over that has the
 * room.
 *
 * @param {import("./context.js").Context} context
 * @param {import("../../network/types.js").Step} step
 * @param {number} top  of the sum
 */
function roomBeneath(context, step, top) {
  const { amplifier, drawn } = context.layout;
  const next = nextTo(context, step);
  if (!next || step.layer === drawn.length - 1) return 0;
  const into = context.here(`dl_da.${step.layer}.${next.neuron}`);
  if (bottomOf(context, step) >= top + SUM_HEIGHT || !context.known(into)) return 0;
  return INTO_SYMBOL_WIDTH + INTO_CHARACTER_WIDTH * breadth(context.shown(into, amplifier.room));
}

/**
 * The neuron beneath that of a step, and where its amplifier stands.
 *
 * @param {import("./context.js").Context} context
 * @param {import("../../network/types.js").Step} step
 */
function nextTo({ layout: { backward, drawn } }, step) {
  const column = drawn[step.layer];
  const neuron = column[column.indexOf(own(step)) + 1];
  const centre = backward?.nodes[step.layer][neuron];
  return centre ? { neuron, centre } : null;
}

/**
 * Down to where there is room beneath an amplifier.
 *
 * @param {import("./context.js").Context} context
 * @param {import("../../network/types.js").Step} step
 */
function bottomOf(context, step) {
  const { backward, amplifier, height } = context.layout;
  const next = nextTo(context, step);
  if (next) return next.centre.y - amplifier.height / 2 - INTO_HEIGHT;
  return backward ? backward.box.y + backward.box.height : height;
}

/** How wide a wire's number with its keys may be, beside the neuron on its left. */
const LABEL_REACH = 74;

/**
 * The first place from here downwards at which no number of the wires on the left lies on the sum, if there is one.
 *
 * @param {import("./context.js").Context} context
 * @param {number} layer
 * @param {number} left  edge of the sum
 * @param {number} top
 * @param {number} bottom  of the room that there is; where it is too small, the sum stays
 */
function belowLabels(context, layer, left, top, bottom) {
  if (!context.labelled(layer)) return { y: top, clear: true };
  const { drawn } = context.layout;
  const places = drawn[layer]
    .flatMap((to) => drawn[layer - 1].map((from) => ({ layer, to, from })))
    .filter((wire) => ends(context, "backward", wire)[0].x + LABEL_REACH > left)
    .map((wire) => labelPoint(context, "backward", wire).y)
    .sort((a, b) => a - b);
  const apart = (SUM_HEIGHT + MAX_LABEL_HEIGHT) / 2 + 1;
  const free = places.reduce(
    (y, label) => (Math.abs(y + SUM_HEIGHT / 2 - label) < apart ? label + apart - SUM_HEIGHT / 2 : y),
    top,
  );
  const clear = free === top || free + SUM_HEIGHT <= bottom;
  return { y: clear ? free : top, clear };
}
