/**
 * Very many wires, painted on a canvas over the drawing instead of being elements of it one by one. It is painted
 * again only when the drawing changes or is moved.
 */

import { bends } from "./scene/layout.js";
import { crowd } from "./scene/wires.js";

/** So many wires overlap that each is lighter and thinner than a single one. */
const CROWD_OPACITY = 0.45;
const CROWD_WIDTH = 0.6;

/** Dashes of a negative weight, as in the drawing. */
const DASHES = [7, 5];

/**
 * @param {HTMLCanvasElement} canvas
 * @param {Element} svg  the drawing: what its wires' labels cover stays free
 */
export function createCrowd(canvas, svg) {
  /** @type {import("./scene/wires.js").Painted[]} */
  let wires = [];
  let painted = "";

  return {
    /** @param {import("./scene/context.js").Context | null} context */
    show(context) {
      const lanes = context
        ? /** @type {const} */ (["forward", "backward"]).filter((lane) => context.layout[lane])
        : [];
      wires = context ? lanes.flatMap((lane) => crowd(context, lane)) : [];
      painted = "";
    },

    /**
     * @param {import("./pulse-canvas.js").Viewport} window
     * @param {number} density
     * @param {Readonly<Record<string, string>>} colours
     */
    paint(window, density, colours) {
      canvas.hidden = wires.length === 0;
      const now = JSON.stringify([window, density, colours.panel]);
      if (canvas.hidden || now === painted) return;
      painted = now;
      canvas.width = Math.round(window.width * density);
      canvas.height = Math.round(window.height * density);
      const canvas2d = canvas.getContext("2d");
      if (!canvas2d) return;
      const zoom = window.scale * density;
      canvas2d.setTransform(zoom, 0, 0, zoom, window.left * density, window.top * density);
      for (const wire of wires) if (inSight(wire, window)) stroke(canvas2d, wire, colours);
      for (const box of svg.querySelectorAll(".wire-label > rect")) {
        const [x, y, width, height] = ["x", "y", "width", "height"].map((name) => Number(box.getAttribute(name)));
        canvas2d.clearRect(x, y, width, height);
      }
    },
  };
}

/**
 * Whether any of a wire is in the window.
 *
 * @param {import("./scene/wires.js").Painted} wire
 * @param {import("./pulse-canvas.js").Viewport} window
 */
function inSight({ way: [from, to] }, { left, top, width, height, scale }) {
  const [start, end, upper, lower] = [-left, width - left, -top, height - top].map((pixels) => pixels / scale);
  return to.x > start && from.x < end && Math.max(from.y, to.y) > upper && Math.min(from.y, to.y) < lower;
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {import("./scene/wires.js").Painted} wire
 * @param {Readonly<Record<string, string>>} colours
 */
function stroke(context, { lane, way, width, strength, negative }, colours) {
  context.strokeStyle = colours[strength === "waiting" ? "faint" : lane];
  context.globalAlpha = CROWD_OPACITY * Number(colours[strength]);
  context.lineWidth = CROWD_WIDTH * width;
  context.setLineDash(negative ? DASHES : []);
  const [from, to] = way;
  const [first, second] = bends(from, to);
  context.beginPath();
  context.moveTo(from.x, from.y);
  context.bezierCurveTo(first.x, first.y, second.x, second.y, to.x, to.y);
  context.stroke();
}
