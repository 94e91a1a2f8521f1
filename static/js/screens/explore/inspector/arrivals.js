/**
 * When the factors of a formula arrive while it is computed: in the drawing each comes as a pulse, and lights its piece
 * of the formula when it is there.
 */

import { forSample, parseAddress, valueAt } from "../../../network/address.js";
import { pairsOf } from "../../../language/sentences/phrases.js";
import { TRAVEL_END, arrivalOf, travelShare } from "../../../stage/scene/pulse.js";
import { isComing, movingOf, stepsOf, writersOf } from "../../../state/page.js";
import { arrayOf } from "../../../network/steps.js";

/** @typedef {import("../../../state/page.js").Page} Page */

/**
 * @param {Page} page
 * @param {string} address
 * @returns {((factor: string) => boolean) | null} whether a factor has arrived; null when the number is not what is
 *   computed now
 */
export function arrivals(page, address) {
  const moving = movingOf(page);
  if (!moving || !isComing(page, address)) return null;
  const writers = writersOf(page);
  const step = stepsOf(page)[writers.get(address) ?? Number(writers.get(arrayOf(address)))];
  const { operation, progress } = moving;
  const pairs = pairsOf(step);
  if (operation) {
    const come = new Set(pairs.slice(0, operation.index + (progress >= TRAVEL_END ? 1 : 0)).flatMap(onSample(address)));
    return (factor) => come.has(factor) || operation.index === operation.count - 1;
  }
  const times = pairs.length > 0 ? ofProducts(page, pairs.map(onSample(address))) : inTurn(step);
  const first = Math.min(TRAVEL_END, ...times.values());
  return (factor) => progress >= (times.get(factor) ?? (factor.startsWith("b.") ? TRAVEL_END : first));
}

/** A pair of factors, of the sample of a number. @param {string} address @returns {(pair: [string, string]) => string[]} */
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

/** What is read, one after the other: a signal before the gain that it meets. @param {import("../../../network/types.js").Step} step */
function inTurn({ reads }) {
  const order = [...reads].sort((a, b) => Number(a.startsWith("da_dz")) - Number(b.startsWith("da_dz")));
  return new Map(order.map((factor, k) => [factor, arrivalOf((k + 1) / order.length)]));
}
