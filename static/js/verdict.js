/**
 * What a central difference can testify. Where numbers overflow, or where the loss moves by less than a double can show, it
 * is no witness: neither for the gradient nor against it.
 */

import { numeric } from "./format.js";

/** The largest step that still lies inside the numbers: h is 6·10⁻⁶ times what is moved. */
const LONGEST = 1e303;

/** Beneath this a double has no full digits left for a difference of two losses. */
const FAINT = 1e-290;

/**
 * @param {import("./witnesses.js").Witness} found
 * @param {import("./types.js").Num} loss  of which it is the gradient
 * @returns {import("./witnesses.js").Witness["central_difference"]["verdict"] | "too-large" | "too-small" | "too-faint"} `too-small`: rounding alone
 *   moves the difference by as much as the gradient; `too-faint`: too near to the smallest double
 */
export function verdictOf({ backpropagation, central_difference: { h, numeric: difference, uncertainty, verdict } }, loss) {
  const [gradient, measured, rounding] = [backpropagation, difference, uncertainty].map(numeric);
  if (![gradient, measured, rounding, numeric(loss)].every(Number.isFinite) || h > LONGEST) return "too-large";
  const larger = Math.max(Math.abs(gradient), Math.abs(measured));
  if (gradient !== measured && gradient !== 0 && rounding >= larger) return "too-small";
  return verdict === "mismatch" && larger < FAINT ? "too-faint" : verdict;
}
