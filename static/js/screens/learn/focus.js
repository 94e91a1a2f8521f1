/**
 * Where the focus goes in the column of a lesson. A text that is opened is another page to whoever listens: the focus
 * goes to its title, which is said, and reading goes on from there. And a button that is gone once it was pressed does
 * not take the focus with it.
 */

import { partsOf, textOf } from "../../state/lesson.js";

/** @typedef {import("../../state/page.js").Page} Page */

/** @param {HTMLElement} column */
export function createFocus(column) {
  const document = column.ownerDocument;
  /** Whether the focus was in the column before it was drawn. */
  let held = false;
  /** @type {string | null} */
  let opened = null;

  return {
    beforeDrawing: () => void (held ||= column.contains(document.activeElement)),

    /** @param {Page} page  as it is drawn */
    follow(page) {
      const isLost = held && (!document.activeElement || document.activeElement === document.body);
      const { lesson } = page;
      const isIndex = lesson === "questions" && page.course?.name === "questions";
      if (!isIndex && !textOf(page)) return;
      const before = opened;
      opened = lesson;
      held = false;
      // A page that has just come leaves the focus where the browser puts it.
      const isTurned = before !== lesson && !isIndex && wasPressed(document);
      if (isTurned || isLost) place(column, isIndex ? before : null)?.focus({ preventScroll: isTurned });
    },
  };
}

/** Whether anything was pressed since the page came. @param {Document} document */
const wasPressed = (document) => document.defaultView?.navigator.userActivation?.hasBeenActive ?? true;

/**
 * The title; in the index the question that one comes from, else the search.
 *
 * @param {HTMLElement} column
 * @param {string | null} before
 */
function place(column, before) {
  const question = before !== null && partsOf(before).text && column.querySelector(`[data-of="${before}"]`);
  return /** @type {HTMLElement | null} */ (question || column.querySelector(".lesson-title, .search"));
}
