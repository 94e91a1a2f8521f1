/**
 * A number that somebody has worked out by hand, held against the gradient and against what comes out for it when one
 * of the usual slips is made.
 *
 * @typedef {object} Slip
 * @property {string} kind
 * @property {number} value  what comes out with it
 * @property {Readonly<Record<string, string>>} at  the addresses that its sentence names
 *
 * @typedef {{problem: import("./types.js").Problem, trace: import("./types.js").Trace, sample: number}} Pass
 */

import { forSample, parseAddress, printAddress, valueAt } from "./address.js";
import { numeric } from "./numeric.js";
import { subjectOf } from "./push.js";
import { MAX_EXCHANGED, SLIPS, wayOf } from "./slip-rows.js";

/** Parts of a number that rounding on the way may cost. */
const ROUNDING = 0.005;

/** Parts of a number that rounding at the end may cost. */
const LAST_PLACE = 0.02;

/** Parts of a number that the order of a sum may cost. */
const SAME = 1e-9;

/** The gradients that can be compared. @param {string} address */
export const isCompared = (address) => /^d[lL]_d/.test(address) && subjectOf(address) !== null;

/**
 * What a number says that somebody has worked out.
 *
 * @param {Pass} pass
 * @param {string} address  of a gradient
 * @param {number} number
 * @param {number} unit  the last place that was written
 * @returns {{isRight: boolean, slip: Slip | null}} the slip that gives the number, if one does
 */
export function judged(pass, address, number, unit) {
  const exact = numeric(valueAt(address, pass.problem, pass.trace));
  if (isClose(number, exact, unit)) return { isRight: true, slip: null };
  const close = slipsOf(pass, address).filter(({ value }) => isClose(number, value, unit));
  const least = Math.min(...close.map(({ value }) => Math.abs(value - number)));
  // Two slips may come to the same: then it is the one that stands first.
  const nearest = close.find(({ value }) => Math.abs(value - number) <= least + SAME * Math.abs(number));
  return { isRight: false, slip: nearest ?? null };
}

/** @param {number} number @param {number} exact @param {number} unit */
function isClose(number, exact, unit) {
  const size = Math.abs(exact);
  return Math.abs(number - exact) <= Math.max(ROUNDING * size, Math.min(unit, LAST_PLACE * size));
}

/** The last place of a decimal as it is written: 0.001 of -0.046; 0 of a fraction. @param {string} text  plain */
export function unitOf(text) {
  const found = /^[^\d.,/]*\d*(?:[.,](\d*))?(?:e([+-]?\d+))?\s*$/i.exec(text.trim());
  return found ? 10 ** (Number(found[2] ?? 0) - (found[1]?.length ?? 0)) : 0;
}

/**
 * The slips that can be made on the way to a gradient, without those that come to the gradient itself.
 *
 * @param {Pass} shown
 * @param {string} address  of a gradient
 * @returns {Slip[]}
 */
export function slipsOf(shown, address) {
  const { problem, trace } = shown;
  // A gradient of one sample is compared within that sample, whichever is shown.
  const pass = address.startsWith("dL") ? shown : { ...shown, sample: parseAddress(address)?.sample ?? shown.sample };
  const subject = /** @type {string} */ (subjectOf(address));
  const exact = numeric(valueAt(address, problem, trace));
  const all = address.startsWith("dL") ? ofTotal(pass, subject, exact) : ofSample(pass, subject);
  return all.filter(({ value }) => Number.isFinite(value) && !isClose(value, exact, 0));
}

/** @param {Pass} pass @param {string} subject @returns {Slip[]} */
function ofSample(pass, subject) {
  const way = wayOf(pass, subject);
  return SLIPS.flatMap(({ kind, values }) => values(way).map(({ value, at = {} }) => ({ kind, value, at })));
}

/**
 * The same slip made in every sample, and what goes wrong when they are added up.
 *
 * @param {Pass} pass
 * @param {string} subject  a weight or bias
 * @param {number} exact
 * @returns {Slip[]}
 */
function ofTotal({ problem, trace, sample }, subject, exact) {
  const count = problem.x.length;
  const share = problem.reduction === "mean" ? 1 / count : 1;
  const each = problem.x.map((_, n) => ofSample({ problem, trace, sample: n }, subject));
  const together = each[0].map((slip, k) => ({
    ...slip,
    value: share * each.reduce((part, slips) => part + (slips[k]?.kind === slip.kind ? slips[k].value : NaN), 0),
    at: Object.fromEntries(Object.entries(slip.at).map(([name, address]) => [name, forSample(address, sample)])),
  }));
  if (count === 1) return together;
  const alone = each.map(([{ value }]) => -value);
  return [
    { kind: "one-sample", value: alone[sample], at: {} },
    ...alone
      .slice(0, MAX_EXCHANGED)
      .map((value, n) => ({
        kind: "sample",
        value: exact - share * value,
        at: { l: printAddress({ quantity: "l", indices: [], sample: n }) },
      })),
    { kind: share < 1 ? "sum" : "mean", value: share < 1 ? exact * count : exact / count, at: {} },
    ...together,
  ];
}
