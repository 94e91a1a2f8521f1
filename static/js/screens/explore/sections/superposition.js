/**
 * Superposition: what each signal makes alone, and all together, as small pictures of the reversed network side by
 * side.
 * The last is the sum of the others, number by number, because the reversed network is linear.
 */

import { m } from "../../../dom/marks.js";
import { driveUnitsOf } from "../../../server/questions/units.js";
import { number } from "../../../language/number.js";
import { round } from "../../../stage/scene/layout.js";
import { forSample } from "../../../network/address.js";
import { sizesOf } from "../../../network/problem.js";
import { nameOf } from "../../../language/notation.js";
import { signals } from "../../../network/drive.js";
import { numeric } from "../../../network/numeric.js";

/** @typedef {import("../../../state/page.js").Page} Page */

/** Pictures of larger networks could not be read. */
const MAX_MINI_NEURONS = 6;
const MAX_MINI_LAYERS = 5;
const MAX_SUMMANDS = 3;

/**
 * The distance of two layers in a picture, room beside the first and the last, the distance of two neurons where there
 * are few or many.
 */
const MINI_LAYER_PITCH = 58;
const MINI_MARGIN = 26;
const MINI_NEURON_PITCH = { few: 42, many: 28 };

/**
 * The outputs whose signals are added up: all of them where they are few, else those that have one; none where there is
 * nothing to add.
 *
 * @param {Page} page
 */
function sources(page) {
  const sizes = sizesOf(page.problem);
  if (Math.max(...sizes) > MAX_MINI_NEURONS || sizes.length > MAX_MINI_LAYERS + 1) return [];
  const all = signals(page);
  const from = all.flatMap((signal, i) => (signal === 0 && all.length > MAX_SUMMANDS ? [] : [i]));
  return from.length >= 2 && from.length <= MAX_SUMMANDS ? from : [];
}

/** The pictures over the drawing, while the network is driven by hand. @param {Page} page */
export function superposedStrip(page) {
  return page.drawer === "drive" && page.view !== "text" && superposition(page, "over");
}

/**
 * @param {Page} page
 * @param {"over" | "inside"} place  over the drawing, or inside the editor where the window is narrow
 */
export function superposition(page, place) {
  const { t, answer } = page;
  const from = sources(page);
  if (!answer || from.length === 0)
    return place === "inside" && m("p", { key: "superposition", class: "hint" }, t("page.drive.superposition-hint"));
  const { problem, trace, sample } = answer;
  const units = driveUnitsOf(page) ?? page.units?.value;
  const samples = problem.x.length;
  const all = signals(page);
  const fits =
    units?.layers.length === problem.layers.length &&
    units.layers.every(({ dl_dz }, index) => dl_dz[0].length === problem.layers[index].b.length) &&
    units.input.dl_dx.length >= all.length * samples;
  /** @param {number} i  output @returns {(layer: number, k: number) => number} NaN before there is an answer */
  const alone = (i) => (layer, k) => {
    if (!fits) return NaN;
    const rows = layer === 0 ? units.input.dl_dx : units.layers[layer - 1].dl_dz;
    return all[i] === 0 ? 0 : all[i] * numeric(rows[i * samples + sample][k]);
  };
  /** @param {number} layer @param {number} k */
  const together = (layer, k) =>
    numeric(layer === 0 ? trace.input.dl_dx[sample][k] : trace.layers[layer - 1].dl_dz[sample][k]);
  const sizes = sizesOf(answer.problem);
  const largest = largestSignal(sizes, [...from.map(alone), together]);
  /** @param {number} i */
  const title = (i) =>
    `${nameOf(page, forSample(`dl_da.${sizes.length - 1}.${i}`, answer.sample))} = ${number(all[i], page.digits)}`;
  /** @param {(layer: number, k: number) => number} value @param {string} words @param {string} name */
  const drawn = (value, words, name) => miniPicture(problem, value, largest, words, name);
  return m(
    "section",
    {
      key: "superposition",
      class: `superposition ${place}`,
      tabindex: place === "inside" ? "0" : null,
      "aria-label": t("page.drive.superposition"),
    },
    from.flatMap((i, n) => [
      ...(n > 0 ? [m("span", { key: `plus-${i}`, class: "sign" }, "+")] : []),
      m(
        "figure",
        { key: `part-${i}` },
        m("figcaption", null, title(i)),
        drawn(alone(i), t("page.drive.alone", { name: title(i) }), `part-${i}`),
      ),
    ]),
    m("span", { key: "equals", class: "sign" }, "="),
    m(
      "figure",
      { key: "all", class: "sum" },
      m("figcaption", null, t("page.drive.together")),
      drawn(together, t("page.drive.together"), "all"),
    ),
  );
}

