/**
 * The pane of the matrices: it draws them, paints the large ones, and finds the cell under the pointer or the keyboard.
 */

import { draw } from "../../dom/marks.js";
import { heatOf, largestOfHeat } from "./arrays.js";
import { cellAt, gridIn, paint } from "./heat.js";
import { spokenCell, matrices } from "./equations.js";
import { memo } from "../../state/memo.js";
import { isKnown } from "../../state/page.js";

/**
 * @param {HTMLElement} pane
 * @param {import("../../state/page.js").Store} store
 * @param {() => import("./heat.js").HeatColours} colours
 * @returns {(page: import("../../state/page.js").Page) => void}
 */
export function createMatrices(pane, store, colours) {
  const marksOf = memo(matrices);
  /** @type {WeakMap<Element, unknown[]>} */
  const paintedFor = new WeakMap();
  /** @type {{canvas: Element, row: number, column: number} | null} */
  let cursor = null;
  /** @type {Element | null} */
  let inSight = null;
  /** @type {Element | null} */
  let computed = null;

  /** @param {Element} canvas */
  const heatIn = (canvas) =>
    heatOf(store.get(), canvas.getAttribute("data-heat") ?? "", { turned: canvas.hasAttribute("data-turned") });

  /**
   * Mark which cell of a canvas is meant; choosing it then works as with every number.
   *
   * @param {Element} canvas
   * @param {{row: number, column: number} | null} cell
   */
  function mean(canvas, cell) {
    if (cell) canvas.setAttribute("data-choose", heatIn(canvas).address(cell.row, cell.column));
    else canvas.removeAttribute("data-choose");
  }

  for (const name of /** @type {const} */ (["pointermove", "pointerdown", "click"])) {
    pane.addEventListener(
      name,
      (event) => {
        const canvas =
          event.target instanceof Element &&
          /** @type {HTMLCanvasElement | null} */ (event.target.closest("canvas[data-heat]"));
        if (!canvas) return;
        const box = canvas.getBoundingClientRect();
        const heat = heatIn(canvas);
        const cell = cellAt(heat, gridIn(heat, canvas), event.clientX - box.x, event.clientY - box.y);
        mean(canvas, cell);
        if (name === "pointerdown" && cell) cursor = { canvas, ...cell };
      },
      true,
    );
  }

  pane.addEventListener(
    "keydown",
    (event) => {
      const canvas = event.target instanceof Element && event.target.closest("canvas[data-heat]");
      const way = ARROW_MOVES[event.key];
      const cell = way && !event.shiftKey && event.target instanceof Element && event.target.closest(".cell");
      if (cell) return go(event, cell, way);
      if (!canvas) return;
      if (event.key === "Enter" && canvas.hasAttribute("data-choose")) {
        event.stopPropagation();
        store.set({
          chosen:
            cursor?.canvas === canvas
              ? heatIn(canvas).address(cursor.row, cursor.column)
              : canvas.getAttribute("data-choose"),
          sheet: true,
        });
      }
      if (!way) return;
      event.preventDefault();
      event.stopPropagation();
      const heat = heatIn(canvas);
      const from = cursor?.canvas === canvas ? cursor : { row: -way[0], column: -way[1] };
      cursor = {
        canvas,
        row: within(from.row + way[0], heat.rows),
        column: within(from.column + way[1], heat.columns),
      };
      mean(canvas, cursor);
      const page = store.get();
      canvas.setAttribute(
        "aria-label",
        spokenCell(page, heat, cursor.row, cursor.column, isKnown(page, heat.address(cursor.row, cursor.column))),
      );
      store.set({ hover: heat.address(cursor.row, cursor.column) });
    },
    true,
  );

  /**
   * Bring the equation that a step belongs to into sight, once, and where it is wider than the pane what the step
   * computes.
   *
   * @param {boolean} still
   */
  function follow(still) {
    const current = pane.querySelector(".equation.current");
    if (current && current !== inSight)
      current.scrollIntoView({ block: "nearest", behavior: still ? "instant" : "smooth" });
    inSight = current;
    const result = [...(current?.querySelectorAll(".cell.part") ?? [])].at(-1);
    if (result === computed || !current || !result) return;
    computed = result;
    const [frame, cell] = [current, result].map((element) => element.getBoundingClientRect());
    current.scrollLeft += Math.max(0, cell.right - frame.right) + Math.min(0, cell.left - frame.left);
  }

  /** What is pointed at here is brought into sight in the drawing. */
  function point() {
    if (!pane.matches(":hover, :focus-within")) return;
    requestAnimationFrame(() => {
      const figure = pane.parentElement?.querySelector("svg.figure");
      const lit = figure?.querySelector(".folded.pointed") ?? figure?.querySelector(".wire-label.pointed, g.pointed");
      lit?.scrollIntoView({ block: "nearest", inline: "nearest" });
    });
  }

  /** @type {string | null} */
  let pointed = null;
  return (page) => {
    const shown = page.view === "matrices" && page.answer !== null;
    draw(pane, shown ? marksOf(page) : []);
    if (!shown) return;
    const theme = colours();
    for (const canvas of pane.querySelectorAll("canvas")) {
      const wanted = [page.answer, canvas.getAttribute("data-heat"), canvas.width, canvas.height, theme];
      const before = paintedFor.get(canvas);
      if (before && wanted.every((value, index) => value === before[index])) continue;
      paintedFor.set(canvas, wanted);
      const heat = heatIn(canvas);
      paint(canvas, heat, largestOfHeat(page, heat), theme);
    }
    follow(page.still);
    if (page.hover && page.hover !== pointed) point();
    pointed = page.hover;
  };
}

/** What the arrow keys mean in an array: rows down, columns across. @type {Record<string, [number, number]>} */
const ARROW_MOVES = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

/**
 * From one cell of an array with digits to the next; at its edge the focus stays.
 *
 * @param {KeyboardEvent} event
 * @param {Element} cell
 * @param {[number, number]} way
 */
function go(event, cell, [down, across]) {
  event.preventDefault();
  event.stopPropagation();
  const cells = /** @type {HTMLElement} */ (cell.parentElement);
  const columns = Number(cells.dataset.columns);
  const index = [...cells.children].indexOf(cell);
  const row = within(Math.floor(index / columns) + down, cells.children.length / columns);
  const column = within((index % columns) + across, columns);
  /** @type {HTMLElement} */ (cells.children[row * columns + column]).focus();
}

/** @param {number} index @param {number} count */
const within = (index, count) => Math.min(count - 1, Math.max(0, index));
