/**
 * Paper. While the page is being printed it is drawn otherwise: the drawing at the width of a sheet, and after it all
 * numbers and sentences. A browser asks for that once and does not wait for the next frame.
 */

import { m } from "../dom/marks.js";
import { HANDOUTS } from "../state/page.js";

/** What can be printed: the moment as it is, or a sheet for a class. @param {import("../state/page.js").Page} page */
export function printMenu({ t }) {
  return HANDOUTS.map((handout) =>
    m(
      "div",
      { key: handout, class: "to-print" },
      m(
        "button",
        { key: "print", type: "button", class: "plain", "data-do": "print", "data-of": handout },
        t(`page.print.${handout}`),
      ),
      m("span", { key: "hint", class: "hint" }, t(`page.print.${handout}-hint`)),
    ),
  );
}

/**
 * @param {import("../state/page.js").Store} store
 * @param {Pick<Window, "addEventListener" | "matchMedia" | "location">} window
 * @param {() => void} redraw  at once
 */
export function followPrinting(store, window, redraw) {
  const media = window.matchMedia("print");
  /** @param {boolean} printing */
  const set = (printing) => {
    if (store.get().printing === printing) return;
    store.set({ printing, paperLink: window.location.href });
    redraw();
  };
  window.addEventListener("beforeprint", () => set(true));
  window.addEventListener("afterprint", () => {
    store.set({ handout: "as-is" });
    set(media.matches);
  });
  media.addEventListener("change", () => set(media.matches));
}
