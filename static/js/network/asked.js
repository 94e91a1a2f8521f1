/**
 * A number that somebody is asked for: its sign, whether it is larger than another one, and its value to some
 * significant digits. What comes out when a usual slip is made is called by its name.
 *
 * @typedef {import("./slips.js").Pass} Pass
 * @typedef {import("./slips.js").Slip} Slip
 * @typedef {{of: string, wire?: string | null}} AskedFor  the address of the number; of ∂z/∂w, which is what comes in on
 *   a wire, also that of its weight
 * @typedef {{isRight: boolean, isNear: boolean, slip: Slip | null}} AskedVerdict  `isNear` where a digit is missing
 */

import { parseAddress, valueAt } from "./address.js";
import { forwardSlips, hasForwardSlips, inputOn } from "./forward-slips.js";
import { numeric } from "./numeric.js";
import { isCompared, slipsOf } from "./slips.js";

/** Parts of a number by which one that is nearly right may miss it. */
const NEAR = 0.06;

/** What the last place may lose to the way in which a computer keeps a decimal. */
const LAST_BIT = 1e-9;

/** Numbers whose sizes differ by a smaller part are not compared. */
const MIN_DIFFERENCE = 0.02;

/**
 * Half of the last place that is asked for: 0.0005 of 0.046 to two significant digits.
 *
 * @param {number} exact
 * @param {number} digits
 */
export const toleranceOf = (exact, digits) =>
  exact === 0 ? 0 : 0.5 * 10 ** (Math.floor(Math.log10(Math.abs(exact))) - digits + 1);

/** @param {number} number @param {number} exact @param {number} digits */
const isWithin = (number, exact, digits) =>
  Math.abs(number - exact) <= toleranceOf(exact, digits) + LAST_BIT * Math.abs(exact);

/** @param {Pass} pass @param {AskedFor} asked @returns {Slip[]} */
function slipsFor(pass, { of, wire }) {
  if (wire) return inputOn(pass, wire).slips;
  if (isCompared(of)) return slipsOf(pass, of);
  return hasForwardSlips(of) ? forwardSlips(pass, of) : [];
}

/**
 * @param {Pass} pass
 * @param {AskedFor} asked
 * @param {number} number  that was answered
 * @param {number} digits  significant ones that are asked for
 * @returns {AskedVerdict}
 */
export function verdictOn(pass, asked, number, digits) {
  const exact = numeric(valueAt(asked.of, pass.problem, pass.trace));
  if (isWithin(number, exact, digits)) return { isRight: true, isNear: false, slip: null };
  const slips = slipsFor(pass, asked).filter(({ value }) => Number.isFinite(value) && !isWithin(value, exact, digits));
  const found = slips.filter(({ value }) => isWithin(number, value, digits));
  const least = Math.min(...found.map(({ value }) => Math.abs(value - number)));
  const slip = found.find(({ value }) => Math.abs(value - number) <= least + LAST_BIT * Math.abs(number)) ?? null;
  const isNear = slip === null && Math.abs(number - exact) <= NEAR * Math.abs(exact);
  return { isRight: false, isNear, slip };
}

/** The sign of a number as it is answered. @param {number} number @returns {"1" | "0" | "-1"} */
export const signOf = (number) => (number > 0 ? "1" : number < 0 ? "-1" : "0");

/**
 * What a wrong sign is to be held against, by the way in which the number comes about.
 *
 * @param {Pass} pass
 * @param {AskedFor} asked
 * @returns {string} the end of `page.ask.why.<kind>`
 */
export function hintOf({ problem }, { of, wire }) {
  if (wire) return "input";
  const found = parseAddress(of);
  const quantity = found?.quantity ?? "";
  const isOutput = found?.indices[0] === problem.layers.length;
  if (quantity === "dl_da") return isOutput ? "first" : "ways";
  if (quantity === "dl_dx") return "ways";
  if (/^dL/.test(quantity)) return problem.x.length > 1 ? "total" : quantity.endsWith("b") ? "same" : "product";
  return HINTS[quantity] ?? "sum";
}

/** @type {Readonly<Record<string, string>>} */
const HINTS = {
  z: "sum",
  a: "curve",
  da_dz: "slope",
  l: "loss",
  L: "loss",
  dl_dz: "gain",
  dl_dw: "product",
  dl_db: "same",
  w_new: "step",
  b_new: "step",
};

/**
 * The number that another one is compared with: of the same quantity, as near to it as can be, known, and of another
 * size.
 *
 * @param {Pass} pass
 * @param {string} of
 * @param {Iterable<string>} known  addresses
 * @returns {string | null}
 */
export function neighbourOf({ problem, trace }, of, known) {
  const own = parseAddress(of);
  if (!own) return null;
  const exact = Math.abs(numeric(valueAt(of, problem, trace)));
  const candidates = [...known].flatMap((address) => {
    const found = parseAddress(address);
    if (!found || found.quantity !== own.quantity || found.sample !== own.sample || address === of) return [];
    const size = Math.abs(numeric(valueAt(address, problem, trace)));
    if (!(Math.abs(size - exact) > MIN_DIFFERENCE * Math.max(size, exact)) || !Number.isFinite(size)) return [];
    return [{ address, away: found.indices.map((index, place) => Math.abs(index - own.indices[place])) }];
  });
  candidates.sort((one, other) => {
    const place = one.away.findIndex((away, index) => away !== other.away[index]);
    return place < 0 ? 0 : one.away[place] - other.away[place];
  });
  return candidates[0]?.address ?? null;
}
