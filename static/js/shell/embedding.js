/**
 * The page in a frame of another page. It reports to its host how high it would like to be, and links to the whole
 * page; nothing else passes between them.
 */

import { lanesOf } from "../stage/scene/drawing.js";
import { drawnOf } from "../stage/scene/folding.js";
import { linkOf } from "./history.js";
import { layout, natural } from "../stage/scene/layout.js";
import { sizesOf } from "../network/problem.js";

/** The name under which a host gets the message. */
export const MESSAGE = "backprop-explorer:size";

/**
 * How high the drawing would be if it stood comfortably in a width: the same however high its place is now.
 *
 * @param {import("../state/page.js").Page} page
 * @param {number} width  pixels
 * @returns {{height: number, wide: boolean}} `wide` where it has to be scrolled from side to side
 */
export function wanted(page, width) {
  const { answer } = page;
  if (!answer) return { height: 0, wide: false };
  const drawn = drawnOf({ ...answer, folding: page, chosen: page.chosen });
  const [sizes, lanes] = [sizesOf(answer.problem), lanesOf(page)];
  const comfortable = natural(sizes, lanes, drawn);
  /** @param {number} height */
  const placed = (height) => layout(sizes, lanes, { width, height }, drawn);
  let height = Math.min(1.25, Math.max(0.66, width / comfortable.width)) * comfortable.height;
  // Where the width allows no smaller scale it has to be higher than that, which again may allow a larger one.
  for (let k = 0; k < 60; k += 1) height = Math.max(height, placed(height).height * placed(height).scale);
  const found = placed(height);
  return { height: Math.ceil(height), wide: found.width * found.scale > width + 1 };
}

/**
 * How high the page would like to be in the width that it has. Everything is measured at one moment, and nothing of it
 * grows or shrinks with the window's height: a host that gives what was asked for is not asked again.
 *
 * @param {import("../state/page.js").Page} page
 * @param {Window} window
 */
function wantedSize(page, { innerWidth, innerHeight, document }) {
  const [scroller, names] = ["scroller", "columns"].map(
    (part) => /** @type {HTMLElement} */ (document.querySelector(`[data-part=${part}]`)),
  );
  const columns = names.offsetHeight;
  const { height, wide } = wanted(page, scroller.offsetWidth);
  const bar = wide ? scroller.offsetHeight - scroller.clientHeight : 0;
  return { width: innerWidth, height: height + bar + columns + innerHeight - scroller.offsetHeight };
}

/** @param {import("../state/page.js").Store} store @param {Window} window */
export function reportSize(store, window) {
  const { document, parent } = window;
  let reported = "";
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element && event.target.closest("a[data-full]");
    if (!(link instanceof HTMLAnchorElement)) return;
    event.preventDefault();
    void linkOf(store.get(), window.location).then((href) => window.open(wholePageLink(href), "_blank", "noopener"));
  });

  let due = false;
  const report = () => {
    due = false;
    const page = store.get();
    if (!page.answer || window.innerWidth === 0) return;
    const size = wantedSize(page, window);
    if (JSON.stringify(size) === reported) return;
    reported = JSON.stringify(size);
    parent.postMessage({ type: MESSAGE, ...size }, "*");
  };
  // Once the page is drawn for its new state or width.
  const soon = () => {
    if (due || parent === window) return;
    due = true;
    window.requestAnimationFrame(report);
  };
  store.subscribe(soon);
  window.addEventListener("resize", soon);
}

/** The whole page at the moment of an embedded one. @param {string} href @returns {string} */
export function wholePageLink(href) {
  const url = new URL(href);
  url.pathname = url.pathname.replace(/\/embed$/, "/");
  for (const name of ["hide", "theme"]) url.searchParams.delete(name);
  return url.href;
}
