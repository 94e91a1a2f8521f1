/** The column of the lesson: where one is in it, the text, what is to be done, and the way on. */

import { m } from "../../dom/marks.js";
import { segmented } from "../../dom/controls.js";
import { sectionName } from "../explore/rail.js";
import { ownNumberField } from "../../stage/hands/own-number.js";
import { isOfGlossary, isOfQuestions, partsOf, textOf } from "../../state/lesson.js";
import { glossWords } from "../glossed.js";
import { glossaryColumn } from "./glossary.js";
import { formulas } from "./formulas.js";
import { isHeldBack, resolved } from "./places.js";
import { lessonWords, titleIn } from "./words.js";
import { questions } from "./questions.js";
import { practicePlace } from "../../state/practice-place.js";
import { practice } from "./practice/view.js";
import { chaptersOf } from "./order.js";
import { networkChoice, ways } from "./ways.js";

/**
 * @typedef {import("../../state/page.js").Page} Page
 * @typedef {import("../../state/lesson.js").LessonText} LessonText
 */

/** @param {Page} page */
export function column(page) {
  const { t, contents, course, missing, lesson } = page;
  const part = partOf(lesson);
  if (missing)
    return [
      m("p", { key: "missing", class: "wrong", role: "alert" }, t("page.learn.failed")),
      m("button", { key: "again", type: "button", class: "plain", "data-do": "lesson-again" }, t("page.retry")),
    ];
  if (!contents || (!course && (part === "" || part === "questions")))
    return [m("p", { key: "waiting", class: "hint" }, t("page.learn.waiting"))];
  return [
    segmented({
      label: t("page.screen.learn"),
      value: part,
      action: "lesson",
      options: [
        ["", t("page.learn.lecture")],
        ["questions", t("page.learn.questions")],
        ["practice", t("page.learn.practice")],
        ["glossary", t("page.learn.glossary")],
      ],
    }),
    part === "" && chapters(page),
    ...beneath(page, part),
  ];
}

/** The part of Learn that is open, by the lesson with which it begins. @param {string | null} lesson */
function partOf(lesson) {
  if (practicePlace(lesson)) return "practice";
  if (isOfQuestions(lesson)) return "questions";
  return isOfGlossary(lesson) ? "glossary" : "";
}

/** What stands beneath the choice among the parts. @param {Page} page @param {ReturnType<typeof partOf>} part */
function beneath(page, part) {
  if (part === "practice") return practice(page);
  if (part === "glossary") return glossaryColumn(page);
  const text = textOf(page);
  if (text && page.course) return opened(page, text, page.course.words);
  return part === "questions" ? questions(page) : [];
}

/** The chapters as a row, each as far as it was done. @param {Page} page */
function chapters(page) {
  const { t, lesson } = page;
  const own = partsOf(lesson).lesson;
  return m(
    "ol",
    { key: "chapters", class: "chapters", "aria-label": t("page.learn.contents") },
    chaptersOf(page).map(({ name, title, texts }, index, all) => {
      const place = texts.findIndex(({ id }) => `${name}.${id}` === lesson) + 1;
      const order = all.findIndex((chapter) => chapter.name === own);
      const share = index < order ? 1 : index === order ? place / texts.length : 0;
      const label = t("page.stage.said", {
        name: t("page.learn.chapter", { chapter: index + 1, count: all.length }),
        number: title,
      });
      return m(
        "li",
        { key: name },
        m(
          "button",
          {
            type: "button",
            title: label,
            "aria-label": label,
            "aria-current": name === own ? "step" : null,
            "data-do": "lesson",
            "data-of": `${name}.${texts[0].id}`,
          },
          m("span", { class: "share", style: { width: `${100 * share}%` } }),
        ),
      );
    }),
  );
}

/**
 * A text and what belongs to it.
 *
 * @param {Page} page
 * @param {LessonText} text
 * @param {Record<string, string>} words
 */
function opened(page, text, words) {
  const { t } = page;
  return [
    where(page, words.title),
    m(
      "h2",
      {
        key: `title-${page.lesson}`,
        tabindex: "-1",
        class: "lesson-title",
        "aria-describedby": isOfQuestions(page.lesson) ? null : "lesson-where",
        "data-lesson": page.lesson,
      },
      lessonWords(page, text, words[`${text.id}.title`]),
    ),
    ...(isHeldBack(page, text)
      ? [m("p", { key: "held", class: "note", role: "status" }, t("page.learn.fixed"))]
      : told(page, text, words)),
    asked(page, text.asks ?? []),
    ...ways(page, text),
    networkChoice(page),
  ];
}

