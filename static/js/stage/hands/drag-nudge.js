/**
 * A number of the drawing pushed by hand: pressed and dragged sideways, it is nudged; pressed and released, it is
 * clicked.
 */

import { subjectOf } from "../../network/push.js";
import { NUDGE_PLACES } from "../../server/questions/nudge.js";

/** Pixels from one place of the nudge to the next. */
const PIXELS_PER_PLACE = 4;

/** A movement of fewer pixels is not a drag. */
const MIN_DRAG_PIXELS = 6;

/** What comes back to a neuron is no handle of its z or a: the signal of an output is drawn by itself. */
const NO_HANDLE = /^(?:dl_d[az]|da_dz)\./;

/**
 * @param {import("../../state/page.js").Store} store
 * @returns {{begin: (address: string, x: number) => boolean, move: (x: number) => boolean, end: () => void, pushed: ()
 *   => boolean}} begin: whether there is something to push; move: whether a number is being pushed; pushed: whether the
 *   press that has just ended was a push
 */
export function createPush(store) {
  /** @type {{address: string, subject: string, x: number, from: number} | null} */
  let held = null;
  let moving = false;

  return {
    begin(address, x) {
      const subject = NO_HANDLE.test(address) ? null : subjectOf(address);
      moving = false;
      const { nudge } = store.get();
      held = subject === null ? null : { address, subject, x, from: nudge?.of === subject ? nudge.place : 0 };
      return held !== null;
    },
    move(x) {
      if (!held || (!moving && Math.abs(x - held.x) < MIN_DRAG_PIXELS)) return false;
      const place = Math.max(
        -NUDGE_PLACES,
        Math.min(NUDGE_PLACES, held.from + Math.round((x - held.x) / PIXELS_PER_PLACE)),
      );
      const page = store.get();
      const before = page.nudge;
      if (!moving && subjectOf(page.chosen) !== held.subject) store.set({ chosen: held.address });
      if (before?.of !== held.subject || before.place !== place)
        store.set({
          nudge: { reach: before?.reach ?? 1, of: held.subject, place },
          editing: null,
          playing: false,
          goal: null,
        });
      moving = true;
      return true;
    },
    end() {
      held = null;
    },
    pushed: () => moving,
  };
}

/**
 * What the buttons of a nudge do.
 *
 * @type {Record<string, (store: import("../../state/page.js").Store, of: string) => unknown>}
 */
export const NUDGE_ACTIONS = {
  nudge: (store, of) => store.set({ nudge: store.get().nudge ? null : { of, reach: 1, place: 0 } }),
  reach: (store, of) => {
    const { nudge } = store.get();
    if (nudge) store.set({ nudge: { ...nudge, reach: Number(of) } });
  },
  "nudge-back": (store) => {
    const { nudge } = store.get();
    if (nudge) store.set({ nudge: { ...nudge, place: 0 } });
  },
};
