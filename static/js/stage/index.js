/**
 * The stage: everything in which a moment is looked at, the drawing with its matrices and its text. It can stand on a
 * page more than once: it knows its own elements and its own store, and nothing of what is around it.
 */

import { draw } from "../dom/marks.js";
import { editor } from "./hands/number-field.js";
import { followSight } from "./hands/keep-in-sight.js";
import { followZoom } from "./hands/zoom.js";
import { createPane } from "./pane.js";
import { coloursOn } from "./pulse-canvas.js";
import { createReading } from "./text/index.js";

/**
 * @typedef {import("../state/page.js").Page} Page
 * @typedef {object} Parts  the elements of a stage
 * @property {HTMLElement} paper  the heading of a printed page
 * @property {HTMLElement} strip  of the samples
 * @property {HTMLElement} views  what is drawn and how large
 * @property {HTMLElement} sums  what stands between the strip and the drawing
 * @property {HTMLElement} notices
 * @property {HTMLElement} scroller  the window onto the drawing
 * @property {HTMLElement} sheet  what is moved in it
 * @property {HTMLElement} columns  their names
 * @property {SVGSVGElement} figure  the drawing
 * @property {HTMLElement} editor  the field over a number
 * @property {HTMLCanvasElement} crowd  very many wires
 * @property {HTMLCanvasElement} moving  what moves
 * @property {HTMLElement} matrices
 * @property {HTMLElement} push  one push, followed
 * @property {HTMLElement} reading  the text
 *
 * @typedef {object} Stage
 * @property {Parts} parts
 * @property {(page: Page) => void} draw
 * @property {(page: Page, before: Page) => void} follow  keeps in sight what moves, once a state is drawn
 */

/**
 * @param {HTMLElement} place  where it is to stand, and nothing else
 * @param {import("../state/page.js").Store} store
 * @param {import("../state/page.js").Boot} boot
 * @returns {Stage}
 */
export function createStage(place, store, boot) {
  const parts = partsIn(place);
  const pane = createPane(parts, boot);
  const drawMatrices = whenShown(place, store, "matrices", async () => {
    const { createMatrices } = await import("./matrices/index.js");
    return createMatrices(parts.matrices, store, coloursOn(parts.moving));
  });
  const drawPush = whenShown(place, store, "push", async () => {
    const { createPushView } = await import("./push/index.js");
    return createPushView(parts.push, store, boot);
  });
  const drawReading = createReading(parts);
  const keepInSight = followSight(parts.figure);
  const keepUnderPointer = followZoom(parts.scroller, store);

  const measure = () => store.set({ space: roomIn(parts) });
  new ResizeObserver(measure).observe(parts.scroller);
  measure();

  return {
    parts,
    draw(page) {
      place.dataset.view = page.view;
      pane.draw(page);
      drawPush(page);
      drawReading(page);
      drawMatrices(page);
      draw(parts.editor, editor(page, editorPlace(page, parts)));
    },
    follow(page, before) {
      const opened = page.editing?.place === "stage" && before.editing?.address !== page.editing.address;
      if (opened) parts.editor.querySelector("input")?.select();
      if (page.answer && (Math.floor(page.at) !== Math.floor(before.at) || !before.answer)) pane.follow(page.still);
      if (before.view === "push" && before.pushing.from !== null && page.view !== "push") focusChosen(page, parts);
      keepUnderPointer(page, before);
      if (begins(page, before)) parts.scroller.scrollTo({ top: 0, left: 0, behavior: "instant" });
      keepInSight(page, before);
    },
  };
}

/**
 * A view whose code is fetched when it is first shown. While it is on its way the place says so.
 *
 * @param {HTMLElement} place
 * @param {import("../state/page.js").Store} store
 * @param {Page["view"]} view
 * @param {() => Promise<(page: Page) => void>} load
 * @returns {(page: Page) => void}
 */
function whenShown(place, store, view, load) {
  /** @type {((page: Page) => void) | null} */
  let drawView = null;
  return (page) => {
    if (drawView) return drawView(page);
    if (page.view !== view || place.dataset.coming) return;
    place.dataset.coming = view;
    void load()
      .then((made) => (drawView = made))
      .catch(() => store.set({ view: "both", toast: store.get().t("page.outage.silent") }))
      .finally(() => {
        delete place.dataset.coming;
        store.set({ space: { ...store.get().space } }); // everything is drawn again
      });
  };
}

/**
 * Whether the drawing is shown from its upper left corner again: at the beginning of time, and when an audience comes.
 *
 * @param {Page} page
 * @param {Page} before
 */
const begins = (page, before) => (page.at === 0 && before.at !== 0) || (page.present && !before.present);

/** The elements of a new stage, copied from the page's pattern. @param {HTMLElement} place @returns {Parts} */
function partsIn(place) {
  const pattern = /** @type {HTMLTemplateElement} */ (place.ownerDocument.querySelector("template[data-stage]"));
  place.append(pattern.content.cloneNode(true));
  const named = /** @type {HTMLElement[]} */ ([...place.querySelectorAll("[data-part]")]);
  return /** @type {any} */ (Object.fromEntries(named.map((element) => [element.dataset.part, element])));
}

/**
 * After a push the focus is on the number that was pushed, unless something else has it.
 *
 * @param {Page} page
 * @param {Parts} parts
 */
function focusChosen({ chosen }, { figure }) {
  const { activeElement, body } = figure.ownerDocument;
  const stop = chosen && (!activeElement || activeElement === body) && numberIn(figure, chosen)?.closest("[data-walk]");
  if (stop) /** @type {SVGElement} */ (stop).focus({ preventScroll: true });
}

/** Pixels that the drawing has, beneath the names of the columns. @param {Parts} parts */
function roomIn({ columns, scroller }) {
  const head = columns.offsetHeight;
  return { width: scroller.clientWidth, height: scroller.clientHeight - head, head };
}

/** Centre of the number that is being edited on the stage. @param {Page} page @param {Parts} parts */
function editorPlace(page, { figure, sheet, scroller }) {
  if (page.editing?.place !== "stage") return null;
  const number = numberIn(figure, page.editing.address);
  if (!number) return null;
  const box = number.getBoundingClientRect();
  const [paper, frame] = [sheet, scroller].map((element) => element.getBoundingClientRect());
  const x = box.x + box.width / 2;
  return {
    x: Math.max(frame.x + 72, Math.min(frame.right - 72, x)) - paper.x,
    y: box.y - paper.y + box.height / 2,
    shift: Math.max(frame.x + 140 - x, Math.min(frame.right - 140 - x, 0)),
  };
}

/**
 * A number of a drawing, or, where there is no room for it, what it is edited by.
 *
 * @param {ParentNode} figure @param {string} address
 */
export const numberIn = (figure, address) =>
  figure.querySelector(`[data-address="${address}"]`) ?? figure.querySelector(`[data-edit="${address}"]`);
