/**
 * Very many wires, painted on a canvas over the drawing instead of being elements of it one by one. Those between two
 * layers are painted together, and again only when one of them changes or the drawing is moved; where only labels come
 * and go, what was painted is copied around them.
 */

import { along, bends } from "./scene/layout.js";
import { crowd } from "./scene/wires.js";

/** So many wires overlap that each is lighter and thinner than a single one. */
const CROWD_OPACITY = 0.45;
const CROWD_WIDTH = 0.6;

/** Dashes of a negative weight, as in the drawing. */
const DASHES = [7, 5];

/**
 * @typedef {import("./scene/wires.js").Painted} Painted
 * @typedef {import("./pulse-canvas.js").Viewport} Viewport
 * @typedef {{wires: Painted[], sheet: HTMLCanvasElement, x: number, y: number, painted: string}} Bundle  the wires
 *   between two layers, where they lie in the window, in its own pixels, and what they were painted for
 */

/**
 * @param {HTMLCanvasElement} canvas
 * @param {Element} svg  the drawing: what its wires' labels cover stays free
 */
export function createCrowd(canvas, svg) {
  /** @type {Bundle[]} */
  let bundles = [];
  /** @type {import("./scene/context.js").Context | null} */
  let shown = null;
  let copied = "";

  return {
    /** @param {import("./scene/context.js").Context} context  of the drawing, whose labels may be others */
    show(context) {
      copied = "";
      if (context === shown) return;
      shown = context;
      const before = bundles;
      bundles = /** @type {const} */ (["forward", "backward"])
        .flatMap((lane) => (context.layout[lane] ? crowd(context, lane) : []))
        .map((wires, index) =>
          before[index] && sameWires(before[index].wires, wires)
            ? before[index]
            : { wires, sheet: canvas.ownerDocument.createElement("canvas"), x: 0, y: 0, painted: "" },
        );
    },

    /**
     * @param {Viewport} window
     * @param {number} density
     * @param {Readonly<Record<string, string>>} colours
     */
    paint(window, density, colours) {
      canvas.hidden = bundles.every(({ wires }) => wires.length === 0);
      const now = JSON.stringify([window, density, colours.panel]);
      if (canvas.hidden || now === copied) return;
      copied = now;
      for (const bundle of bundles) {
        if (bundle.painted !== now) paintBundle(bundle, window, density, colours);
        bundle.painted = now;
      }
      canvas.width = Math.round(window.width * density);
      canvas.height = Math.round(window.height * density);
      const canvas2d = canvas.getContext("2d");
      if (!canvas2d) return;
      for (const { sheet, x, y } of bundles) if (sheet.width > 0 && sheet.height > 0) canvas2d.drawImage(sheet, x, y);
      const zoom = window.scale * density;
      canvas2d.setTransform(zoom, 0, 0, zoom, window.left * density, window.top * density);
      for (const box of svg.querySelectorAll(".wire-label > rect")) {
        const [x, y, width, height] = ["x", "y", "width", "height"].map((name) => Number(box.getAttribute(name)));
        canvas2d.clearRect(x, y, width, height);
      }
    },
  };
}

/** Whether they look the same. @param {Painted[]} some @param {Painted[]} others */
const sameWires = (some, others) =>
  some.length === others.length &&
  some.every((one, index) => {
    const other = others[index];
    return (
      one.lane === other.lane &&
      one.strength === other.strength &&
      one.width === other.width &&
      one.negative === other.negative &&
      one.way.every(({ x, y }, end) => x === other.way[end].x && y === other.way[end].y)
    );
  });

/** Pixels of the drawing that a line reaches beyond its ends. */
const EDGE = 4;

/**
 * Paint wires on a sheet that is as large as they are, as far as they are in sight.
 *
 * @param {Bundle} bundle
 * @param {Viewport} window
 * @param {number} density
 * @param {Readonly<Record<string, string>>} colours
 */
