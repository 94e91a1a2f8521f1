/** The editor beside the stage: the network, what its gradients cost, its samples, the published numbers, a new network. */

import { m } from "./marks.js";
import { budget } from "./budget.js";
import { costs } from "./costs.js";
import { largestNumbers } from "./drawer-largest.js";
import { drive } from "./drawer-drive.js";
import { network } from "./drawer-network.js";
import { recipe } from "./drawer-recipe.js";
import { samples } from "./drawer-samples.js";
import { iconButton } from "./parts.js";
import { published } from "./published.js";

/**
 * @typedef {import("./page.js").Page} Page
 * @typedef {import("./page.js").Boot} Boot
 */

/** @param {Page} page @param {Boot} boot */
export function drawer(page, boot) {
  if (!page.drawer) return [];
  const sections = { network, drive, budget, largest: largestNumbers, costs, samples, published, recipe };
  const section = sections[/** @type {keyof typeof sections} */ (page.drawer)] ?? network;
  return [
    m(
      "div",
      { key: "head", class: "panel-head" },
      m("h2", null, page.t(`page.drawer.${page.drawer}`)),
      iconButton({ action: "close-drawer", image: "close", label: page.t("page.close") }),
    ),
    ...section(page, boot),
  ];
}
