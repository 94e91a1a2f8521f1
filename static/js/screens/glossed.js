/** Terms of the glossary in a text: each leads to its entry, and says what it is when it is pointed at. */

import { m } from "../dom/marks.js";
import { split } from "../language/catalogue.js";
import { lettersOf } from "../language/letters.js";
import { termsIn, withoutTerms } from "../language/terms.js";
import { pointOfTerm, pointedTerm } from "../state/glossary.js";

/**
 * @typedef {import("../state/page.js").Page} Page
 * @typedef {import("../dom/marks.js").Child} Child
 */

/**
 * A text with what stands for its placeholders, and its terms as buttons.
 *
 * @param {Page} page
 * @param {string} text
 * @param {Readonly<Record<string, Child>>} params
 * @param {string} place  that no other text has
 * @returns {Child[]}
 */
export const glossed = (page, text, params, place) =>
  termsIn(text).flatMap(({ term, text: words }, index) => {
    const children = split(words, params);
    if (term === null) return children;
    const point = pointOfTerm(term, place);
    return m(
      "button",
      {
        key: `term-${index}-${term}`,
        type: "button",
        class: "gloss",
        // In a frame of Explore there is no way back.
        "data-do": page.embedded && page.screen !== "learn" ? null : "lesson",
        "data-of": `glossary.${term}`,
        "data-point": point,
        "aria-describedby": pointedTerm(page) === point ? "gloss-words" : null,
      },
      ...children,
    );
  });

/**
 * What the term is that is pointed at, beneath the text in which it stands.
 *
 * @param {Page} page
 * @param {string} place
 */
export function glossWords(page, place) {
  const point = pointedTerm(page);
  if (!point?.endsWith(`~${place}`)) return null;
  const entry = page.glossary?.entries.find(({ id }) => pointOfTerm(id, place) === point);
  if (!entry) return null;
  return m(
    "span",
    { key: "gloss-words", id: "gloss-words", class: "gloss says", role: "tooltip", "data-point": point },
    m("strong", { key: "term" }, entry.terms[page.glossary?.language ?? ""]),
    " ",
    inLetters(page, entry.text),
  );
}

/** A text of the glossary as plain words. @param {Pick<Page, "notation">} page @param {string} text */
export const inLetters = ({ notation }, text) => split(withoutTerms(text), lettersOf(notation)).join("");
