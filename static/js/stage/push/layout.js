/**
 * Where the parts of a push stand: what is pushed, its neuron with the curve, the branches with what they reach, and
 * the loss. From left to right where there is room, on a phone from top to bottom.
 *
 * @typedef {import("../scene/layout.js").Point} Point
 * @typedef {{x: number, y: number, width: number, height: number}} PushBox
 * @typedef {[Point, Point, Point, Point]} Bezier  the four points of a cubic curve
 * @typedef {object} PushWay  of one branch
 * @property {Bezier} wire  into what it reaches
 * @property {Point} factor  centre of the weight on it
 * @property {PushBox} box  what it reaches
 * @property {Bezier} out  from there to the loss
 * @property {Point} share  of the loss, written over that
 * @typedef {object} PushLayout
 * @property {number} width  in pixels
 * @property {number} height
 * @property {boolean} upright  from top to bottom
 * @property {boolean} compact  boxes of two lines
 * @property {PushBox | null} start  with the handle, where it is not in the neuron
 * @property {Bezier | null} entry  from there into the neuron
 * @property {PushBox | null} neuron
 * @property {PushWay[]} ways
 * @property {Point & {r: number}} loss
 */

import { round } from "../scene/layout.js";

const MARGIN = 14;
const RADIUS = 46;

/** Narrower than this a push runs downwards. */
const NARROW = 640;

/** The same where a handle stands before the neuron. */
const NARROW_WITH_HANDLE = 900;

/** Heights of a box with all its lines, and of one with two. */
const FULL = 84;
const SMALL = 46;

/**
 * @param {{width: number, height: number}} space
 * @param {{start: boolean, neuron: boolean, ways: number}} parts
 * @returns {PushLayout}
 */
export function layOut({ width, height }, parts) {
  const narrow = parts.start && parts.neuron ? NARROW_WITH_HANDLE : NARROW;
  return width < narrow ? upright(width, parts) : across(width, height, parts);
}

/** Pixels of so many ways one over the other. @param {number} ways */
export const tallestOf = (ways) => ways * (SMALL + 8) + 20;

/** @param {number} width @param {number} height @param {{start: boolean, neuron: boolean, ways: number}} parts */
function across(width, height, { start, neuron, ways }) {
  const tight = width < (start && neuron ? 1260 : 900);
  const [boxWidth, outWidth, fan] = tight ? [172, 98, 96] : [196, 116, 166];
  const tall = Math.max(height, tallestOf(ways), 236);
  const middle = tall / 2;
  const lossX = width - MARGIN - RADIUS - 6;
  const boxX = lossX - RADIUS - outWidth - boxWidth;
  const right = boxX - fan;
  const startWidth = start ? (neuron ? (tight ? 150 : 190) : Math.min(320, right - MARGIN)) : 0;
  const between = tight ? 72 : 90;
  const neuronX = start ? MARGIN + startWidth + between : MARGIN;
  const neuronBox = neuron
    ? { x: Math.max(neuronX, right - 460), y: 8, width: Math.min(460, right - neuronX), height: tall - 16 }
    : null;
  const startBox = start
    ? {
        x: neuronBox ? neuronBox.x - between - startWidth : right - startWidth,
        y: middle - 62,
        width: startWidth,
        height: 124,
      }
    : null;
  // What is left over stands at both sides.
  const left = startBox?.x ?? neuronBox?.x ?? MARGIN;
  const shift = -(left - MARGIN) / 2;
  const moved = (/** @type {PushBox | null} */ box) => box && { ...box, x: box.x + shift };
  const pitch = Math.min((tall - 12) / ways, FULL + 56);
  const compact = pitch < FULL + 6;
  const boxHeight = compact ? SMALL : FULL;
  const exit = { x: right + shift, y: middle };
  const loss = { x: lossX + shift, y: middle, r: RADIUS };
  return {
    width,
    height: tall,
    upright: false,
    compact,
    start: moved(startBox),
    entry:
      startBox && neuronBox
        ? flat({ x: startBox.x + startBox.width + shift, y: middle }, { x: neuronBox.x + shift, y: middle })
        : null,
    neuron: moved(neuronBox),
    ways: Array.from({ length: ways }, (_, index) => {
      const y = middle + (index - (ways - 1) / 2) * pitch;
      const box = { x: boxX + shift, y: y - boxHeight / 2, width: boxWidth, height: boxHeight };
      const wire = flat(exit, { x: box.x, y });
      const arrivalY = loss.y + Math.max(-0.8, Math.min(0.8, ways > 1 ? (2 * index) / (ways - 1) - 1 : 0)) * RADIUS;
      const edge = loss.x - Math.sqrt(Math.max(0, RADIUS ** 2 - (arrivalY - loss.y) ** 2));
      const out = flat({ x: box.x + box.width, y }, { x: edge, y: arrivalY });
      return {
        wire,
        factor: bezierPoint(wire, 0.56),
        box,
        out,
        share: { x: box.x + box.width + outWidth / 2 - 4, y: y > middle ? y + 19 : y - 9 },
      };
    }),
    loss,
  };
}

