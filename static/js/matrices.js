/**
 * The network as matrices: each layer's equations forward, backward and for its gradient, with the arrays in them as heat
 * maps. What is pointed at or chosen is outlined in every array in which it stands.
 */

import { draw, m } from "./marks.js";
import { most, heatOf, sent } from "./arrays.js";
import { cellAt, cellOf, isWritten, paint, strength } from "./heat.js";
import { numeric } from "./format.js";
import { neuronOf, wireOf } from "./address.js";
import { isKnown, movingOf, stepsOf, writtenOf } from "./page.js";
import { alone, said } from "./said.js";
import { fit } from "./view.js";

/**
 * @typedef {import("./page.js").Page} Page
 * @typedef {import("./arrays.js").Heat} Heat
 * @typedef {import("./marks.js").Mark} Mark
 */

/**
 * The arrays that a layer's equations are made of, with the signs between them.
 *
 * @param {Page} page
 * @param {number} layer  from 1
 * @returns {{key: "forward" | "backward" | "gradient", parts: (Heat | string)[]}[]}
 */
export function equations(page, layer) {
  const problem = /** @type {NonNullable<Page["answer"]>} */ (page.answer).problem;
  /** A column that is too long to stand lies down. @param {string} id @param {{turned?: boolean}} [how] */
  const heat = (id, how) => {
    const upright = heatOf(page, id, how);
    return upright.columns === 1 && upright.rows > STANDING ? { ...heatOf(page, id, { turned: true }), name: upright.name, shape: upright.shape } : upright;
  };
  const last = layer === problem.layers.length;
  const soft = problem.layers[layer - 1].activation === "softmax";
  const name = page.t(`page.activation.${problem.layers[layer - 1].activation}`);
  const came = last ? [heat(`dl_da.${layer}`)] : ["(", heat(`w.${layer + 1}`, { turned: true }), "·", heat(`dl_dz.${layer + 1}`), ")"];
  const many = problem.x.length > 1;
  return [
    { key: "forward", parts: [heat(`w.${layer}`), "·", heat(sent(layer - 1)), "+", heat(`b.${layer}`), "=", heat(`z.${layer}`), `→ ${name} →`, heat(sent(layer))] },
    { key: "backward", parts: [heat(`da_dz.${layer}`, { turned: soft }), soft ? "·" : "⊙", ...came, "=", heat(`dl_dz.${layer}`)] },
    { key: "gradient", parts: [...(many ? [page.t("page.matrices.all-samples")] : []), heat(`dl_dz.${layer}`), "·", heat(sent(layer - 1), { turned: true }), many ? "→" : "=", heat(`dL_dw.${layer}`)] },
  ];
}

/** A column of more numbers lies. */
const STANDING = 160;

/** What an outlined place is: a wire, or a neuron. @param {string | null} address */
function placeOf(address) {
  if (!address) return null;
  return { wire: wireOf(address), neuron: wireOf(address) ? null : neuronOf(address) };
}

/**
 * Whether a cell belongs to what is pointed at: to the same wire, to either end of it, or to the same neuron.
 *
 * @param {string} cell  address
 * @param {ReturnType<typeof placeOf>} place
 */
function belongs(cell, place) {
  if (!place) return false;
  const wire = wireOf(cell);
  if (place.wire) {
    const { layer, to, from } = place.wire;
    if (wire) return wire.layer === layer && wire.to === to && wire.from === from;
    const end = neuronOf(cell);
    if (!end) return false;
    return (end.layer === layer && end.neuron === to && /^(z|dl_dz)\./.test(cell)) || (end.layer === layer - 1 && end.neuron === from && /^(a|x)\./.test(cell));
  }
  const neuron = wire ? null : neuronOf(cell);
  return neuron !== null && neuron.layer === place.neuron?.layer && neuron.neuron === place.neuron.neuron;
}

/** @param {Page} page @returns {Mark[]} */
export function matrices(page) {
  const { t, answer } = page;
  if (!answer) return [];
  const place = placeOf(page.hover ?? page.chosen);
  return answer.problem.layers.map(({ b, W }, index) => {
    const layer = index + 1;
    return m(
      "section",
      { key: `layer-${layer}`, class: "layer-matrices", "aria-label": t("page.stage.layer", { layer }) },
      m("h2", { key: "title" }, t("page.stage.layer", { layer }), m("span", { class: "shape" }, t("page.matrices.size", { inputs: W[0].length, neurons: b.length }))),
      equations(page, layer).map(({ key, parts }) =>
        m("div", { key, class: `equation ${key}`, role: "group", "aria-label": t(`page.matrices.${key}`) },
          m("span", { key: "what", class: "what" }, t(`page.matrices.${key}`)),
          parts.map((part, i) => (typeof part === "string" ? m("span", { key: i, class: "sign" }, part) : array(page, part, `${i}`, place))))),
    );
  });
}

