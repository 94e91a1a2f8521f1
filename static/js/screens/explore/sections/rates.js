/**
 * η against the loss: L after one step of each learning rate, as a curve with a handle at the present one, beside the
 * straight line of the forecast L − η‖∇L‖². Where the curve lies above the loss before the step, the step is too long.
 */

import { m } from "../../../dom/marks.js";
import { foldingHead, segmented } from "../../../dom/controls.js";
import { explain } from "../../../server/api.js";
import { answerTo } from "../../../server/ask.js";
import { number } from "../../../language/number.js";
import { parseAddress } from "../../../network/address.js";
import { happened, stepOf } from "../../../network/descent.js";
import { numeric } from "../../../network/numeric.js";
import { isByHand } from "../../../network/request.js";
import { round } from "../../../stage/scene/layout.js";
import { stepsOf } from "../../../state/page.js";
import { goToStep } from "../go-to-step.js";
import {
  RATES_UNFOLDED,
  RATE_PLACES,
  isStepTaken,
  ratesNow,
  ratesQuestion,
  reachNow,
  reachesBeside,
  setRate,
} from "../../../server/questions/rates.js";

/**
 * @typedef {import("../../../state/page.js").Page} Page
 * @typedef {import("../../../server/questions/rates.js").LearningRates} LearningRates
 */

const RATES_WIDTH = 300;
const RATES_HEIGHT = 120;
/** Half as wide as the thumb of a browser's slider, which lies over the plot unseen. */
const RATES_MARGIN = 8;

/** A curve that climbs more than so many times as high as it falls is cut off there. */
const MAX_CLIMB = 6;

/**
 * Where losses and learning rates lie in the plot.
 *
 * @param {LearningRates} found
 * @param {number} reach
 */
export function ratesScale({ L, steps }, reach) {
  const losses = [L, ...steps.map((step) => step.L)].map(numeric).filter(Number.isFinite);
  const [before, low, high] = [numeric(L), Math.min(...losses), Math.max(...losses)];
  const fall = before - low || Math.abs(before) || 1;
  const top = Math.min(high, before + MAX_CLIMB * fall);
  const height = top - low || 1;
  return {
    /** @param {number} rate */
    x: (rate) => RATES_MARGIN + (rate / reach) * (RATES_WIDTH - 2 * RATES_MARGIN),
    /** @param {number} loss  beyond the plot where it is cut off */
    y: (loss) => RATES_MARGIN + ((top - loss) / height) * (RATES_HEIGHT - 2 * RATES_MARGIN),
  };
}

/**
 * The first learning rate past which the loss rises, between two that were asked for.
 *
 * @param {LearningRates} found
 * @returns {number | null} null where it falls on the whole curve, or nowhere
 */
export function overshootsFrom({ L, steps }) {
  const rises = steps.map((step) => numeric(step.L) - numeric(L));
  const index = rises.findIndex((rise, place) => place > 0 && !(rise <= 0));
  if (index < 2) return null;
  const [here, next] = [steps[index - 1].learning_rate, steps[index].learning_rate];
  const part = rises[index - 1] / (rises[index - 1] - rises[index]);
  return here + (Number.isFinite(part) ? part : 0) * (next - here);
}

/** @param {Page} page */
export function rates(page) {
  const { t, answer } = page;
  if (!answer || isByHand(answer)) return null;
  return m(
    "section",
    { key: "rates", class: "rates", "aria-labelledby": "rates-title" },
    m("h3", { key: "title", id: "rates-title" }, t("page.rates.title")),
    curve(page),
  );
}

/** Numbers at which one asks what another learning rate would do. */
const ABOUT_THE_STEP = new Set(["L", "l", "dL_dw", "dL_db", "w_new", "b_new"]);

/**
 * The same in the inspector, folded, at the numbers of a step.
 *
 * @param {Page} page
 * @param {string} address  in the inspector
 */
export function ratesOfStep(page, address) {
  const { t, answer } = page;
  const quantity = parseAddress(address)?.quantity ?? "";
  if (!answer || isByHand(answer) || !ABOUT_THE_STEP.has(quantity) || page.drawer === "network") return null;
  const open = page.unfolded === RATES_UNFOLDED;
  return m(
    "section",
    { key: "rates", class: "rates folded", "aria-labelledby": "rates-title" },
    foldingHead({ id: "rates-title", of: RATES_UNFOLDED, open, words: t("page.rates.title") }),
    open && curve(page),
  );
}

/** @param {Page} page */
const curve = (page) =>
  isStepTaken(page)
    ? inside(page)
    : m(
        "div",
        { key: "waiting", class: "waiting" },
        m("span", { class: "hint" }, page.t("page.rates.waiting")),
        goToStep(page.t, stepsOf(page).length),
      );

/** The worked example whose learning rate is too large. */
const OVERSHOOTING_EXAMPLE = "overshoot";

