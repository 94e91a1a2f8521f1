/**
 * The matrices as marks of a picture that stands by itself: numbers as text, small heat maps as rectangles, large ones
 * as an image. Pure: it needs no screen.
 */

import { m } from "../dom/marks.js";
import { largestOfHeat } from "../stage/matrices/arrays.js";
import { breadthOf } from "./caption.js";
import { SCALE_STEPS, dots, gridOf, hasDigits, colourScale, strength, cellFormat } from "../stage/matrices/heat.js";
import { number } from "../language/number.js";
import { allKnown, boxIn, equations, roomOf } from "../stage/matrices/equations.js";
import { isKnown } from "../state/page.js";
import { pngAddress, pngFile } from "./png-image.js";
import { targetBoxes, targetOf, stepUseBoxes, stepUseOf } from "../stage/matrices/outlines.js";
import { numeric } from "../network/numeric.js";

/**
 * @typedef {import("../state/page.js").Page} Page
 * @typedef {import("../stage/matrices/arrays.js").Heat} Heat
 * @typedef {import("../stage/matrices/heat.js").Room} Room
 * @typedef {import("../stage/matrices/heat.js").HeatColours} HeatColours
 * @typedef {import("../stage/matrices/outlines.js").CellBox} CellBox
 * @typedef {import("../dom/marks.js").Mark} Mark
 * @typedef {{width: number, height: number, foot: number, marks: (x: number, y: number) => Mark[]}} EquationPiece  of
 *   an equation; `foot` is the height of what is below it
 */

const PICTURE_MARGIN = 24;
const PIECE_GAP = 10;
const LAYER_TITLE_HEIGHT = 28;
const ROW_HEIGHT = 28;

/**
 * Heights of what is below an array: its name and shape, and the scale where its numbers are not printed; the width of
 * the scale.
 */
const NAME_HEIGHT = 34;
const SCALE_HEIGHT = 26;
const SCALE_WIDTH = 90;

/** An array of more dots is an image. */
const MAX_RECTANGLES = 600;

/**
 * @param {Page} page  with an answer
 * @param {HeatColours} colours  of the light theme
 * @param {number} width  in pixels of the page
 * @returns {{marks: Mark[], height: number}} in pixels of the page, from the upper left
 */
export function matricesMarks(page, colours, width) {
  const shown = { ...page, present: false, space: { ...page.space, width } };
  const target = targetOf(shown);
  const stepUse = stepUseOf(shown);
  /** @type {Mark[]} */
  const marks = [];
  let y = 12;
  /** @type {NonNullable<Page["answer"]>} */ (page.answer).problem.layers.forEach((_, index) => {
    const layer = index + 1;
    marks.push(text(`title-${layer}`, "heat-title", PICTURE_MARGIN, y + 16, page.t("page.stage.layer", { layer })));
    y += LAYER_TITLE_HEIGHT;
    for (const { key, parts } of equations(shown, layer)) {
      marks.push(text(`what-${layer}-${key}`, "heat-what", PICTURE_MARGIN, y + 14, page.t(`page.matrices.${key}`)));
      y += LAYER_TITLE_HEIGHT - 6;
      const now = stepUse?.equation === `${key}.${layer}` ? stepUse : null;
      const room = roomOf(shown, parts);
      const pieces = parts.map((part) =>
        typeof part === "string"
          ? sign(part)
          : array(shown, part, room, [...targetBoxes(part, target), ...stepUseBoxes(part, now)], colours),
      );
      for (const line of rowsOf(pieces, width - 2 * PICTURE_MARGIN)) {
        const high = Math.max(...line.map(({ height }) => height));
        let x = PICTURE_MARGIN;
        for (const piece of line) {
          marks.push(
            m(
              "g",
              { key: `part-${layer}-${key}-${pieces.indexOf(piece)}` },
              ...piece.marks(x, y + (high - piece.height) / 2),
            ),
          );
          x += piece.width + PIECE_GAP;
        }
        y += high + Math.max(...line.map(({ foot }) => foot)) + 12;
      }
    }
  });
  return { marks, height: y };
}

/** @param {readonly EquationPiece[]} pieces @param {number} room @returns {EquationPiece[][]} */
function rowsOf(pieces, room) {
  /** @type {EquationPiece[][]} */
  const lines = [];
  let left = -1;
  for (const piece of pieces) {
    if (piece.width > left) {
      lines.push([]);
      left = room;
    }
    lines[lines.length - 1].push(piece);
    left -= piece.width + PIECE_GAP;
  }
  return lines;
}

/**
 * @param {string} key
 * @param {string} name
 * @param {number} x
 * @param {number} y
 * @param {string} words
 * @param {"start" | "middle" | "end"} [anchor]
 */
const text = (key, name, x, y, words, anchor = "start") =>
  m("text", { key, class: name, x: hundredth(x), y: hundredth(y), "text-anchor": anchor }, words);

/** @param {number} value */
const hundredth = (value) => Math.round(100 * value) / 100;

/** @param {string} words @returns {EquationPiece} */
function sign(words) {
  const width = 14 * breadthOf(words);
  return { width, height: ROW_HEIGHT, foot: 0, marks: (x, y) => [text("sign", "heat-sign", x, y + 19, words)] };
}

/**
 * @param {Page} page
 * @param {Heat} heat
 * @param {Room} room
 * @param {CellBox[]} boxes
 * @param {HeatColours} colours
 * @returns {EquationPiece}
 */
