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
 * @property {{width: number, height: number, curve: number, room: number}} node  `room` in characters
 * @property {{width: number, height: number, capsule: number, room: number}} amplifier
 * @property {number[]} columns  x of the input, of each layer, of the loss
 * @property {Lane | null} forward
 * @property {Lane | null} backward
 */

/** Radius of an input. */
export const INPUT_RADIUS = 36;

/** Radius of the loss. */
export const LOSS_RADIUS = 42;

/** Least height of a wire's label. */
export const MIN_LABEL_HEIGHT = 13;

/** Room for a lane's title, which does not shrink with the drawing. */
const TITLE_HEIGHT = 36;
const LANE_FOOT = 12;
const LANE_GAP = 18;
const DRAWING_MARGIN = 14;
const SPACE_BEFORE_INPUTS = 52;
const SPACE_AFTER_LOSS = 84;
/** How far the inputs stand further left than their column: their wires' numbers need the room. */
const INPUT_SHIFT = 8;
const SPACE_AT_ENDS = SPACE_BEFORE_INPUTS + SPACE_AFTER_LOSS;
/** All of the drawing is in sight as long as it need not be smaller than this; of a deep network, than this. */
const MIN_WHOLE_SCALE = { usual: 0.5, deep: 0.7 };

/**
 * What is larger than that is shown in part rather than smaller than this: with both networks in sight as long as can
 * be, but across not below what is easily read.
 */
const MIN_SCALE = { across: 0.82, down: 0.66 };

/** The same where it is read from afar. */
const MIN_SCALE_PRESENTING = { across: 1, down: 0.8 };
const MAX_SCALE = 1.7;

/**
 * @param {number[]} sizes  n_0 … n_L
 * @param {"both" | "forward" | "backward"} view
 * @param {{width: number, height: number}} space  pixels that the stage has, without the names of the columns
 * @param {readonly number[][]} [drawn]  the neurons of each layer that have a place; the others share one beneath them
 * @param {number} [zoom]  1 where the drawing fits as well as it can
 * @param {boolean} [dense]  larger and closer together, to be read from afar
 * @returns {Layout}
 */
