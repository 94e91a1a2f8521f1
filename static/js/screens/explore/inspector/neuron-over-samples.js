/**
 * One neuron over all samples: where each stands on the activation's curve, with its slope there, and ∂l/∂z of each.
 */

import { m } from "../../../dom/marks.js";
import { exactText, number } from "../../../language/number.js";
import { forSample, neuronOf, valueAt } from "../../../network/address.js";
import { curvePoints } from "../../../network/activation-curve.js";
import { round } from "../../../stage/scene/layout.js";
import { lettersOf } from "../../../language/letters.js";
import { isKnown } from "../../../state/page.js";
import { slopeOf } from "../../../network/problem.js";
import { pointOf } from "../sample-strip.js";
import { letter } from "../../../language/notation.js";
import { numeric } from "../../../network/numeric.js";

/**
 * @typedef {import("../../../state/page.js").Page} Page
 * @typedef {import("../../../stage/scene/context.js").Context["curves"]} Curves
 * @typedef {{n: number, z: number, a: number, slope: number}} Stand  where a sample stands
 * @typedef {import("../../../network/activation-curve.js").Coordinates} Coordinates
 */

const SPREAD_WIDTH = 300;
const SPREAD_HEIGHT = 136;
const SPREAD_MARGIN = 14;
/** Half a tangent's length, in pixels. */
const HALF_TANGENT_LENGTH = 13;
const MAX_SPREAD_ROWS = 64;
/** Dots closer together than this share a label, with at most this many numbers. */
const MAX_GROUP_DISTANCE = 11;
const MAX_GROUP_NUMBERS = 3;

/**
 * What is known of a neuron over all samples, once its z is.
 *
 * @param {Page} page
 * @param {string} address  in the inspector
 */
function numbersOfNeuron(page, address) {
  const { answer } = page;
  const neuron = neuronOf(address);
  if (!answer || !neuron || neuron.layer === 0) return null;
  const { problem, trace, sample } = answer;
  const { layer, neuron: i } = neuron;
  if (problem.x.length < 2 || !isKnown(page, forSample(`z.${layer}.${i}`, sample))) return null;
  const addresses = [`z.${layer}.${i}`, `a.${layer}.${i}`, slopeOf(problem, layer, i), `dl_dz.${layer}.${i}`];
  const areKnown = addresses.map((number) => isKnown(page, forSample(number, sample)));
  const rows = problem.x.map((_, n) =>
    addresses.map((number, index) => (areKnown[index] ? valueAt(forSample(number, n), problem, trace) : undefined)),
  );
  return { activation: problem.layers[layer - 1].activation, addresses, rows, sample };
}

/**
 * Each sample as a numbered dot on the curve.
 *
 * @param {Page} page
 * @param {string} address  in the inspector
 * @param {Curves} curves
 */
export function spreadPlot(page, address, { curve_z, curves }) {
  const found = numbersOfNeuron(page, address);
  const stands =
    found?.rows.map(([z, a, slope], n) => ({ n, z: numeric(z), a: numeric(a), slope: numeric(slope) })) ?? [];
  if (!found || !stands.some(({ z, a }) => Number.isFinite(z) && Number.isFinite(a))) return null;
  const curve = { curve_z, a: found.activation === "softmax" ? [] : (curves[found.activation] ?? []) };
  return m(
    "section",
    { key: "spread-plot", class: "section over-samples" },
    m("h3", { key: "title" }, page.t("page.spread.title")),
    plot(page, stands, found.sample, curve),
    m(
      "p",
      { key: "words", class: "hint" },
      page.t(found.activation === "softmax" ? "page.spread.dots" : "page.spread.tangents"),
    ),
  );
}

