/**
 * When the factors of a formula arrive while it is computed: in the drawing each comes as a pulse, and lights its piece
 * of the formula when it is there.
 */

import { forSample, parseAddress, valueAt } from "../../../network/address.js";
import { pairsOf } from "../../../language/sentences/phrases.js";
import { TRAVEL_END, arrivalOf, travelShare } from "../../../stage/scene/pulse.js";
import { derived } from "../../../state/memo.js";
import { inspected, isComing, movingOf, progressOf, stepsOf, writersOf } from "../../../state/page.js";
import { arrayOf } from "../../../network/steps.js";

/** @typedef {import("../../../state/page.js").Page} Page */

/**
 * Stand for the factors that no signal brings by themselves: a bias comes last, what is made of others with the first.
 */
const BIAS = "bias";
const OTHER = "other";

/**
 * @param {Page} page
 * @returns {((factor: string) => boolean) | null} whether a factor of the number in the inspector has arrived; null
 *   when it is not what is computed now
 */
export function arrivals(page) {
  const arrived = arrivedOf(page);
  if (arrived === null) return null;
  const { factors, all } = /** @type {{factors: string[], all: string[]}} */ (JSON.parse(arrived));
  const known = new Set(all);
  const come = new Set(factors);
  return (factor) => come.has(known.has(factor) ? factor : factor.startsWith("b.") ? BIAS : OTHER);
}

/** The same as a text, another one only when one more factor has come. @type {(page: Page) => string | null} */
const arrivedOf = derived((page) => {
  const address = inspected(page);
  const moving = movingOf(page);
  if (!moving || !address || !isComing(page, address)) return null;
  const writers = writersOf(page);
  const step = stepsOf(page)[writers.get(address) ?? Number(writers.get(arrayOf(address)))];
  const times = moving.operation
    ? inParts(pairsOf(step).map(onSample(address)), moving.operation)
    : arrivalTimes(page, step, address);
  const progress = progressOf(page);
  const factors = [...times].flatMap(([factor, time]) => (progress >= time ? [factor] : []));
  return JSON.stringify({ factors, all: [...times.keys()] });
});

/** @param {Page} page @param {import("../../../network/types.js").Step} step @param {string} address */
function arrivalTimes(page, step, address) {
  const pairs = pairsOf(step).map(onSample(address));
  const times = pairs.length > 0 ? ofProducts(page, pairs) : inTurn(step);
  const first = Math.min(TRAVEL_END, ...times.values());
  return new Map(
    [
      ...times,
      ...[
        [BIAS, TRAVEL_END],
        [OTHER, first],
      ],
    ].map(([factor, time]) => /** @type {[string, number]} */ ([factor, time])),
  );
}

/**
 * Product by product: what earlier parts have brought is there, and the last part has all.
 *
 * @param {string[][]} pairs
 * @param {NonNullable<import("../../../network/types.js").Unit["operation"]>} operation
 */
function inParts(pairs, { index, count }) {
  const isLast = index === count - 1;
  /** @param {number} k */
  const time = (k) => (isLast || k < index ? 0 : k === index ? TRAVEL_END : Infinity);
  const parts = pairs.flatMap((pair, k) => pair.map((factor) => /** @type {[string, number]} */ ([factor, time(k)])));
  return new Map([...parts, [BIAS, isLast ? 0 : Infinity], [OTHER, isLast ? 0 : Infinity]]);
}

/**
 * A pair of factors, of the sample of a number.
 *
 * @param {string} address
 * @returns {(pair: [string, string]) => string[]}
 */
const onSample = (address) => (pair) => pair.map((factor) => forSample(factor, parseAddress(address)?.sample ?? 0));

/** The larger a product, the sooner it is there, as in the drawing. @param {Page} page @param {string[][]} pairs */
function ofProducts({ answer }, pairs) {
  /** @param {string} address */
  const size = (address) => (answer ? Number(valueAt(address, answer.problem, answer.trace)) : NaN);
  const products = pairs.map((pair) => Math.abs(pair.map(size).reduce((a, b) => a * b)));
  const most = Math.max(...products);
  return new Map(
    pairs.flatMap((pair, k) => {
      const share = travelShare(products[k], most);
      return pair.map(
        (factor) => /** @type {[string, number]} */ ([factor, arrivalOf(Number.isFinite(share) ? share : 1)]),
      );
    }),
  );
}

/**
 * What is read, one after the other: a signal before the gain that it meets.
 *
 * @param {import("../../../network/types.js").Step} step
 */
function inTurn({ reads }) {
  const order = [...reads].sort((a, b) => Number(a.startsWith("da_dz")) - Number(b.startsWith("da_dz")));
  return new Map(order.map((factor, k) => [factor, arrivalOf((k + 1) / order.length)]));
}
