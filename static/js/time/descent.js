/**
 * After the step: how the loss goes down with every step that is kept, and what each forecast, beside the button that
 * keeps the next one.
 */

import { m } from "../dom/marks.js";
import { number } from "../language/number.js";
import { happened, stepOf, stepsTo } from "../network/descent.js";
import { numeric } from "../network/numeric.js";
import { updated } from "../network/problem.js";
import { openMoment } from "../state/moment.js";
import { isOver } from "../state/page.js";
import { reset } from "../state/undo.js";

/**
 * @typedef {import("../state/page.js").Page} Page
 * @typedef {import("../network/descent.js").DescentStep} DescentStep
 */

/** Losses that are written down; the curve has all of them. */
const MAX_LOSSES = 4;

const SPARK_WIDTH = 84;
const SPARK_HEIGHT = 32;
const SPARK_MARGIN = 4;

/** @param {Page} page */
export function descent(page) {
  const { t, answer, digits, present } = page;
  const kept = stepsTo(page);
  const ended = answer !== null && answer.problem === page.problem && isOver(page);
  const next = ended ? stepOf(answer) : null;
  // To an audience the first step says nothing that the sentence does not say.
  if (kept.length === 0 && (!next || present)) return null;
  const all = next ? [...kept, next] : [...kept];
  const last = all[all.length - 1];
  const losses = [all[0].before, ...all.map(({ after }) => after)];
  const shown = losses.slice(-MAX_LOSSES).map((loss) => number(loss, digits));
  const earlier = [...(losses.length > shown.length ? ["…"] : []), ...shown.slice(0, -2)];
  const update = ended && answer.trace.update;
  const keeps = update && updated(answer.problem, update) !== null;
  return m(
    "div",
    { key: "descent", class: "descent" },
    losses.length > 2 && sparkline(losses.map(numeric)),
    m(
      "div",
      { key: "words", class: "descent-words" },
      m(
        "p",
        { key: "first" },
        m(
          "span",
          { key: "losses", "data-losses": true },
          m("strong", { key: "count" }, t("page.descent.count", { step: all.length })),
          " · L ",
          m("span", { key: "earlier", class: "earlier" }, earlier.map((loss) => `${loss} → `).join("")),
          shown.slice(-2).join(" → "),
        ),
        ended &&
          m(
            "button",
            {
              key: "rates",
              type: "button",
              class: "other-rates",
              "data-do": "rates",
              title: t("page.rates.open-title"),
            },
            t("page.rates.open"),
          ),
      ),
      m("p", { key: "forecast", "data-forecast": true, class: happened(last) > 0 ? "rises" : null }, words(page, last)),
    ),
    losses.length > 2 && table(page, all),
    m(
      "div",
      { key: "buttons", class: "buttons" },
      keeps && m("button", { key: "keep", type: "button", class: "plain", "data-do": "keep" }, t("page.time.keep")),
      !ended &&
        m(
          "button",
          { key: "next", type: "button", class: "plain", "data-do": "end", title: t("page.descent.next-title") },
          t("page.descent.next"),
        ),
    ),
  );
}

/** What a step forecast, and what happened. @param {Page} page @param {DescentStep} step */
const words = ({ t, digits }, step) =>
  t("page.descent.forecast", { forecast: number(step.forecast, digits), happened: number(happened(step), digits) });

/** The losses as a small curve; the table beside it says the same. @param {number[]} losses */
function sparkline(losses) {
  const finite = losses.filter(Number.isFinite);
  const [low, high] = [Math.min(...finite), Math.max(...finite)];
  const points = losses.flatMap((loss, index) =>
    Number.isFinite(loss)
      ? {
          x: SPARK_MARGIN + (index / (losses.length - 1)) * (SPARK_WIDTH - 2 * SPARK_MARGIN),
          y: SPARK_MARGIN + ((high - loss) / (high - low || 1)) * (SPARK_HEIGHT - 2 * SPARK_MARGIN),
        }
      : [],
  );
  const end = points.at(-1);
  return m(
    "svg",
    { key: "spark", class: "spark", viewBox: `0 0 ${SPARK_WIDTH} ${SPARK_HEIGHT}`, "aria-hidden": "true" },
    m("polyline", { key: "line", points: points.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(" ") }),
    end && m("circle", { key: "end", cx: end.x.toFixed(1), cy: end.y.toFixed(1), r: 3 }),
  );
}

/** For who does not see the curve. @param {Page} page @param {readonly DescentStep[]} steps */
function table({ t, digits }, steps) {
  const columns = ["step", "before", "after", "forecast-column", "happened"];
  return m(
    "div",
    { key: "table", class: "visually-hidden" },
    m(
      "table",
      null,
      m("caption", { key: "caption" }, t("page.descent.table")),
      m(
        "thead",
        { key: "head" },
        m(
          "tr",
          null,
          columns.map((name) => m("th", { key: name, scope: "col" }, t(`page.descent.${name}`))),
        ),
      ),
      m(
        "tbody",
        { key: "body" },
        steps.map((step, index) =>
          m(
            "tr",
            { key: index },
            m("th", { key: "step", scope: "row" }, String(index + 1)),
            [step.before, step.after, step.forecast, happened(step)].map((value, column) =>
              m("td", { key: column }, number(value, digits)),
            ),
          ),
        ),
      ),
    ),
  );
}

/** @type {Record<string, (store: import("../state/page.js").Store) => unknown>} */
export const DESCENT_ACTIONS = {
  keep: (store) => {
    const page = store.get();
    const { answer, origin, name } = page;
    const problem = answer?.trace.update && updated(answer.problem, answer.trace.update);
    const step = stepOf(answer);
    if (problem && step)
      openMoment(store, { problem, name }, { origin, descent: { steps: [...stepsTo(page), step], problem } });
  },
  reset,
};