/** The numbers of every sample. @param {Page} page @param {string} address  in the inspector */
export function spreadTable(page, address) {
  const found = numbersOfNeuron(page, address);
  if (!found) return null;
  const { t, digits, hover, notation } = page;
  const { activation, addresses, rows, sample } = found;
  const letters = lettersOf(notation);
  const heads = [letters._z, letters._a, activation === "softmax" ? "∂a/∂z" : `${letter(activation)}′`, letters._dl_dz];
  return m(
    "section",
    { key: "spread", class: "section over-samples" },
    m("h3", { key: "title" }, t("page.spread.table")),
    m(
      "div",
      { key: "scroll", class: "spread-rows", tabindex: "0", role: "region", "aria-label": t("page.spread.table") },
      m(
        "table",
        { class: "spread" },
        m(
          "thead",
          null,
          m(
            "tr",
            null,
            m("td", { key: "corner" }),
            heads.map((symbol) => m("th", { key: symbol, scope: "col" }, symbol)),
          ),
        ),
        m(
          "tbody",
          null,
          rows.slice(0, MAX_SPREAD_ROWS).map((row, n) =>
            m(
              "tr",
              {
                key: n,
                class: [n === sample && "current", hover === pointOf(n) && "pointed"].filter(Boolean).join(" "),
                "data-point": pointOf(n),
              },
              m(
                "th",
                { key: "n", scope: "row" },
                m(
                  "button",
                  {
                    type: "button",
                    class: "pick",
                    "data-do": "sample",
                    "data-of": String(n),
                    "aria-pressed": String(n === sample),
                    "aria-label": t("page.samples.tell", { sample: n + 1 }),
                  },
                  String(n + 1),
                ),
              ),
              row.map((value, index) =>
                m(
                  "td",
                  {
                    key: index,
                    class: index > 1 ? "is-backward" : "is-forward",
                    title: exactText(value),
                    "data-spread": `${addresses[index].split(".")[0]}@${n}`,
                  },
                  number(value, Math.min(4, digits)),
                ),
              ),
            ),
          ),
        ),
      ),
    ),
    rows.length > MAX_SPREAD_ROWS &&
      m("p", { key: "more", class: "hint" }, t("page.samples.more", { count: rows.length - MAX_SPREAD_ROWS })),
  );
}

/**
 * Where the curve and the samples lie in a box of SPREAD_WIDTH × SPREAD_HEIGHT: z to the right, a upwards, wide enough
 * for all.
 *
 * @param {readonly Stand[]} stands
 * @param {{curve_z: readonly number[], a: readonly number[]}} curve  no values for an activation that has none of its
 *   own
 * @returns {{curve: Coordinates[], dots: {n: number, point: Coordinates, tangent: [Coordinates, Coordinates] | null}[],
 *   zero: Coordinates}} `zero` is where z and a are 0
 */
export function spreadGeometry(stands, curve) {
  const inside = stands.filter(({ z, a }) => Number.isFinite(z) && Number.isFinite(a));
  const half = 1.3 * Math.max(1, ...inside.map(({ z }) => Math.abs(z)));
  const drawn = curve.a.length > 0 ? sampled(curve, half) : [];
  const heights = [0, ...inside.map(({ a }) => a), ...drawn.map(([, a]) => a)];
  const [low, high] = [Math.min(...heights), Math.max(...heights)];
  const span = high - low || 1;
  const [across, up] = [(SPREAD_WIDTH - 2 * SPREAD_MARGIN) / (2 * half), (SPREAD_HEIGHT - 2 * SPREAD_MARGIN) / span];
  /** @param {Coordinates} place @returns {Coordinates} */
  const place = ([z, a]) => [round(SPREAD_MARGIN + (z + half) * across), round(SPREAD_MARGIN + (high - a) * up)];
  /** @param {Stand} stand @returns {[Coordinates, Coordinates] | null} */
  const tangent = ({ z, a, slope }) => {
    if (!Number.isFinite(slope)) return null;
    const [x, y] = place([z, a]);
    const length = Math.hypot(across, slope * up);
    const [dx, dy] = [(HALF_TANGENT_LENGTH * across) / length, (HALF_TANGENT_LENGTH * slope * up) / length];
    return [
      [round(x - dx), round(y + dy)],
      [round(x + dx), round(y - dy)],
    ];
  };
  return {
    curve: drawn.map(place),
    dots: inside.map((stand) => ({ n: stand.n, point: place([stand.z, stand.a]), tangent: tangent(stand) })),
    zero: place([0, 0]),
  };
}