function array(page, heat, room, boxes, colours) {
  const format = hasDigits(heat) ? cellFormat(heat, room, page.digits) : null;
  const scale = colourScale(heat.tone, colours).map(
    (channels) => `#${channels.map((channel) => channel.toString(16).padStart(2, "0")).join("")}`,
  );
  const grid = format
    ? {
        across: { size: format.cell, share: 1 },
        down: { size: ROW_HEIGHT, share: 1 },
        width: heat.columns * format.cell,
        height: heat.rows * ROW_HEIGHT,
      }
    : gridOf(heat, room);
  const named = Math.max(breadthOf(heat.name), breadthOf(heat.shape)) * 12;
  const width = Math.ceil(Math.max(grid.width, named, format ? 0 : SCALE_WIDTH));
  return {
    width,
    height: grid.height,
    foot: NAME_HEIGHT + (format ? 0 : SCALE_HEIGHT),
    marks: (left, top) => {
      // Cells begin at whole pixels: otherwise the background would show between them.
      const [x, y] = [Math.round(left + (width - grid.width) / 2), Math.round(top)];
      const middle = left + width / 2;
      return [
        ...(format
          ? numbers(page, heat, grid, format.digits, scale, x, y)
          : painted(page, heat, grid, colours, scale, x, y)),
        m("rect", {
          key: "frame",
          class: "heat-frame",
          x: hundredth(x),
          y: hundredth(y),
          width: grid.width,
          height: grid.height,
        }),
        ...boxes.map((box, index) => {
          const place = boxIn(grid, box);
          return m("rect", {
            key: `box-${index}`,
            class: `heat-box ${box.kind}`,
            x: hundredth(x + place.left),
            y: hundredth(y + place.top),
            width: place.width,
            height: place.height,
          });
        }),
        text("name", "heat-name", middle, y + grid.height + 16, heat.name, "middle"),
        text("shape", "heat-shape", middle, y + grid.height + 30, heat.shape, "middle"),
        ...(format ? [] : scaleMarks(page, heat, scale, middle - SCALE_WIDTH / 2, y + grid.height + NAME_HEIGHT + 2)),
      ];
    },
  };
}

/**
 * @param {Page} page
 * @param {Heat} heat
 * @param {import("../stage/matrices/heat.js").Grid} grid
 * @param {number} digits
 * @param {readonly string[]} scale
 * @param {number} x
 * @param {number} y
 */
function numbers(page, heat, { across: { size: wide } }, digits, scale, x, y) {
  const largest = largestOfHeat(page, heat);
  return Array.from({ length: heat.rows * heat.columns }, (_, index) => {
    const [row, column] = [Math.floor(index / heat.columns), index % heat.columns];
    const known = isKnown(page, heat.address(row, column));
    const value = heat.value(row, column) ?? 0;
    const part = known ? 0.45 * strength(numeric(value), largest) * (numeric(value) < 0 ? -1 : 1) : 0;
    return m(
      "g",
      { key: index },
      m("rect", {
        key: "ground",
        x: hundredth(x + column * wide),
        y: hundredth(y + row * ROW_HEIGHT),
        width: wide - 1,
        height: ROW_HEIGHT - 1,
        fill: scale[SCALE_STEPS + Math.round(SCALE_STEPS * part)],
      }),
      text(
        "number",
        "heat-number",
        x + (column + 0.5) * wide,
        y + row * ROW_HEIGHT + 18.5,
        known ? number(value, digits) : "–",
        "middle",
      ),
    );
  });
}

/**
 * @param {Page} page
 * @param {Heat} heat
 * @param {import("../stage/matrices/heat.js").Grid} grid
 * @param {HeatColours} colours
 * @param {readonly string[]} scale
 * @param {number} x
 * @param {number} y
 */
function painted(page, heat, grid, colours, scale, x, y) {
  if (!allKnown(page, heat))
    return [text("waiting", "heat-number", x + grid.width / 2, y + grid.height / 2 + 4, "–", "middle")];
  const { width, height, places } = dots(heat, grid, largestOfHeat(page, heat));
  if (places.length <= MAX_RECTANGLES) {
    return Array.from(places, (place, index) =>
      m("rect", {
        key: index,
        x: hundredth(x + (index % width) * grid.across.size),
        y: hundredth(y + Math.floor(index / width) * grid.down.size),
        width: grid.across.size,
        height: grid.down.size,
        fill: scale[place],
      }),
    );
  }
  const file = pngFile({ width, height, places, palette: colourScale(heat.tone, colours) });
  return [
    m("image", {
      key: "image",
      href: pngAddress(file),
      x: hundredth(x),
      y: hundredth(y),
      width: grid.width,
      height: grid.height,
      preserveAspectRatio: "none",
      "image-rendering": "pixelated",
    }),
  ];
}

/** @param {Page} page @param {Heat} heat @param {readonly string[]} scale @param {number} x @param {number} y */
function scaleMarks(page, heat, scale, x, y) {
  const PARTS = 20;
  const largest = allKnown(page, heat) ? largestOfHeat(page, heat) : undefined;
  return [
    ...Array.from({ length: PARTS }, (_, index) =>
      m("rect", {
        key: `scale-${index}`,
        x: hundredth(x + (index * SCALE_WIDTH) / PARTS),
        y: hundredth(y),
        width: SCALE_WIDTH / PARTS,
        height: 7,
        fill: scale[Math.round(((index + 0.5) * 2 * SCALE_STEPS) / PARTS)],
      }),
    ),
    text("low", "heat-scale", x, y + 18, largest === undefined ? "–" : number(-largest, 2)),
    text("none", "heat-scale", x + SCALE_WIDTH / 2, y + 18, "0", "middle"),
    text("high", "heat-scale", x + SCALE_WIDTH, y + 18, number(largest, 2), "end"),
  ];
}
