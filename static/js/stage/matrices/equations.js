/**
 * The network as matrices: each layer's equations forward, backward and for its gradient, with the arrays in them as
 * heat maps. What is pointed at or chosen is outlined in every array that has it, and so is what the current step
 * reads and writes.
 */

import { m } from "../../dom/marks.js";
import { heatOf, largestOfHeat, sentArray } from "./arrays.js";
import { gridOf, hasDigits, strength, cellFormat } from "./heat.js";
import { number } from "../../language/number.js";
import { litNumber } from "../../state/asking.js";
import { isKnown } from "../../state/page.js";
import { alone, spokenNumber } from "../../language/spoken-number.js";
import { kindsAt, targetBoxes, targetOf, stepUseBoxes, stepUseOf } from "./outlines.js";
import { numeric } from "../../network/numeric.js";
import { remarksOf } from "../../language/phrase.js";
import { isCoupled } from "../../network/problem.js";

/**
 * @typedef {import("../../state/page.js").Page} Page
 * @typedef {import("./arrays.js").Heat} Heat
 * @typedef {import("./heat.js").Room} Room
 * @typedef {import("./outlines.js").CellBox} CellBox
 * @typedef {import("../../dom/marks.js").Mark} Mark
 * @typedef {{key: "forward" | "backward" | "gradient", parts: (Heat | string)[]}} Equation
 */

/**
 * The arrays that a layer's equations are made of, with the signs between them.
 *
 * @param {Page} page
 * @param {number} layer  from 1
 * @returns {Equation[]}
 */
export function equations(page, layer) {
  const problem = /** @type {NonNullable<Page["answer"]>} */ (page.answer).problem;
  /** @param {string} id @param {{turned?: boolean}} [how] */
  const heat = (id, how) => heatOf(page, id, how);
  const last = layer === problem.layers.length;
  const soft = isCoupled(problem, layer);
  const name = page.t(`page.activation.${problem.layers[layer - 1].activation}`);
  const came = last
    ? [heat(`dl_da.${layer}`)]
    : [
        "(",
        heat(`w.${layer + 1}`, { turned: true }),
        "·",
        heat(`dl_dz.${layer + 1}`),
        "=",
        heat(`dl_da.${layer}`),
        ")",
      ];
  const many = problem.x.length > 1;
  return [
    {
      key: "forward",
      parts: [
        heat(`w.${layer}`),
        "·",
        heat(sentArray(layer - 1)),
        "+",
        heat(`b.${layer}`),
        "=",
        heat(`z.${layer}`),
        `→ ${name} →`,
        heat(sentArray(layer)),
      ],
    },
    {
      key: "backward",
      parts: [heat(`da_dz.${layer}`, { turned: soft }), soft ? "·" : "⊙", ...came, "=", heat(`dl_dz.${layer}`)],
    },
    {
      key: "gradient",
      parts: [
        ...(many ? [page.t("page.matrices.sample", { sample: (page.answer?.sample ?? 0) + 1 })] : []),
        heat(`dl_dz.${layer}`),
        "·",
        heat(sentArray(layer - 1), { turned: true }),
        many ? `→ ${problem.reduction === "mean" ? `(1/${problem.x.length}) ` : ""}Σₙ =` : "=",
        heat(`dL_dw.${layer}`),
      ],
    },
  ];
}

/**
 * Pixels of the page on both sides with a bar for scrolling, of the equation's name, of a column with its scale, of a
 * gap, and of one sign.
 */
const PAGE_MARGINS = 70;
const EQUATION_NAME_WIDTH = 80;
const VECTOR_WIDTH = 78;
const PART_GAP = 6;
const SIGN_CHARACTER_WIDTH = 7;

/** How high a painted array is, at most. */
const MAX_ARRAY_HEIGHT = 200;

/** On a narrow page: the columns of an array that can stand on one line with others, and its pixels. */
const MAX_SMALL_COLUMNS = 4;
const SMALL_ARRAY_WIDTH = 96;

/** Whether all of an equation can stand on one line of a narrow page. @param {Equation["parts"]} parts */
const isSmall = (parts) =>
  parts.every((part) => typeof part === "string" || (part.columns <= MAX_SMALL_COLUMNS && hasDigits(part)));

/** From this width on an equation stands on one line with its name. */
const MIN_WIDE_PAGE = 720;

/** How much larger everything is for an audience. @param {Page} page */
export const bigOf = ({ present, space }) => (present && space.width >= MIN_WIDE_PAGE ? 1.5 : 1);

