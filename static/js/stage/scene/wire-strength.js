/** How thick a wire is drawn for its weight, and how strongly for what it carries. */

import { round } from "./layout.js";

/** How thick a wire of this weight is. @param {import("./context.js").Context} context @param {number} weight */
export function thickness(context, weight) {
  return round(1.3 + 3.2 * Math.min(1, Math.abs(weight) / context.thick));
}

/**
 * How strongly a wire is drawn for what it carries: a step for each power of ten, so that one can see a signal
 * shrink on its way.
 *
 * @param {number} carried  w·a, or w·∂l/∂z; NaN while it is not known
 * @returns {string} class
 */
export function flow(carried) {
  if (Number.isNaN(carried)) return "";
  return `flow-${Math.max(0, Math.min(MAX_FLOW, Math.floor(Math.log10(Math.abs(carried)) + MAX_FLOW + 1e-9)))}`;
}

/** Steps of a wire's strength; the uppermost begins at 1. */
const MAX_FLOW = 4;
