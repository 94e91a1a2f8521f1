/**
 * The reversed network driven by hand: a signal is set at each output, and every amplifier answers in proportion. The
 * forward pass stays as it is, and with it the gains; or the gains are frozen while an input changes.
 */

import { goTo } from "../../time/clock.js";
import { typed } from "../../language/number.js";
import { stepsOf } from "../../state/page.js";
import { phases } from "../../network/steps.js";
import { outputOf, signals } from "../../network/drive.js";

/** @typedef {import("../../state/page.js").Store} Store */

/** Pixels from one signal to the next while one drags. */
const PIXELS_PER_STEP = 4;
const SIGNAL_STEP = 0.05;

/** A movement of fewer pixels is not a drag. */
const MIN_SIGNAL_DRAG_PIXELS = 6;

/**
 * Drive with these signals; null gives the outputs back to the loss.
 *
 * @param {Store} store
 * @param {number[] | null} drive
 */
export function driveWith(store, drive) {
  const finite = drive === null || drive.every(Number.isFinite);
  if (!finite) return;
  const before = store.get().drive;
  const isSame = drive?.length === before?.length && drive?.every((signal, i) => signal === before?.[i]);
  store.set({ drive: isSame ? before : drive, rejection: null, playing: false, goal: null });
  const page = store.get();
  const back = phases(stepsOf(page)).find(({ phase }) => phase === "backward");
  if (back && page.at < back.end) goTo(store, back.end);
}

/** @param {Store} store @param {number} output @param {number} signal */
export function setSignal(store, output, signal) {
  driveWith(
    store,
    signals(store.get()).map((old, i) => (i === output ? signal : old)),
  );
}

/** @type {Record<string, (store: Store, of: string) => unknown>} */
export const DRIVE_ACTIONS = {
  /** A signal of 1 at one output, or at all of them. */
  inject: (store, of) =>
    driveWith(
      store,
      signals(store.get()).map((_, i) => (of === "all" || i === Number(of) ? 1 : 0)),
    ),
  "drive-hand": (store) => driveWith(store, signals(store.get())),
  "drive-loss": (store) => driveWith(store, null),
  freeze: (store) => {
    const { gains, problem } = store.get();
    store.set({ gains: gains ? null : problem.x.map((row) => [...row]) });
  },
};

/** @type {Record<string, (store: Store, value: string, of: string) => unknown>} */
export const DRIVE_CHANGES = {
  freeze: (store) => DRIVE_ACTIONS.freeze(store, ""),
  signal: (store, value, of) => {
    const signal = typed(value);
    if (signal !== null) setSignal(store, Number(of), signal);
  },
  "signal-on": (store, value, of) => {
    const output = Number(of);
    const { silenced } = store.get();
    if (value === "true") return setSignal(store, output, silenced[output] ?? 1);
    store.set({ silenced: { ...silenced, [output]: signals(store.get())[output] } });
    setSignal(store, output, 0);
  },
};

/**
 * A signal after some steps of a drag: they go over the multiples of the step, whatever the first number is.
 *
 * @param {number} from
 * @param {number} steps
 */
function draggedSignal(from, steps) {
  if (steps === 0) return from;
  const place = Math.round((from / SIGNAL_STEP) * 1e6) / 1e6;
  const whole = steps > 0 ? Math.floor(place) : Math.ceil(place);
  return Math.round((whole + steps) * SIGNAL_STEP * 1e6) / 1e6;
}

/**
 * A signal of the drawing, pressed and dragged sideways.
 *
 * @param {Store} store
 * @returns {ReturnType<typeof import("./drag-nudge.js").createPush>}
 */
export function createDrive(store) {
  /** @type {{output: number, x: number, from: number} | null} */
  let held = null;
  let moving = false;
  return {
    begin(address, x) {
      const output = address ? outputOf(store.get(), address) : null;
      moving = false;
      held = output === null ? null : { output, x, from: signals(store.get())[output] };
      return held !== null;
    },
    move(x) {
      if (!held || (!moving && Math.abs(x - held.x) < MIN_SIGNAL_DRAG_PIXELS)) return false;
      moving = true;
      setSignal(store, held.output, draggedSignal(held.from, Math.round((x - held.x) / PIXELS_PER_STEP)));
      return true;
    },
    end() {
      held = null;
    },
    pushed: () => moving,
  };
}
