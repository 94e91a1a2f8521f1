/**
 * What has arrived at a neuron so far, written below it: in the finest grain the products until they are added up; at
 * an amplifier, which does the same backward, also where a step moves as a whole.
 */

import { forSample, sentAddress, valueAt } from "../../network/address.js";
import { m } from "../../dom/marks.js";
import { round } from "./layout.js";
import { SUM_HEIGHT, sumPlace } from "./sum-place.js";
import { derived } from "../../state/memo.js";
import { movingOf, progressOf, stepsOf } from "../../state/page.js";
import { own, wiresOf } from "./journeys.js";
import { arrivalOf, travelShare } from "./pulse.js";
import { isCoupled } from "../../network/problem.js";

/**
 * @typedef {Pick<import("./context.js").Context, "problem" | "trace" | "here">} Numbers  of the sample that is drawn
 */

/** More terms than this are written as their number and their sum. */
const MAX_LISTED_TERMS = 3;

/**
 * @param {import("../../state/page.js").Page} page
 * @param {import("./context.js").Context} context
 */
export function runningSum(page, context) {
  const moving = movingOf(page);
  if (!moving || moving.steps.length > 1) return null;
  const step = stepsOf(page)[moving.steps[0]];
  const lane = step.quantity === "z" ? "forward" : "backward";
  if (!context.layout[lane]?.nodes[step.layer]?.[own(step)]) return null;
  /** @param {number} most  terms that are listed */
  const wordsOf = (most) =>
    moving.operation
      ? sumText(context, arrived(context, step, moving.operation, moving.ended), isLast(moving.operation), most)
      : amplifierText(page, context, step, moving.ended, most);
  const whole = wordsOf(MAX_LISTED_TERMS);
  if (whole === "") return null;
  const place = sumPlace(context, step, whole);
  const words = place.clear ? whole : wordsOf(1);
  const { left, y, width, clear } = place.clear ? place : sumPlace(context, step, words);
  // Where there is no room beside the numbers of the wires, the sentence alone has it.
  if (!clear) return null;
  return m(
    "g",
    { key: "ledger", class: `ledger ${lane}` },
    m("rect", { key: "box", x: round(left), y: round(y), width: round(width), height: SUM_HEIGHT, rx: SUM_HEIGHT / 2 }),
    m("text", { key: "sum", x: round(left + width / 2), y: round(y + 14), "text-anchor": "middle" }, words),
  );
}

/** @param {NonNullable<import("../../network/types.js").Unit["operation"]>} operation */
const isLast = ({ index, count }) => index === count - 1;

/** Whether a step adds up what comes back over several wires. @param {import("../../network/types.js").Step} step */
const addsPaths = (step) => step.quantity === "dl_da" && wiresOf(step).length > 1;

/**
 * Which of the products that come back to an amplifier have arrived, in a step that moves as a whole: with each the
 * drawing is another one.
 *
 * @type {(page: import("../../state/page.js").Page) => string} a 1 or a 0 for each wire; empty where none is added
 */
export const arrivedBack = derived((page) => {
  const { answer } = page;
  const moving = movingOf(page);
  if (!answer || !moving || moving.operation || moving.steps.length > 1) return "";
  const step = stepsOf(page)[moving.steps[0]];
  if (!addsPaths(step)) return "";
  /** @param {string} address */
  const here = (address) => forSample(address, answer.sample);
  const sizes = productsOf({ problem: answer.problem, trace: answer.trace, here }, step, wiresOf(step)).map(Math.abs);
  const most = Math.max(...sizes);
  const progress = progressOf(page);
  return sizes.map((size) => Number(progress >= arrivalOf(travelShare(size, most)))).join("");
});

/**
 * What an amplifier is doing: the products that come in and their sum, then the sum times the slope.
 *
 * @param {import("../../state/page.js").Page} page
 * @param {import("./context.js").Context} context
 * @param {import("../../network/types.js").Step} step
 * @param {boolean} ended
 * @param {number} most  terms that are listed
 */
function amplifierText(page, context, step, ended, most) {
  if (addsPaths(step)) {
    const come = arrivedBack(page);
    const products = productsOf(context, step, wiresOf(step));
    return sumText(
      context,
      products.filter((_, k) => come[k] === "1"),
      ended,
      most,
    );
  }
  if (step.quantity !== "dl_dz" || isCoupled(context.problem, step.layer)) return "";
  const [signal, gain, result] = ["dl_da", "da_dz", "dl_dz"].map((quantity) =>
    Number(valueAt(context.here(`${quantity}.${step.layer}.${own(step)}`), context.problem, context.trace) ?? NaN),
  );
  const product = `${context.formatted(signal, 8)} × ${context.formatted(gain, 8)}`;
  return ended ? `${product} = ${context.formatted(result, 8)}` : product;
}

/**
 * @param {Numbers} numbers
 * @param {import("../../network/types.js").Step} step
 * @param {import("../../network/address.js").Wire[]} wires
 * @returns {number[]}
 */
function productsOf({ problem, trace, here }, step, wires) {
  /** @param {string} address */
  const number = (address) => Number(valueAt(address, problem, trace) ?? NaN);
  return wires.map(
    ({ layer, to, from }) =>
      number(`w.${layer}.${to}.${from}`) *
      number(here(step.quantity === "z" ? sentAddress(layer - 1, from) : `dl_dz.${layer}.${to}`)),
  );
}

/**
 * The products that have come, and last the bias.
 *
 * @param {import("./context.js").Context} context
 * @param {import("../../network/types.js").Step} step
 * @param {NonNullable<import("../../network/types.js").Unit["operation"]>} operation
 * @param {boolean} ended
 * @returns {number[]}
 */
function arrived(context, step, { index, count }, ended) {
  const wires = wiresOf(step);
  const adding = index === count - 1;
  const come = adding ? wires : wires.slice(0, index + (ended ? 1 : 0));
  const products = productsOf(context, step, come);
  const bias = `b.${step.layer}.${own(step)}`;
  return step.quantity === "z" && adding
    ? [...products, Number(valueAt(bias, context.problem, context.trace) ?? NaN)]
    : products;
}

/**
 * @param {import("./context.js").Context} context @param {number[]} terms @param {boolean} adding
 * @param {number} most  terms that are listed
 */
function sumText(context, terms, adding, most) {
  if (terms.length === 0) return "";
  const sum = terms.reduce((total, term) => total + term, 0);
  const listed =
    terms.length > most
      ? `Σ${terms.length}`
      : terms
          .map(
            (term, k) =>
              `${k === 0 ? "" : term < 0 ? " − " : " + "}${context.formatted(k === 0 ? term : Math.abs(term), 8)}`,
          )
          .join("");
  return adding || terms.length > most ? `${listed} = ${context.formatted(sum, 8)}` : listed;
}