export function layout(
  sizes,
  view,
  space,
  drawn = sizes.map((n) => Array.from({ length: n }, (_, i) => i)),
  zoom = 1,
  dense = false,
) {
  const counts = countsOf(sizes, drawn);
  const count = sizes.length;
  const { comfortable, smallest, node, amplifier, lanes, rows, deep } = measures(counts, view);
  const wanted = dense ? smallest : comfortable;
  const roomy = Math.min(space.width / wanted.width, space.height / wanted.height);
  const floor = dense ? MIN_SCALE_PRESENTING : MIN_SCALE;
  const across = Math.max(space.width / smallest.width, floor.across);
  const down = Math.max(space.height / smallest.height, floor.down);
  const titles = lanes * TITLE_HEIGHT;
  const whole = Math.min(space.width / smallest.width, (space.height - titles) / (smallest.height - titles));
  const isWhole = !dense && whole >= (deep ? MIN_WHOLE_SCALE.deep : MIN_WHOLE_SCALE.usual);
  const scale = roomy >= 1 ? Math.min(roomy, MAX_SCALE) : Math.min(1, ...(isWhole ? [whole] : [across, down]));
  const width = Math.max(space.width / scale, smallest.width);
  const title = scale < 1 ? TITLE_HEIGHT / scale : TITLE_HEIGHT;
  const height = Math.max(space.height / scale, smallest.height + lanes * (title - TITLE_HEIGHT));

  const first = DRAWING_MARGIN + SPACE_BEFORE_INPUTS;
  const last = width - DRAWING_MARGIN - SPACE_AFTER_LOSS;
  const pitch = Math.min((last - first) / count, 330);
  const start = first + (last - first - pitch * count) / 2;
  const columns = Array.from(
    { length: count + 1 },
    (_, index) => start + pitch * index - (index === 0 ? INPUT_SHIFT : 0),
  );
  const laneHeight = (height - DRAWING_MARGIN - (lanes - 1) * LANE_GAP) / lanes;
  const row = Math.min((laneHeight - title - LANE_FOOT) / rows, 190);

  /** @param {number} y @returns {Lane} */
  const lane = (y) => {
    const middle = y + title + (laneHeight - title - LANE_FOOT) / 2;
    /** @param {number} layer @param {number} slot */
    const placeOf = (layer, slot) => ({ x: columns[layer], y: middle + (slot - (counts[layer] - 1) / 2) * row });
    return {
      box: { x: DRAWING_MARGIN, y, width: width - 2 * DRAWING_MARGIN, height: laneHeight },
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
  return {
    width,
    height,
    scale: scale * zoom,
    counts,
    drawn,
    pitch,
    row,
    node,
    amplifier,
    columns,
    forward: view === "backward" ? null : lane(0),
    backward: view === "forward" ? null : lane(view === "both" ? laneHeight + LANE_GAP : 0),
  };
}

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
 * What the parts of the drawing measure.
 *
 * @param {readonly number[]} counts  places in each column
 * @param {"both" | "forward" | "backward"} view
 */
function measures(counts, view) {
  const rows = Math.max(2, ...counts);
  const count = counts.length;
  const lanes = view === "both" ? 2 : 1;
  const tight = rows > 3;
  const deep = count > 5;
  const node = { width: deep ? 130 : 148, height: tight ? 58 : 72, curve: deep ? 36 : 44, room: deep ? 8 : 9 };
  const amplifier = { width: deep ? 80 : 88, height: tight ? 60 : 78, capsule: deep ? 68 : 74, room: deep ? 8 : 10 };
  const least = { pitch: deep ? 214 : 232, row: tight ? 82 : 98 };
  const easy = { pitch: deep ? 224 : 248, row: tight ? 92 : 134 };

  /** @param {{pitch: number, row: number}} by */
  const size = (by) => ({
    width: 2 * DRAWING_MARGIN + SPACE_AT_ENDS + by.pitch * count,
    height: lanes * (TITLE_HEIGHT + LANE_FOOT + by.row * rows) + (lanes - 1) * LANE_GAP + DRAWING_MARGIN,
  });
  const comfortable = size(easy);
  const smallest = size(least);
  return { comfortable, smallest, node, amplifier, lanes, rows, deep };
}

/**
 * A cubic from one point to another that leaves and arrives level.
 *
 * @param {Point} from
 * @param {Point} to
 */
export function curve(from, to) {
  const middle = (from.x + to.x) / 2;
  return `M${round(from.x)},${round(from.y)} C${round(middle)},${round(from.y)} ${round(middle)},${round(to.y)} ${round(to.x)},${round(to.y)}`;
}

/**
 * The point at parameter t of `curve(from, to)`.
 *
 * @param {Point} from
 * @param {Point} to
 * @param {number} t  in [0, 1]
 * @returns {Point}
 */
export function along(from, to, t) {
  const s = 1 - t;
  const middle = (from.x + to.x) / 2;
  const bow = s * s * (s + 3 * t);
  return { x: s * s * s * from.x + 3 * s * t * middle + t * t * t * to.x, y: bow * from.y + (1 - bow) * to.y };
}

/**
 * How high over the wire's left end its number stands, in parts of the wire's own height. With n wires from each of
 * several neurons, 1/(n+1) spaces all their labels evenly, so that no two collide; from a single neuron they part
 * by themselves.
 *
 * @param {readonly number[]} counts  places in each column
 * @param {number} layer  that the wire leads to
 */
export function labelRise(counts, layer) {
  return 1 / (counts[layer - 1] === 1 ? 3 : Math.max(counts[layer], 2) + 1);
}

/**
 * Where on a wire it has that height.
 *
 * @param {number} height  in (0, 1/2]
 * @returns {number} the parameter of `along`
 */
export function labelAt(height) {
  let t = 0.3;
  for (let k = 0; k < 20; k += 1) t -= (3 * t * t - 2 * t * t * t - height) / (6 * t * (1 - t));
  return t;
}

/** @param {number} value */
export function round(value) {
  return Math.round(value * 10) / 10;
}
