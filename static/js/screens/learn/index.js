/**
 * Learn: the lecture in short texts beside the live stage, and the questions that people ask. A text sets a moment and
 * asks for something to be done there; one may do anything else and come back.
 */

import { draw } from "../../dom/marks.js";
import { memo } from "../../state/memo.js";
import { isOfGlossary, openLesson, textOf } from "../../state/lesson.js";
import { practicePlace } from "../../state/practice-place.js";
import { explore } from "../explore/index.js";
import { followLesson } from "./arriving.js";
import { column } from "./column.js";
import { createFocus } from "./focus.js";
import { followTasks } from "./noticing.js";
import { practiceNow, practisedIn } from "../../state/practice.js";
import { PRACTICE_ACTIONS, PRACTICE_CHANGES, PRACTICE_FORMS, followPractice } from "./practice/run.js";
import { afterText, beforeText } from "./order.js";

/**
 * @typedef {import("../../state/page.js").Page} Page
 * @typedef {import("../../state/page.js").Store} Store
 */

/** Under what the browser keeps which tasks were done. */
const DONE_KEY = "lessons-done";

/** And what was practised. */
const PRACTISED_KEY = "lessons-practised";

/** @type {import("../screen.js").Screen["actions"]} */
const ACTIONS = {
  lesson: (store, of) => openLesson(store, of || store.get().lecture),
  "lesson-on": (store) => go(store, afterText(store.get())),
  "lesson-back": (store) => go(store, beforeText(store.get())),
  "lesson-return": (store) => store.set({ arriving: true }),
  "lesson-again": (store) => store.set({ missing: null }),
  "lesson-network": (store, of) => store.set({ onOwn: of === "true", arriving: true }),
  /** The text that is open is set anew, or its task would be found done at once. */
  "lesson-erase": (store) =>
    store.set({ done: [], practised: {}, arriving: true, toast: store.get().t("page.learn.erased") }),
  ...PRACTICE_ACTIONS,
};

/** @param {Store} store @param {string | null} lesson */
const go = (store, lesson) => lesson !== null && openLesson(store, lesson);

/** @type {import("../screen.js").Screen} */
export const learn = {
  ...explore,
  name: "learn",
  actions: { ...explore.actions, ...ACTIONS },
  changes: {
    ...explore.changes,
    ...PRACTICE_CHANGES,
    "sought-words": (store, soughtWords) => store.set({ soughtWords }),
    "sought-term": (store, soughtTerm) => store.set({ soughtTerm }),
  },
  forms: { ...explore.forms, ...PRACTICE_FORMS },
  keys: [
    {
      shown: ["N", "B", "R"],
      words: "page.keys.lesson",
      does: {
        n: ["lesson-on", ""],
        N: ["lesson-on", ""],
        b: ["lesson-back", ""],
        B: ["lesson-back", ""],
        r: ["lesson-return", ""],
        R: ["lesson-return", ""],
      },
    },
    ...explore.keys,
  ],
  open,
  start,
};

/** @type {import("../screen.js").Screen["open"]} */
function open(regions, store, boot, pointer) {
  const view = explore.open(regions, store, boot, pointer);
  const columnOf = memo(column);
  const focus = createFocus(regions.lesson);
  return {
    draw(page) {
      focus.beforeDrawing();
      draw(regions.lesson, columnOf(page));
      showBusy(regions.lesson, isComing(page));
      view.draw(page);
    },
    follow(page, before) {
      view.follow(page, before);
      if (page.lesson !== before.lesson) regions.lesson.scrollTo({ top: 0 });
      if (page.done !== before.done || page.compared !== before.compared) showSeen(regions.lesson);
      focus.follow(page);
      // Under a finger the keypad waits until the field is touched.
      if (before.arriving && !page.arriving && !page.touch && practiceNow(page))
        /** @type {HTMLElement | null} */ (regions.lesson.querySelector("[data-asks]"))?.focus({ preventScroll: true });
    },
  };
}

/** What was said of a task is not left beneath the edge. @param {HTMLElement} region */
const showSeen = (region) => region.querySelector(".lesson-task")?.scrollIntoView({ block: "nearest" });

/** Whether something of the text is still on its way. @param {Page} page */
function isComing(page) {
  const { lesson, course, contents, language, explanations, told, missing, unanswered, arriving } = page;
  if (missing || unanswered || isOfGlossary(lesson)) return false;
  if (practicePlace(lesson)) return arriving;
  const isHere = course?.language === language && contents?.language === language;
  const isShown = textOf(page) !== null || lesson === "questions";
  return arriving || !isHere || !isShown || told.some((address) => !explanations.has(address));
}

/** @param {HTMLElement} region @param {boolean} busy */
function showBusy(region, busy) {
  if (region.ariaBusy !== String(busy)) region.ariaBusy = String(busy);
}

/**
 * What the browser has kept. What cannot be read is as if there were nothing.
 *
 * @param {import("../screen.js").Platform} platform
 * @param {string} key
 * @returns {unknown}
 */
function keptIn(platform, key) {
  try {
    return JSON.parse(platform.stored(key) ?? "null");
  } catch {
    return null;
  }
}

/** @type {import("../screen.js").Screen["start"]} */
function start(store, _boot, platform) {
  const done = keptIn(platform, DONE_KEY);
  if (Array.isArray(done)) store.set({ done: done.filter((name) => typeof name === "string") });
  store.set({ practised: practisedIn(keptIn(platform, PRACTISED_KEY)) });
  followLesson(store, platform.get);
  followPractice(store);
  followTasks(store);
  store.subscribe((page, before) => {
    if (page.done !== before.done) platform.remember(DONE_KEY, JSON.stringify(page.done));
    if (page.practised !== before.practised) platform.remember(PRACTISED_KEY, JSON.stringify(page.practised));
  });
}
