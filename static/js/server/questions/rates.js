/** What the loss is after one step of each of many learning rates: asked once for the whole curve. */

import { withNumber, withoutRate } from "../../network/problem.js";
import { isByHand, networkOf } from "../../network/request.js";
import { isOver } from "../../state/page.js";
import { answerTo } from "../ask.js";

/**
 * @typedef {import("../../state/page.js").Page} Page
 * @typedef {import("openapi").LearningRatesAnswer} LearningRates
 */

/** Learning rates beyond 0 for which the loss is asked. */
const RATES = 40;

/** What is unfolded in the inspector where the curve stands there. */
export const RATES_UNFOLDED = "rates";

/** Places of the handle beyond 0. */
export const RATE_PLACES = 200;

/** By so much the curve goes on beyond the present learning rate, at least. */
const MIN_ROOM = 1.2;

/** 0.1, 0.2, 0.5, 1, 2 …: where a curve can end. @param {number} power @param {1 | 2 | 5} digit */
const rung = (power, digit) => Number(`${digit}e${power}`);

/** No curve is shorter: smaller numbers lose their digits. */
const MIN_REACH = 1e-300;

/** The first place where a curve can end that is at least so far. @param {number} far */
export function reachFor(far) {
  const rate = Math.max(MIN_REACH, far);
  const power = Math.floor(Math.log10(rate));
  const rungs = [rung(power, 1), rung(power, 2), rung(power, 5), rung(power + 1, 1)];
  return rungs.find((end) => end >= rate) ?? rungs[3];
}

/** The places beside one: half as far or less, and twice as far or more. @param {number} reach */
export const reachesBeside = (reach) => [reachFor(reach * 0.4), reach, reachFor(reach * 1.5)];

/** Where the curve ends: where it was set to, as long as the learning rate lies on it. @param {Page} page */
export function reachNow({ problem: { learning_rate: rate }, rateReach }) {
  if (rateReach !== null && rate <= rateReach) return rateReach;
  return rate > 0 && rate < 1e300 ? reachFor(rate * MIN_ROOM) : 1;
}

/** The learning rate at a place of the handle. @param {number} reach @param {number} place */
export const rateAt = (reach, place) => Number(((reach * place) / RATE_PLACES).toPrecision(12));

/** Whether the pass that is shown has come to its end, an update: what the curve is about. @param {Page} page */
export const isStepTaken = (page) => page.answer?.trace.update !== undefined && isOver(page);

/** @param {Page} page @returns {import("../ask.js").Question<"rated"> | null} */
export function ratesQuestion(page) {
  const isShown = page.drawer === "network" || page.unfolded === RATES_UNFOLDED;
  if (!isShown || !page.answer || isByHand(page.answer) || !isStepTaken(page)) return null;
  const { problem } = page.answer;
  const reach = reachNow(page);
  const rates = Array.from({ length: RATES + 1 }, (_, index) => Number(((reach * index) / RATES).toPrecision(12)));
  const { layers, loss, reduction, x, target } = problem;
  return {
    path: "/api/learning-rates",
    body: { ...withoutRate(networkOf(problem, page)), rates },
    about: [layers, loss, reduction, x, target, reach],
  };
}

/** The curve, if its answer has come. @param {Page} page @returns {LearningRates | null} */
export const ratesNow = (page) => answerTo(page.rated, ratesQuestion(page))?.value ?? null;

/** The handle is at this place. @param {import("../../state/page.js").Store} store @param {number} place */
export function setRate(store, place) {
  const page = store.get();
  const rateReach = reachNow(page);
  const problem = withNumber(page.problem, "learning_rate", rateAt(rateReach, place));
  store.set({ problem, rateReach, rejection: null });
}
