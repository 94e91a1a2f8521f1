/**
 * What moves, on a canvas over the drawing. The drawing itself stays untouched while a pulse travels.
 */

import { placed } from "./motion.js";

/** How far the glow around a pulse reaches. */
export const HALO = 6;

/** How much of it one sees, beside the pulse itself. */
export const GLOW = 0.22;

/**
 * @param {HTMLCanvasElement} canvas  of the same size as the drawing
 * @param {{width: number, height: number, scale: number}} layout
 * @param {import("./motion.js").Pulse[]} pulses
 * @param {number} progress  in [0, 1]
 * @param {number} density  device pixels in one pixel of the page
 */
export function drawPulses(canvas, layout, pulses, progress, density) {
  const width = Math.round(layout.width * layout.scale * density);
  const height = Math.round(layout.height * layout.scale * density);
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  const context = canvas.getContext("2d");
  if (!context) return;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, width, height);
  if (pulses.length === 0 || progress >= 1) return;
  const zoom = layout.scale * density;
  context.setTransform(zoom, 0, 0, zoom, 0, 0);
  const style = getComputedStyle(canvas);
  paintPulses(context, pulses, progress, (colour) => style.getPropertyValue(`--${colour}`));
}

/**
 * @param {CanvasRenderingContext2D} context  in the drawing's own units
 * @param {import("./motion.js").Pulse[]} pulses
 * @param {number} progress
 * @param {(colour: import("./motion.js").Pulse["colour"]) => string} colourOf
 */
export function paintPulses(context, pulses, progress, colourOf) {
  for (const pulse of pulses) {
    const { x, y, radius, opacity } = placed(pulse, progress);
    const colour = colourOf(pulse.colour);
    context.globalAlpha = opacity * GLOW;
    disc(context, colour, x, y, radius + HALO);
    context.globalAlpha = opacity;
    disc(context, colour, x, y, radius);
  }
  context.globalAlpha = 1;
}

/** @param {CanvasRenderingContext2D} context @param {string} colour @param {number} x @param {number} y @param {number} radius */
function disc(context, colour, x, y, radius) {
  context.fillStyle = colour;
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.fill();
}
