/** Paper: a page that is printed is drawn otherwise. */

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
