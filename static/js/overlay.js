/**
 * What moves, on a canvas over the drawing. The drawing itself stays untouched while a pulse travels.
 */

import { placed } from "./motion.js";

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
  for (const pulse of pulses) {
    const { x, y, radius, opacity } = placed(pulse, progress);
    const colour = style.getPropertyValue(`--${pulse.colour}`);
    context.globalAlpha = opacity * 0.22;
    disc(context, colour, x, y, radius + 6);
    context.globalAlpha = opacity;
    disc(context, colour, x, y, radius);
  }
}

/** @param {CanvasRenderingContext2D} context @param {string} colour @param {number} x @param {number} y @param {number} radius */
function disc(context, colour, x, y, radius) {
  context.fillStyle = colour;
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.fill();
}