/**
 * Numbers over the dots: those that lie together are named together.
 *
 * @param {readonly {n: number, point: Coordinates}[]} dots
 * @returns {{point: Coordinates, words: string}[]}
 */
export function namesOf(dots) {
  /** @type {{point: Coordinates, all: number[]}[]} */
  const groups = [];
  for (const {
    n,
    point: [x, y],
  } of dots) {
    const group = groups.find(({ point: [gx, gy] }) => Math.hypot(gx - x, gy - y) < MAX_GROUP_DISTANCE);
    if (group) group.all.push(n + 1);
    else groups.push({ point: [x, y], all: [n + 1] });
  }
  return groups.map(({ point: place, all }) => ({
    point: place,
    words: all.slice(0, MAX_GROUP_NUMBERS).join(", ") + (all.length > MAX_GROUP_NUMBERS ? " …" : ""),
  }));
}

/**
 * The curve between −half and half, as z and a.
 *
 * @param {{curve_z: readonly number[], a: readonly number[]}} curve
 * @param {number} half
 * @returns {Coordinates[]}
 */
function sampled(curve, half) {
  const { points, window } = curvePoints(curve, half);
  const all = points.map(
    ([x, y]) => /** @type {Coordinates} */ ([(2 * x - 1) * window.half, window.high - y * (window.high - window.low)]),
  );
  return all.filter(([z]) => Math.abs(z) <= half);
}

/**
 * @param {Page} page
 * @param {readonly Stand[]} stands
 * @param {number} sample
 * @param {{curve_z: readonly number[], a: readonly number[]}} curve
 */
function plot({ t, hover }, stands, sample, curve) {
  const drawn = spreadGeometry(stands, curve);
  const [x, y] = drawn.zero;
  return m(
    "svg",
    {
      key: "plot",
      class: "plot spread-plot",
      viewBox: `0 0 ${SPREAD_WIDTH} ${SPREAD_HEIGHT}`,
      role: "img",
      "aria-label": t("page.spread.plot"),
    },
    m("line", { key: "z", class: "grid", x1: 0, x2: SPREAD_WIDTH, y1: y, y2: y }),
    m("line", { key: "a", class: "grid", x1: x, x2: x, y1: 0, y2: SPREAD_HEIGHT }),
    drawn.curve.length > 0 &&
      m("polyline", {
        key: "curve",
        class: "spread-curve",
        points: drawn.curve.map((place) => place.join(",")).join(" "),
      }),
    [...drawn.dots]
      .sort((a, b) => Number(a.n === sample) - Number(b.n === sample))
      .map(({ n, point: [cx, cy], tangent }) =>
        m(
          "g",
          {
            key: n,
            class: ["spread-dot", n === sample && "current", hover === pointOf(n) && "pointed"]
              .filter(Boolean)
              .join(" "),
            "data-do": "sample",
            "data-of": String(n),
            "data-point": pointOf(n),
          },
          tangent &&
            m("line", { key: "tangent", x1: tangent[0][0], y1: tangent[0][1], x2: tangent[1][0], y2: tangent[1][1] }),
          m("circle", { key: "dot", cx, cy, r: n === sample ? 6 : 4.5 }),
        ),
      ),
    namesOf(drawn.dots).map(({ point: [x, y], words }) =>
      m(
        "text",
        { key: `names-${words}`, class: "spread-names", x, y: round(y < 24 ? y + 20 : y - 9), "text-anchor": "middle" },
        words,
      ),
    ),
  );
}
