/**
 * The only clock of the page. While time runs it adds to `at` once a frame; between two units it pauses,
 * so that a sentence can be read before the next movement begins. Duration is presentation: the order of the steps
 * comes from the trace.
 */

import { grainOf, movingOf, playingEnd, stepsOf, unitsOf } from "../state/page.js";
import { arrayOf, isCoarse, next, now as unitAt, previous, runs, stops } from "../network/steps.js";
import { movementSeconds, restSeconds, stillSeconds } from "./pace.js";

/** Seconds for which a unit waits while playing until the next one's formula is there. */
const MAX_HOLD_SECONDS = 0.4;

/** Sums of frames miss a stop by less than this, and must not leap over it. */
const STOP_TOLERANCE = 1e-6;

/**
 * @param {import("../state/page.js").Store} store
 * @param {(frame: (now: number) => void) => number} request  requestAnimationFrame
 * @param {object} [watching]  what playing does for whoever watches
 * @param {(page: import("../state/page.js").Page) => boolean} [watching.isReady]  whether what is told of the next
 *   movement is there, so that playing need not wait for it
 * @param {(page: import("../state/page.js").Page) => readonly number[]} [watching.turningPoints]  where playing stops
 *   until one goes on, once from one beginning to the end
 * @param {(page: import("../state/page.js").Page) => number} [watching.asideSeconds]  that reading takes besides the
 *   sentence
 */
export function createClock(
  store,
  request,
  { isReady = () => true, turningPoints = () => [], asideSeconds = () => 0 } = {},
) {
  /** @type {Set<number>} */
  const passed = new Set();
  let last = 0;
  let pause = 0;
  let held = 0;
  let running = false;

  /** @param {number} now  milliseconds */
  function frame(now) {
    const page = store.get();
    const seconds = Math.min(0.1, Math.max(0, (now - last) / 1000));
    last = now;
    running = page.goal !== null && page.answer !== null;
    if (!running) return;
    request(frame);
    if (page.playing && pause > 0) pause -= seconds * page.speed;
    else if (page.playing && held < MAX_HOLD_SECONDS && !isReady(page)) held += seconds;
    else {
      held = 0;
      advance(page, seconds * page.speed);
    }
  }

  /** @param {import("../state/page.js").Page} page @param {number} seconds */
  function advance(page, seconds) {
    const goal = goalOf(page);
    const stop = Math.min(goal, next(stops(unitsOf(page)), page.at));
    const at = page.still ? stop : page.at + seconds * pace(page);
    if (at < stop - STOP_TOLERANCE) return store.set({ at });
    if (stop >= goal) return store.set({ at: goal, goal: null, playing: false });
    if (turningPoints(page).includes(stop) && !passed.has(stop)) {
      passed.add(stop);
      return store.set({ at: stop, goal: null, playing: false, waiting: stop });
    }
    const unit = unitAt(unitsOf(page), stop)?.unit;
    if (unit) pause = (page.still ? stillSeconds : restSeconds)(page, unit, asideSeconds(page));
    store.set({ at: stop });
  }

  store.subscribe((page) => {
    if (page.goal === null || running) return;
    running = true;
    pause = 0;
    if (page.at === 0) passed.clear();
    request((now) => {
      last = now;
      frame(now);
    });
  });
}

/**
 * Where the movement ends. An edit meanwhile may have left fewer steps, or more.
 *
 * @param {import("../state/page.js").Page} page
 */
function goalOf(page) {
  const end = stepsOf(page).length;
  return page.playing ? playingEnd(page) : Math.min(page.goal ?? end, end);
}

/** Steps a second. @param {import("../state/page.js").Page} page */
function pace(page) {
  const upcoming = { ...page, at: page.at + STOP_TOLERANCE };
  const moving = movingOf(upcoming);
  const unit = unitAt(unitsOf(page), upcoming.at)?.unit;
  if (!moving || !unit) return 1;
  return (moving.operation ? 1 / moving.operation.count : moving.steps.length) / movementSeconds(page, unit);
}

/**
 * One unit on. A second press while the first still moves finishes that one at once.
 *
 * @param {import("../state/page.js").Store} store
 */
export function stepOn(store) {
  const page = store.get();
  const places = stops(unitsOf(page));
  const at = page.goal !== null && !page.playing ? page.goal : page.at;
  const goal = next(places, at);
  store.set(page.still || at >= goal ? { at: goal, goal: null, playing: false } : { at, goal, playing: false });
}

/** One unit back, at once. @param {import("../state/page.js").Store} store */
export function stepBack(store) {
  const page = store.get();
  store.set({ at: previous(stops(unitsOf(page)), page.at), goal: null, playing: false });
}

/** @param {import("../state/page.js").Store} store */
export function playOrPause(store) {
  const page = store.get();
  const end = playingEnd(page);
  if (page.playing) return store.set({ playing: false, goal: null });
  store.set({ at: page.at >= end ? 0 : page.at, playing: true, goal: end });
}

/** @param {import("../state/page.js").Store} store @param {number} at */
export function goTo(store, at) {
  const end = stepsOf(store.get()).length;
  store.set({ at: Math.min(end, Math.max(0, at)), goal: null, playing: false });
}

/**
 * The place at the end of the movement that computes a number.
 *
 * @param {import("../state/page.js").Page} page
 * @param {string} address
 * @returns {number | null}
 */
export function momentOf(page, address) {
  const steps = stepsOf(page);
  const index = steps.findIndex((step) =>
    step.writes.some((written) => written === address || written === arrayOf(address)),
  );
  const grain = grainOf(page);
  if (index < 0) return null;
  if (grain === "neuron" || grain === "operation") return index + 1;
  const unit = unitsOf(page).find(({ start, end }) => start <= index && index < end);
  if (!isCoarse(grain)) return unit?.end ?? null;
  return (unit && runs(steps, unit).find(({ end }) => index < end)?.end) ?? index + 1;
}
