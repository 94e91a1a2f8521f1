/**
 * Where everything stands: columns are layers, and both networks share them. Pure geometry in the drawing's own
 * units; `scale` turns them into pixels of the page.
 *
 * @typedef {{x: number, y: number}} Point
 * @typedef {{x: number, y: number, width: number, height: number}} Box
 * @typedef {object} Lane
 * @property {Box} box
 * @property {Point[][]} nodes  [layer from 0][neuron]: the centre of an input, neuron or amplifier; a neuron that is
 *   not drawn is a hole
 * @property {(Point | null)[]} folded  [layer from 0]: where the neurons that are not drawn are counted
 * @property {Point} loss
 * @typedef {object} Layout
 * @property {number} width
 * @property {number} height
 * @property {number} scale
 * @property {number[]} counts  places in each column
 * @property {readonly number[][]} drawn  the neurons that have a place of their own
 * @property {number} pitch  distance of two columns
 * @property {number} row  distance of two neurons
 * @property {import("./node-shape.js").NodeShape} node
 * @property {{width: number, height: number, capsule: number, room: number}} amplifier
 * @property {number[][]} ports  [layer from 0][neuron]: how far beneath the middle of a neuron before it the wire that
 *   leads to it leaves
 * @property {number[]} columns  x of the input, of each layer, of the loss
 * @property {Lane | null} forward
 * @property {Lane | null} backward
 */

import { nodeOf } from "./node-shape.js";

/** Radius of an input. */
export const INPUT_RADIUS = 34;

/** Radius of the loss. */
export const LOSS_RADIUS = 42;

/** Least height of a wire's label, and the usual one. */
export const MIN_LABEL_HEIGHT = 13;
export const MAX_LABEL_HEIGHT = 18;

/** Room for a lane's title; the backward lane has a second line, which says which case of the chain rule a layer is. */
const TITLE_HEIGHT = { forward: 32, backward: 46 };
const LANE_FOOT = 8;
const LANE_GAP = 12;
const DRAWING_MARGIN = 10;
const SPACE_BEFORE_INPUTS = 50;
const SPACE_AFTER_LOSS = 66;
/** How far the inputs stand further left than their column: their wires' numbers need the room. */
const INPUT_SHIFT = 8;
const SPACE_AT_ENDS = SPACE_BEFORE_INPUTS + SPACE_AFTER_LOSS;

/**
 * Letters are 11 units high at least. All of the drawing is in sight as long as they can be 9 pixels high, those of a
 * small network 11; what is larger than that is shown in part. Over the matrices it is an overview: all of
 * it stays in sight as long as they can be 5 pixels high.
 */
const MIN_SCALE = { small: 1, large: 9 / 11, overview: 5 / 11 };
const MAX_SCALE = 1.7;

/** More neurons than these in a column, or more columns, and a network is no longer small. */
const MAX_SMALL = { rows: 2, columns: 4 };

const MAX_PITCH = 330;
const MAX_ROW = { both: 190, alone: 250 };

/** How high a neuron and an amplifier are, at most, beside another lane and alone. */
const MAX_NODE_HEIGHT = { both: 74, alone: 132 };
const MAX_AMPLIFIER_HEIGHT = { both: 76, alone: 110 };

/**
 * @param {number[]} sizes  n_0 … n_L
 * @param {"both" | "forward" | "backward"} view
 * @param {{width: number, height: number}} space  pixels that the stage has, without the names of the columns
 * @param {readonly number[][]} [drawn]  the neurons of each layer that have a place; the others share one beneath them
 * @param {number} [zoom]  1 where the drawing fits as well as it can
 * @param {boolean} [dense]  larger and closer together, to be read from afar
 * @param {"alone" | "beside" | "overview"} [place]  beside a section of the editor a small network, too, is all in
 *   sight as long as its letters can be 9 pixels high
 * @returns {Layout}
 */
