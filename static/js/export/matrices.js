/**
 * The matrices as marks of a picture that stands by itself: numbers as text, small heat maps as rectangles, large ones
 * as an image. Pure: it needs no screen.
 */

import { m } from "../dom/marks.js";
import { largestOf } from "../stage/matrices/arrays.js";
import { breadthOf } from "./caption.js";
import { STEPS, dots, gridOf, isWritten, scaleOf, strength, writing } from "../stage/matrices/heat.js";
import { number } from "../language/number.js";
import { allKnown, boxIn, equations, roomOf } from "../stage/matrices/equations.js";
import { isKnown } from "../state/page.js";
import { pngAddress, pngFile } from "./png-image.js";
import { targetBoxes, targetOf, toldBoxes, toldOf } from "../stage/matrices/outlines.js";
import { numeric } from "../network/numeric.js";

/**
 * @typedef {import("../state/page.js").Page} Page
 * @typedef {import("../stage/matrices/arrays.js").Heat} Heat
 * @typedef {import("../stage/matrices/heat.js").Room} Room
 * @typedef {import("../stage/matrices/heat.js").Colours} Colours
 * @typedef {import("../stage/matrices/outlines.js").Box} Box
 * @typedef {import("../dom/marks.js").Mark} Mark
 * @typedef {{width: number, height: number, foot: number, marks: (x: number, y: number) => Mark[]}} Piece  of an
 *   equation; `foot` is what stands beneath its height
 */

const SIDE = 24;
const GAP = 10;
const LINE = 28;
const ROW = 28;

/** What stands beneath an array: its name, its shape, and where its numbers are not written, the scale. */
const NAMED = 34;
const SCALED = 26;
const SCALE = 90;

/** An array of more dots is an image. */
const DRAWN = 600;

/**
 * @param {Page} page  with an answer
 * @param {Colours} colours  of the light theme
 * @param {number} width  in pixels of the page
 * @returns {{marks: Mark[], height: number}} in pixels of the page, from the upper left
 */
export function matricesMarks(page, colours, width) {
  const shown = { ...page, present: false, space: { ...page.space, width } };
  const target = targetOf(shown);
  const told = toldOf(shown);
  /** @type {Mark[]} */
  const marks = [];
  let y = 12;
  /** @type {NonNullable<Page["answer"]>} */ (page.answer).problem.layers.forEach((_, index) => {
    const layer = index + 1;
    marks.push(text(`title-${layer}`, "heat-title", SIDE, y + 16, page.t("page.stage.layer", { layer })));
    y += LINE;
    for (const { key, parts } of equations(shown, layer)) {
      marks.push(text(`what-${layer}-${key}`, "heat-what", SIDE, y + 14, page.t(`page.matrices.${key}`)));
      y += LINE - 6;
      const now = told?.equation === `${key}.${layer}` ? told : null;
      const room = roomOf(shown, parts);
      const pieces = parts.map((part) =>
        typeof part === "string"
          ? sign(part)
          : array(shown, part, room, [...targetBoxes(part, target), ...toldBoxes(part, now)], colours),
      );
      for (const line of linesOf(pieces, width - 2 * SIDE)) {
        const high = Math.max(...line.map(({ height }) => height));
        let x = SIDE;
        for (const piece of line) {
          marks.push(
            m(
              "g",
              { key: `part-${layer}-${key}-${pieces.indexOf(piece)}` },
              ...piece.marks(x, y + (high - piece.height) / 2),
            ),
          );
          x += piece.width + GAP;
        }
        y += high + Math.max(...line.map(({ foot }) => foot)) + 12;
      }
    }
  });
  return { marks, height: y };
}

/** @param {readonly Piece[]} pieces @param {number} room @returns {Piece[][]} */
function linesOf(pieces, room) {
  /** @type {Piece[][]} */
  const lines = [];
  let left = -1;
  for (const piece of pieces) {
    if (piece.width > left) {
      lines.push([]);
      left = room;
    }
    lines[lines.length - 1].push(piece);
    left -= piece.width + GAP;
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

/** @param {string} words @returns {Piece} */
function sign(words) {
  const width = 14 * breadthOf(words);
  return { width, height: ROW, foot: 0, marks: (x, y) => [text("sign", "heat-sign", x, y + 19, words)] };
}

/**
 * @param {Page} page
 * @param {Heat} heat
 * @param {Room} room
 * @param {Box[]} boxes
 * @param {Colours} colours
 * @returns {Piece}
 */
function array(page, heat, room, boxes, colours) {
  const written = isWritten(heat) ? writing(heat, room, page.digits) : null;
  const scale = scaleOf(heat.tone, colours).map(
    (channels) => `#${channels.map((one) => one.toString(16).padStart(2, "0")).join("")}`,
  );
  const grid = written
    ? {
        across: { size: written.cell, share: 1 },
        down: { size: ROW, share: 1 },
        width: heat.columns * written.cell,
        height: heat.rows * ROW,
      }
    : gridOf(heat, room);
  const named = Math.max(breadthOf(heat.name), breadthOf(heat.shape)) * 12;
  const width = Math.ceil(Math.max(grid.width, named, written ? 0 : SCALE));
  return {
    width,
    height: grid.height,
    foot: NAMED + (written ? 0 : SCALED),
    marks: (left, top) => {
      // Cells begin at whole pixels: else the ground would be seen between them.
      const [x, y] = [Math.round(left + (width - grid.width) / 2), Math.round(top)];
      const middle = left + width / 2;
      return [
        ...(written
          ? numbers(page, heat, grid, written.digits, scale, x, y)
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
        ...(written ? [] : legend(page, heat, scale, middle - SCALE / 2, y + grid.height + NAMED + 2)),
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
  const largest = largestOf(page, heat);
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
        y: hundredth(y + row * ROW),
        width: wide - 1,
        height: ROW - 1,
        fill: scale[STEPS + Math.round(STEPS * part)],
      }),
      text(
        "number",
        "heat-number",
        x + (column + 0.5) * wide,
        y + row * ROW + 18.5,
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
 * @param {Colours} colours
 * @param {readonly string[]} scale
 * @param {number} x
 * @param {number} y
 */
function painted(page, heat, grid, colours, scale, x, y) {
  if (!allKnown(page, heat))
    return [text("waiting", "heat-number", x + grid.width / 2, y + grid.height / 2 + 4, "–", "middle")];
  const { width, height, places } = dots(heat, grid, largestOf(page, heat));
  if (places.length <= DRAWN) {
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
  const file = pngFile({ width, height, places, palette: scaleOf(heat.tone, colours) });
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
function legend(page, heat, scale, x, y) {
  const PARTS = 20;
  const largest = allKnown(page, heat) ? largestOf(page, heat) : undefined;
  return [
    ...Array.from({ length: PARTS }, (_, index) =>
      m("rect", {
        key: `scale-${index}`,
        x: hundredth(x + (index * SCALE) / PARTS),
        y: hundredth(y),
        width: SCALE / PARTS,
        height: 7,
        fill: scale[Math.round(((index + 0.5) * 2 * STEPS) / PARTS)],
      }),
    ),
    text("low", "heat-scale", x, y + 18, largest === undefined ? "–" : number(-largest, 2)),
    text("none", "heat-scale", x + SCALE / 2, y + 18, "0", "middle"),
    text("high", "heat-scale", x + SCALE, y + 18, number(largest, 2), "end"),
  ];
}
