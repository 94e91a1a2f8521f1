/**
 * Heat maps of arrays: how large one is drawn, which cell is at a place of it, and its colours. Where there are more
 * numbers than pixels several share one dot, which has the colour of the largest of them.
 */

import { number } from "../../language/number.js";
import { breadth } from "../scene/context.js";
import { numeric } from "../../network/numeric.js";

/**
 * @typedef {import("./arrays.js").Heat} Heat
 * @typedef {{width: number, height: number, big: number}} Room  for one array, in pixels; how much larger than usual
 *   all of it is
 * @typedef {{size: number, share: number}} Spread  how many numbers share a dot, and its pixels
 * @typedef {{across: Spread, down: Spread, width: number, height: number}} Grid
 * @typedef {Record<"forward" | "backward" | "forward-negative" | "backward-negative" | "panel", string>} HeatColours
 */

/** An array with more rows or columns than this is painted. */
export const MAX_SIDE_WITH_DIGITS = 16;

/** Pixels of one painted cell, at most, and of a cell of a single row or column. */
const MAX_CELL_PIXELS = 12;
const VECTOR_CELL_PIXELS = 16;

/** Pixels of a digit in a cell, and what a cell has beside them. */
const DIGIT_WIDTH = 7.4;
const CELL_PADDING = 12;

/** The least width of a cell: in narrow arrays where there is room for it, else. */
const MIN_CELL_PIXELS = { roomy: 58, tight: 42 };

/** Whether its numbers are shown as digits. @param {Pick<Heat, "rows" | "columns">} heat */
export const hasDigits = ({ rows, columns }) => rows <= MAX_SIDE_WITH_DIGITS && columns <= MAX_SIDE_WITH_DIGITS;

/** @param {number} count @param {number} room @param {number} most @returns {Spread} */
export function spread(count, room, most) {
  if (count > room) return { size: 1, share: Math.ceil(count / room) };
  return { size: Math.max(1, Math.min(most, Math.floor(room / count))), share: 1 };
}

/**
 * How a painted array fills its room.
 *
 * @param {Pick<Heat, "rows" | "columns">} heat
 * @param {Room} room
 * @returns {Grid}
 */
export function gridOf({ rows, columns }, { width, height, big }) {
  const most = Math.round(MAX_CELL_PIXELS * big);
  const single = { size: Math.round(VECTOR_CELL_PIXELS * big), share: 1 };
  const across = columns === 1 ? single : spread(columns, Math.floor(width), most);
  const down = rows === 1 ? single : spread(rows, Math.floor(height), most);
  return {
    across,
    down,
    width: Math.ceil(columns / across.share) * across.size,
    height: Math.ceil(rows / down.share) * down.size,
  };
}

/**
 * The same, of an array that is already painted: read from its pixels.
 *
 * @param {Pick<Heat, "rows" | "columns">} heat
 * @param {{width: number, height: number}} painted
 * @returns {Grid}
 */
export function gridIn({ rows, columns }, { width, height }) {
  return { across: spread(columns, width, Infinity), down: spread(rows, height, Infinity), width, height };
}

/**
 * The numbers of a small array, all with as many digits as there is room for, and never fewer than two.
 *
 * @param {Heat} heat
 * @param {Room} room
 * @param {number} digits  wanted
 * @returns {{digits: number, cell: number} | null} pixels of a cell; null where there are only colours
 */
