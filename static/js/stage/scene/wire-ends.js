/** Where a wire begins and ends, and where its number stands. */

import { INPUT_RADIUS, LABEL_AT, along } from "./layout.js";

/**
 * @typedef {import("./context.js").Context} Context
 * @typedef {import("./layout.js").Point} Point
 * @typedef {import("../../network/address.js").Wire} Wire
 * @typedef {import("./wires.js").Direction} Direction
 */

/**
 * The two ends of a wire, left end first, whichever way the number on it flows. At its left end the wires of a neuron
 * stand one above the other, in the order of the neurons that they lead to.
 *
 * @param {Context} context
 * @param {Direction} lane
 * @param {Wire} wire
 * @returns {[Point, Point]}
 */
export function ends({ layout }, lane, { layer, to, from }) {
  const { nodes } = /** @type {import("./layout.js").Lane} */ (layout[lane]);
  const left = nodes[layer - 1][from];
  const right = nodes[layer][to];
  const down = layout.ports[layer][to];
  const half =
    layer === 1
      ? Math.sqrt(Math.max(0, INPUT_RADIUS ** 2 - down ** 2))
      : (lane === "forward" ? layout.node.width : layout.amplifier.width) / 2;
  const reach = lane === "forward" ? layout.node.width / 2 : layout.amplifier.width / 2 + layout.amplifier.capsule - 4;
  return [
    { x: left.x + half, y: left.y + down },
    { x: right.x - reach, y: right.y },
  ];
}

/**
 * Where the number of a wire stands: in both lanes near the layer on the left, so that the two pictures of one wire can
 * be compared at a glance.
 *
 * @param {Context} context
 * @param {Direction} lane
 * @param {Wire} wire
 */
export function labelPoint(context, lane, wire) {
  const [left, right] = ends(context, lane, wire);
  return along(left, right, LABEL_AT);
}
