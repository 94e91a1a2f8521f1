/**
 * 'What if I nudge it': a number is moved a little, and beside the true new loss stands what its
 * derivative forecasts, l + ∂l/∂w · Δw. Near 0 the two are one; further out the forecast fails. That is what a
 * derivative means.
 */

import { m } from "../../../dom/marks.js";
import { foldingHead, segmented } from "../../../dom/controls.js";
import { explain } from "../../../server/api.js";
import { answerTo } from "../../../server/ask.js";
import { number, signed } from "../../../language/number.js";
import { nudgePlot } from "./nudge-plot.js";
import { forSample, valueAt } from "../../../network/address.js";
import { isGiven } from "../../../network/problem.js";
import { subjectOf } from "../../../network/push.js";
import { isKnown } from "../../../state/page.js";
import { isByHand } from "../../../network/request.js";
import { goToStep } from "../go-to-step.js";
import { momentOf } from "../../../time/clock.js";
import { nameOf } from "../../../language/notation.js";
import { numeric } from "../../../network/numeric.js";
import { NUDGE_PLACES, REACHES, gradientOf, nudgeQuestion, nudgedNow } from "../../../server/questions/nudge.js";
import { remarksOf } from "../../../language/phrase.js";

/** @typedef {import("../../../state/page.js").Page} Page */

/** @param {Page} page @param {string} address  in the inspector */
export function nudge(page, address) {
  const subject = subjectOf(address);
  if (!subject || !page.answer || isByHand(page.answer)) return null;
  const { t } = page;
  const open = page.nudge !== null;
  return m(
    "section",
    { key: "nudge", class: "section nudge" },
    foldingHead({ action: "nudge", of: subject, open, words: t("page.nudge.title"), name: null }),
    open && inside(page, subject),
  );
}

/** @param {Page} page @param {string} subject */
function inside(page, subject) {
  const { t, answer, nudge: state } = page;
  if (!answer || !state) return null;
  const gradient = gradientOf(subject, answer.sample);
  if (!isKnown(page, gradient)) {
    const moment = momentOf(page, gradient);
    return m(
      "div",
      { key: "waiting", class: "precision" },
      m("span", { class: "hint" }, t("page.nudge.waiting", { gradient: nameOf(page, gradient) })),
      goToStep(t, moment),
    );
  }
  const fault = answerTo(page.nudged, nudgeQuestion(page))?.fault;
  if (fault) return m("p", { key: "fault", class: "hint" }, explain(fault, t, page.language));
  const now = nudgedNow(page);
  const name = nameOf(page, subject);
  const place = now?.place ?? 0;
  return m(
    "div",
    { key: "inside", class: "nudge-inside" },
    m("p", { key: "hint", class: "hint" }, t("page.nudge.hint")),
    m(
      "div",
      { key: "slide", class: "nudge-slide" },
      m(
        "label",
        { key: "label", class: "nudge-change" },
        `Δ${name}`,
        m("input", {
          type: "range",
          min: -NUDGE_PLACES,
          max: NUDGE_PLACES,
          step: 1,
          value: String(place),
          "data-slide": "nudge",
          "data-of": subject,
          "aria-valuetext": now
            ? remarksOf(
                t,
                `Δ${name} = ${number(now.moved.by, 4)}`,
                `${t("page.nudge.true")} ${number(now.moved.l, 6)}`,
                `${t("page.nudge.forecast")} ${number(now.moved.forecast, 6)}`,
              )
            : null,
        }),
      ),
      m(
        "output",
        { key: "value", class: "nudge-value" },
        now
          ? `${name} = ${number(valueAt(subject, answer.problem, answer.trace), 4)} ${now.moved.by < 0 ? "−" : "+"} ${number(Math.abs(now.moved.by), 4)}`
          : "–",
      ),
    ),
    segmented({
      label: t("page.nudge.reach"),
      action: "reach",
      value: String(state.reach),
      options: REACHES.map((reach) => [String(reach), `±${reach}`]),
    }),
    ...(now ? shown(page, now) : [m("p", { key: "asking", class: "hint" }, t("page.witness.asking"))]),
  );
}

/** @param {Page} page @param {NonNullable<ReturnType<typeof nudgedNow>>} now */
function shown(page, { subject, found, moved, place }) {
  const { t, digits } = page;
  const total = found.total;
  const [loss, before, slope] = total
    ? ["L", total.L, total.gradient]
    : [nameOf(page, forSample("l", page.answer?.sample ?? 0)), found.l, found.gradient];
  const truth = total ? moved.L : moved.l;
  const forecast = total ? moved.L_forecast : moved.forecast;
  const more = Math.max(digits, 5);
  /** @param {string} key @param {string} words @param {import("../../../dom/marks.js").Child[]} numbers */
  const line = (key, words, numbers) =>
    m("div", { key, class: `nudge-row ${key}` }, m("dt", null, words), m("dd", null, numbers));
  return [
    nudgePlot(
      found,
      place,
      t("page.nudge.plot", {
        loss,
        by: number(moved.by, 3),
        truth: number(truth, more),
        forecast: number(forecast, more),
      }),
    ),
    m(
      "dl",
      { key: "numbers", class: "nudge-numbers" },
      line("true", t("page.nudge.true"), [`${loss} = `, m("strong", { "data-nudged": "true" }, number(truth, more))]),
      line("forecast", t("page.nudge.forecast"), [
        `${number(before, more)} + ${signed(slope.value, digits)} · ${signed(moved.by, digits)} = `,
        m("strong", { "data-nudged": "forecast" }, number(forecast, more)),
      ]),
      line("miss", t("page.nudge.miss"), [
        m("strong", { "data-nudged": "miss" }, number(numeric(truth) - numeric(forecast), 3)),
      ]),
      total &&
        line("own", t("page.nudge.own", { sample: (page.answer?.sample ?? 0) + 1 }), [
          remarksOf(t, number(moved.l, more), number(moved.forecast, more)),
        ]),
    ),
    m(
      "div",
      { key: "buttons", class: "buttons" },
      isGiven(subject) &&
        m(
          "button",
          {
            key: "keep",
            type: "button",
            class: "plain",
            "data-do": "keep-nudge",
            "data-of": subject,
            disabled: place === 0,
          },
          t("page.nudge.keep"),
        ),
      m(
        "button",
        { key: "back", type: "button", class: "plain", "data-do": "nudge-back", disabled: place === 0 },
        t("page.nudge.back"),
      ),
    ),
  ];
}
