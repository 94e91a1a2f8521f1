/**
 * The question about the number that the next step computes: first its sign, then whether it is larger than another
 * one, then its value. While it stands the number is nowhere on the page, and nothing is told of it.
 *
 * @typedef {import("./page.js").Page} Page
 * @typedef {import("./page.js").Store} Store
 *
 * @typedef {object} AskedNumber
 * @property {string} of  address of the number
 * @property {number} start  the place in time before it is computed
 * @property {number} end  and the one after
 * @property {string | null} neighbour  what it is compared with
 * @property {"sign" | "size" | "value" | "answered"} stage  what is asked for now
 * @property {string | null} wrong  the last answer in this stage, where it was wrong
 * @property {string} text  the value as it is being typed
 * @property {string | null} judged  the one that was answered
 *
 * @typedef {{asked: AskedNumber | null}} Asking
 */

import { valueAt } from "../network/address.js";
import { neighbourOf, signOf, verdictOn } from "../network/asked.js";
import { numeric } from "../network/numeric.js";
import { next, stops } from "../network/steps.js";
import { plainNumber, typed } from "../language/number.js";
import { computedOf, grainOf, hasLayerSteps, stepsOf, unitsOf } from "./page.js";
import { derived } from "./memo.js";

/** Significant digits that are asked for, where the page does not show fewer. */
const MAX_ASKED_DIGITS = 2;

/** Places closer than this are the same place. */
const CLOSE = 1e-9;

/** @returns {Asking} */
export const newAsking = () => ({ asked: null });

/** @param {Pick<Page, "digits">} page */
export const askedDigits = ({ digits }) => Math.min(digits, MAX_ASKED_DIGITS);

/**
 * The number that the next step computes, and between which places: the first one of a step that computes several.
 *
 * @type {(page: Page) => {of: string, start: number, end: number} | null}
 */
export const nextNumber = derived((page) => {
  const { answer, at } = page;
  const steps = stepsOf(page);
  if (!answer || answer.problem !== page.problem || hasLayerSteps(page)) return null;
  // A step that is done in several operations is asked about as a whole.
  const places = grainOf(page) === "operation" ? steps.map((_, index) => index + 1) : stops(unitsOf(page));
  const start = places.findLast((place) => place <= at + CLOSE) ?? 0;
  const end = next(places, start);
  if (!(end > start)) return null;
  const of = steps
    .slice(start, end)
    .flatMap(({ writes }) => writes.slice(0, 1))
    .find((address) => Number.isFinite(exactOf(answer, address)));
  return of === undefined ? null : { of, start, end };
});

/** @param {NonNullable<Page["answer"]>} answer @param {string} address */
const exactOf = ({ problem, trace }, address) => numeric(valueAt(address, problem, trace));

/** Asks, where time stands and there is a next number. @param {Store} store */
export function askNext(store) {
  const now = store.get();
  // What moves now comes to its end first.
  const page = { ...now, at: now.goal ?? now.at };
  const { answer } = page;
  const found = nextNumber(page);
  if (page.playing || !found || !answer) return;
  const known = computedOf({ ...page, at: found.start });
  store.set({
    asked: {
      ...found,
      neighbour: neighbourOf(answer, found.of, known),
      stage: "sign",
      wrong: null,
      text: "",
      judged: null,
    },
    at: found.start,
    goal: null,
    view: page.view === "push" ? "both" : page.view,
    nudge: null,
    editing: null,
    sheet: false,
  });
}

/** @param {Store} store */
export const leaveQuestion = (store) => store.set({ asked: null });

/** Shows the number: time goes on to it. @param {Store} store */
export function revealNumber(store) {
  const { asked, still } = store.get();
  if (!asked) return;
  store.set({ asked: null, playing: false, ...(still ? { at: asked.end, goal: null } : { goal: asked.end }) });
}

/** What comes after a right answer. @type {Readonly<Record<AskedNumber["stage"], AskedNumber["stage"]>>} */
const AFTER = { sign: "size", size: "value", value: "answered", answered: "answered" };

/** @param {Store} store @param {AskedNumber} asked @param {boolean} isRight @param {string} answered */
function answerWith(store, asked, isRight, answered) {
  if (!isRight) return store.set({ asked: { ...asked, wrong: answered } });
  const { answer } = store.get();
  const isZero = answer !== null && exactOf(answer, asked.of) === 0;
  const after = AFTER[asked.stage] === "size" && !asked.neighbour ? "value" : AFTER[asked.stage];
  // Of a zero everything is said with its sign.
  store.set({ asked: { ...asked, stage: isZero ? "answered" : after, wrong: null } });
}

/** @param {Store} store @param {string} sign  "1", "0" or "-1" */
export function answerSign(store, sign) {
  const { asked, answer } = store.get();
  if (asked?.stage === "sign" && answer) answerWith(store, asked, signOf(exactOf(answer, asked.of)) === sign, sign);
}

/** @param {Store} store @param {string} size  "larger" or "smaller" */
export function answerSize(store, size) {
  const { asked, answer } = store.get();
  if (asked?.stage !== "size" || !answer || !asked.neighbour) return;
  const [own, other] = [asked.of, asked.neighbour].map((address) => Math.abs(exactOf(answer, address)));
  answerWith(store, asked, (own > other ? "larger" : "smaller") === size, size);
}

/** What is being typed; what was said was said of another number. @param {Store} store @param {string} text */
export function typeValue(store, text) {
  const { asked } = store.get();
  if (asked) store.set({ asked: { ...asked, text, judged: null } });
}

/** The value in the field is sent; once it was right the number is shown. @param {Store} store */
export function answerValue(store) {
  const { asked } = store.get();
  if (!asked) return;
  if (asked.stage === "answered") return revealNumber(store);
  if (asked.stage !== "value" || asked.text.trim() === "") return;
  const judged = { ...asked, judged: asked.text };
  const found = verdictOf({ ...store.get(), asked: judged });
  store.set({ asked: { ...judged, stage: found?.isRight ? "answered" : "value" } });
}

/**
 * What is to be said of the value that was answered.
 *
 * @param {Page} page
 * @returns {import("../network/asked.js").AskedVerdict | null} null where it is no number
 */
export function verdictOf(page) {
  const { asked, answer } = page;
  const value = typed(plainNumber(asked?.judged ?? ""));
  return asked && answer && value !== null ? verdictOn(answer, asked, value, askedDigits(page)) : null;
}

/** The question goes with what it was about. @param {Store} store */
export function followAsked(store) {
  store.subscribeSoon((page) => {
    const { asked, answer } = page;
    if (!asked) return;
    const found = nextNumber(page);
    const stands =
      !page.playing &&
      page.goal === null &&
      page.view !== "push" &&
      answer !== null &&
      page.at === asked.start &&
      found?.of === asked.of &&
      found.end === asked.end;
    if (!stands) store.set({ asked: null });
  });
}

/** Whether this is the number that is asked for. @param {Pick<Page, "asked">} page @param {string} address */
export const isAskedFor = ({ asked }, address) => asked?.of === address;

/**
 * What is lit in the drawing: what is pointed at, else what the question speaks of.
 *
 * @param {Pick<Page, "hover" | "asked">} page
 */
export const litNumber = ({ hover, asked }) => hover ?? (asked?.stage === "size" ? asked.neighbour : asked?.of) ?? null;
