/**
 * One state object and one way to change it. Listeners are called at most once a frame, with the state that they
 * were called with before, so that they can see what changed. Those who ask the server need not wait for the frame:
 * they are called soon, once all that belongs to a change has been set.
 */

/**
 * @template {object} S
 * @typedef {(state: Readonly<S>, previous: Readonly<S>) => void} Listener
 */

/**
 * @template {object} S
 * @typedef {object} StateStore
 * @property {() => Readonly<S>} get
 * @property {(patch: Partial<S>) => void} set  fields that already have these values change nothing and call no
 *   listener
 * @property {(listener: Listener<S>) => () => void} subscribe  returns how to leave
 * @property {(listener: Listener<S>) => () => void} subscribeSoon  likewise
 */

/**
 * @template {object} S
 * @param {S} initial
 * @param {(tell: () => void) => void} schedule  calls back later, once: requestAnimationFrame on the page
 * @param {(tell: () => void) => void} [soon]  likewise, for those who need not wait for it: queueMicrotask on the page
 * @returns {StateStore<S>}
 */
export function createStore(initial, schedule, soon = schedule) {
  /** @type {Readonly<S>} */
  let state = Object.freeze({ ...initial });

  /** Listeners that are told together. @param {(tell: () => void) => void} later */
  function listenersOn(later) {
    let last = state;
    let waiting = false;
    /** @type {Set<Listener<S>>} */
    const listeners = new Set();

    function tell() {
      waiting = false;
      const previous = last;
      last = state;
      const now = state;
      for (const listener of [...listeners]) listener(now, previous);
    }

    return {
      changed() {
        if (waiting || listeners.size === 0) return;
        waiting = true;
        later(tell);
      },
      /** @param {Listener<S>} listener */
      join(listener) {
        if (listeners.size === 0) last = state;
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    };
  }

  const asking = listenersOn(soon);
  const drawing = listenersOn(schedule);
  return {
    get: () => state,
    set(patch) {
      const keys = /** @type {(keyof S)[]} */ (Object.keys(patch));
      if (keys.every((key) => Object.is(patch[key], state[key]))) return;
      state = Object.freeze({ ...state, ...patch });
      asking.changed();
      drawing.changed();
    },
    subscribe: drawing.join,
    subscribeSoon: asking.join,
  };
}
