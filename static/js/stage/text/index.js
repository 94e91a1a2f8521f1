/**
 * The network to be read: tables of all numbers, and the pass in sentences. On the screen they stand in the stage in
 * place of the drawing when the view is `text`; on paper they follow the drawing.
 */

import { draw, m } from "../../dom/marks.js";
import { icon } from "../../dom/controls.js";
import { prose, currentUnit } from "./prose.js";
import { samplesTable } from "./samples-table.js";
import { tables } from "./tables.js";
import { placeWords } from "../../time/timeline.js";
import { derived, memo } from "../../state/memo.js";
import { movingOf, stepsOf } from "../../state/page.js";
import { networkTitle, summary } from "../../language/summary.js";

/** @typedef {import("../../state/page.js").Page} Page */

/** @type {(page: Page) => string} */
const presentPlace = derived(placeWords);

/** Which sample, which moment. @param {Page} page */
function moment(page) {
  const { t, answer } = page;
  if (!answer) return "";
  const moving = movingOf(page);
  const steps = stepsOf(page);
  const phase = moving ? steps[moving.steps[0]].phase : "forward";
  const samples = answer.problem.x.length;
  const time = t("page.time.value", { place: presentPlace(page), phase: t(`page.phase.${phase}`) });
  return samples > 1 ? `${t("page.text.sample", { sample: answer.sample + 1, count: samples })} · ${time}` : time;
}

/** What stands at the top of the printed page. @param {Page} page */
export function heading(page) {
  return [
    m("h1", { key: "title" }, networkTitle(page)),
    m("p", { key: "summary" }, summary(page)),
    m("p", { key: "moment" }, page.handout === "as-is" ? moment(page) : page.t(`page.print.${page.handout}`)),
  ];
}

/** @param {Page} page */
export function reading(page) {
  const { t } = page;
  return [
    m(
      "div",
      { key: "head", class: "reading-head" },
      m("p", { key: "moment" }, moment(page)),
      m(
        "button",
        { key: "print", type: "button", class: "plain print", "data-do": "print-menu", "aria-haspopup": "dialog" },
        icon("print"),
        t("page.print"),
      ),
    ),
    m(
      "div",
      { key: "panes", class: "panes" },
      m(
        "section",
        { key: "tables", class: "all-numbers", tabindex: "0", "aria-labelledby": "tables-title" },
        m("h2", { key: "title", id: "tables-title" }, t("page.text.tables")),
        m("p", { key: "dash", class: "hint" }, t("page.text.dash")),
        samplesTable(page),
        tables(page),
      ),
      m(
        "section",
        { key: "prose", class: "prose", tabindex: "0", "aria-labelledby": "prose-title" },
        m("h2", { key: "title", id: "prose-title" }, t("page.text.prose")),
        prose(page),
      ),
      page.printing &&
        m("p", { key: "link", class: "paper-link" }, `${t("page.text.link")} `, m("span", null, page.paperLink)),
    ),
  ];
}

/**
 * @param {{reading: HTMLElement, paper: HTMLElement}} places
 * @returns {(page: Page) => void}
 */
export function createReading(places) {
  const [headingOf, readingOf] = [memo(heading), memo(reading)];
  /** @type {number | null} */
  let shownUnit = null;

  return (page) => {
    const shown = page.answer !== null && (page.printing || page.view === "text");
    draw(places.paper, page.printing ? headingOf(page) : []);
    draw(places.reading, shown ? readingOf(page) : []);
    if (!shown) shownUnit = null;
    else if (shownUnit !== currentUnit(page)) {
      followSentence(places.reading, page.still || shownUnit === null);
      shownUnit = currentUnit(page);
    }
  };
}

/**
 * Keep the present step in sight where the sentences have a column of their own.
 *
 * @param {HTMLElement} reading
 * @param {boolean} atOnce
 */
function followSentence(reading, atOnce) {
  const column = reading.querySelector(".prose");
  const step = column?.querySelector("[aria-current]");
  if (!column || !step || column.scrollHeight <= column.clientHeight) return;
  const top = column.scrollTop + step.getBoundingClientRect().bottom - column.getBoundingClientRect().bottom + 24;
  column.scrollTo({ top, behavior: atOnce ? "auto" : "smooth" });
}
