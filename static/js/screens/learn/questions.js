/** The index of what people ask, which can be searched. */

import { m } from "../../dom/marks.js";
import { titleIn } from "./words.js";

/** @typedef {import("../../state/page.js").Page} Page */

/** A question and its answer in the words that are looked for. @param {string} text */
const folded = (text) => text.toLowerCase().normalize("NFKD");

/** @param {Page} page */
export function questions(page) {
  const { t, course, soughtWords, done } = page;
  const sought = folded(soughtWords).split(/\s+/).filter(Boolean);
  const { texts = [], words = {} } = course?.name === "questions" ? course : {};
  const found = texts.filter(({ id }) => {
    const text = folded(titleIn(page, `${words[`${id}.title`]} ${words[`${id}.text`]}`));
    return sought.every((word) => text.includes(word));
  });
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
      m(
        "ul",
        { key: "list" },
        found.map(({ id }) =>
          m(
            "li",
            { key: id },
            m(
              "button",
              { type: "button", class: "question", "data-do": "lesson", "data-of": `questions.${id}` },
              titleIn(page, words[`${id}.title`]),
              done.includes(`questions.${id}`) &&
                m("span", { key: "done", class: "is-done", "aria-hidden": "true" }, " ✓"),
            ),
          ),
        ),
      ),
      found.length === 0 && m("p", { key: "none", class: "hint", role: "status" }, t("page.learn.none")),
    ),
  ];
}
