/** A network in a few words. */

import { sizesOf } from "../network/problem.js";

/** The network in a line: 2-2-2 · sigmoid · ½ squared error. @param {import("../state/page.js").Page} page */
export function summary({ problem, t }) {
  const activations = [...new Set(problem.layers.map(({ activation }) => t(`page.activation.${activation}`)))];
  return [sizesOf(problem).join("-"), activations.join(", "), t(`page.loss.${problem.loss}`)].join(" · ");
}