/**
 * The room of each matrix of an equation, so that all of it fits on one line; on a narrow page each has a line to
 * itself.
 *
 * @param {Page} page
 * @param {Equation["parts"]} parts
 * @returns {Room}
 */
export function roomOf(page, parts) {
  const big = bigOf(page);
  const { width } = page.space;
  const height = MAX_ARRAY_HEIGHT * big;
  if (width < MIN_WIDE_PAGE) return { width: isSmall(parts) ? SMALL_ARRAY_WIDTH : width - PAGE_MARGINS, height, big };
  const wide = parts.filter((part) => typeof part !== "string" && part.columns > 1).length;
  const taken = parts.reduce(
    (sum, part) =>
      sum +
      PART_GAP +
      big * (typeof part === "string" ? SIGN_CHARACTER_WIDTH * part.length + 4 : part.columns === 1 ? VECTOR_WIDTH : 0),
    EQUATION_NAME_WIDTH + PAGE_MARGINS,
  );
  return { width: Math.max(140, Math.floor((width - taken) / Math.max(1, wide)) - 4), height, big };
}

/** @param {Page} page @returns {Mark[]} */
export function matrices(page) {
  const { t, answer } = page;
  if (!answer) return [];
  const target = targetOf(page);
  const stepUse = stepUseOf(page);
  const key = m(
    "p",
    { key: "key", class: "heat-key" },
    ...["forward", "backward"].map((tone) =>
      m(
        "span",
        { key: tone, class: `array ${tone}` },
        m("i", { key: "bar", class: "scale-bar" }),
        m("span", { key: "words" }, t(`page.matrices.scale-${tone}`)),
      ),
    ),
    m("span", { key: "how" }, t("page.matrices.scale")),
  );
  return [
    key,
    ...answer.problem.layers.map(({ b, W }, index) => {
      const layer = index + 1;
      return m(
        "section",
        { key: `layer-${layer}`, class: "layer-matrices", "aria-label": t("page.stage.layer", { layer }) },
        m(
          "h2",
          { key: "title" },
          t("page.stage.layer", { layer }),
          m("span", { class: "shape" }, t("page.matrices.size", { inputs: W[0].length, neurons: b.length })),
        ),
        equations(page, layer).map(({ key, parts }) => {
          const now = stepUse?.equation === `${key}.${layer}` ? stepUse : null;
          const room = roomOf(page, parts);
          return m(
            "div",
            {
              key,
              class: ["equation", key, isSmall(parts) && "small", now && "current"].filter(Boolean).join(" "),
              role: "group",
              "aria-label": t(`page.matrices.${key}`),
            },
            m("span", { key: "what", class: "what" }, t(`page.matrices.${key}`)),
            parts.map((part, i) =>
              typeof part === "string"
                ? m("span", { key: i, class: "sign" }, part)
                : array(page, part, `${i}`, room, [...targetBoxes(part, target), ...stepUseBoxes(part, now)]),
            ),
          );
        }),
      );
    }),
  ];
}

/**
 * One array with its name and shape.
 *
 * @param {Page} page
 * @param {Heat} heat
 * @param {string} key
 * @param {Room} room
 * @param {CellBox[]} boxes
 */
function array(page, heat, key, room, boxes) {
  const { name, shape, tone } = heat;
  const buttons = hasDigits(heat);
  const format = buttons ? cellFormat(heat, room, page.digits) : null;
  return m(
    "figure",
    { key, class: `array ${tone}` },
    buttons ? cells(page, heat, format, room, boxes) : painted(page, heat, room, boxes),
    m("figcaption", { key: "name" }, m("span", { class: "symbol" }, name), m("span", { class: "shape" }, shape)),
    !format && scale(page, heat),
  );
}

/** Which number has which colour. @param {Page} page @param {Heat} heat */
function scale(page, heat) {
  const largest = allKnown(page, heat) ? largestOfHeat(page, heat) : undefined;
  return m(
    "div",
    { key: "scale", class: "scale" },
    m("i", { key: "bar", class: "scale-bar" }),
    m("span", { key: "low" }, largest === undefined ? "–" : number(-largest, 2)),
    m("span", { key: "none" }, "0"),
    m("span", { key: "high" }, number(largest, 2)),
  );
}

/** @param {Page} page @param {Heat} heat */
export const allKnown = (page, { address, rows, columns }) =>
  isKnown(page, address(0, 0)) && isKnown(page, address(rows - 1, columns - 1));

