/**
 * A small tab at every number that the forward pass must leave behind, because the way back reads it: at inputs,
 * activations, targets and weights in the forward lane, and at the gains in their amplifiers.
 */

import { m } from "../../dom/marks.js";
import { slopeOf } from "../../network/problem.js";
import { INPUT_RADIUS, round } from "./layout.js";
import { TARGET_WIDTH, targetHeight } from "./target-place.js";

/**
 * @typedef {import("./context.js").Context} Context
 * @typedef {import("../../dom/marks.js").Mark} Mark
 */

/** What a tab measures. */
const WIDTH = 4.6;
const HEIGHT = 8;
const NOTCH = 2.2;

/**
 * The tab alone: a bookmark.
 *
 * @param {string} key @param {number} x  of its left edge @param {number} y  of its upper edge @param {number} [scale]
 */
export function keptTab(key, x, y, scale = 1) {
  const [width, height, notch] = [WIDTH, HEIGHT, NOTCH].map((size) => size * scale);
  const [left, top, right, bottom] = [x, y, x + width, y + height].map(round);
  return m("path", {
    key,
    class: "kept-mark",
    d: `M${left},${top} H${right} V${bottom} L${round(x + width / 2)},${round(y + height - notch)} L${left},${bottom} Z`,
  });
}

/** All tabs but those of the weights, which stand at their labels. @param {Context} context */
export function keptMarks(context) {
  const { layout } = context;
  const { forward, backward } = layout;
  const lanes = [
    ...(forward
      ? [...inputTabs(context, forward), ...neuronTabs(context, forward), ...targetTabs(context, forward)]
      : []),
    ...(backward ? gainTabs(context, backward) : []),
  ];
  const tabs = lanes.filter(({ address }) => context.kept(address));
  return tabs.length > 0 && m("g", { key: "kept" }, ...tabs.map(({ address, x, y }) => keptTab(address, x, y)));
}

/**
 * @typedef {{address: string, x: number, y: number}} Tab
 * @typedef {import("./layout.js").Lane} Lane
 */

/** @param {Context} context @param {Lane} lane @returns {Tab[]} */
const inputTabs = (context, lane) =>
  lane.nodes[0].flatMap((centre, j) => ({
    address: context.here(`x.${j}`),
    x: centre.x + INPUT_RADIUS * 0.55,
    y: centre.y + INPUT_RADIUS * 0.12,
  }));

/**
 * The activation's, at the inner right edge of its line; where no amplifiers are drawn, the slope's beside the curve.
 *
 * @param {Context} context @param {Lane} lane @returns {Tab[]}
 */
function neuronTabs(context, lane) {
  const { width, height, lines, tall, curve } = context.layout.node;
  return lane.nodes.slice(1).flatMap((column, index) =>
    column.flatMap((centre, i) => [
      {
        address: context.here(`a.${index + 1}.${i}`),
        x: centre.x + width / 2 - WIDTH - 0.4,
        y: centre.y + lines.a - HEIGHT / 2,
      },
      {
        address: context.layout.backward ? "" : context.here(slopeOf(context.problem, index + 1, i)),
        x: tall ? centre.x + curve / 2 + 4 : centre.x - width / 2 + 2,
        y: tall ? centre.y - height / 2 + 8 : centre.y - curve / 2,
      },
    ]),
  );
}

/** @param {Context} context @param {Lane} lane @returns {Tab[]} */
const targetTabs = (context, lane) =>
  context.layout.drawn[context.sizes.length - 1].map((i, place) => ({
    address: context.here(`t.${i}`),
    x: lane.loss.x + TARGET_WIDTH / 2 - WIDTH - 4,
    y: targetHeight(context, lane, place) - HEIGHT,
  }));

/**
 * In the lower right corner of each amplifier, beneath its gain.
 *
 * @param {Context} context @param {Lane} lane @returns {Tab[]}
 */
function gainTabs(context, lane) {
  const { width, height } = context.layout.amplifier;
  return lane.nodes
    .slice(1)
    .flatMap((column, index) =>
      column.flatMap((centre, i) => ({
        address: context.here(slopeOf(context.problem, index + 1, i)),
        x: centre.x + width / 2 - WIDTH - 3,
        y: centre.y + Math.min(height / 2 - HEIGHT - 5, 10),
      })),
    );
}
