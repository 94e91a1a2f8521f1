/** The sentence of a moment, out of the page's state. */

import { sentence } from "../language/sentences/sentence.js";
import { derived } from "./memo.js";
import { grainOf, unitsOf } from "./page.js";

/**
 * @param {import("./page.js").Page} page
 * @param {number} [at]  the moment; without it, the page's own
 * @returns {import("../network/types.js").Part[]} none without an answer
 */
export const pageSentence = (page, at) => (at === undefined ? presentSentence(page) : sentenceAt(page, at));

const presentSentence = derived((page) => sentenceAt(page, page.at));

/** @param {import("./page.js").Page} page @param {number} at @returns {import("../network/types.js").Part[]} */
function sentenceAt(page, at) {
  const { answer, t, digits } = page;
  if (!answer) return [];
  const { problem, trace, sample } = answer;
  const { language, notation } = page;
  const state = { grain: grainOf(page), at, sample, language, notation, answer };
  return sentence({ problem, trace, state, units: unitsOf(page), t, digits });
}