function paintBundle(bundle, window, density, colours) {
  const { sheet } = bundle;
  const wires = bundle.wires.filter((wire) => inSight(wire, window));
  const ends = wires.flatMap(({ way }) => way);
  /** @param {number[]} places @param {number} from @param {number} length */
  const range = (places, from, length) => {
    const [low, high] = [Math.min(...places) - EDGE, Math.max(...places) + EDGE].map((place) =>
      Math.round(density * Math.min(length, Math.max(0, from + place * window.scale))),
    );
    return { low, length: Math.max(0, high - low) };
  };
  const across = range(
    ends.map(({ x }) => x),
    window.left,
    window.width,
  );
  const down = range(
    ends.map(({ y }) => y),
    window.top,
    window.height,
  );
  [bundle.x, bundle.y, sheet.width, sheet.height] = [across.low, down.low, across.length, down.length];
  const canvas2d = sheet.getContext("2d");
  if (!canvas2d || wires.length === 0) return;
  const zoom = window.scale * density;
  canvas2d.setTransform(zoom, 0, 0, zoom, window.left * density - bundle.x, window.top * density - bundle.y);
  for (const wire of wires) stroke(canvas2d, wire, window, colours);
}

/**
 * Whether any of a wire is in the window.
 *
 * @param {Painted} wire
 * @param {Viewport} window
 */
function inSight({ way: [from, to] }, { left, top, width, height, scale }) {
  const [start, end, upper, lower] = [-left, width - left, -top, height - top].map((pixels) => pixels / scale);
  return to.x > start && from.x < end && Math.max(from.y, to.y) > upper && Math.min(from.y, to.y) < lower;
}

/**
 * Pieces into which a wire is cut: only those in sight are painted, for a dash costs the same whether it is seen or
 * not.
 */
const PIECES = 32;

/**
 * The part of a wire that is in sight from above to below. Its height is y = from + v · (to − from), v = 3t² − 2t³.
 *
 * @param {Painted["way"]} way
 * @param {number} top
 * @param {number} bottom
 * @returns {{from: number, to: number}} places on the wire, in pieces
 */
export function piecesInSight([{ y: from }, { y: to }], top, bottom) {
  if (from === to) return { from: 0, to: PIECES };
  const [first, last] = [top, bottom]
    .map((y) => Math.min(1, Math.max(0, (y - from) / (to - from))))
    .map((v) => 0.5 - Math.sin(Math.asin(1 - 2 * v) / 3))
    .sort((one, other) => one - other);
  return { from: Math.floor(PIECES * first), to: Math.ceil(PIECES * last) };
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Painted} wire
 * @param {Viewport} window
 * @param {Readonly<Record<string, string>>} colours
 */
function stroke(context, { lane, way, width, strength, negative }, { top, height, scale }, colours) {
  context.strokeStyle = colours[strength === "waiting" ? "faint" : lane];
  context.globalAlpha = CROWD_OPACITY * Number(colours[strength]);
  context.lineWidth = CROWD_WIDTH * width;
  const [left, right] = way;
  const [first, second] = bends(left, right);
  const pieces = piecesInSight(way, -top / scale - EDGE, (height - top) / scale + EDGE);
  const [start, end] = [pieces.from / PIECES, pieces.to / PIECES];
  const x = part([left.x, first.x, second.x, right.x], start, end);
  const y = part([left.y, left.y, right.y, right.y], start, end);
  context.setLineDash(negative ? DASHES : []);
  context.lineDashOffset = negative ? lengthOf(left, right, pieces.from) : 0;
  context.beginPath();
  context.moveTo(x[0], y[0]);
  context.bezierCurveTo(x[1], y[1], x[2], y[2], x[3], y[3]);
  context.stroke();
}

/**
 * One coordinate of a part of a cubic curve, as that of a curve.
 *
 * @param {readonly number[]} points
 * @param {number} start  in [0, 1]
 * @param {number} end
 * @returns {number[]}
 */
const part = (points, start, end) =>
  [
    [start, start, start],
    [start, start, end],
    [start, end, end],
    [end, end, end],
  ].map(
    (places) =>
      places.reduce(
        (line, place) => line.slice(1).map((next, index) => line[index] + place * (next - line[index])),
        [...points],
      )[0],
  );

/**
 * How long the first pieces of a wire are, so that its dashes stay where they are while the drawing is moved.
 *
 * @param {import("./scene/layout.js").Point} left
 * @param {import("./scene/layout.js").Point} right
 * @param {number} pieces
 */
function lengthOf(left, right, pieces) {
  let length = 0;
  let before = left;
  for (let piece = 1; piece <= pieces; piece += 1) {
    const next = along(left, right, piece / PIECES);
    length += Math.hypot(next.x - before.x, next.y - before.y);
    before = next;
  }
  return length;
}
