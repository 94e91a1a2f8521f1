/**
 * Paper. While the page is being printed it is drawn otherwise: the drawing at the width of a sheet, and after it all
 * numbers and sentences. A browser asks for that once and does not wait for the next frame.
 */

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