/**
 * Every number of a small array.
 *
 * @param {Page} page
 * @param {Heat} heat
 * @param {ReturnType<typeof cellFormat>} format
 * @param {Room} room
 * @param {CellBox[]} boxes
 */
function cells(page, heat, format, { big }, boxes) {
  const { rows, columns, name, value, address } = heat;
  const largest = largestOfHeat(page, heat);
  const pointed = litNumber(page);
  // Tab comes to one cell of each array: to the one that stands for the number pointed at, else to the first.
  const stop = Math.max(
    0,
    Array.from({ length: rows * columns }, (_, index) => address(Math.floor(index / columns), index % columns)).indexOf(
      pointed ?? "",
    ),
  );
  return m(
    "div",
    {
      key: "cells",
      class: `cells${format ? "" : " bare"}`,
      role: "group",
      "aria-label": page.t("page.matrices.canvas", { name, rows, columns }),
      "data-columns": String(columns),
      style: {
        "--columns": String(columns),
        "--cell": `${format?.cell ?? Math.round(20 * big)}px`,
        "--big": String(big),
      },
    },
    Array.from({ length: rows * columns }, (_, index) => {
      const [row, column] = [Math.floor(index / columns), index % columns];
      const cellAddress = address(row, column);
      const known = isKnown(page, cellAddress);
      const exact = known ? numeric(value(row, column) ?? 0) : 0;
      const kinds = kindsAt(boxes, row, column).map((kind) => (kind === "spot" ? "lit" : kind));
      return m(
        "button",
        {
          key: index,
          type: "button",
          tabindex: index === stop ? "0" : "-1",
          class: ["cell", exact < 0 && "negative", ...kinds].filter(Boolean).join(" "),
          "data-choose": cellAddress,
          style: { "--strength": `${((format ? 45 : 100) * strength(exact, largest)).toFixed(1)}%` },
          "aria-label": spokenCell(page, heat, row, column, known),
        },
        format ? (known ? number(value(row, column), format.digits) : "–") : "",
      );
    }),
  );
}

/**
 * A cell in words: which number it is, and where it stands.
 *
 * @param {Page} page
 * @param {Heat} heat
 * @param {number} row
 * @param {number} column
 * @param {boolean} known
 */
export function spokenCell(page, { name, address, value }, row, column, known) {
  const words = alone(spokenNumber(address(row, column), known ? value(row, column) : undefined, page));
  return remarksOf(page.t, words, page.t("page.matrices.cell", { name, row: row + 1, column: column + 1 }));
}

/**
 * A large array: the canvas on which it is painted afterwards, and the outlines in it.
 *
 * @param {Page} page
 * @param {Heat} heat
 * @param {Room} room
 * @param {CellBox[]} boxes
 */
function painted(page, heat, room, boxes) {
  const { rows, columns, id, turned } = heat;
  const grid = gridOf(heat, room);
  const { width, height } = grid;
  const known = allKnown(page, heat);
  return m(
    "div",
    { key: "painted", class: "painted", style: { width: `${width}px`, height: `${height}px` } },
    known
      ? m("canvas", {
          key: "canvas",
          width,
          height,
          tabindex: "0",
          role: "application",
          "data-heat": id,
          "data-turned": turned,
          "aria-label": page.t("page.matrices.canvas", { name: heat.name, rows, columns }),
        })
      : m("span", { key: "waiting", class: "waiting" }, "–"),
    boxes.map((box, index) =>
      m("i", { key: `box-${index}`, class: `box ${box.kind}`, style: pixels(boxIn(grid, box)) }),
    ),
  );
}

/**
 * Where a box is on a painted array.
 *
 * @param {Pick<import("./heat.js").Grid, "across" | "down">} grid
 * @param {CellBox} box
 */
export function boxIn({ across, down }, { row, column, rows, columns }) {
  const [left, right] = [Math.floor(column / across.share), Math.floor((column + columns - 1) / across.share) + 1].map(
    (dot) => dot * across.size,
  );
  const [top, bottom] = [Math.floor(row / down.share), Math.floor((row + rows - 1) / down.share) + 1].map(
    (dot) => dot * down.size,
  );
  return { left, top, width: right - left, height: bottom - top };
}

/** @param {Record<string, number>} lengths */
const pixels = (lengths) => Object.fromEntries(Object.entries(lengths).map(([name, length]) => [name, `${length}px`]));
