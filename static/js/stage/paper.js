/** Paper: a page that is printed is drawn otherwise. */

import { HANDOUTS, stepsOf } from "../state/page.js";

/**
 * The page at the moment that a hand-out shows: with gaps, before the backward pass; with the solution, at the end.
 *
 * @param {import("../state/page.js").Page} page
 * @returns {import("../state/page.js").Page} the same one where its own moment is printed, or nothing is
 */
export function asHandout(page) {
  if (!page.printing || page.handout === "as-is") return page;
  const steps = stepsOf(page);
  const backward = steps.findIndex(({ phase }) => phase !== "forward" && phase !== "loss");
  return { ...page, at: page.handout === "gaps" && backward >= 0 ? backward : steps.length };
}

/**
 * The page as it is drawn on paper: as large as a sheet of A4 with its margins has room for, both networks and the
 * heading on one side, complete, whatever part of it is visible on the screen, and wide layers folded, since a sheet
 * cannot be made larger.
 *
 * @param {import("../state/page.js").Page} page
 * @returns {import("../state/page.js").Page}
 */
export function onPaper(page) {
  const height = page.view === "forward" || page.view === "backward" ? 380 : 760;
  return { ...page, space: { width: 690, height, head: page.space.head }, zoom: 1, opened: null, present: false };
}

/**
 * @type {Record<string, (store: import("../state/page.js").Store, of: string, platform: {print: () => void}) =>
 *   unknown>}
 */
export const PAPER_ACTIONS = {
  "print-menu": (store) => store.set({ dialog: "print" }),
  print: (store, of, platform) => {
    const handout = HANDOUTS.find((version) => version === of) ?? "as-is";
    store.set({ handout, dialog: null });
    platform.print();
  },
};
