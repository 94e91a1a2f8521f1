/** The loss against one number of the network: its true course, the straight line of its derivative, and the gap. */

import { m } from "../../../dom/marks.js";
import { round } from "../../../stage/scene/layout.js";
import { numeric } from "../../../network/numeric.js";

const NUDGE_PLOT_WIDTH = 300;
const NUDGE_PLOT_HEIGHT = 132;
const NUDGE_PLOT_MARGIN = 10;

/**
 * Heights of the true loss and of the forecast at every place, in a box of NUDGE_PLOT_WIDTH × NUDGE_PLOT_HEIGHT. The
 * window is that of the true loss, and of the forecast as far as it goes beyond by no more than the same height again.
 *
 * @param {import("../../../server/questions/nudge.js").Nudged} found
 * @returns {{x: number, truth: number, forecast: number}[]} NaN where a loss is not finite
 */
export function nudgeGeometry({ total, moved }) {
  const truths = moved.map((place) => numeric(total ? place.L : place.l));
  const forecasts = moved.map((place) => numeric(total ? place.L_forecast : place.forecast));
  const finite = truths.filter(Number.isFinite);
  const [lowest, highest] = [Math.min(...finite), Math.max(...finite)];
  const span = highest - lowest || Math.abs(highest) || 1;
  const inside = forecasts.filter((loss) => loss >= lowest - span && loss <= highest + span);
  const low = Math.min(lowest, ...inside);
  const high = Math.max(highest, ...inside);
  const middle = high > low ? 0 : (NUDGE_PLOT_HEIGHT - 2 * NUDGE_PLOT_MARGIN) / 2;
  /** @param {number} value */
  const y = (value) =>
    NUDGE_PLOT_MARGIN +
    middle +
    (high > low ? ((high - value) / (high - low)) * (NUDGE_PLOT_HEIGHT - 2 * NUDGE_PLOT_MARGIN) : 0);
  return moved.map((_, index) => ({
    x: NUDGE_PLOT_MARGIN + (index / (moved.length - 1)) * (NUDGE_PLOT_WIDTH - 2 * NUDGE_PLOT_MARGIN),
    truth: y(truths[index]),
    forecast: y(forecasts[index]),
  }));
}

/**
 * @param {import("../../../server/questions/nudge.js").Nudged} found
 * @param {number} place  from −40 to 40
 * @param {string} words
 */
export function nudgePlot(found, place, words) {
  const points = nudgeGeometry(found);
  const middle = (points.length - 1) / 2;
  const here = points[middle + place];
  const drawn = points.filter(({ truth }) => Number.isFinite(truth));
  /** @param {"truth" | "forecast"} which */
  const line = (which) => drawn.map((point) => `${round(point.x)},${round(point[which])}`);
  const between = points
    .slice(Math.min(middle, middle + place), Math.max(middle, middle + place) + 1)
    .filter(({ truth }) => Number.isFinite(truth));
  const gap = [
    ...between.map((point) => `${round(point.x)},${round(point.truth)}`),
    ...between.map((point) => `${round(point.x)},${round(point.forecast)}`).reverse(),
  ];
  return m(
    "svg",
    {
      key: "plot",
      class: "plot nudge-plot",
      viewBox: `0 0 ${NUDGE_PLOT_WIDTH} ${NUDGE_PLOT_HEIGHT}`,
      role: "img",
      "aria-label": words,
    },
    m("line", {
      key: "zero",
      class: "grid",
      x1: round(points[middle].x),
      x2: round(points[middle].x),
      y1: 2,
      y2: NUDGE_PLOT_HEIGHT - 2,
    }),
    gap.length > 2 && m("polygon", { key: "gap", class: "gap", points: gap.join(" ") }),
    m("polyline", { key: "truth", class: "truth", points: line("truth").join(" ") }),
    m("polyline", { key: "forecast", class: "forecast", points: line("forecast").join(" ") }),
    Number.isFinite(here.truth) &&
      Number.isFinite(here.forecast) &&
      m("line", {
        key: "miss",
        class: "miss",
        x1: round(here.x),
        x2: round(here.x),
        y1: round(here.truth),
        y2: round(here.forecast),
      }),
    Number.isFinite(here.forecast) &&
      m("circle", { key: "at-forecast", class: "point forecast", cx: round(here.x), cy: round(here.forecast), r: 4.5 }),
    Number.isFinite(here.truth) &&
      m("circle", { key: "at-truth", class: "point truth", cx: round(here.x), cy: round(here.truth), r: 4.5 }),
  );
}
