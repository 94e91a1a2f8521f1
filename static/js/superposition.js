/**
 * Superposition: what each signal makes alone, and all together, as small pictures of the reversed network. The last is
 * the sum of the others, number by number, because the reversed network is linear.
 */

import { m } from "./marks.js";
import { answerTo } from "./following.js";
import { number, numeric } from "./format.js";
import { round } from "./layout.js";
import { at } from "./address.js";
import { withoutRate, sizesOf } from "./problem.js";
import { signals } from "./driving.js";
import { nameOf } from "./symbols.js";

/** @typedef {import("./page.js").Page} Page */

/** Pictures of larger networks could not be read. */
const WIDEST = 6;
const MOST = 3;

const WIDTH = 300;
const ROW = 46;

/** The outputs whose signals are added up, none where there is nothing to add. @param {Page} page */
function sources(page) {
  const at_work = signals(page).flatMap((signal, i) => (signal === 0 ? [] : [i]));
  return at_work.length >= 2 && at_work.length <= MOST && Math.max(...sizesOf(page.problem)) <= WIDEST ? at_work : [];
}

/** One pass for each signal alone, and one for all: as samples of one request. @param {Page} page @returns {import("./following.js").Question | null} */
export function superposedQuestion(page) {
  const { answer } = page;
  if (page.drawer !== "drive" || !answer || answer.problem !== page.problem || answer.drive !== page.drive) return null;
  const from = sources(page);
  if (from.length === 0) return null;
  const { problem, sample, gains } = answer;
  const all = signals(page);
  const dl_dy = [...from.map((i) => all.map((signal, k) => (k === i ? signal : 0))), all];
  /** @param {number[][]} rows */
  const each = (rows) => dl_dy.map(() => rows[sample]);
  const body = { ...withoutRate(problem), x: each(problem.x), target: each(problem.target), dl_dy, fields: ["dl_dz"], ...(gains && { gains_x: each(gains) }) };
  return { path: "/api/trace", body, about: [answer, sample] };
}

/** @param {Page} page */
export function superposition(page) {
  const { t, answer } = page;
  const from = sources(page);
  if (!answer || from.length === 0) return m("p", { key: "superposition", class: "hint" }, t("page.drive.superposition-hint"));
  const found = answerTo(page.superposed, superposedQuestion(page))?.value ?? page.superposed?.value;
  if (!found || found.l.length !== from.length + 1) return null;
  const sizes = sizesOf(answer.problem);
  /** @param {number} n @returns {(layer: number, i: number) => number} */
  const values = (n) => (layer, i) => numeric(layer === 0 ? found.input.dl_dx[n][i] : found.layers[layer - 1].dl_dz[n][i]);
  const largest = Math.max(...found.l.flatMap((/** @type {unknown} */ _, /** @type {number} */ n) => sizes.flatMap((count, layer) => Array.from({ length: count }, (__, i) => Math.abs(values(n)(layer, i))))), 1e-300);
  const all = signals(page);
  const last = sizes.length - 1;
  /** @param {number} i */
  const title = (i) => `${nameOf(page, at(`dl_da.${last}.${i}`, answer.sample))} = ${number(all[i], page.digits)}`;
  return m(
    "section",
    { key: "superposition", class: "section superposition" },
    m("h3", null, t("page.drive.superposition")),
    from.map((i, n) => m("figure", { key: `part-${i}` }, m("figcaption", null, `${n ? "+ " : ""}${title(i)}`), picture(sizes, values(n), largest, t("page.drive.alone", { name: title(i) }), `part-${i}`))),
    m("figure", { key: "all", class: "sum" }, m("figcaption", null, `= ${t("page.drive.together")}`), picture(sizes, values(from.length), largest, t("page.drive.together"), "all")),
  );
}

/**
 * The reversed network in small: every ∂l/∂z (and ∂l/∂x) as a disc whose area is its size, dashed where it is negative.
 *
 * @param {number[]} sizes
 * @param {(layer: number, i: number) => number} value
 * @param {number} largest  that is drawn as the largest disc
 * @param {string} words
 * @param {string} name
 */
function picture(sizes, value, largest, words, name) {
  const height = ROW * Math.max(...sizes);
  /** @param {number} layer @param {number} i */
  const place = (layer, i) => ({ x: 34 + (layer / (sizes.length - 1)) * (WIDTH - 68), y: height / 2 + (i - (sizes[layer] - 1) / 2) * ROW });
  const wires = sizes.slice(1).flatMap((count, index) =>
    Array.from({ length: count * sizes[index] }, (_, k) => {
      const [from, to] = [place(index, k % sizes[index]), place(index + 1, Math.floor(k / sizes[index]))];
      return m("line", { key: `${index}.${k}`, class: "mini-wire", x1: round(from.x), y1: round(from.y - 6), x2: round(to.x), y2: round(to.y - 6) });
    }));
  const discs = sizes.flatMap((count, layer) =>
    Array.from({ length: count }, (_, i) => {
      const { x, y } = place(layer, i);
      const signal = value(layer, i);
      return m("g", { key: `${layer}:${i}` },
        m("circle", { key: "disc", class: signal < 0 ? "mini negative" : "mini", cx: round(x), cy: round(y - 6), r: round(2 + 9 * Math.sqrt(Math.abs(signal) / largest) || 2) }),
        m("text", { key: "number", class: "mini-number", x: round(x), y: round(y + 17), "text-anchor": "middle", "data-mini": `${name}:${layer}.${i}`, "data-value": String(signal) }, number(signal, 3)));
    }));
  return m("svg", { key: "picture", class: "plot", viewBox: `0 0 ${WIDTH} ${height + 6}`, role: "img", "aria-label": words }, wires, discs);
}