export function layout(
  sizes,
  view,
  space,
  drawn = sizes.map((n) => Array.from({ length: n }, (_, i) => i)),
  zoom = 1,
  dense = false,
  place = "alone",
) {
  const counts = countsOf(sizes, drawn);
  const count = sizes.length;
  const { comfortable, smallest, rows, deep, lanes, around } = measures(counts, view);
  const wanted = dense ? smallest : comfortable;
  const roomy = Math.min(space.width / wanted.width, space.height / wanted.height);
  const whole = Math.min(space.width / smallest.width, space.height / smallest.height);
  const isSmall = rows <= MAX_SMALL.rows && count <= MAX_SMALL.columns && place === "alone";
  const least = place === "overview" ? MIN_SCALE.overview : isSmall ? MIN_SCALE.small : MIN_SCALE.large;
  const scale = roomy >= 1 ? Math.min(roomy, MAX_SCALE) : Math.max(least, Math.min(1, whole));
  const width = Math.max(space.width / scale, smallest.width);
  const height = Math.max(space.height / scale, smallest.height);

  const first = DRAWING_MARGIN + SPACE_BEFORE_INPUTS;
  const last = width - DRAWING_MARGIN - SPACE_AFTER_LOSS;
  const pitch = Math.min((last - first) / count, MAX_PITCH);
  const start = first + (last - first - pitch * count) / 2;
  const columns = Array.from(
    { length: count + 1 },
    (_, index) => start + pitch * index - (index === 0 ? INPUT_SHIFT : 0),
  );
  const free = (height - around) / lanes.length;
  const lanesDrawn = lanes.length > 1 ? "both" : "alone";
  const row = Math.min(free / rows, MAX_ROW[lanesDrawn]);

  /** @param {"forward" | "backward"} name @returns {Lane | null} */
  const lane = (name) => {
    const index = lanes.indexOf(name);
    if (index === -1) return null;
    const title = TITLE_HEIGHT[name];
    const y = index * (TITLE_HEIGHT.forward + free + LANE_FOOT + LANE_GAP);
    const middle = y + title + free / 2;
    /** @param {number} layer @param {number} slot */
    const placeOf = (layer, slot) => ({ x: columns[layer], y: middle + (slot - (counts[layer] - 1) / 2) * row });
    return {
      box: { x: DRAWING_MARGIN, y, width: width - 2 * DRAWING_MARGIN, height: title + free + LANE_FOOT },
      nodes: sizes.map((n, layer) => {
        /** @type {Point[]} */
        const column = new Array(n);
        drawn[layer].forEach((neuron, slot) => (column[neuron] = placeOf(layer, slot)));
        return column;
      }),
      folded: sizes.map((n, layer) => (drawn[layer].length < n ? placeOf(layer, drawn[layer].length) : null)),
      loss: { x: columns[count], y: middle },
    };
  };
  const parts = {
    node: nodeOf(between(54, row - 34, MAX_NODE_HEIGHT[lanesDrawn])),
    amplifier: {
      width: round(between(60, 60 + 0.3 * (pitch - 204), 72)),
      height: between(50, row - 42, MAX_AMPLIFIER_HEIGHT[lanesDrawn]),
      capsule: deep ? 66 : 70,
      room: deep ? 8 : 8.6,
    },
  };
  return {
    width,
    height,
    scale: scale * zoom,
    counts,
    drawn,
    pitch,
    row,
    ...parts,
    ports: drawn.map((column, layer) => {
      const apart = portPitch({ ...parts, drawn }, layer);
      /** @type {number[]} */
      const offsets = new Array(sizes[layer]);
      column.forEach((neuron, slot) => (offsets[neuron] = (slot - (column.length - 1) / 2) * apart));
      return offsets;
    }),
    columns,
    forward: lane("forward"),
    backward: lane("backward"),
  };
}

/** @param {number} least @param {number} value @param {number} most */
const between = (least, value, most) => Math.max(least, Math.min(value, most));

