/**
 * Gains that are frozen at other inputs: what the true gains are, and how wrong the gradients are that the frozen ones
 * give.
 */

import { number } from "../../language/number.js";
import { m } from "../../dom/marks.js";
import { answerTo } from "../../server/ask.js";
import { round } from "./layout.js";
import { withoutRate } from "../../network/problem.js";
import { passOf, networkOf } from "../../network/request.js";
import { usesOtherGains } from "../../network/drive.js";
import { numeric } from "../../network/numeric.js";

/**
 * @typedef {import("../../state/page.js").Page} Page
 * @typedef {import("../../network/superposition.js").TrueGains} TrueGains
 */

/**
 * The same signals through the true gains, where they are not those that are used.
 *
 * @param {Page} page
 * @returns {import("../../server/ask.js").Question | null}
 */
export function trueGainsQuestion(page) {
  const { answer } = page;
  if (!answer || !usesOtherGains(answer)) return null;
  const { problem, drive } = answer;
  return {
    path: "/api/trace",
    body: {
      ...withoutRate(networkOf(problem, page)),
      ...(drive && { dl_dy: passOf({ problem, drive, gains: null }, page).dl_dy }),
      fields: ["da_dz", "dl_dz"],
    },
    about: [problem, drive],
  };
}

/** @param {Page} page @returns {TrueGains | null} null as long as there is nothing to compare */
export const trueGainsOf = (page) => answerTo(page.trueGains, trueGainsQuestion(page))?.value ?? null;

/** Closer than this, two gradients are the same. */
const MAX_RELATIVE_DIFFERENCE = 1e-9;

/**
 * How wrong a gradient is, in words.
 *
 * @param {import("../../network/types.js").Num} wrong
 * @param {import("../../network/types.js").Num} right
 * @param {import("../../network/types.js").Translate} t
 * @returns {string | null} null where it is right
 */
export function errorOf(wrong, right, t) {
  const [is, should] = [wrong, right].map(numeric);
  if (is === should || (Number.isFinite(should) && Math.abs(is - should) <= MAX_RELATIVE_DIFFERENCE * Math.abs(should)))
    return null;
  if (!Number.isFinite(is) || !Number.isFinite(should)) return t("page.frozen.endless");
  if (should === 0) return t("page.frozen.none");
  if (is === 0) return t("page.frozen.lost");
  const factor = is / should;
  if (factor < 0) return t("page.frozen.sign");
  return factor > 1
    ? t("page.frozen.large", { factor: number(factor, 3) })
    : t("page.frozen.small", { factor: number(1 / factor, 3) });
}

/** Distance of two amplifiers that leaves room for two lines below each, and the height of a line. */
const MIN_ROW_FOR_TWO_LINES = 112;
const LINE_HEIGHT = 13;

/** A small lock. @param {import("./layout.js").Point} centre */
export function padlock({ x, y }) {
  const [left, top] = [x - 4, y - 1].map(round);
  return m("path", {
    key: "lock",
    class: "padlock",
    d: `M${left},${top}h8v6h-8zM${round(left + 1.5)},${top}v-2a2.5,2.5 0 0 1 5,0v2`,
  });
}

/**
 * The lock at a frozen gain, and below the amplifier the true gain and the error of the gradient.
 *
 * @param {import("./context.js").Context} context
 * @param {number} layer
 * @param {number} i
 * @param {{gain: string, out: string, centre: import("./layout.js").Point, corner: import("./layout.js").Point}}
 *   amplifier
 */
export function frozenMarks(context, layer, i, { gain, out, centre: below, corner }) {
  if (!context.frozen || !context.known(gain)) return [];
  const there = context.trueGains?.layers[layer - 1];
  const row = there?.da_dz[context.sample][i];
  const trueGain = Array.isArray(row) ? row[i] : row;
  const right = there?.dl_dz[context.sample][i];
  const wrong = context.value(out);
  const words = [
    trueGain !== undefined &&
      trueGain !== context.value(gain) &&
      context.t("page.frozen.gain", { gain: context.formatted(trueGain, 6) }),
    wrong !== undefined && right !== undefined && errorOf(wrong, right, context.t),
  ].filter(Boolean);
  // Where the next amplifier is near, there is room for one line: how wrong it is.
  const lines = context.layout.row < MIN_ROW_FOR_TWO_LINES ? words.slice(-1) : words;
  return [
    padlock(corner),
    words.length > 0 &&
      m(
        "text",
        {
          key: "true-gain",
          class: "true-gain",
          "data-truly": out,
          x: round(below.x),
          y: round(below.y),
          "text-anchor": "middle",
        },
        lines.map((line, k) => m("tspan", { key: k, x: round(below.x), dy: k * LINE_HEIGHT }, line)),
      ),
  ];
}

/**
 * What is wrong with a gradient that arrives at an input.
 *
 * @param {import("./context.js").Context} context
 * @param {number} j
 * @param {string} address
 * @param {import("./layout.js").Point} centre
 */
export function frozenInput(context, j, address, { x, y }) {
  const wrong = context.value(address);
  const right = context.trueGains?.input.dl_dx[context.sample][j];
  const words = wrong !== undefined && right !== undefined && errorOf(wrong, right, context.t);
  return (
    words && m("text", { key: "true-gain", class: "true-gain", "data-truly": address, x: round(x), y: round(y) }, words)
  );
}
