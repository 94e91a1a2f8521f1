/** The glossary in the column: all terms, which can be searched, or one of them. */

import { m } from "../../dom/marks.js";
import { lettersOf } from "../../language/letters.js";
import { partsOf } from "../../state/lesson.js";
import { glossWords, glossed, inLetters } from "../glossed.js";
import { lessonButton } from "../lesson-button.js";
import { searchedWords } from "./questions.js";

/**
 * @typedef {import("../../state/page.js").Page} Page
 * @typedef {import("openapi").TermAnswer} Term
 */

/** @param {Page} page */
export function glossaryColumn(page) {
  const { t, glossary, lesson } = page;
  if (!glossary) return [m("p", { key: "waiting", class: "hint" }, t("page.learn.waiting"))];
  const entry = glossary.entries.find(({ id }) => id === partsOf(lesson).text);
  return entry ? one(page, entry) : index(page, glossary.entries);
}

/** @param {Page} page @param {Term} entry */
const ownName = ({ glossary }, { terms }) => terms[glossary?.language ?? ""];

/** The letters of a term, where it has some. @param {Page} page @param {Term} entry */
const lettersMark = (page, { letters }) =>
  letters && m("span", { key: "letters", class: "letters" }, inLetters(page, letters));

/** @param {Page} page @param {Term[]} entries */
function index(page, entries) {
  const { t, soughtTerm } = page;
  const isFound = searchedWords(soughtTerm);
  const found = entries.filter((entry) => {
    const { terms, text, apart, letters = "" } = entry;
    return isFound(inLetters(page, [...Object.values(terms), text, apart, letters].join(" ")));
  });
  return [
    m(
      "div",
      { key: "glossary", class: "lesson-questions index glossary" },
      m("input", {
        key: "search",
        type: "search",
        class: "search",
        "aria-label": t("page.glossary.search"),
        placeholder: t("page.glossary.search"),
        value: soughtTerm,
        "data-slide": "sought-term",
        autocomplete: "off",
      }),
      m(
        "ul",
        { key: "list" },
        found.map((entry) =>
          m(
            "li",
            { key: entry.id },
            m(
              "button",
              {
                key: "term",
                type: "button",
                class: "question",
                "data-do": "lesson",
                "data-of": `glossary.${entry.id}`,
              },
              m("span", { key: "name" }, ownName(page, entry)),
              lettersMark(page, entry),
            ),
            m("p", { key: "text", class: "hint" }, inLetters(page, entry.text)),
          ),
        ),
      ),
      found.length === 0 && m("p", { key: "none", class: "hint", role: "status" }, t("page.glossary.none")),
    ),
  ];
}

/** @param {Page} page @param {Term} entry */
function one(page, entry) {
  const { t, beforeGlossary, glossary } = page;
  const letters = lettersOf(page.notation);
  /** @param {string} place @param {string} text */
  const words = (place, text) => [...glossed(page, text, letters, place), glossWords(page, place)];
  return [
    m(
      "button",
      { key: "where", type: "button", class: "where all", "data-do": "lesson", "data-of": "glossary" },
      `← ${t("page.glossary.all")}`,
    ),
    m(
      "h2",
      { key: `title-${page.lesson}`, tabindex: "-1", class: "lesson-title" },
      m("span", { key: "name" }, ownName(page, entry)),
      lettersMark(page, entry),
    ),
    m("p", { key: `text-${page.lesson}`, class: "lesson-text" }, ...words("entry", entry.text)),
    m(
      "p",
      { key: `apart-${page.lesson}`, class: "lesson-text apart" },
      m("strong", { key: "label" }, t("page.glossary.apart")),
      " ",
      ...words("apart", entry.apart),
    ),
    m(
      "p",
      { key: "terms", class: "hint terms" },
      Object.entries(entry.terms).flatMap(([language, term], place) => [
        place > 0 ? " · " : "",
        m("span", { key: language, lang: language }, term),
      ]),
    ),
    m(
      "div",
      { key: "ways", class: "buttons" },
      lessonButton(entry.shown, t("page.glossary.shown")),
      beforeGlossary !== null &&
        beforeGlossary !== entry.shown &&
        lessonButton(beforeGlossary, t("page.glossary.back")),
      glossary && nextTo(page, glossary.entries, entry),
    ),
  ];
}

/**
 * The term after it, so that the glossary can be read through.
 *
 * @param {Page} page
 * @param {Term[]} entries
 * @param {Term} entry
 */
function nextTo(page, entries, entry) {
  const next = entries[entries.indexOf(entry) + 1];
  return next && lessonButton(`glossary.${next.id}`, `${ownName(page, next)} →`);
}
