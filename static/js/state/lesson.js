/**
 * Learn's slice of the state: the lessons that were fetched, the text that is open with the moment that it set, and
 * which tasks were done. Which text is open says the moment itself, so that a link carries it.
 *
 * @typedef {import("./page.js").Page} Page
 * @typedef {import("openapi").LessonAnswer} Lesson
 * @typedef {import("openapi").ContentsAnswer} Contents
 * @typedef {Lesson["texts"][number]} LessonText
 * @typedef {Pick<Page, (typeof ARRIVED_FIELDS)[number]>} Arrived  the page as a text has set it, and its pass
 * @typedef {import("./moment.js").OpenedNetwork & Pick<Page, "name" | "origin">} OwnNetwork
 *
 * @typedef {object} Learn
 * @property {Contents | null} contents
 * @property {Lesson | null} course  the lesson that is open, in the language of the page
 * @property {"contents" | "course" | null} missing  what did not come
 * @property {boolean} arriving  whether the moment of the text is still to be set
 * @property {Arrived | null} arrived  null before that, and where a link led elsewhere
 * @property {boolean} onOwn  whether texts are told on the network that is open, where that has what they are about
 * @property {boolean} borrowed  whether a text is told on another network, because it has not
 * @property {{opened: Page["problem"], own: OwnNetwork} | null} lent  the network that a lesson has opened, and the
 *   reader's own, in whose place it stands
 * @property {string | null} lecture  the text of the lecture that was open last
 * @property {readonly string[]} told  addresses whose formulas stand in the text
 * @property {readonly string[]} done  tasks that were done, by their texts' names
 * @property {string} soughtWords  in the questions
 * @property {string | null} soughtAbout  the quantity, view or section whose questions come first
 * @property {import("openapi").GlossaryAnswer | null} glossary  once a term was pointed at
 * @property {string} soughtTerm  in the glossary
 * @property {string | null} beforeGlossary  the text from which a term was looked up
 */

import { isChanged } from "../network/worked-example.js";
import { originOf } from "./moment.js";
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
  lent: null,
  lecture: null,
  told: [],
  done: [],
  soughtWords: "",
  soughtAbout: null,
  glossary: null,
  soughtTerm: "",
  beforeGlossary: null,
});

/** What a text sets, and a reader who wanders off changes. */
const SET_FIELDS = /** @type {const} */ (["problem", "at", "view", "chosen", "drive", "gains", "sample", "drawer"]);

/** What is remembered of the page as a text has set it. */
const ARRIVED_FIELDS = /** @type {const} */ ([...SET_FIELDS, "answer"]);

/** @param {Page} page @returns {Arrived} */
export const setBy = (page) =>
  /** @type {Arrived} */ (Object.fromEntries(ARRIVED_FIELDS.map((field) => [field, page[field]])));

/** Whether the page is no longer as the text that is open has set it. @param {Page} page */
export function isWandered(page) {
  const { arrived } = page;
  if (page.arriving) return false;
  /**
   * Time that is still on its way to where the text has sent it has not left.
   *
   * @param {(typeof SET_FIELDS)[number]} field
   */
  const now = (field) => (field === "at" ? (page.goal ?? page.at) : page[field]);
  return !arrived || SET_FIELDS.some((field) => arrived[field] !== now(field));
}

/**
 * The network of the reader: the one that is open, with what was changed in it, or the one before a lesson opened
 * another.
 *
 * @param {Page} page
 * @returns {OwnNetwork}
 */
export const ownNetwork = (page) =>
  page.lent && page.origin?.problem === page.lent.opened
    ? page.lent.own
    : { ...originOf(page), name: page.name, origin: page.origin };

/** The part of a text's name that is its lesson's, and its own: `chapter-5.two-ways`. @param {string | null} name */
export function partsOf(name) {
  const [lesson = "", text = ""] = name?.split(".") ?? [];
  return { lesson, text };
}

/**
 * The text that is open, as it was fetched; null while there is none.
 *
 * @param {Page} page
 * @returns {LessonText | null}
 */
export function textOf({ lesson, course }) {
  const { lesson: name, text } = partsOf(lesson);
  return (course?.name === name && course.texts.find(({ id }) => id === text)) || null;
}

/** Whether it is a question, or their index. @param {string | null} name */
export const isOfQuestions = (name) => partsOf(name).lesson === "questions";

/** Whether it is of the glossary, and sets no moment. @param {string | null} name */
export const isOfGlossary = (name) => partsOf(name).lesson === "glossary";

/** What opens a text. @param {import("./page.js").Store} store @param {string | null} lesson */
export function openLesson(store, lesson) {
  const { lesson: before, screen, beforeGlossary } = store.get();
  const left = screen === "learn" && before !== "questions" ? before : null;
  store.set({
    screen: "learn",
    lesson,
    beforeGlossary: isOfGlossary(before) && screen === "learn" ? beforeGlossary : left,
    arriving: true,
    missing: null,
    soughtAbout: null,
    dialog: null,
    sheet: false,
  });
}

/**
 * What opens the questions, those about something first.
 *
 * @param {import("./page.js").Store} store
 * @param {string} about
 */
export function openQuestions(store, about) {
  openLesson(store, "questions");
  store.set({ soughtAbout: about });
}

/**
 * What a tab opens. The lesson that comes with it takes no network away that somebody has made: it is told on that.
 *
 * @param {import("./page.js").Store} store
 * @param {string} screen
 */
export function showScreen(store, screen) {
  const page = store.get();
  const arriving = screen === "learn" && page.arrived === null;
  const isMade = page.preset === null || isChanged(page);
  store.set({ screen, arriving, onOwn: page.onOwn || (arriving && isMade) });
}
