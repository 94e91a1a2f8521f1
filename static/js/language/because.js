/** Why a number is computed as it is: one sentence for each rule, beside what the number is. */

import { parseAddress } from "../network/address.js";
import { isByHand } from "../network/request.js";
import { isCoupled } from "../network/problem.js";

/** What the loss is the reason for. */
const BACKWARD = /^(?:da_dz|d[lL]_d)/;

/**
 * The rule by which a number comes about, as the key of the sentence that gives its reason.
 *
 * @param {import("../network/request.js").Asked} pass
 * @param {string} address
 * @returns {string | null} null where a number is given, or the reason is only that somebody wanted it so: what comes
 *   back by hand comes from no loss
 */
export function becauseKey({ problem, drive, gains }, address) {
  const found = parseAddress(address);
  if (!found || (isByHand({ drive, gains }) && BACKWARD.test(address))) return null;
  const { quantity, indices } = found;
  const last = problem.layers.length;
  const layer = indices[0] ?? 0;
  const isSummed = problem.x.length > 1;
  switch (quantity) {
    case "a":
    case "da_dz":
    case "dl_dz":
      return `because.${quantity}${isCoupled(problem, layer) ? ".softmax" : ""}`;
    case "dl_da":
      return `because.dl_da${layer === last ? ".output" : ""}`;
    case "dL_dw":
    case "dL_db":
      return isSummed ? "because.samples" : `because.${quantity.replace("L", "l")}`;
    case "L":
      return isSummed ? "because.L" : null;
    case "z":
    case "l":
    case "dl_dx":
    case "dl_dw":
    case "dl_db":
    case "w_new":
    case "b_new":
      return `because.${quantity.replace("b_new", "w_new")}`;
    default:
      return null;
  }
}