/** Places in each column. @param {readonly number[]} sizes @param {readonly (readonly number[])[]} drawn */
const countsOf = (sizes, drawn) => sizes.map((n, layer) => drawn[layer].length + (drawn[layer].length < n ? 1 : 0));

/**
 * How large the drawing would be with room for everything, in its own units.
 *
 * @param {number[]} sizes
 * @param {"both" | "forward" | "backward"} view
 * @param {readonly number[][]} drawn
 * @returns {{width: number, height: number}}
 */
export const natural = (sizes, view, drawn) => measures(countsOf(sizes, drawn), view).comfortable;

/**
 * What the drawing measures with room for everything, and at its closest.
 *
 * @param {readonly number[]} counts  places in each column
 * @param {"both" | "forward" | "backward"} view
 */
function measures(counts, view) {
  const rows = Math.max(2, ...counts);
  const count = counts.length;
  const lanes = /** @type {("forward" | "backward")[]} */ (view === "both" ? ["forward", "backward"] : [view]);
  const tight = rows > 2;
  const deep = count > 5;
  const least = { pitch: deep ? 188 : tight ? 236 : 204, row: tight ? 76 : 78 };
  const easy = { pitch: deep ? 208 : tight ? 248 : 232, row: tight ? 88 : 112 };
  const around =
    lanes.reduce((sum, name) => sum + TITLE_HEIGHT[name] + LANE_FOOT, 0) +
    (lanes.length - 1) * LANE_GAP +
    DRAWING_MARGIN;

  /** @param {{pitch: number, row: number}} by */
  const size = (by) => ({
    width: 2 * DRAWING_MARGIN + SPACE_AT_ENDS + by.pitch * count,
    height: around + lanes.length * by.row * rows,
  });
  return { comfortable: size(easy), smallest: size(least), rows, deep, lanes, around };
}

/**
 * Where a wire bends, in parts of its width from its left end: late, so that its number stands beside the neuron on
 * its left where it is still level.
 */
const BEND = [0.95, 0.82];

/**
 * The inner two of the four points of a wire's cubic.
 *
 * @param {Point} from  its left end
 * @param {Point} to
 * @returns {[Point, Point]}
 */
export function bends(from, to) {
  const across = to.x - from.x;
  return [
    { x: from.x + BEND[0] * across, y: from.y },
    { x: from.x + BEND[1] * across, y: to.y },
  ];
}

/**
 * A wire: a cubic that leaves and arrives level.
 *
 * @param {Point} from  its left end
 * @param {Point} to
 */
export function curve(from, to) {
  const places = [...bends(from, to), to].map(({ x, y }) => `${round(x)},${round(y)}`);
  return `M${round(from.x)},${round(from.y)} C${places.join(" ")}`;
}

/**
 * The point at parameter t of the wire between two points, from either end.
 *
 * @param {Point} from
 * @param {Point} to
 * @param {number} t  in [0, 1]
 * @returns {Point}
 */
export function along(from, to, t) {
  if (from.x > to.x) return along(to, from, 1 - t);
  const s = 1 - t;
  const [first, second] = bends(from, to);
  const bow = s * s * (s + 3 * t);
  return {
    x: s * s * s * from.x + 3 * s * s * t * first.x + 3 * s * t * t * second.x + t * t * t * to.x,
    y: bow * from.y + (1 - bow) * to.y,
  };
}

/** The parameter of `along` at which a wire's number stands, from its left end. */
export const LABEL_AT = 0.14;

/**
 * How far apart the wires leave a neuron, one above the other, so that each has its number beside the neuron.
 *
 * @param {Pick<Layout, "node" | "amplifier" | "drawn">} layout
 * @param {number} layer  that the wires lead to
 */
export const portPitch = ({ node, amplifier, drawn }, layer) =>
  Math.min(MAX_LABEL_HEIGHT + 2, (Math.min(node.height, amplifier.height) + 2) / drawn[layer].length);

/** @param {number} value */
export function round(value) {
  return Math.round(value * 10) / 10;
}
