/**
 * The V of a central difference: its error against the step h, both on log scales. A long step misses the curve's bend,
 * and the error falls with h²; a short one subtracts two nearly equal losses, and rounding grows with 1/h.
 */

import { m } from "../../../dom/marks.js";
import { number, powerOfTen } from "../../../language/number.js";
import { round } from "../../../stage/scene/layout.js";
import { numeric } from "../../../network/numeric.js";

/**
 * @typedef {Pick<import("openapi").DifferenceAnswer, "h" | "numeric" | "difference">} Difference
 * @typedef {import("../../../stage/scene/layout.js").Point} Point
 */

const ERROR_PLOT_WIDTH = 300;
const ERROR_PLOT_HEIGHT = 150;
const MARGIN_LEFT = 40;
const AXIS_HEIGHT = 30;
const MARGIN_TOP = 10;
const MARGIN_RIGHT = 10;

/**
 * Where each difference lies. An error of exactly 0 has no logarithm: it is put on the floor.
 *
 * @param {readonly Difference[]} differences
 * @returns {{points: (Point & {h: number, exact: boolean})[], x: (power: number) => number, y: (power: number) =>
 *   number, hs: number[], errors: number[]}} hs and errors: the lowest and the highest power of ten on each axis
 */
export function errorGeometry(differences) {
  const known = differences.filter(({ difference }) => Number.isFinite(numeric(difference)));
  const logs = known.map(({ h, difference }) => ({
    h: Math.log10(numeric(h)),
    error: numeric(difference) > 0 ? Math.log10(numeric(difference)) : -Infinity,
  }));
  const finite = logs.map(({ error }) => error).filter(Number.isFinite);
  const errors = finite.length ? [Math.floor(Math.min(...finite)) - 1, Math.ceil(Math.max(...finite))] : [-16, 0];
  const hs = logs.length
    ? [Math.floor(Math.min(...logs.map(({ h }) => h))), Math.ceil(Math.max(...logs.map(({ h }) => h)))]
    : [-12, 0];
  /** @param {number} power */
  const x = (power) =>
    MARGIN_LEFT + ((power - hs[0]) / Math.max(1, hs[1] - hs[0])) * (ERROR_PLOT_WIDTH - MARGIN_LEFT - MARGIN_RIGHT);
  /** @param {number} power */
  const y = (power) =>
    MARGIN_TOP +
    ((errors[1] - Math.max(power, errors[0])) / Math.max(1, errors[1] - errors[0])) *
      (ERROR_PLOT_HEIGHT - MARGIN_TOP - AXIS_HEIGHT);
  const points = logs.map(({ h, error }, index) => ({
    h: numeric(known[index].h),
    x: x(h),
    y: y(error),
    exact: error === -Infinity,
  }));
  return { points, x, y, hs, errors };
}

/**
 * The plot, and in words what it shows.
 *
 * @param {readonly Difference[]} differences
 * @param {Difference} best
 * @param {import("../../../network/types.js").Translate} t
 */
export function errorPlot(differences, best, t) {
  const { points, x, y, hs, errors } = errorGeometry(differences);
  const words = t("page.witness.v", { h: number(best.h, 2), error: number(best.difference, 2) });
  const line = points.map((point) => `${round(point.x)},${round(point.y)}`).join(" ");
  return [
    m(
      "svg",
      {
        key: "plot",
        class: "plot error-plot",
        viewBox: `0 0 ${ERROR_PLOT_WIDTH} ${ERROR_PLOT_HEIGHT}`,
        role: "img",
        "aria-label": words,
      },
      every(hs, 4).map((power) =>
        m(
          "g",
          { key: `h${power}` },
          m("line", {
            class: "grid",
            x1: round(x(power)),
            x2: round(x(power)),
            y1: MARGIN_TOP,
            y2: ERROR_PLOT_HEIGHT - AXIS_HEIGHT,
          }),
          m(
            "text",
            { class: "tick", x: round(x(power)), y: ERROR_PLOT_HEIGHT - AXIS_HEIGHT + 13, "text-anchor": "middle" },
            powerOfTen(power),
          ),
        ),
      ),
      every(errors, 4).map((power) =>
        m(
          "g",
          { key: `e${power}` },
          m("line", {
            class: "grid",
            x1: MARGIN_LEFT,
            x2: ERROR_PLOT_WIDTH - MARGIN_RIGHT,
            y1: round(y(power)),
            y2: round(y(power)),
          }),
          m(
            "text",
            { class: "tick", x: MARGIN_LEFT - 5, y: round(y(power)) + 3, "text-anchor": "end" },
            powerOfTen(power),
          ),
        ),
      ),
      m(
        "text",
        {
          key: "h",
          class: "axis-name",
          x: ERROR_PLOT_WIDTH - MARGIN_RIGHT,
          y: ERROR_PLOT_HEIGHT - 3,
          "text-anchor": "end",
        },
        t("page.witness.axis-h"),
      ),
      m("polyline", { key: "line", class: "error-line", points: line }),
      points.map((point) =>
        m("circle", {
          key: `p${point.h}`,
          class: point.h === best.h ? "error-point best" : point.exact ? "error-point exact" : "error-point",
          cx: round(point.x),
          cy: round(point.y),
          r: point.h === best.h ? 4.5 : 2.4,
        }),
      ),
    ),
    m("p", { key: "words", class: "hint" }, words),
  ];
}

/** @param {number[]} span  lowest and highest @param {number} step */
function every([low, high], step) {
  const wanted = high - low > step ? step : Math.max(1, Math.ceil((high - low) / 3));
  return Array.from({ length: high - low + 1 }, (_, index) => low + index).filter((power) => power % wanted === 0);
}
