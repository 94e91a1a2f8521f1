/** A network in a few words, and the names of its layers. */

import { sizesOf } from "../network/problem.js";

/** The network in a line: 2-2-2 · sigmoid · ½ squared error. @param {import("../state/page.js").Page} page */
export function summary({ problem, t }) {
  const activations = [...new Set(problem.layers.map(({ activation }) => t(`page.activation.${activation}`)))];
  return [sizesOf(problem).join("-"), activations.join(", "), t(`page.loss.${problem.loss}`)].join(" · ");
}

/**
 * The title of a network: its name, its example's, or that it is one's own.
 *
 * @param {Pick<import("../state/page.js").Page, "name" | "preset" | "t">} page
 */
export const networkTitle = ({ name, preset, t }) =>
  name ?? (preset ? t(`preset.${preset.id}.title`) : t("page.bar.own"));

/**
 * The name of a layer with neurons.
 *
 * @param {import("../network/types.js").Translate} t
 * @param {number} layer  from 1
 * @param {number} last  the number of the output layer
 */
export const layerName = (t, layer, last) => t(layer === last ? "page.stage.output" : "page.stage.layer", { layer });
