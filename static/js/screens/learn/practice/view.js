/** A practice in the column of the lesson: what it is, its questions, and at the end what is mastered. */

import { m } from "../../../dom/marks.js";
import { nameOf } from "../../../language/notation.js";
import { inOneText } from "../../../language/phrase.js";
import { wrongWords } from "../../../language/slip-words.js";
import { hintOf } from "../../../network/asked.js";
import { PRACTICE_KINDS } from "../../../network/practice.js";
import { parseAddress, printAddress } from "../../../network/address.js";
import { isWandered } from "../../../state/lesson.js";
import { practiceAnswers, practiceName, practiceNow } from "../../../state/practice.js";
import { PRACTICE_LENGTH, practicePlace } from "../../../state/practice-place.js";
import { answerField, precisionWords } from "../../../time/question.js";
import { eraseButton, wayButton } from "../ways.js";
import { titleIn } from "../words.js";
import { isPracticeShown, isPractisedOn, practiceVerdict } from "./run.js";

/**
 * @typedef {import("../../../state/page.js").Page} Page
 * @typedef {import("../../../network/practice.js").PracticeKind} PracticeKind
 * @typedef {import("../../../dom/marks.js").Child} Child
 * @typedef {NonNullable<ReturnType<typeof practiceNow>>} PracticeNow
 */

/** Where the lecture tells of each kind. @type {Readonly<Record<PracticeKind, string>>} */
export const TOLD_IN = {
  dz_dw: "chapter-4.input",
  z: "chapter-4.sum",
  a: "chapter-5.one-way",
  slope: "chapter-5.slope",
  dl_dy: "chapter-7.first-signal",
  "dl_dz-output": "chapter-7.case-one",
  dl_da: "chapter-5.shares",
  "dl_dz-hidden": "chapter-5.together",
  dl_dw: "chapter-3.product",
  w_new: "chapter-9.update",
};

/** @param {Page} page */
export function practice(page) {
  const now = practiceNow(page);
  if (now) return questionOf(page, now);
  return practicePlace(page.lesson)?.seed === null ? beginning(page) : end(page);
}

/** @param {Page} page @param {string} key @param {string} words */
const title = (page, key, words) =>
  m("h2", { key: `title-${page.lesson}-${key}`, tabindex: "-1", class: "lesson-title" }, words);

/**
 * Kinds of questions beneath a heading, each with what is said of it.
 *
 * @param {string} key
 * @param {string} heading
 * @param {readonly PracticeKind[]} kinds
 * @param {(kind: PracticeKind) => readonly Child[]} row
 * @param {...Child} beneath
 */
const kindList = (key, heading, kinds, row, ...beneath) =>
  kinds.length > 0 &&
  m(
    "section",
    { key, class: "practice" },
    m("h3", { key: "title" }, heading),
    m(
      "ul",
      { key: "list" },
      kinds.map((kind) => m("li", { key: kind }, ...row(kind))),
    ),
    ...beneath,
  );

/** What a practice is, and what was practised before. @param {Page} page */
function beginning(page) {
  const { t, practised } = page;
  const kinds = PRACTICE_KINDS.filter((kind) => practised[kind]);
  return [
    title(page, "begin", t("page.practice.title")),
    m("p", { key: "text", class: "lesson-text" }, t("page.practice.text", { count: PRACTICE_LENGTH })),
    m(
      "div",
      { key: "begin", class: "practice-begin" },
      wayButton(page, { key: "new", look: "primary", action: "practice-new", words: t("page.practice.begin") }),
    ),
    kindList(
      "before",
      t("page.practice.before"),
      kinds,
      (kind) => [
        m("span", { key: "kind" }, t(`page.practice.kind.${kind}`)),
        m("span", { key: "score", class: "score" }, t("page.practice.score", practised[kind])),
      ],
      eraseButton(page),
    ),
  ];
}

/** The ten questions as a row, each with what became of it. @param {Page} page @param {number} place */
function row(page, place) {
  const { t } = page;
  const answers = practiceAnswers(page);
  const { seed = null } = practicePlace(page.lesson) ?? {};
  return m(
    "ol",
    { key: "row", class: "practice-row", "aria-label": t("page.practice.title") },
    PRACTICE_KINDS.map((kind, index) => {
      const outcome = answers[index + 1]?.outcome ?? "open";
      const name = t("page.stage.said", { name: String(index + 1), number: t(`page.practice.kind.${kind}`) });
      const label = outcome === "open" ? name : inOneText(t, [name, t(`page.practice.outcome.${outcome}`)]);
      return m(
        "li",
        { key: kind },
        m(
          "button",
          {
            type: "button",
            class: outcome,
            title: label,
            "aria-label": label,
            "aria-current": index + 1 === place ? "step" : null,
            "data-do": "lesson",
            "data-of": practiceName(seed ?? 0, index + 1),
          },
          { right: "✓", helped: "~", missed: "✗", open: String(index + 1) }[outcome],
        ),
      );
    }),
  );
}

/**
 * The symbol that is asked for: ∂z/∂w is no number of the network.
 *
 * @param {Page} page
 * @param {PracticeNow["asked"]} asked
 */
