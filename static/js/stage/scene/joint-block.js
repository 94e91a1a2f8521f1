/**
 * The place of the amplifiers in a layer whose activation couples its neurons: one block, the matrix J. All signals
 * that come back enter it, and each row of it makes one that leaves. It has no triangles, for no signal has a gain of its
 * own.
 */

import { m } from "../../dom/marks.js";
import { isCoupled, slopeOf } from "../../network/problem.js";
import { round } from "./layout.js";

/** How far the block reaches beyond its outermost rows. */
const JOINT_MARGIN = 4;

/**
 * @param {import("./context.js").Context} context
 * @param {import("./layout.js").Lane} lane
 */
export function jointBlocks(context, lane) {
  const { width, height } = context.layout.amplifier;
  return lane.nodes.flatMap((column, layer) => {
    if (layer === 0 || !isCoupled(context.problem, layer)) return [];
    const centres = column.filter(Boolean);
    const top = Math.min(...centres.map(({ y }) => y)) - height / 2 - JOINT_MARGIN;
    const bottom = Math.max(...centres.map(({ y }) => y)) + height / 2 + JOINT_MARGIN;
    const [{ x }] = centres;
    const known = context.known(context.here(slopeOf(context.problem, layer, 0)));
    return m(
      "g",
      { key: `joint.${layer}`, class: known ? "joint-block" : "joint-block waiting" },
      m("rect", {
        key: "block",
        x: round(x - width / 2),
        y: round(top),
        width: round(width),
        height: round(bottom - top),
        rx: 8,
      }),
    );
  });
}

/**
 * The letter in the middle of each block, over its rows.
 *
 * @param {import("./context.js").Context} context
 * @param {import("./layout.js").Lane} lane
 */
export function jointNames(context, lane) {
  return lane.nodes.flatMap((column, layer) => {
    if (layer === 0 || !isCoupled(context.problem, layer)) return [];
    const centres = column.filter(Boolean);
    const ys = centres.map(({ y }) => y);
    const size = context.sizes[layer];
    const y = (Math.min(...ys) + Math.max(...ys)) / 2;
    const x = round(centres[0].x);
    return m(
      "g",
      { key: `joint-name.${layer}`, class: "joint-block", "aria-hidden": "true" },
      m("text", { key: "letter", class: "letter", x, y: round(y + 4), "text-anchor": "middle" }, "J"),
      m("text", { key: "size", x, y: round(y + 20), "text-anchor": "middle" }, `${size} × ${size}`),
    );
  });
}

/**
 * A row of the block, which lights up and is chosen.
 *
 * @param {number} left @param {number} right @param {number} y @param {number} half
 */
export const jointRow = (left, right, y, half) =>
  `M${round(left)},${round(y - half)} H${round(right)} V${round(y + half)} H${round(left)} Z`;
