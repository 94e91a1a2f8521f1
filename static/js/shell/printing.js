/**
 * Paper. While the page is being printed it is drawn otherwise: the drawing at the width of a sheet, and after it all
 * numbers and sentences. A browser asks for that once and does not wait for the next frame.
 */

/**
 * The page as it is drawn on paper: as large as a sheet of A4 with its margins has room for, both networks and the heading on one
 * side, whole whatever part of it one looks at on the screen, and wide layers folded, since a sheet cannot be made larger.
 *
 * @param {import("../state/page.js").Page} page
 * @returns {import("../state/page.js").Page}
 */
export function onPaper(page) {
  const height = page.view === "forward" || page.view === "backward" ? 380 : 760;
  return { ...page, space: { width: 690, height, head: page.space.head }, zoom: 1, opened: null, present: false };
}

/**
 * @param {import("../state/page.js").Store} store
 * @param {Pick<Window, "addEventListener" | "matchMedia">} window
 * @param {() => void} redraw  at once
 */
export function followPrinting(store, window, redraw) {
  const media = window.matchMedia("print");
  /** @param {boolean} printing */
  const set = (printing) => {
    if (store.get().printing === printing) return;
    store.set({ printing });
    redraw();
  };
  window.addEventListener("beforeprint", () => set(true));
  window.addEventListener("afterprint", () => set(media.matches));
  media.addEventListener("change", () => set(media.matches));
}
