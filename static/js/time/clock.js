/**
 * The only clock of the page. While time runs it adds to `at` once a frame; between two units it pauses,
 * so that a sentence can be read before the next movement begins. Duration is presentation: the order of the steps
 * comes from the trace.
 */

import { grainOf, hasLayerSteps, movingOf, stepsOf, unitsOf } from "../state/page.js";
import { arrayOf, next, previous, runs, stops } from "../network/steps.js";

/** Seconds that one movement takes at speed 1, by grain. In the coarse grains a movement is one run of steps. */
const MOVEMENT_SECONDS = { operation: 0.65, neuron: 0.95, layer: 1.15, phase: 1.15 };

/** Seconds of pause after a unit while playing at speed 1. */
const PAUSE_SECONDS = { operation: 0.2, neuron: 0.4, layer: 0.65, phase: 1 };

/** Sums of frames miss a stop by less than this, and must not leap over it. */
const STOP_TOLERANCE = 1e-6;

/**
 * @param {import("../state/page.js").Store} store
 * @param {(frame: (now: number) => void) => number} request  requestAnimationFrame
 */
export function createClock(store, request) {
  let last = 0;
  let pause = 0;
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
    else advance(page, seconds * page.speed);
  }

  /** @param {import("../state/page.js").Page} page @param {number} seconds */
  function advance(page, seconds) {
    const goal = goalOf(page);
    const stop = Math.min(goal, next(stops(unitsOf(page)), page.at));
    const at = page.still ? stop : page.at + seconds * pace(page);
    if (at < stop - STOP_TOLERANCE) return store.set({ at });
    if (stop >= goal) return store.set({ at: goal, goal: null, playing: false });
    const grain = grainOf(page);
    pause = page.still ? MOVEMENT_SECONDS[grain] + PAUSE_SECONDS[grain] : PAUSE_SECONDS[grain];
    store.set({ at: stop });
  }

  store.subscribe((page) => {
    if (page.goal === null || running) return;
    running = true;
    pause = 0;
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
  return page.playing ? end : Math.min(page.goal ?? end, end);
}

/** Steps a second. @param {import("../state/page.js").Page} page */
function pace(page) {
  const upcoming = movingOf({ ...page, at: page.at + STOP_TOLERANCE });
  if (!upcoming) return 1;
  const grain = grainOf(page);
  if (grain === "operation") return 1 / ((upcoming.operation?.count ?? 1) * MOVEMENT_SECONDS.operation);
  return (grain === "neuron" || hasLayerSteps(page) ? 1 : upcoming.steps.length) / MOVEMENT_SECONDS[grain];
}

/**
 * How long it takes to play from here to the end.
 *
 * @param {import("../state/page.js").Page} page
 * @returns {number} seconds
 */
export function playingTime(page) {
  const steps = stepsOf(page);
  const grain = grainOf(page);
  const coarse = grain === "layer" || grain === "phase";
  const units = unitsOf(page).filter(({ end }) => end > page.at + STOP_TOLERANCE);
  const movements = units
    .flatMap((unit) => (coarse ? runs(steps, unit) : [unit]))
    .filter(({ end }) => end > page.at + STOP_TOLERANCE);
  const begun =
    movements.length > 0 ? Math.max(0, page.at - movements[0].start) / (movements[0].end - movements[0].start) : 0;
  return (
    ((movements.length - begun) * MOVEMENT_SECONDS[grain] + Math.max(0, units.length - 1) * PAUSE_SECONDS[grain]) /
    page.speed
  );
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
  const end = stepsOf(page).length;
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
  return (unit && runs(steps, unit).find(({ end }) => index < end)?.end) ?? index + 1;
}
