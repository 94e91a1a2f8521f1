/**
 * Before the first step: what one will have understood at the end, the two ways to begin, and what this network is
 * worth looking at for.
 */

import { m } from "../../../dom/marks.js";
import { lessonButton } from "../../lesson-button.js";
import { pushEntry } from "./push-entry.js";
import { lettersOf } from "../../../language/letters.js";
import { networkTitle } from "../../../language/summary.js";

/** @typedef {import("../../../state/page.js").Page} Page */

/**
 * The inspector while nothing is chosen and nothing is computed.
 *
 * @param {Page} page
 * @param {import("../../../dom/marks.js").Mark} close
 */
export function opening(page, close) {
  const { t, preset } = page;
  return [
    m("div", { key: "head", class: "panel-head" }, m("h2", null, t("page.opening.title")), close),
    m(
      "div",
      { key: "opening", class: "opening" },
      m("p", { key: "goal", class: "goal" }, t("page.opening.goal")),
      goalFormula(page),
      factors(page),
      beginnings(page),
      m("p", { key: "hint", class: "hint" }, t("page.inspector.empty")),
      m(
        "div",
        { key: "learn", class: "buttons" },
        pushEntry(page, "", t("page.opening.push")),
        lessonButton("", t("page.opening.lecture")),
        lessonButton("questions", t("page.learn.questions")),
      ),
    ),
    m(
      "section",
      { key: "network", class: "section" },
      m("h3", { key: "title" }, networkTitle(page)),
      preset && m("p", { key: "note", class: "note" }, t(`preset.${preset.id}.note`)),
      preset &&
        m(
          "button",
          { key: "source", type: "button", class: "plain", "data-do": "drawer", "data-of": "published" },
          t("page.drawer.published"),
        ),
    ),
  ];
}

/** The same in short, where there is no room beside the drawing. @param {Page} page */
export function shortOpening(page) {
  const { t } = page;
  return m(
    "div",
    { key: "opening", class: "opening short" },
    m("h2", { key: "title" }, t("page.opening.name")),
    m("p", { key: "goal", class: "goal" }, t("page.opening.short")),
    goalFormula(page),
    beginnings(page),
  );
}

/** The one thing to press, and a second. @param {Page} page */
function beginnings(page) {
  const { t, touch } = page;
  return m(
    "div",
    { key: "buttons", class: "buttons" },
    m("button", { key: "tour", type: "button", class: "primary", "data-do": "tour" }, t("page.opening.tour")),
    m(
      "button",
      { key: "on", type: "button", class: "plain second", "data-do": "on" },
      t("page.inspector.first-step"),
      !touch && m("kbd", { key: "key", "aria-hidden": "true" }, "→"),
    ),
  );
}

/** What is to be understood, each factor in its colour on the page. @param {Page} page */
export function goalFormula({ notation }) {
  const letters = lettersOf(notation);
  /** @param {string} key @param {string} colour @param {string} text */
  const factor = (key, colour, text) => m("span", { key, class: `is-${colour}` }, text);
  return m(
    "p",
    { key: "formula", class: "goal-formula" },
    m("span", { key: "left" }, `${letters._dl_dz} = `),
    factor("slope", "backward", `σ′(${letters._z})`),
    " [",
    factor("w3", "forward", "w₃"),
    " ",
    factor("first", "backward", `${letters._dl_dz}′`),
    " + ",
    factor("w4", "forward", "w₄"),
    " ",
    factor("second", "backward", `${letters._dl_dz}″`),
    "]",
  );
}

/** Where each of them comes from. @param {Page} page */
function factors({ t, notation }) {
  const { _z, _dl_dz } = lettersOf(notation);
  const rows = /** @type {const} */ ([
    ["slope", "backward", `σ′(${_z})`],
    ["weights", "forward", "w₃"],
    ["known", "backward", `${_dl_dz}′`],
    ["sum", "plain", "+"],
  ]);
  return m(
    "dl",
    { key: "factors", class: "goal-factors" },
    rows.flatMap(([key, colour, text]) => [
      m("dt", { key: `${key}-factor`, class: `is-${colour}` }, text),
      m("dd", { key }, t(`page.opening.${key}`)),
    ]),
  );
}