/** @param {readonly number[]} sizes @param {readonly ((layer: number, i: number) => number)[]} pictures */
function largestSignal(sizes, pictures) {
  const all = pictures.flatMap((value) =>
    sizes.flatMap((count, layer) => Array.from({ length: count }, (_, i) => Math.abs(value(layer, i)))),
  );
  return Math.max(...all.filter(Number.isFinite), 1e-300);
}

/**
 * The reversed network in small: every ∂l/∂z (and ∂l/∂x) as a disc whose area is its size, every weight as the width of
 * its wire; dashed where they are negative. The topmost numbers stand above their discs, clear of the wires that cross.
 * Wires on which a signal comes back have its colour.
 *
 * @param {import("../../../network/types.js").Problem} problem
 * @param {(layer: number, i: number) => number} value
 * @param {number} largest  that is drawn as the largest disc
 * @param {string} words
 * @param {string} name
 */
function miniPicture(problem, value, largest, words, name) {
  const sizes = sizesOf(problem);
  const row = Math.max(...sizes) > 3 ? MINI_NEURON_PITCH.many : MINI_NEURON_PITCH.few;
  const width = 2 * MINI_MARGIN + MINI_LAYER_PITCH * (sizes.length - 1);
  const height = row * Math.max(...sizes);
  const heaviest = Math.max(...problem.layers.flatMap(({ W }) => W.flat().map(Math.abs)), 1e-300);
  /** @param {number} layer @param {number} i */
  const place = (layer, i) => ({
    x: MINI_MARGIN + layer * MINI_LAYER_PITCH,
    y: height / 2 + (i - (sizes[layer] - 1) / 2) * row,
  });
  const wires = problem.layers.flatMap(({ W }, index) =>
    W.flatMap((weights, to) =>
      weights.map((weight, from) => {
        const [end, start] = [place(index, from), place(index + 1, to)];
        const carries = weight !== 0 && Math.abs(value(index + 1, to)) > 0;
        return m("line", {
          key: `${index}.${to}.${from}`,
          class: ["mini-wire", carries && "carries", weight < 0 && "negative"].filter(Boolean).join(" "),
          "data-weight": String(weight),
          x1: round(start.x),
          y1: round(start.y),
          x2: round(end.x),
          y2: round(end.y),
          "stroke-width": round(0.6 + (3 * Math.abs(weight)) / heaviest),
        });
      }),
    ),
  );
  const discs = sizes.flatMap((count, layer) =>
    Array.from({ length: count }, (_, i) => {
      const { x, y } = place(layer, i);
      const signal = value(layer, i);
      const known = !Number.isNaN(signal);
      return m(
        "g",
        { key: `${layer}:${i}` },
        m("circle", {
          key: "disc",
          class: signal < 0 ? "mini negative" : "mini",
          cx: round(x),
          cy: round(y),
          r: round(2 + (known ? row / 5.5 : 0) * Math.sqrt(Math.abs(signal) / largest || 0)),
        }),
        m(
          "text",
          {
            key: "number",
            class: "mini-number",
            x: round(x),
            y: round(y + (i === 0 && count > 1 ? -row / 5.5 - 4 : row / 5.5 + 12)),
            "text-anchor": "middle",
            "data-mini": known ? `${name}:${layer}.${i}` : null,
            "data-value": String(signal),
          },
          number(known ? signal : undefined, 3),
        ),
      );
    }),
  );
  return m(
    "svg",
    { key: "picture", class: "plot", viewBox: `0 -6 ${width} ${height + 12}`, role: "img", "aria-label": words },
    wires,
    discs,
  );
}
