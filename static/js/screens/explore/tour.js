/**
 * The first minute: a gradient travels from the loss to the input without a stop, and then it is said what was seen.
 */

import { m } from "../../dom/marks.js";
import { playOrPause } from "../../time/clock.js";
import { stepsOf } from "../../state/page.js";
import { lessonButton } from "../lesson-button.js";

/**
 * @typedef {import("../../state/page.js").Page} Page
 * @typedef {import("../../state/page.js").Store} Store
 */

/** Begins it, the forward pass done. @param {Store} store */
export function tour(store) {
  const start = stepsOf(store.get()).findIndex(({ phase }) => phase === "loss");
  store.set({
    at: Math.max(0, start),
    goal: null,
    playing: false,
    chosen: null,
    sheet: false,
    drawer: null,
    view: "both",
    grain: "guided",
    until: "backward",
    touring: true,
  });
  playOrPause(store);
}

/** Whether it has just come to its end. @param {Page} page */
export function isToured(page) {
  const end = stepsOf(page).findLastIndex(({ phase }) => phase === "backward") + 1;
  return page.touring && !page.playing && page.at === end && !page.chosen;
}

/** What was seen, and what one may do next. @param {Page} page */
export function tourEnd(page) {
  const { t } = page;
  return m(
    "section",
    { key: "tour", class: "tour", "aria-labelledby": "tour-title" },
    m("h2", { id: "tour-title" }, t("page.tour.title")),
    m(
      "ol",
      { key: "seen" },
      ["loss", "wires", "amplifiers", "end"].map((key) => m("li", { key }, t(`page.tour.${key}`))),
    ),
    m(
      "div",
      { key: "buttons", class: "buttons" },
      m("button", { key: "start", type: "button", class: "primary", "data-do": "start" }, t("page.tour.steps")),
      lessonButton("", t("page.opening.lecture")),
    ),
  );
}
