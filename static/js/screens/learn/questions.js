/** The index of what people ask, which can be searched. */

import { m } from "../../dom/marks.js";
import { lettersOf } from "../../language/letters.js";
import { withoutTerms } from "../../language/terms.js";
import { titleIn } from "./words.js";

/** @typedef {import("../../state/page.js").Page} Page */

/** A question and its answer in the words that are looked for. @param {string} text */
const folded = (text) => text.toLowerCase().normalize("NFKD");

/** Whether a text has all the words that are looked for. @param {string} words @returns {(text: string) => boolean} */
export function searchedWords(words) {
  const sought = folded(words).split(/\s+/).filter(Boolean);
  return (text) => sought.every((word) => folded(text).includes(word));
}

/** @param {Page} page */
export function questions(page) {
  const { t, course, soughtWords, soughtAbout } = page;
  const isFound = searchedWords(soughtWords);
  const { texts = [], words = {} } = course?.name === "questions" ? course : {};
  const found = texts.filter(({ id }) =>
    isFound(titleIn(page, withoutTerms(`${words[`${id}.title`]} ${words[`${id}.text`]}`))),
  );
  const first = found.filter(({ about = [] }) => soughtAbout !== null && about.includes(soughtAbout));
  const others = found.filter((text) => !first.includes(text));
  return [
    m(
      "div",
      { key: "questions", class: "lesson-questions index" },
      m("input", {
        key: "search",
        type: "search",
        class: "search",
        "aria-label": t("page.learn.search"),
        placeholder: t("page.learn.search"),
        value: soughtWords,
        "data-slide": "sought-words",
        autocomplete: "off",
      }),
      first.length > 0 && m("h3", { key: "about" }, t("page.learn.asked-about", { about: aboutName(page) })),
      first.length > 0 && list(page, "first", first),
      first.length > 0 && others.length > 0 && m("h3", { key: "others" }, t("page.learn.asked-others")),
      list(page, "list", others),
      found.length === 0 && m("p", { key: "none", class: "hint", role: "status" }, t("page.learn.none")),
    ),
  ];
}

/** What the first questions are about: a letter, or the name of a view or section. @param {Page} page */
function aboutName({ t, notation, soughtAbout }) {
  const about = soughtAbout ?? "";
  if (about === "da_dz") return t("page.name.da_dz");
  const letter = lettersOf(notation)[`_${about}`];
  const place = about === "matrices" || about === "push" ? "view" : "drawer";
  return letter ?? t(`page.${place}.${about}`);
}

/** @param {Page} page @param {string} key @param {readonly import("../../state/lesson.js").LessonText[]} texts */
function list(page, key, texts) {
  const { course, done } = page;
  return m(
    "ul",
    { key },
    texts.map(({ id }) =>
      m(
        "li",
        { key: id },
        m(
          "button",
          { type: "button", class: "question", "data-do": "lesson", "data-of": `questions.${id}` },
          titleIn(page, course?.words[`${id}.title`] ?? ""),
          done.includes(`questions.${id}`) && m("span", { key: "done", class: "is-done", "aria-hidden": "true" }, " ✓"),
        ),
      ),
    ),
  );
}
