/** The narrow column that opens the sections of the editor. */

import { icon, iconButton } from "../../dom/controls.js";
import { m } from "../../dom/marks.js";
import { SECTIONS } from "../../state/page.js";

const IMAGES = /** @type {const} */ ({
  network: "network",
  drive: "drive",
  budget: "budget",
  largest: "largest",
  costs: "costs",
  samples: "samples",
  published: "published",
  recipe: "add",
});

/**
 * A section by its word and its title.
 *
 * @param {import("../../state/page.js").Page} page
 * @param {string} section
 */
export function sectionName({ t }, section) {
  const word = t(`page.rail.${section}`);
  const title = t(`page.drawer.${section}`);
  return title.includes(word) ? title : t("page.stage.said", { name: word, number: title });
}

/** The narrow column of sections of the editor. @param {import("../../state/page.js").Page} page */
export function rail(page) {
  return [
    ...SECTIONS.map((section) => {
      const title = page.t(`page.drawer.${section}`);
      return iconButton({
        action: "drawer",
        of: section,
        image: IMAGES[section],
        label: sectionName(page, section),
        words: page.t(`page.rail.${section}`),
        attrs: { title, "aria-expanded": String(page.drawer === section), "aria-controls": "drawer" },
      });
    }),
    m(
      "button",
      {
        key: "sheet",
        type: "button",
        class: "icon open-sheet",
        "data-do": "sheet",
        "aria-label": page.t("page.inspector.open"),
        title: page.t("page.inspector.open"),
        "aria-expanded": String(page.sheet),
      },
      icon("panel"),
      m("span", { key: "words", class: "words" }, page.t("page.rail.number")),
    ),
  ];
}
