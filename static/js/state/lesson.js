/**
 * Learn's slice of the state: the lessons that were fetched, the text that is open with the moment that it set, and
 * which tasks were done. Which text is open says the moment itself, so that a link carries it.
 *
 * @typedef {import("./page.js").Page} Page
 * @typedef {import("openapi").LessonAnswer} Lesson
 * @typedef {import("openapi").ContentsAnswer} Contents
 * @typedef {Lesson["texts"][number]} LessonText
 * @typedef {Pick<Page, (typeof SET_FIELDS)[number]>} Arrived  the page as a text has set it
 *
 * @typedef {object} Learn
 * @property {Contents | null} contents
 * @property {Lesson | null} course  the lesson that is open, in the language of the page
 * @property {"contents" | "course" | null} missing  what did not come
 * @property {boolean} arriving  whether the moment of the text is still to be set
 * @property {Arrived | null} arrived  null before that, and where a link led elsewhere
 * @property {boolean} onOwn  whether texts are told on the network that is open, where that has what they are about
 * @property {boolean} borrowed  whether a text is told on another network, because it has not
 * @property {readonly string[]} told  addresses whose formulas stand in the text
 * @property {readonly string[]} done  tasks that were done, by their texts' names
 * @property {string} soughtWords  in the questions
 */

import { newPractice } from "./practice-place.js";

/** @returns {Learn & import("./practice.js").Practice} */
export const newLearn = () => ({
  ...newPractice(),
  contents: null,
  course: null,
  missing: null,
  arriving: false,
  arrived: null,
  onOwn: false,
  borrowed: false,
  told: [],
  done: [],
  soughtWords: "",
});

/** What a text sets, and a reader who wanders off changes. */
const SET_FIELDS = /** @type {const} */ ([
  "problem",
  "at",
  "view",
  "chosen",
  "drive",
  "gains",
  "sample",
  "drawer",
  "descent",
  "answer",
]);

/** @param {Page} page @returns {Arrived} */
export const setBy = (page) =>
  /** @type {Arrived} */ (Object.fromEntries(SET_FIELDS.map((field) => [field, page[field]])));

/** Whether the page is no longer as the text that is open has set it. @param {Page} page */
export function isWandered(page) {
  const { arrived } = page;
  if (page.arriving) return false;
  return (
    !arrived || SET_FIELDS.some((field) => !["answer", "descent"].includes(field) && arrived[field] !== page[field])
  );
}

/** The part of a text's name that is its lesson's, and its own: `chapter-5.two-ways`. @param {string | null} name */
export function partsOf(name) {
  const [lesson = "", text = ""] = name?.split(".") ?? [];
  return { lesson, text };
}

/** The text that is open, as it was fetched; null while there is none. @param {Page} page @returns {LessonText | null} */
export function textOf({ lesson, course }) {
  const { lesson: name, text } = partsOf(lesson);
  return (course?.name === name && course.texts.find(({ id }) => id === text)) || null;
}

/** What opens a text. @param {import("./page.js").Store} store @param {string | null} lesson */
export function openLesson(store, lesson) {
  store.set({ screen: "learn", lesson, arriving: true, missing: null, dialog: null, sheet: false });
}
