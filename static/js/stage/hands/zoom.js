/**
 * Nearer and further: the wheel with Ctrl, two fingers, keys and buttons. What lies under the pointer stays there.
 * Moving about is the window's own scrolling; with a mouse the empty ground is taken hold of.
 */

import { zoomed } from "../../state/zoom.js";

/**
 * @param {HTMLElement} scroller  the window onto the drawing
 * @param {import("../../state/page.js").Store} store
 * @returns {(page: import("../../state/page.js").Page, before: import("../../state/page.js").Page) => void}  to be
 *   called once a state is drawn
 */
export function followZoom(scroller, store) {
  /** The point that stays where it is, in the scroller's own pixels. @type {{x: number, y: number} | null} */
  let anchor = null;
  /** @type {Map<number, {x: number, y: number}>} */
  const fingers = new Map();

  /** @param {number} by @param {{clientX: number, clientY: number}} at */
  function zoomAt(by, { clientX, clientY }) {
    const box = scroller.getBoundingClientRect();
    anchor = { x: clientX - box.x, y: clientY - box.y };
    store.set({ zoom: zoomed(store.get().zoom, by) });
  }

  scroller.addEventListener(
    "wheel",
    (event) => {
      if (!event.ctrlKey) return;
      event.preventDefault();
      zoomAt(Math.exp(-event.deltaY / 300), event);
    },
    { passive: false },
  );

  scroller.addEventListener("pointerdown", (event) => {
    if (event.pointerType === "touch") fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    else if (event.button === 0 && isGround(event.target)) hold(event);
  });
  scroller.addEventListener("pointermove", (event) => {
    const before = fingers.get(event.pointerId);
    if (!before || fingers.size !== 2) return;
    const [second] = [...fingers].filter(([id]) => id !== event.pointerId).map(([, place]) => place);
    const was = Math.hypot(before.x - second.x, before.y - second.y);
    const is = Math.hypot(event.clientX - second.x, event.clientY - second.y);
    fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    if (was > 0) zoomAt(is / was, { clientX: (event.clientX + second.x) / 2, clientY: (event.clientY + second.y) / 2 });
  });
  for (const name of ["pointerup", "pointercancel", "pointerleave"])
    scroller.addEventListener(name, (event) => fingers.delete(/** @type {PointerEvent} */ (event).pointerId));

  // What is drawn along is the ground, not a selection of text.
  for (const name of ["selectstart", "dragstart"])
    scroller.addEventListener(name, (event) => scroller.classList.contains("held") && event.preventDefault());

  /** Draw the ground along with the mouse. @param {PointerEvent} start */
  function hold(start) {
    if (scroller.scrollWidth <= scroller.clientWidth && scroller.scrollHeight <= scroller.clientHeight) return;
    const from = { left: scroller.scrollLeft, top: scroller.scrollTop };
    scroller.classList.add("held");
    /** @param {PointerEvent} event */
    const move = (event) =>
      scroller.scrollTo({
        left: from.left + start.clientX - event.clientX,
        top: from.top + start.clientY - event.clientY,
        behavior: "instant",
      });
    const end = () => {
      scroller.classList.remove("held");
      window.removeEventListener("pointermove", move);
      window.removeEventListener("pointerup", end);
    };
    window.addEventListener("pointermove", move);
    window.addEventListener("pointerup", end);
  }

  return (page, before) => {
    if (page.zoom === before.zoom) return;
    const by = page.zoom / before.zoom;
    const fixed = anchor ?? { x: scroller.clientWidth / 2, y: scroller.clientHeight / 2 };
    anchor = null;
    scroller.scrollTo({
      left: (scroller.scrollLeft + fixed.x) * by - fixed.x,
      top: (scroller.scrollTop + fixed.y - page.space.head) * by + page.space.head - fixed.y,
      behavior: "instant",
    });
  };
}

/** Whether nothing that can be pressed is there. @param {EventTarget | null} target */
function isGround(target) {
  return (
    target instanceof Element && target.closest("[data-choose], [data-edit], [data-do], button, select, input") === null
  );
}
