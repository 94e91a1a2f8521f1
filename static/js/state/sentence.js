/** The sentence of a moment, out of the page's state. */

import { sentence } from "../language/sentences/sentence.js";
import { grainOf, unitsOf } from "./page.js";

/**
 * @param {import("./page.js").Page} page
 * @param {number} [at]  the moment; without it, the page's own
 * @returns {import("../network/types.js").Part[]} none without an answer
 */
export function pageSentence(page, at = page.at) {
  const { answer, t, digits } = page;
  if (!answer) return [];
  const { problem, trace, sample } = answer;
  const state = { ...page, grain: grainOf(page), at, sample };
  return sentence({ problem, trace, state, units: unitsOf(page), t, digits });
}
