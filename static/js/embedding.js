/**
 * The page in a frame of somebody else's. It tells its host how high it would like to be, and leads to the whole page;
 * nothing else passes between them.
 */

import { lanesOf } from "./figure.js";
import { drawnOf } from "./folding.js";
import { linkOf } from "./history.js";
import { natural } from "./layout.js";
import { sizesOf } from "./problem.js";

/** The name under which a host gets the message. */
export const MESSAGE = "backprop-explorer:size";

/**
 * How high the page would be if its drawing stood comfortably in the width that it has.
 *
 * @param {import("./page.js").Page} page
 * @param {number} around  pixels of what stands above and beneath the drawing
 * @returns {number}
 */
export function wantedHeight(page, around) {
  const { answer, space } = page;
  if (!answer) return 0;
  const drawn = drawnOf({ ...answer, folding: page, chosen: page.chosen });
  const { width, height } = natural(sizesOf(answer.problem), lanesOf(page), drawn);
  return Math.round(Math.min(1.25, Math.max(0.66, space.width / width)) * height + around);
}

/** @param {import("./page.js").Store} store @param {Window} window */
export function reportSize(store, window) {
  const { document, parent } = window;
  let told = "";
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element && event.target.closest("a[data-full]");
    if (!(link instanceof HTMLAnchorElement)) return;
    event.preventDefault();
    void linkOf(store.get(), window.location).then((href) => window.open(whole(href), "_blank", "noopener"));
  });

  const report = () => {
    const page = store.get();
    if (!page.answer || parent === window) return;
    const around = window.innerHeight - page.space.height;
    const size = { width: window.innerWidth, height: wantedHeight(page, around) };
    if (JSON.stringify(size) === told) return;
    told = JSON.stringify(size);
    parent.postMessage({ type: MESSAGE, ...size }, "*");
  };
  store.subscribe(report);
  window.addEventListener("resize", report);
}

/** The whole page at the moment of an embedded one. @param {string} href @returns {string} */
export function whole(href) {
  const url = new URL(href);
  url.pathname = url.pathname.replace(/\/embed$/, "/");
  for (const name of ["hide", "theme"]) url.searchParams.delete(name);
  return url.href;
}
