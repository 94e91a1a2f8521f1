/** How a practice goes: a question opens at the moment before its number is computed, is answered, and is shown. */

import { plainNumber, typed } from "../../../language/number.js";
import { MAX_PRACTICE_SEED } from "../../../network/practice.js";
import { verdictOn } from "../../../network/asked.js";
import { once } from "../../../network/once.js";
import { sameProblem } from "../../../network/packed.js";
import { askedDigits } from "../../../state/asking.js";
import { openLesson } from "../../../state/lesson.js";
import { openMoment } from "../../../state/moment.js";
import { practiceName, practiceNow, withAnswer } from "../../../state/practice.js";
import { practicePlace } from "../../../state/practice-place.js";
import { settle } from "../arriving.js";
import { timeIn } from "../places.js";

/**
 * @typedef {import("../../../state/page.js").Page} Page
 * @typedef {import("../../../state/page.js").Store} Store
 */

/** Whether the network that is shown is the question's, with its pass. @param {Page} page */
export function isPractisedOn(page) {
  const now = practiceNow(page);
  const { answer, problem, drive, gains } = page;
  if (!now || answer?.problem !== problem || drive || gains) return false;
  const { asked } = now;
  return once(problem, `is of ${page.lesson}`, () => sameProblem(problem, asked.problem));
}

/** The place at which the number is there. @param {Page} page @param {string} before */
const shownAt = (page, before) => timeIn(page, `after ${before}`);

/** Whether the number of the question is shown. @param {Page} page */
export function isPracticeShown(page) {
  const now = practiceNow(page);
  return now !== null && isPractisedOn(page) && page.at >= shownAt(page, now.asked.before);
}

/** What is to be said of the answer that was sent last. @param {Page} page */
export function practiceVerdict(page) {
  const now = practiceNow(page);
  const value = typed(plainNumber(now?.answered.judged ?? ""));
  return now && page.answer && isPractisedOn(page) && value !== null
    ? verdictOn(page.answer, now.asked, value, askedDigits(page))
    : null;
}

/**
 * Sends the answer; after a right one the number is shown, and after that comes the next question.
 *
 * @param {Store} store
 */
export function answerPractice(store) {
  const page = store.get();
  const now = practiceNow(page);
  if (!now || !isPractisedOn(page)) return;
  const { text, judged, wrong, outcome } = now.answered;
  if (isPracticeShown(page)) return goOn(store);
  if (outcome !== null && text === judged) return showPractised(store);
  if (text.trim() === "") return;
  const isRight = practiceVerdict({ ...page, ...withAnswer(page, { judged: text }) })?.isRight ?? false;
  const found = isRight ? (wrong ? "helped" : "right") : null;
  store.set(withAnswer(page, { judged: text, wrong: wrong || !isRight, outcome: found }));
}

/** Shows the number: time goes on to it. @param {Store} store */
function showPractised(store) {
  const page = store.get();
  const now = practiceNow(page);
  const { arrived } = page;
  if (!now || !isPractisedOn(page) || isPracticeShown(page)) return;
  const end = shownAt(page, now.asked.before);
  store.set({
    ...withAnswer(page, { outcome: now.answered.outcome ?? "missed" }),
    playing: false,
    ...(page.still ? { at: end, goal: null } : { goal: end }),
    // Where one has been led one has not wandered.
    arrived: arrived && arrived.at === page.at ? { ...arrived, at: end } : arrived,
  });
}

/** @param {Store} store */
function goOn(store) {
  const now = practiceNow(store.get());
  if (now) openLesson(store, practiceName(now.seed, now.place + 1));
}

/** @type {import("../../screen.js").Screen["actions"]} */
export const PRACTICE_ACTIONS = {
  "practice-new": (store, _of, platform) =>
    openLesson(store, practiceName(Math.floor(platform.random() * (MAX_PRACTICE_SEED + 1)), 1)),
  "practice-again": (store) => {
    const { seed = null } = practicePlace(store.get().lesson) ?? {};
    store.set({ practiceRun: null });
    if (seed !== null) openLesson(store, practiceName(seed, 1));
  },
  "practice-show": showPractised,
};

/** @type {import("../../screen.js").Screen["changes"]} */
export const PRACTICE_CHANGES = {
  "practice-typing": (store, text) => store.set(withAnswer(store.get(), { text, judged: null })),
};

export const PRACTICE_FORMS = { practice: answerPractice };

/**
 * Opens the question that the state names, and notices when its number was seen before it was answered.
 *
 * @param {Store} store
 */
export function followPractice(store) {
  /** @param {Page} page */
  function follow(page) {
    const place = page.screen === "learn" ? practicePlace(page.lesson) : null;
    if (!place) return;
    const now = practiceNow(page);
    // A link may name a practice alone.
    if (now && page.lesson !== practiceName(now.seed, now.place))
      return store.set({ lesson: practiceName(now.seed, now.place) });
    if (page.arriving) return now ? arrive(page, now.asked) : store.set({ arriving: false });
    if (now?.answered.outcome === null && isPracticeShown(page)) store.set(withAnswer(page, { outcome: "missed" }));
  }

  /** @param {Page} page @param {import("../../../network/practice.js").PracticeQuestion} asked */
  function arrive(page, { problem, of, wire, before }) {
    if (page.problem !== problem)
      return openMoment(
        store,
        { example: null, case: null, problem, sample: 0, chosen: null },
        { preset: null, recipe: null, recipeLayers: null },
      );
    if (page.drive || page.gains || page.sample || page.editing)
      return store.set({ drive: null, gains: null, sample: 0, editing: null });
    if (!isPractisedOn(page) || page.answer?.summed) return;
    settle(store, { grain: "neuron", chosen: wire ?? of, at: `before ${before}` }, false);
  }

  store.subscribe(follow);
  follow(store.get());
}
