/** The order of the texts: through one chapter and on into the next. */

import { isOfQuestions } from "../../state/lesson.js";
import { practiceNames } from "../../state/practice.js";
import { practicePlace } from "../../state/practice-place.js";

/** @typedef {import("../../state/page.js").Page} Page */

/** The lessons that are told one after another. @param {Pick<Page, "contents">} page */
export const chaptersOf = ({ contents }) => (contents?.lessons ?? []).filter(({ name }) => name.startsWith("chapter-"));

/** The texts of the row that the open one belongs to. @param {Page} page */
function row(page) {
  const { contents, lesson } = page;
  if (practicePlace(lesson)) return practiceNames(lesson);
  const lessons = isOfQuestions(lesson)
    ? contents?.lessons.filter(({ name }) => name === "questions")
    : chaptersOf(page);
  return (lessons ?? []).flatMap(({ name, texts }) => texts.map(({ id }) => `${name}.${id}`));
}

/** @param {Page} page @param {1 | -1} by @returns {string | null} */
function neighbour(page, by) {
  const all = row(page);
  const index = all.indexOf(page.lesson ?? "");
  return index < 0 ? null : (all[index + by] ?? null);
}

/** The name of the next text; null at the end. @param {Page} page */
export const afterText = (page) => neighbour(page, 1);

/** @param {Page} page */
export const beforeText = (page) => neighbour(page, -1);