function nameAsked({ notation }, { of, wire, problem }) {
  const page = { notation, problem };
  if (wire === null) return nameOf(page, of);
  const { indices } = /** @type {import("../../../network/types.js").Address} */ (parseAddress(wire));
  const z = printAddress({ quantity: "z", indices: indices.slice(0, 2) });
  return `∂${nameOf(page, z)}/∂${nameOf(page, wire)}`;
}

/** @param {Page} page @param {PracticeNow} now */
function questionOf(page, { place, asked, answered }) {
  const { t } = page;
  const name = nameAsked(page, asked);
  const isHere = isPractisedOn(page);
  const isShown = isPracticeShown(page);
  const about = {
    first: t("page.learn.practice"),
    second: t(`page.practice.kind.${asked.kind}`),
    text: place,
    texts: PRACTICE_LENGTH,
  };
  return [
    row(page, place),
    m("p", { key: "where", class: "where" }, t("page.learn.place", about)),
    title(page, "ask", t("page.ask.value", { name })),
    m("p", { key: "text", class: "lesson-text" }, inOneText(t, [t("page.practice.given"), precisionWords(page)])),
    m(
      "div",
      { key: `answer-${page.lesson}`, class: "practice" },
      m(
        "form",
        { key: "form", class: "own-number", "data-form": "practice" },
        answerField({ page, name, said: name, slide: "practice-typing", text: answered.text }),
      ),
      m(
        "p",
        { key: "verdict", class: "own-verdict", role: "status" },
        isHere ? verdict(page, asked, answered, isShown) : page.arriving ? "" : t("page.practice.elsewhere"),
      ),
    ),
    questionWays(page, place, answered.outcome !== null, isHere && !isShown),
  ];
}

/**
 * The questions before and after it, the number itself, and back to its moment.
 *
 * @param {Page} page
 * @param {number} place
 * @param {boolean} isAnswered
 * @param {boolean} isToShow  whether the number can be shown
 */
function questionWays(page, place, isAnswered, isToShow) {
  const { t } = page;
  /**
   * @param {string} key @param {string} look @param {string} action
   * @param {string} words  their key in the catalogue
   * @param {string} [shortcut]
   */
  const way = (key, look, action, words, shortcut) => wayButton(page, { key, look, action, words: t(words), shortcut });
  const next = place < PRACTICE_LENGTH ? "page.practice.next" : "page.practice.end";
  const strays = isWandered(page) && !page.arriving && page.goal === null;
  return m(
    "div",
    { key: "ways", class: "ways" },
    place > 1 && way("back", "plain", "lesson-back", "page.practice.previous", "B"),
    isToShow && way("show", "plain", "practice-show", "page.ask.reveal"),
    way("on", isAnswered ? "primary" : "plain", "lesson-on", next, "N"),
    strays && way("return", "plain return", "lesson-return", "page.practice.return", "R"),
  );
}

/**
 * @param {Page} page
 * @param {PracticeNow["asked"]} asked
 * @param {PracticeNow["answered"]} answered
 * @param {boolean} isShown
 */
function verdict(page, asked, { judged, outcome }, isShown) {
  const { t, answer } = page;
  if (judged === null || !answer) return isShown && outcome === "missed" ? t("page.practice.seen") : "";
  const found = practiceVerdict(page);
  if (!found?.isRight) return wrongWords(page, found, hintOf(answer, asked));
  return `✓ ${inOneText(t, [t("page.ask.right"), isShown ? "" : t("page.practice.then")].filter(Boolean))}`;
}

/** What is mastered, and what to look at. @param {Page} page */
function end(page) {
  const { t } = page;
  const answers = practiceAnswers(page);
  /** @param {number} index */
  const isMastered = (index) => answers[index + 1]?.outcome === "right";
  const mastered = PRACTICE_KINDS.filter((_, index) => isMastered(index));
  const others = PRACTICE_KINDS.filter((_, index) => !isMastered(index));
  /** @param {PracticeKind} kind */
  const kindWords = (kind) => t(`page.practice.kind.${kind}`);
  return [
    row(page, PRACTICE_LENGTH + 1),
    title(page, "end", t("page.practice.result", { right: mastered.length, asked: PRACTICE_LENGTH })),
    kindList("mastered", t("page.practice.mastered"), mastered, (kind) => [
      m("span", { key: "kind" }, `✓ ${kindWords(kind)}`),
    ]),
    kindList("others", t("page.practice.look-at"), others, (kind) => [
      m("span", { key: "kind" }, kindWords(kind)),
      m(
        "button",
        { key: "told", type: "button", class: "told", "data-do": "lesson", "data-of": TOLD_IN[kind] },
        titleOf(page, TOLD_IN[kind]),
      ),
    ]),
    m(
      "div",
      { key: "ways", class: "ways" },
      wayButton(page, { key: "new", look: "primary", action: "practice-new", words: t("page.practice.new") }),
      wayButton(page, { key: "again", look: "plain", action: "practice-again", words: t("page.practice.again") }),
      eraseButton(page),
    ),
  ];
}

/** The title of a text of the lecture. @param {Page} page @param {string} name */
function titleOf(page, name) {
  const [lesson, id] = name.split(".");
  const texts = page.contents?.lessons.find((candidate) => candidate.name === lesson)?.texts ?? [];
  return titleIn(page, texts.find((text) => text.id === id)?.title ?? name);
}