/** @param {Page} page */
function inside(page) {
  const { t, problem } = page;
  const fault = answerTo(page.rated, ratesQuestion(page))?.fault;
  if (fault) return m("p", { key: "fault", class: "hint" }, explain(fault, t, page.language));
  const found = ratesNow(page);
  const reach = reachNow(page);
  const words = outcome(page, found);
  return m(
    "div",
    { key: "inside" },
    m(
      "div",
      { key: "curve", class: "curve" },
      plot(page, found, reach),
      m("input", {
        key: "handle",
        type: "range",
        min: 0,
        max: RATE_PLACES,
        step: 1,
        value: String(Math.round((problem.learning_rate / reach) * RATE_PLACES)),
        "data-slide": "rate",
        "aria-label": t("page.network.learning-rate"),
        "aria-valuetext": words,
      }),
    ),
    m(
      "div",
      { key: "scale", class: "scale" },
      m("span", null, "0"),
      m("span", { class: "symbol" }, "η"),
      m("span", null, number(reach)),
    ),
    m("p", { key: "outcome", "data-outcome": true }, words),
    found && m("p", { key: "hint", class: "hint" }, overshoot(page, found)),
    page.example !== OVERSHOOTING_EXAMPLE &&
      m(
        "button",
        { key: "example", type: "button", class: "plain", "data-do": "example", "data-of": OVERSHOOTING_EXAMPLE },
        t("page.rates.example"),
      ),
    segmented({
      label: t("page.rates.reach"),
      action: "rate-reach",
      value: String(reach),
      options: reachesBeside(reach).map((end) => [String(end), `0 … ${number(end)}`]),
    }),
  );
}

/** What a step of the present learning rate does. @param {Page} page @param {LearningRates | null} found */
function outcome({ t, digits, answer, problem }, found) {
  const step = answer?.problem === problem ? stepOf(answer) : null;
  if (!step || !found) return t("page.witness.asking");
  if (!Number.isFinite(numeric(step.before))) return t("page.rates.infinite");
  const change = happened(step);
  const key = change === 0 ? "stays" : change < 0 ? "falls" : "rises";
  return t(`page.rates.${key}`, {
    rate: number(problem.learning_rate),
    before: number(step.before, digits),
    after: number(step.after, digits),
    forecast: number(numeric(step.before) + step.forecast, digits),
  });
}

/** @param {Page} page @param {LearningRates} found */
function overshoot({ t }, found) {
  const from = overshootsFrom(found);
  const why = t("page.rates.why");
  return from === null ? t("page.rates.hint", { why }) : t("page.rates.overshoots", { rate: number(from, 2), why });
}

/** @param {Page} page @param {LearningRates | null} found @param {number} reach */
function plot({ answer, problem }, found, reach) {
  const box = { key: "plot", class: "plot", viewBox: `0 0 ${RATES_WIDTH} ${RATES_HEIGHT}`, "aria-hidden": "true" };
  if (!found) return m("svg", box);
  const { x, y } = ratesScale(found, reach);
  if (!Number.isFinite(x(problem.learning_rate))) return m("svg", box);
  const before = numeric(found.L);
  const points = found.steps
    .map(({ learning_rate: rate, L }) => ({ x: x(rate), y: y(numeric(L)), rises: !(numeric(L) <= before) }))
    .filter((point) => Number.isFinite(point.y));
  const step = stepOf(answer);
  const rate = problem.learning_rate;
  const loss = step && answer?.problem === problem ? numeric(step.after) : NaN;
  /** @param {{x: number, y: number}[]} all */
  const line = (all) => all.map((point) => `${round(point.x)},${round(drawable(point.y))}`).join(" ");
  const forecast = [0, reach].map((end) => ({ x: x(end), y: y(before + numeric(found.slope) * end) }));
  return m(
    "svg",
    box,
    Number.isFinite(before) &&
      m("line", {
        key: "before",
        class: "grid",
        x1: 0,
        x2: RATES_WIDTH,
        y1: round(drawable(y(before))),
        y2: round(drawable(y(before))),
      }),
    Number.isFinite(forecast[1].y) && m("polyline", { key: "forecast", class: "forecast", points: line(forecast) }),
    m("polyline", { key: "truth", class: "truth", points: line(points) }),
    ...runs(points).map((run, index) =>
      m("polyline", { key: `rises-${index}`, class: "truth rises", points: line(run) }),
    ),
    m("line", { key: "here", class: "here", x1: round(x(rate)), x2: round(x(rate)), y1: 0, y2: RATES_HEIGHT }),
    Number.isFinite(loss) &&
      m("circle", {
        key: "point",
        class: ["point", loss > before && "rises"].filter(Boolean).join(" "),
        cx: round(x(rate)),
        cy: round(Math.max(RATES_MARGIN, drawable(y(loss)))),
        r: 6,
      }),
  );
}

/** Far outside the plot no browser reads a height any more. @param {number} y */
const drawable = (y) => Math.max(-MAX_DRAWABLE, Math.min(MAX_DRAWABLE, y));

const MAX_DRAWABLE = 1e6;

/**
 * The pieces of the curve on which the loss rises.
 *
 * @template {{rises: boolean}} P
 * @param {P[]} points
 * @returns {P[][]}
 */
function runs(points) {
  /** @type {P[][]} */
  const found = [];
  points.forEach((point, index) => {
    if (!point.rises) return;
    if (index > 0 && points[index - 1].rises) found[found.length - 1].push(point);
    else found.push([point]);
  });
  return found.filter((run) => run.length > 1);
}

/** @type {Record<string, (store: import("../../../state/page.js").Store, value: string) => unknown>} */
export const RATE_CHANGES = { rate: (store, value) => setRate(store, Number(value)) };

/** @type {Record<string, (store: import("../../../state/page.js").Store, of: string) => unknown>} */
export const RATE_ACTIONS = {
  "rate-reach": (store, of) => store.set({ rateReach: Number(of) }),
  rates: (store) => store.set({ chosen: "L", unfolded: RATES_UNFOLDED, sheet: true }),
};
