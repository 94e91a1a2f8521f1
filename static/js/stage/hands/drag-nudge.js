/**
 * A number of the drawing pushed by hand: pressed and drawn sideways, it is nudged; pressed and let go, it is clicked.
 */

import { subjectOf } from "../../network/push.js";
import { PLACES } from "../../server/questions/nudge.js";

/** Pixels from one place of the nudge to the next. */
const STRIDE = 4;

/** A hand that trembles does not push yet. */
const STILL = 6;

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
      if (!held || (!moving && Math.abs(x - held.x) < STILL)) return false;
      const place = Math.max(-PLACES, Math.min(PLACES, held.from + Math.round((x - held.x) / STRIDE)));
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
