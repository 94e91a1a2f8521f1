/**
 * The recursion from the front, followed question by question: what it has come to at the present place, and the clock
 * that asks on while it runs.
 */

import { countOfVisits, visitsFromFront, visitsOfSweep } from "../network/from-the-front.js";
import { once } from "../network/once.js";

/**
 * @typedef {import("../state/page.js").Page} Page
 * @typedef {import("../state/page.js").Store} Store
 * @typedef {import("../network/from-the-front.js").Visit} Visit
 * @typedef {import("../network/types.js").Asking} Asking
 */

/** @type {Asking} */
export const NOTHING_ASKED = { from: 0, place: 0, running: false };

/** Seconds of one question, and of all of them at most. */
const QUESTION_SECONDS = 0.7;
const MAX_SECONDS = 25;

/**
 * The recursion in the network that is open.
 *
 * @param {Pick<Page, "asking" | "problem">} page
 * @returns {{from: number | null, visits: readonly Visit[], sweep: readonly Visit[], total: bigint, place: number}}
 *   `visits` is empty where there are too many
 */
export function recursionOf({ asking, problem }) {
  const size = problem.layers[0].b.length;
  const from = asking.from === null ? null : Math.min(asking.from, size - 1);
  const { visits, sweep, total } = once(problem, `recursion from ${from}`, () => ({
    visits: visitsFromFront(problem, from),
    sweep: visitsOfSweep(problem),
    total: countOfVisits(problem, from),
  }));
  return { from, visits, sweep, total, place: Math.min(asking.place, visits.length) };
}

/** Whether a recursion was followed to its end. @param {Pick<Page, "asking" | "problem">} page */
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
export function createAskingClock(store, request) {
  let last = 0;
  let passed = 0;
  let running = false;

  /** @param {number} now  milliseconds */
  function frame(now) {
    const page = store.get();
    const { visits, place } = recursionOf(page);
    running = page.asking.running && place < visits.length;
    if (!running) return page.asking.running ? store.set({ asking: { ...page.asking, running: false } }) : undefined;
    const seconds = Math.min(QUESTION_SECONDS, MAX_SECONDS / visits.length);
    passed += (Math.min(100, Math.max(0, now - last)) / 1000 / seconds) * page.speed;
    last = now;
    const next = Math.min(visits.length, place + Math.floor(passed));
    passed %= 1;
    request(frame);
    if (next > place) store.set({ asking: { ...page.asking, place: next, running: next < visits.length } });
    return undefined;
  }

  store.subscribe((page, before) => {
    const { asking, problem } = page;
    if (problem !== before.problem && asking.place > 0 && shapeOf(page) !== shapeOf(before))
      return store.set({ asking: NOTHING_ASKED });
    if (!asking.running || running) return;
    running = true;
    passed = 0;
    request((now) => {
      last = now;
      frame(now);
    });
  });
}

/** What the order of the questions depends on. @param {Page} page */
const shapeOf = ({ problem }) => problem.layers.map(({ b, activation }) => [b.length, activation === "softmax"]).join();

/** Pixels of a stage on which both networks are seen; on a narrower one the reversed one alone. */
const MIN_WIDTH_FOR_BOTH = 640;

/** @type {Record<string, (store: Store) => unknown>} */
export const ASKING_ACTIONS = {
  /** Ask on, or pause; from the end once more. */
  ask: (store) => {
    const { asking } = store.get();
    const isOver = isAllAsked(store.get());
    store.set({ asking: { ...asking, place: isOver ? 0 : asking.place, running: !asking.running } });
  },
  /** The same with the drawing in sight, where a section may lie over it. */
  "ask-in-drawing": (store) => {
    const { asking, view, still, space } = store.get();
    // The first question is there at once; where nothing moves by itself the slider leads on.
    const place = isAllAsked(store.get()) ? 1 : Math.max(1, asking.place);
    const isNarrow = space.width < MIN_WIDTH_FOR_BOTH;
    const shown = view === "backward" || isNarrow ? "backward" : "both";
    store.set({ asking: { ...asking, place, running: !still }, drawer: null, view: shown });
  },
  "ask-nothing": (store) => store.set({ asking: NOTHING_ASKED }),
};

/** @type {Record<string, (store: Store, value: string) => unknown>} */
export const ASKING_CHANGES = {
  asked: (store, value) => store.set({ asking: { ...store.get().asking, place: Number(value), running: false } }),
  "asked-from": (store, value) =>
    store.set({ asking: { from: value === "all" ? null : Number(value), place: 0, running: false } }),
};