/** One array with its name and shape. @param {Page} page @param {Heat} heat @param {string} key @param {ReturnType<typeof placeOf>} place */
function array(page, heat, key, place) {
  const { id, name, shape, tone } = heat;
  const moving = movingOf(page);
  const step = moving ? stepsOf(page)[moving.steps[0]] : null;
  const now = step && `${step.quantity.replace("dl_dw", "dL_dw")}${step.layer ? `.${step.layer}` : ""}` === id;
  return m(
    "figure",
    { key, class: `array ${tone}${now ? " now" : ""}` },
    isWritten(heat) ? cells(page, heat, place) : painted(page, heat, place),
    m("figcaption", { key: "name" }, m("span", { class: "symbol" }, name), m("span", { class: "shape" }, shape)),
  );
}

/** How broad a cell is in an array of at most so many columns, and how many characters there is room for. */
const SIZES = [{ most: 4, room: 10, breadth: 82 }, { most: 8, room: 7, breadth: 60 }];
const BARE = { room: 0, breadth: 22 };

/** Every number of a small array. @param {Page} page @param {Heat} heat @param {ReturnType<typeof placeOf>} place */
function cells(page, heat, place) {
  const { rows, columns, name, value, address } = heat;
  const largest = most(heat);
  const pointed = page.hover;
  // Tab comes to one cell of each array: to the one that stands for the number pointed at, else to the first.
  const stop = Math.max(0, Array.from({ length: rows * columns }, (_, index) => address(Math.floor(index / columns), index % columns)).indexOf(pointed ?? ""));
  const { room, breadth } = SIZES.find(({ most }) => columns <= most) ?? BARE;
  return m(
    "div",
    { key: "cells", class: `cells${room === 0 ? " bare" : ""}`, role: "group", "aria-label": page.t("page.matrices.canvas", { name, rows, columns }), "data-columns": String(columns), style: { "--columns": String(columns), "--cell": `${breadth}px` } },
    Array.from({ length: rows * columns }, (_, index) => {
      const [row, column] = [Math.floor(index / columns), index % columns];
      const one = address(row, column);
      const known = isKnown(page, one);
      const exact = known ? numeric(value(row, column) ?? 0) : 0;
      const words = known ? fit(value(row, column), page.digits, room || 9) : "–";
      return m(
        "button",
        {
          key: index, type: "button", tabindex: index === stop ? "0" : "-1", class: ["cell", exact < 0 && "negative", belongs(one, place) && "lit"].filter(Boolean).join(" "), "data-choose": one,
          style: { "--strength": `${(45 * strength(exact, largest)).toFixed(1)}%` }, "aria-label": heardOf(page, heat, row, column, known),
        },
        room > 0 ? words : "",
      );
    }),
  );
}

/** A cell in words: which number it is, and where it stands. @param {Page} page @param {Heat} heat @param {number} row @param {number} column @param {boolean} known */
function heardOf(page, { name, address, value }, row, column, known) {
  const words = alone(said(address(row, column), known ? value(row, column) : undefined, page));
  return `${words}; ${page.t("page.matrices.cell", { name, row: row + 1, column: column + 1 })}`;
}

/** A large array: the canvas on which it is painted afterwards, and the outline of what is pointed at. @param {Page} page @param {Heat} heat @param {ReturnType<typeof placeOf>} place */
function painted(page, heat, place) {
  const { rows, columns, address, id, turned } = heat;
  const { across, down } = cellOf(heat);
  const spot = spotIn(heat, place);
  const known = isKnown(page, address(0, 0)) && isKnown(page, address(rows - 1, columns - 1));
  return m(
    "div",
    { key: "painted", class: "painted", style: { width: `${columns * across}px`, height: `${rows * down}px` } },
    known
      ? m("canvas", { key: "canvas", width: columns * across, height: rows * down, tabindex: "0", role: "application", "data-heat": id, "data-turned": turned, "aria-label": page.t("page.matrices.canvas", { name: heat.name, rows, columns }) })
      : m("span", { key: "waiting", class: "waiting" }, "–"),
    known && spot && m("i", { key: "spot", class: "spot", style: { left: `${spot.column * across}px`, top: `${spot.row * down}px`, width: `${across}px`, height: `${down}px` } }),
  );
}