/** @param {number} width @param {{start: boolean, neuron: boolean, ways: number}} parts @returns {PushLayout} */
function upright(width, { start, neuron, ways }) {
  const inner = width - 2 * MARGIN;
  let y = 8;
  const startBox = start ? { x: MARGIN, y, width: inner, height: 92 } : null;
  if (startBox) y += startBox.height + (neuron ? 44 : 14);
  const neuronBox = neuron ? { x: MARGIN, y, width: inner, height: 250 } : null;
  if (neuronBox) y += neuronBox.height + 14;
  const trunk = MARGIN + 18;
  const right = width - MARGIN - 12;
  const [boxX, boxWidth] = [MARGIN + 92, width - 2 * MARGIN - 92 - 74];
  const top = y - 14;
  const boxes = Array.from({ length: ways }, (_, index) => ({
    x: boxX,
    y: y + index * (FULL + 12),
    width: boxWidth,
    height: FULL,
  }));
  const end = y + ways * (FULL + 12);
  const loss = { x: width / 2, y: end + RADIUS + 14, r: RADIUS };
  return {
    width,
    height: loss.y + RADIUS + 66,
    upright: true,
    compact: false,
    start: startBox,
    entry:
      startBox && neuronBox
        ? [
            { x: width / 2, y: startBox.y + startBox.height },
            { x: width / 2, y: startBox.y + startBox.height + 14 },
            { x: width / 2, y: neuronBox.y - 14 },
            { x: width / 2, y: neuronBox.y },
          ]
        : null,
    neuron: neuronBox,
    ways: boxes.map((box) => {
      const centre = box.y + box.height / 2;
      return {
        wire: [
          { x: trunk, y: top },
          { x: trunk, y: centre },
          { x: trunk, y: centre },
          { x: box.x, y: centre },
        ],
        factor: { x: MARGIN + 52, y: centre },
        box,
        out: [
          { x: box.x + box.width, y: centre },
          { x: right, y: centre },
          { x: right, y: loss.y },
          { x: loss.x + RADIUS, y: loss.y },
        ],
        share: { x: box.x + box.width + 36, y: centre - 10 },
      };
    }),
    loss,
  };
}

/** A curve that leaves and arrives level. @param {Point} from @param {Point} to @returns {Bezier} */
function flat(from, to) {
  const middle = (from.x + to.x) / 2;
  return [from, { x: middle, y: from.y }, { x: middle, y: to.y }, to];
}

/** A point of a curve. @param {Bezier} curve @param {number} part  of the way, in [0, 1] @returns {Point} */
export function bezierPoint([a, b, c, d], part) {
  const rest = 1 - part;
  /** @param {"x" | "y"} axis */
  const at = (axis) =>
    rest ** 3 * a[axis] + 3 * rest ** 2 * part * b[axis] + 3 * rest * part ** 2 * c[axis] + part ** 3 * d[axis];
  return { x: at("x"), y: at("y") };
}

/** @param {Bezier} curve */
export const pathOf = ([a, b, c, d]) => `M${place(a)} C${place(b)} ${place(c)} ${place(d)}`;

/** @param {Point} point */
const place = ({ x, y }) => `${round(x)},${round(y)}`;