export function cellFormat(heat, room, digits) {
  const { rows, columns, value } = heat;
  const least = Math.min(2, digits);
  for (let d = digits; d >= least; d -= 1) {
    let longest = 0;
    for (let i = 0; i < rows * columns; i += 1)
      longest = Math.max(longest, breadth(number(value(Math.floor(i / columns), i % columns) ?? 0, d)));
    const minimum = columns <= 4 && room.width >= 2 * MIN_CELL_PIXELS.roomy ? "roomy" : "tight";
    const cell = Math.ceil(room.big * Math.max(MIN_CELL_PIXELS[minimum], longest * DIGIT_WIDTH + CELL_PADDING));
    if (columns * cell <= room.width || (d === least && columns <= 4)) return { digits: d, cell };
  }
  return null;
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
 * The cell at a place of a painted array: of those that share a dot the one whose colour it has.
 *
 * @param {Heat} heat
 * @param {Grid} grid
 * @param {number} x  in pixels from its left edge
 * @param {number} y
 * @returns {{row: number, column: number} | null}
 */
export function cellAt(heat, grid, x, y) {
  const [down, across] = [Math.floor(y / grid.down.size), Math.floor(x / grid.across.size)];
  return down >= 0 && across >= 0 && x < grid.width && y < grid.height
    ? largestCellOfDot(heat, grid, down, across)
    : null;
}

/** @param {Heat} heat @param {Grid} grid @param {number} down  of the dot @param {number} across */
function largestCellOfDot({ rows, columns, value }, { down: { share: high }, across: { share: wide } }, down, across) {
  let found = { row: down * high, column: across * wide };
  if (high * wide === 1) return found;
  let largest = -1;
  for (let row = down * high; row < Math.min(rows, (down + 1) * high); row += 1) {
    for (let column = across * wide; column < Math.min(columns, (across + 1) * wide); column += 1) {
      const size = Math.abs(numeric(value(row, column) ?? 0));
      if (size > largest) [largest, found] = [size, { row, column }];
    }
  }
  return found;
}

/** @param {string} colour  #rrggbb, as the tokens have it @returns {number[]} red, green and blue, to 255 */
export function channels(colour) {
  const digits = colour.trim().replace("#", "");
  return [0, 2, 4].map((from) => Number.parseInt(digits.slice(from, from + 2), 16) || 0);
}

/** How many steps the scale has on each side of nothing. */
export const SCALE_STEPS = 100;

/**
 * The scale, from the most negative to the most positive: `SCALE_STEPS` colours, none, `SCALE_STEPS` colours.
 *
 * @param {"forward" | "backward"} tone
 * @param {HeatColours} colours
 * @returns {number[][]} red, green and blue of each
 */
export function colourScale(tone, colours) {
  const ground = channels(colours.panel);
  return Array.from({ length: 2 * SCALE_STEPS + 1 }, (_, index) => {
    const part = index / SCALE_STEPS - 1;
    const ink = channels(colours[part < 0 ? /** @type {const} */ (`${tone}-negative`) : tone]);
    return ground.map((channel, i) => Math.round(channel + Math.abs(part) * (ink[i] - channel)));
  });
}

/**
 * The colours of a painted array, dot by dot.
 *
 * @param {Heat} heat
 * @param {Grid} grid
 * @param {number} most
 * @returns {{width: number, height: number, places: Uint8Array}} in dots; of each its place on the scale
 */
export function dots(heat, grid, most) {
  const [width, height] = [grid.width / grid.across.size, grid.height / grid.down.size];
  const places = new Uint8Array(width * height);
  for (let down = 0; down < height; down += 1) {
    for (let across = 0; across < width; across += 1) {
      const { row, column } = largestCellOfDot(heat, grid, down, across);
      const value = numeric(heat.value(row, column) ?? 0);
      places[down * width + across] =
        SCALE_STEPS + Math.round(SCALE_STEPS * strength(value, most)) * (value < 0 ? -1 : 1);
    }
  }
  return { width, height, places };
}

/**
 * Paint an array.
 *
 * @param {HTMLCanvasElement} canvas  as large as its grid
 * @param {Heat} heat
 * @param {number} most
 * @param {HeatColours} colours
 */
export function paint(canvas, heat, most, colours) {
  const context = canvas.getContext("2d");
  if (!context) return;
  const grid = gridIn(heat, canvas);
  const { width, places } = dots(heat, grid, most);
  const scale = colourScale(heat.tone, colours);
  const image = context.createImageData(grid.width, grid.height);
  for (let y = 0; y < grid.height; y += 1) {
    for (let x = 0; x < grid.width; x += 1) {
      const dot = Math.floor(y / grid.down.size) * width + Math.floor(x / grid.across.size);
      const pixel = 4 * (y * grid.width + x);
      const [red, green, blue] = scale[places[dot]];
      image.data[pixel] = red;
      image.data[pixel + 1] = green;
      image.data[pixel + 2] = blue;
      image.data[pixel + 3] = 255;
    }
  }
  context.putImageData(image, 0, 0);
}