/** Where in an array that stands which is pointed at. @param {Heat} heat @param {ReturnType<typeof placeOf>} place */
function spotIn({ rows, columns, address, turned }, place) {
  if (!place) return null;
  const { wire, neuron } = place;
  const candidates = [wire && [wire.to, wire.from], wire && [wire.to, 0], wire && [wire.from, 0], neuron && [neuron.neuron, 0]];
  for (const candidate of candidates) {
    if (!candidate) continue;
    const [row, column] = turned ? [candidate[1], candidate[0]] : candidate;
    if (row < rows && column < columns && belongs(address(row, column), place)) return { row, column };
  }
  return null;
}

/**
 * @param {HTMLElement} pane
 * @param {import("./page.js").Store} store
 * @param {() => Record<"forward" | "backward" | "panel", string>} colours
 * @returns {(page: Page) => void}
 */
export function createMatrices(pane, store, colours) {
  /** @type {unknown[]} */
  let drawnFor = [];
  /** @type {WeakMap<Element, unknown[]>} */
  const paintedFor = new WeakMap();
  /** @type {{canvas: Element, row: number, column: number} | null} */
  let cursor = null;

  /** @param {Element} canvas */
  const heatIn = (canvas) => heatOf(store.get(), canvas.getAttribute("data-heat") ?? "", { turned: canvas.hasAttribute("data-turned") });

  /** Say which cell of a canvas is meant; the rest is as with every number. @param {Element} canvas @param {{row: number, column: number} | null} cell */
  function mean(canvas, cell) {
    if (cell) canvas.setAttribute("data-choose", heatIn(canvas).address(cell.row, cell.column));
    else canvas.removeAttribute("data-choose");
  }

  for (const name of /** @type {const} */ (["pointermove", "pointerdown", "click"])) {
    pane.addEventListener(name, (event) => {
      const canvas = event.target instanceof Element && event.target.closest("canvas[data-heat]");
      if (!canvas) return;
      const box = canvas.getBoundingClientRect();
      mean(canvas, cellAt(heatIn(canvas), event.clientX - box.x, event.clientY - box.y));
    }, true);
  }

  pane.addEventListener("keydown", (event) => {
    const canvas = event.target instanceof Element && event.target.closest("canvas[data-heat]");
    const way = WAYS[event.key];
    const cell = way && !event.shiftKey && event.target instanceof Element && event.target.closest(".cell");
    if (cell) return go(event, cell, way);
    if (!canvas) return;
    if (event.key === "Enter" && canvas.hasAttribute("data-choose")) {
      event.stopPropagation();
      store.set({ chosen: canvas.getAttribute("data-choose"), sheet: true });
    }
    if (!way) return;
    event.preventDefault();
    event.stopPropagation();
    const heat = heatIn(canvas);
    const from = cursor?.canvas === canvas ? cursor : { row: -way[0], column: -way[1] };
    cursor = { canvas, row: within(from.row + way[0], heat.rows), column: within(from.column + way[1], heat.columns) };
    mean(canvas, cursor);
    const page = store.get();
    canvas.setAttribute("aria-label", heardOf(page, heat, cursor.row, cursor.column, true));
    store.set({ hover: heat.address(cursor.row, cursor.column) });
  }, true);

  return (page) => {
    const shown = page.view === "matrices" && page.answer !== null;
    const dependencies = shown ? [page.answer, page.t, page.digits, page.notation, page.hover, page.chosen, writtenOf(page), movingOf(page)?.steps[0], page.dark, page.theme, page.printing] : [];
    if (dependencies.length === drawnFor.length && dependencies.every((value, index) => value === drawnFor[index])) return;
    drawnFor = dependencies;
    draw(pane, shown ? matrices(page) : []);
    if (!shown) return;
    for (const canvas of pane.querySelectorAll("canvas")) {
      const wanted = [page.answer, canvas.getAttribute("data-heat"), page.dark, page.theme, page.printing];
      const before = paintedFor.get(canvas);
      if (before && wanted.every((value, index) => value === before[index])) continue;
      paintedFor.set(canvas, wanted);
      const heat = heatIn(canvas);
      paint(canvas, heat, most(heat), colours());
    }
  };
}

/** What the arrow keys mean in an array: rows down, columns across. @type {Record<string, [number, number]>} */
const WAYS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

/** From one cell of a written array to the next; at its edge one stays. @param {KeyboardEvent} event @param {Element} cell @param {[number, number]} way */
function go(event, cell, [down, across]) {
  event.preventDefault();
  event.stopPropagation();
  const cells = /** @type {HTMLElement} */ (cell.parentElement);
  const columns = Number(cells.dataset.columns);
  const index = [...cells.children].indexOf(cell);
  const row = within(Math.floor(index / columns) + down, cells.children.length / columns);
  const column = within((index % columns) + across, columns);
  /** @type {HTMLElement} */ (cells.children[row * columns + column]).focus();
}

/** @param {number} index @param {number} count */
const within = (index, count) => Math.min(count - 1, Math.max(0, index));
