/**
 * The recursion from the front, followed question by question: what it has come to at the present place, and the clock
 * that asks on while it runs.
 */

import { countOfVisits, visitsFromFront, visitsOfSweep } from "../network/from-the-front.js";
import { once } from "../network/once.js";
import { isCoupled } from "../network/problem.js";

/**
 * @typedef {import("../state/page.js").Page} Page
 * @typedef {import("../state/page.js").Store} Store
 * @typedef {import("../network/from-the-front.js").Visit} Visit
 * @typedef {import("../network/types.js").Recursion} Recursion
 */

/** @type {Recursion} */
export const NO_RECURSION = { from: 0, place: 0, running: false };

/** Seconds of one question, and of all of them at most. */
const QUESTION_SECONDS = 0.7;
const MAX_SECONDS = 25;

/**
 * The recursion in the network that is open.
 *
 * @param {Pick<Page, "recursion" | "problem">} page
 * @returns {{from: number | null, visits: readonly Visit[], sweep: readonly Visit[], total: bigint, place: number}}
 *   `visits` is empty where there are too many
 */
export function recursionOf({ recursion, problem }) {
  const size = problem.layers[0].b.length;
  const from = recursion.from === null ? null : Math.min(recursion.from, size - 1);
  const { visits, sweep, total } = once(problem, `recursion from ${from}`, () => ({
    visits: visitsFromFront(problem, from),
    sweep: visitsOfSweep(problem),
    total: countOfVisits(problem, from),
  }));
  return { from, visits, sweep, total, place: Math.min(recursion.place, visits.length) };
}

/** Whether a recursion was followed to its end. @param {Pick<Page, "recursion" | "problem">} page */
export function isAllAsked(page) {
  const { visits, place } = recursionOf(page);
  return visits.length > 0 && place === visits.length;
}

/**
 * While it runs it asks on, question by question; a network of another shape is asked anew.
 *
 * @param {Store} store
 * @param {(frame: (now: number) => void) => number} request  requestAnimationFrame
 */
export function createRecursionClock(store, request) {
  let last = 0;
  let passed = 0;
  let running = false;

  /** @param {number} now  milliseconds */
  function frame(now) {
    const page = store.get();
    const { visits, place } = recursionOf(page);
    running = page.recursion.running && place < visits.length;
    if (!running)
      return page.recursion.running ? store.set({ recursion: { ...page.recursion, running: false } }) : undefined;
    const seconds = Math.min(QUESTION_SECONDS, MAX_SECONDS / visits.length);
    passed += (Math.min(100, Math.max(0, now - last)) / 1000 / seconds) * page.speed;
    last = now;
    const next = Math.min(visits.length, place + Math.floor(passed));
    passed %= 1;
    request(frame);
    if (next > place) store.set({ recursion: { ...page.recursion, place: next, running: next < visits.length } });
    return undefined;
  }

  store.subscribe((page, before) => {
    const { recursion, problem } = page;
    if (problem !== before.problem && recursion.place > 0 && shapeOf(page) !== shapeOf(before))
      return store.set({ recursion: NO_RECURSION });
    if (!recursion.running || running) return;
    running = true;
    passed = 0;
    request((now) => {
      last = now;
      frame(now);
    });
  });
}

/** What the order of the questions depends on. @param {Page} page */
const shapeOf = ({ problem }) => problem.layers.map(({ b }, index) => [b.length, isCoupled(problem, index + 1)]).join();

/** Pixels of a stage on which both networks are seen; on a narrower one the reversed one alone. */
const MIN_WIDTH_FOR_BOTH = 640;

/** @type {Record<string, (store: Store) => unknown>} */
export const RECURSION_ACTIONS = {
  /** Ask on, or pause; from the end once more. */
  recursion: (store) => {
    const { recursion } = store.get();
    const isOver = isAllAsked(store.get());
    store.set({ recursion: { ...recursion, place: isOver ? 0 : recursion.place, running: !recursion.running } });
  },
  /** The same with the drawing in sight, where a section may lie over it. */
  "recursion-in-drawing": (store) => {
    const { recursion, view, still, space } = store.get();
    // The first question is there at once; where nothing moves by itself the slider leads on.
    const place = isAllAsked(store.get()) ? 1 : Math.max(1, recursion.place);
    const isNarrow = space.width < MIN_WIDTH_FOR_BOTH;
    const shown = view === "backward" || isNarrow ? "backward" : "both";
    store.set({ recursion: { ...recursion, place, running: !still }, drawer: null, view: shown });
  },
  "no-recursion": (store) => store.set({ recursion: NO_RECURSION }),
};

/** @type {Record<string, (store: Store, value: string) => unknown>} */
export const RECURSION_CHANGES = {
  recursion: (store, value) =>
    store.set({ recursion: { ...store.get().recursion, place: Number(value), running: false } }),
  "recursion-from": (store, value) =>
    store.set({ recursion: { from: value === "all" ? null : Number(value), place: 0, running: false } }),
};
