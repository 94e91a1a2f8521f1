/**
 * What moves, on a canvas over the drawing. The drawing itself stays untouched while a pulse travels.
 */

import { placed } from "./motion.js";

/** How far the glow around a pulse reaches. */
export const HALO = 6;

/** How much of it one sees, beside the pulse itself. */
export const GLOW = 0.22;

/** How thick the ring of a negative number is. */
export const RING = 2;

/** @typedef {Readonly<Record<"forward" | "backward" | "panel" | "ink", string>>} Colours */

/** The theme's colours, read once for each theme. @param {Element} element @returns {() => Colours} */
export function coloursOn(element) {
  /** @type {Record<string, Colours>} */
  const known = {};
  return () => {
    const theme = document.documentElement.dataset.theme ?? "light";
    if (!known[theme]) {
      const style = getComputedStyle(element);
      /** @param {string} name */
      const colour = (name) => style.getPropertyValue(`--${name}`);
      known[theme] = { forward: colour("forward"), backward: colour("backward"), panel: colour("panel"), ink: colour("ink") };
    }
    return known[theme];
  };
}

/**
 * What of the drawing one sees, in pixels of the page.
 *
 * @typedef {object} Window
 * @property {number} width
 * @property {number} height
 * @property {number} left  of the drawing, from the window's own left edge: negative where it is scrolled
 * @property {number} top
 * @property {number} scale  of the drawing
 */

/**
 * @param {HTMLCanvasElement} canvas  as large as the window
 * @param {Window} window
 * @param {import("./motion.js").Pulse[]} pulses
 * @param {number} progress  in [0, 1]
 * @param {number} density  device pixels in one pixel of the page
 * @param {Colours} colours
 */
export function drawPulses(canvas, window, pulses, progress, density, colours) {
  const width = Math.round(window.width * density);
  const height = Math.round(window.height * density);
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  const context = canvas.getContext("2d");
  if (!context) return;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, width, height);
  if (pulses.length === 0 || progress >= 1) return;
  const zoom = window.scale * density;
  context.setTransform(zoom, 0, 0, zoom, window.left * density, window.top * density);
  paintPulses(context, pulses, progress, colours);
}

/**
 * @param {CanvasRenderingContext2D} context  in the drawing's own units
 * @param {import("./motion.js").Pulse[]} pulses
 * @param {number} progress
 * @param {Colours} colours
 */
export function paintPulses(context, pulses, progress, colours) {
  for (const pulse of pulses) {
    const { x, y, radius, opacity, negative } = placed(pulse, progress);
    context.globalAlpha = opacity * GLOW;
    disc(context, colours[pulse.colour], x, y, radius + HALO);
    context.globalAlpha = opacity;
    disc(context, colours[pulse.colour], x, y, radius);
    if (negative) disc(context, colours.panel, x, y, Math.max(0.5, radius - RING));
    if (!pulse.stopped) continue;
    const gate = gateOf(pulse);
    context.fillStyle = colours.ink;
    context.fillRect(gate.x, gate.y, gate.width, gate.height);
  }
  context.globalAlpha = 1;
}

/** The bar before which a signal stops. @param {import("./motion.js").Pulse} pulse */
export function gateOf({ to, size }) {
  const height = 2 * size + 8;
  return { x: to.x - size - 6, y: to.y - height / 2, width: 3, height };
}

/** @param {CanvasRenderingContext2D} context @param {string} colour @param {number} x @param {number} y @param {number} radius */
function disc(context, colour, x, y, radius) {
  context.fillStyle = colour;
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.fill();
}
