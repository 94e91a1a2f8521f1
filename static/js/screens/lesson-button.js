/** The way into a lesson, from wherever people may want one. */

import { m } from "../dom/marks.js";

/** What leads to a lesson. @param {string} of  its text; nothing for the beginning @param {string} words */
export const lessonButton = (of, words) =>
  m("button", { key: `lesson-${of}`, type: "button", class: "plain", "data-do": "lesson", "data-of": of }, words);
