/**
 * The editor beside the stage: the network, what its gradients cost, its samples, the published numbers, a new network.
 */

import { m } from "../../../dom/marks.js";
import { askedAt } from "../../../stage/asked.js";
import { fixedNote } from "../../../stage/hands/fixed-marks.js";
import { budget } from "./budget.js";
import { costs } from "./costs.js";
import { largestNumbers } from "./largest.js";
import { drive } from "./drive.js";
import { network } from "./network.js";
import { recipe } from "./recipe.js";
import { samples } from "./samples.js";
import { iconButton } from "../../../dom/controls.js";
import { published } from "./published.js";

/**
 * @typedef {import("../../../state/page.js").Page} Page
 * @typedef {import("../../../state/page.js").Boot} Boot
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
    fixedNote(page),
    ...section(page, boot),
    askedAt(page, page.drawer),
  ];
}