/**
 * What a text says on the network beside it.
 *
 * @param {Page} page
 * @param {LessonText} text
 * @param {Record<string, string>} words
 */
function told(page, text, words) {
  const { t } = page;
  return [
    m(
      "p",
      { key: `text-${page.lesson}`, class: "lesson-text" },
      lessonWords(page, text, words[`${text.id}.text`], "text"),
      glossWords(page, "text"),
    ),
    page.borrowed && m("p", { key: "borrowed", class: "hint" }, t("page.learn.borrowed")),
    formulas(page, text),
    text.task && task(page, text, words),
  ];
}

/** Chapter 5 of 9 · Backward pass · 3 of 6. @param {Page} page @param {string} title */
function where(page, title) {
  const { t, lesson } = page;
  const { lesson: name, text } = partsOf(lesson);
  const all = chaptersOf(page);
  const chapter = all.findIndex((candidate) => candidate.name === name);
  if (chapter < 0)
    return m(
      "button",
      { key: "where", type: "button", class: "where all", "data-do": "lesson", "data-of": "questions" },
      `← ${t("page.learn.all")}`,
    );
  const { texts } = all[chapter];
  const place = {
    first: t("page.learn.chapter", { chapter: chapter + 1, count: all.length }),
    second: title,
    text: texts.findIndex(({ id }) => id === text) + 1,
    texts: texts.length,
  };
  return m("p", { key: "where", id: "lesson-where", class: "where" }, t("page.learn.place", place));
}

/**
 * What is to be done, and once it was, what was seen.
 *
 * @param {Page} page
 * @param {LessonText} text
 * @param {Record<string, string>} words
 */
function task(page, text, words) {
  const { t, lesson, done } = page;
  const isDone = done.includes(lesson ?? "");
  const { kind, of = "", section } = /** @type {NonNullable<LessonText["task"]>} */ (text.task).noticed;
  const asked = kind === "answered" && resolved(of, page.problem, page.sample);
  return m(
    "div",
    { key: `task-${lesson}`, class: `lesson-task${isDone ? " done" : ""}` },
    m("span", { key: "mark", class: "mark", "aria-hidden": "true" }, isDone ? "✓" : ""),
    m(
      "div",
      { key: "words" },
      m(
        "p",
        { key: "task" },
        m("strong", { key: "do" }, t("page.learn.do")),
        " ",
        ...lessonWords(page, text, words[`${text.id}.task`], "task"),
        glossWords(page, "task"),
      ),
      asked && ownNumberField(page, asked),
      section && sectionButton(page, section),
      m(
        "p",
        { key: "done", class: "seen", role: "status" },
        isDone && m("strong", { key: "done" }, t("page.learn.done")),
        isDone && " ",
        ...(isDone ? lessonWords(page, text, words[`${text.id}.done`], "done") : []),
        isDone && glossWords(page, "done"),
      ),
    ),
  );
}

/** The sections stand at the edge that the lesson has taken. @param {Page} page @param {string} section */
const sectionButton = (page, section) =>
  m(
    "button",
    {
      key: "section",
      type: "button",
      class: "plain",
      "data-do": "drawer",
      "data-of": section,
      "aria-expanded": String(page.drawer === section),
      "aria-controls": "drawer",
    },
    sectionName(page, section),
  );

/** What people ask at this place. @param {Page} page @param {readonly string[]} ids */
function asked(page, ids) {
  const { t, contents } = page;
  const all = contents?.lessons.find(({ name }) => name === "questions")?.texts ?? [];
  const found = all.filter(({ id }) => ids.includes(id));
  if (found.length === 0) return null;
  return m(
    "section",
    { key: "asked", class: "lesson-questions", "aria-label": t("page.learn.ask") },
    m("h3", { key: "title" }, t("page.learn.ask")),
    m(
      "ul",
      { key: "list" },
      found.map(({ id, title }) =>
        m(
          "li",
          { key: id },
          m(
            "button",
            { type: "button", class: "question", "data-do": "lesson", "data-of": `questions.${id}` },
            titleIn(page, title),
          ),
        ),
      ),
    ),
  );
}
