/**
 * Time for a film: the page's own clock runs over a page of its own, frame by frame, as fast or as slowly as frames are
 * asked for. Pure: nothing of the page itself moves.
 */

import { createClock } from "../time/clock.js";
import { playingTime } from "../time/pace.js";
import { arrivedBack } from "../stage/scene/running-sum.js";
import { movingOf, stepsOf, computedOf } from "../state/page.js";
import { createStore } from "../state/store.js";

/**
 * @typedef {import("../state/page.js").Page} Page
 * @typedef {{page: () => Page, on: (milliseconds: number) => boolean}} Projector  `on` lets time go on, and says
 *   whether there is more to come
 */

/** Seconds for which the last picture stays. */
export const HOLD_SECONDS = 1;

const FRAME_MILLISECONDS = 1000 / 30;

/** Where a film begins: at the end there is nothing left to show but all of it. @param {Page} page */
export function filmStart(page) {
  return page.picture.from === "here" && page.at < stepsOf(page).length ? page.at : 0;
}

/** Seconds that a film takes, and so its recording. @param {Page} page */
export function filmTime(page) {
  return playingTime({ ...page, at: filmStart(page), speed: page.picture.speed }) + HOLD_SECONDS;
}

/** @param {Page} page  at the beginning of the film, with its speed @returns {Projector} */
export function projector(page) {
  const store = createStore(
    /** @type {Page} */ ({ ...page, hover: null, still: false, playing: false, goal: null }),
    (tell) => tell(),
  );
  let frame = /** @type {(now: number) => void} */ (() => undefined);
  let now = 0;
  createClock(store, (next) => {
    frame = next;
    return 0;
  });
  store.set({ playing: true, goal: stepsOf(page).length });
  frame(now);
  return {
    page: store.get,
    on: (milliseconds) => {
      now += milliseconds;
      frame(now);
      return store.get().goal !== null;
    },
  };
}

/**
 * What the drawing depends on while time runs: where two moments have the same, only pulses are elsewhere.
 *
 * @param {Page} page
 */
export function stillOf(page) {
  const moving = movingOf(page);
  return [
    moving?.steps[0],
    moving?.steps.length,
    moving?.operation?.index,
    arrivedBack(page),
    computedOf(page).size,
    page.at >= stepsOf(page).length,
  ].join("/");
}

/**
 * The page as it will be when the drawing becomes another one, so that this can be made before it is needed.
 *
 * @param {Projector} ahead
 * @param {Page} page  where the film is now
 */
export function nextStill(ahead, page) {
  const still = stillOf(page);
  while (ahead.page().at <= page.at || stillOf(ahead.page()) === still) if (!ahead.on(FRAME_MILLISECONDS)) break;
  return ahead.page();
}
