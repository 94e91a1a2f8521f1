/**
 * A practice's slice of the state: ten questions by a seed, how each was answered, and what was practised so far. Which
 * question is open says the moment itself: `practice.42.3` is the third one of the seed 42.
 *
 * @typedef {"right" | "helped" | "missed"} Outcome  right at once, right in the end, or shown before it was right
 * @typedef {{text: string, judged: string | null, wrong: boolean, outcome: Outcome | null}} PracticeAnswer  `wrong` once
 *   one was
 * @typedef {{seed: number, answers: Readonly<Record<number, PracticeAnswer>>}} PracticeRun
 * @typedef {Readonly<Record<string, {asked: number, right: number}>>} Practised  by the kind of question
 *
 * @typedef {object} Practice
 * @property {PracticeRun | null} practiceRun  the one that was begun last
 * @property {Practised} practised
 */

import { PRACTICE_KINDS, practiceQuestion } from "../network/practice.js";
import { PRACTICE_END, PRACTICE_LENGTH, practicePlace } from "./practice-place.js";

/** @typedef {import("./page.js").Page} Page */

/** @param {number} seed @param {number} place */
export const practiceName = (seed, place) => `practice.${seed}.${place > PRACTICE_LENGTH ? "end" : place}`;

/** The names of a practice's questions, and of its end. @param {string | null} lesson */
export function practiceNames(lesson) {
  const seed = practicePlace(lesson)?.seed ?? null;
  return seed === null ? [] : Array.from({ length: PRACTICE_END }, (_, index) => practiceName(seed, index + 1));
}

/** @type {PracticeAnswer} */
const UNANSWERED = { text: "", judged: null, wrong: false, outcome: null };

/**
 * The answers of the practice that is open.
 *
 * @param {Pick<Page, "lesson" | "practiceRun">} page
 * @returns {PracticeRun["answers"]}
 */
export function practiceAnswers({ lesson, practiceRun }) {
  return practiceRun && practiceRun.seed === practicePlace(lesson)?.seed ? practiceRun.answers : {};
}

/**
 * The question that is open, and its answer.
 *
 * @param {Pick<Page, "lesson" | "practiceRun">} page
 * @returns {{seed: number, place: number, asked: import("../network/practice.js").PracticeQuestion, answered:
 *   PracticeAnswer} | null} null where none is
 */
export function practiceNow(page) {
  const { seed = null, place = 0 } = practicePlace(page.lesson) ?? {};
  if (seed === null || place < 1 || place > PRACTICE_LENGTH) return null;
  return { seed, place, asked: practiceQuestion(seed, place), answered: practiceAnswers(page)[place] ?? UNANSWERED };
}

/**
 * What becomes of the state when the answer to the open question changes; with an outcome it counts as practised.
 *
 * @param {Pick<Page, "lesson" | "practiceRun" | "practised">} page
 * @param {Partial<PracticeAnswer>} change
 * @returns {Partial<Page>}
 */
export function withAnswer(page, change) {
  const now = practiceNow(page);
  if (!now) return {};
  const { seed, place, asked, answered } = now;
  const outcome = answered.outcome ?? change.outcome ?? null;
  const answers = { ...practiceAnswers(page), [place]: { ...answered, ...change, outcome } };
  const before = page.practised[asked.kind] ?? { asked: 0, right: 0 };
  const practised =
    outcome === answered.outcome
      ? page.practised
      : {
          ...page.practised,
          [asked.kind]: { asked: before.asked + 1, right: before.right + Number(outcome === "right") },
        };
  return { practiceRun: { seed, answers }, practised };
}

/** What the browser has kept; nothing of it is trusted. @param {unknown} kept @returns {Practised} */
export function practisedIn(kept) {
  if (typeof kept !== "object" || kept === null) return {};
  const found = PRACTICE_KINDS.flatMap((kind) => {
    const { asked, right } = /** @type {Record<string, any>} */ (kept)[kind] ?? {};
    const isCount = [asked, right].every((count) => Number.isSafeInteger(count) && count >= 0) && right <= asked;
    return isCount ? [[kind, { asked, right }]] : [];
  });
  return Object.fromEntries(found);
}
