/**
 * Heat maps of arrays. A small array is a table of buttons with its numbers; a large one is painted on a canvas, in
 * which the pointer and the arrow keys find the cell.
 */

import { numeric } from "./format.js";

/** @typedef {import("./arrays.js").Heat} Heat */

/** An array with more rows or columns than this is painted. */
export const WRITTEN = 16;

/** The longer side of a painted array, in pixels. */
const LONGEST = 784;

/** How high a painted column may be, in pixels, where its numbers can still be told apart. */
const TALLEST = 240;

/** Whether every number of it can be written. @param {Heat} heat */
export const isWritten = ({ rows, columns }) => rows <= WRITTEN && columns <= WRITTEN;

/**
 * Pixels of one cell of a painted array, across and down. A column of a wide layer is as thick as can be seen.
 *
 * @param {Heat} heat
 */
export function cellOf({ rows, columns }) {
  const side = Math.max(1, Math.min(12, Math.floor(LONGEST / Math.max(rows, columns))));
  if (columns === 1) return { across: 14, down: Math.max(1, Math.min(side, Math.floor(TALLEST / rows))) };
  return { across: side, down: rows === 1 ? 14 : side };
}

/**
 * How strongly a number is coloured.
 *
 * @param {number} value
 * @param {number} most
 * @returns {number} in [0, 1]; a number that is not finite is as strong as can be
 */
export function strength(value, most) {
  if (!Number.isFinite(value)) return 1;
  return most > 0 ? Math.min(1, Math.abs(value) / most) : 0;
}

/**
 * The cell at a place of a painted array.
 *
 * @param {Heat} heat
 * @param {number} x  in pixels from its left edge
 * @param {number} y
 * @returns {{row: number, column: number} | null}
 */
export function cellAt(heat, x, y) {
  const { across, down } = cellOf(heat);
  const [row, column] = [Math.floor(y / down), Math.floor(x / across)];
  return row >= 0 && column >= 0 && row < heat.rows && column < heat.columns ? { row, column } : null;
}

/** @param {string} colour  #rrggbb, as the tokens have it @returns {number[]} red, green and blue, to 255 */
export function channels(colour) {
  const digits = colour.trim().replace("#", "");
  return [0, 2, 4].map((from) => Number.parseInt(digits.slice(from, from + 2), 16) || 0);
}

/**
 * Paint an array, one cell a rectangle of `cellOf`: the tone of its numbers over the ground, the stronger the larger; the
 * lower right half of a negative cell stays pale, where it is large enough to be seen.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {Heat} heat
 * @param {number} most
 * @param {Record<"forward" | "backward" | "panel", string>} colours
 */
export function paint(canvas, heat, most, colours) {
  const { rows, columns, tone, value } = heat;
  const { across, down } = cellOf(heat);
  const width = columns * across;
  const height = rows * down;
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  const context = canvas.getContext("2d");
  if (!context) return;
  const image = context.createImageData(width, height);
  const [ink, ground] = [channels(colours[tone]), channels(colours.panel)];
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const number = numeric(value(row, column) ?? 0);
      const strong = strength(number, most);
      for (let y = 0; y < down; y += 1) {
        for (let x = 0; x < across; x += 1) {
          const pale = number < 0 && (across < 4 ? 0.55 : x / across + y / down > 1 ? 0.35 : 1);
          const part = strong * (pale || 1);
          const place = 4 * ((row * down + y) * width + column * across + x);
          for (let channel = 0; channel < 3; channel += 1) image.data[place + channel] = Math.round(ground[channel] + part * (ink[channel] - ground[channel]));
          image.data[place + 3] = 255;
        }
      }
    }
  }
  context.putImageData(image, 0, 0);
}
