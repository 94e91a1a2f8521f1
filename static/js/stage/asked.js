/** The way from a place to what people ask about it. */

import { m } from "../dom/marks.js";

/** Views and sections about which there are questions. */
export const ASKED_PLACES = /** @type {const} */ (["matrices", "push", "budget", "costs", "samples"]);

/**
 * Leads to the questions, with those about this place first.
 *
 * @param {Pick<import("../state/page.js").Page, "t" | "embedded" | "present">} page
 * @param {string} about  a quantity, or a view or section
 */
export const askedButton = ({ t, embedded, present }, about) =>
  !embedded &&
  !present &&
  m(
    "button",
    { key: `asked-${about}`, type: "button", class: "plain asked-about", "data-do": "asked-about", "data-of": about },
    t("page.learn.about-this"),
  );

/**
 * The same, where there are questions about a view or section.
 *
 * @param {Pick<import("../state/page.js").Page, "t" | "embedded" | "present">} page
 * @param {string | null} place
 */
export const askedAt = (page, place) => ASKED_PLACES.some((known) => known === place) && askedButton(page, place ?? "");
