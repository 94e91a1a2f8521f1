/**
 * The editor's section in which the reversed network is driven: a signal for each output, superposition, frozen gains.
 */

import { m } from "../../../dom/marks.js";
import { forSample } from "../../../network/address.js";
import { errorOf, trueGainsOf } from "../../../stage/scene/frozen-gains.js";
import { number } from "../../../language/number.js";
import { superposition } from "./superposition.js";
import { nameOf } from "../../../language/notation.js";
import { usesOtherGains, signals } from "../../../network/drive.js";
import { numberField } from "../../../stage/hands/number-field.js";

/** @typedef {import("../../../state/page.js").Page} Page */

/** More outputs than this are driven in the drawing only. */
const MAX_LISTED_OUTPUTS = 10;

/** @param {Page} page */
export function drive(page) {
  const { t, answer } = page;
  if (!answer) return [];
  const now = signals(page);
  const last = answer.problem.layers.length;
  const listed = now.slice(0, MAX_LISTED_OUTPUTS);
  /** @param {number} i */
  const name = (i) => nameOf(page, forSample(`dl_da.${last}.${i}`, answer.sample));
  /** @param {string} key @param {string} action @param {string} of @param {string} words @param {boolean} pressed */
  const button = (key, action, of, words, pressed) =>
    m(
      "button",
      { key, type: "button", class: "plain", "data-do": action, "data-of": of, "aria-pressed": String(pressed) },
      words,
    );
  /** @param {(i: number) => boolean} isOn */
  const injects = (isOn) => page.drive !== null && page.drive.every((signal, i) => signal === (isOn(i) ? 1 : 0));
  return [
    m("p", { key: "what", class: "hint what" }, t("page.drive.what")),
    m(
      "ul",
      { key: "signals", class: "signals" },
      listed.map((signal, i) => row(page, signal, i, name(i))),
    ),
    m(
      "div",
      { key: "buttons", class: "buttons" },
      listed.length <= 4 &&
        listed.map((_, i) =>
          button(
            `inject-${i}`,
            "inject",
            String(i),
            t("page.drive.inject", { output: outputName(page, i) }),
            injects((k) => k === i),
          ),
        ),
      now.length > 1 &&
        button(
          "all",
          "inject",
          "all",
          t(now.length === 2 ? "page.drive.both" : "page.drive.all"),
          injects(() => true),
        ),
      button("loss", "drive-loss", "", t("page.drive.loss"), page.drive === null),
    ),
    page.drive !== null && m("p", { key: "by-hand", class: "note" }, t("page.drive.by-hand")),
    superposition(page, "inside"),
    m(
      "section",
      { key: "freeze", class: "section" },
      m("h3", null, t("page.drive.frozen-title")),
      m(
        "label",
        { class: "check" },
        m("input", { type: "checkbox", checked: page.gains !== null, "data-change": "freeze" }),
        t("page.drive.freeze"),
      ),
      m("p", { key: "hint", class: "hint" }, t("page.drive.freeze-hint")),
      frozen(page),
    ),
  ];
}

/** @param {Page} page @param {number} i */
const outputName = (page, i) => nameOf(page, `a.${page.problem.layers.length}.${i}`);

/**
 * One output: its signal as a slider, as a number, and switched off.
 *
 * @param {Page} page
 * @param {number} signal
 * @param {number} i
 * @param {string} name
 */
function row(page, signal, i, name) {
  const { t } = page;
  const reach = Math.max(2, Math.ceil(Math.abs(signal)));
  return m(
    "li",
    { key: i, class: "signal-row" },
    m("span", { key: "name", class: "entry-symbol" }, name),
    m("input", {
      key: "slide",
      type: "range",
      min: -reach,
      max: reach,
      step: 0.01,
      value: String(Math.round(signal * 100) / 100),
      "data-slide": "signal",
      "data-of": String(i),
      "aria-label": name,
    }),
    numberField(
      page,
      forSample(`dl_da.${page.problem.layers.length}.${i}`, page.sample),
      "drawer",
      t("page.drive.number", { name }),
    ),
    m(
      "label",
      { key: "on", class: "check" },
      m("input", {
        type: "checkbox",
        checked: signal !== 0,
        "data-change": "signal-on",
        "data-of": String(i),
        "aria-label": t("page.drive.on", { name }),
      }),
    ),
  );
}

/** Digits for which its columns are wide enough. */
const MAX_COLUMN_DIGITS = 10;

/** What frozen gains make of the gradient at the input, beside the honest one. @param {Page} page */
function frozen(page) {
  const { t, answer, digits } = page;
  if (!answer?.gains) return null;
  const { sample, problem, gains, trace } = answer;
  const isSame = !usesOtherGains(answer);
  const trueGains = trueGainsOf(page);
  const rows = problem.x[sample].slice(0, MAX_LISTED_OUTPUTS).map((_, j) => j);
  /** @param {number[]} xs */
  const list = (xs) =>
    `(${xs
      .slice(0, 4)
      .map((x) => number(x, digits))
      .join(", ")}${xs.length > 4 ? ", …" : ""})`;
  return m(
    "div",
    { key: "frozen", class: "frozen" },
    m(
      "p",
      { key: "where", class: "note" },
      t(isSame ? "page.drive.frozen-here" : "page.drive.frozen-elsewhere", {
        there: list(gains[sample]),
        here: list(problem.x[sample]),
      }),
    ),
    !isSame &&
      trueGains &&
      m(
        "table",
        { key: "table", class: "comparison" },
        m(
          "thead",
          null,
          m(
            "tr",
            null,
            m("td", null),
            m("th", { key: "f", scope: "col" }, t("page.drive.with-frozen")),
            m("th", { key: "h", scope: "col" }, t(answer.drive ? "page.drive.true-gains" : "page.drive.honest")),
            m("td", null),
          ),
        ),
        m(
          "tbody",
          null,
          rows.map((j) =>
            m(
              "tr",
              { key: j },
              m("th", { scope: "row" }, nameOf(page, forSample(`dl_dx.${j}`, sample))),
              m(
                "td",
                { key: "f", "data-frozen": String(j) },
                number(trace.input.dl_dx[sample][j], Math.min(digits, MAX_COLUMN_DIGITS)),
              ),
              m(
                "td",
                { key: "h", "data-honest": String(j) },
                number(trueGains.input.dl_dx[sample][j], Math.min(digits, MAX_COLUMN_DIGITS)),
              ),
              m(
                "td",
                { key: "e", class: "hint" },
                errorOf(trace.input.dl_dx[sample][j], trueGains.input.dl_dx[sample][j], t) ?? "✓",
              ),
            ),
          ),
        ),
      ),
  );
}
