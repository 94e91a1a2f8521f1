/**
 * One state object and one way to change it. Listeners are called at most once a frame, with the state that they
 * were called with before, so that they can see what changed.
 */

/**
 * @template {object} S
 * @typedef {object} StateStore
 * @property {() => Readonly<S>} get
 * @property {(patch: Partial<S>) => void} set  fields that already have these values change nothing and call no
 *   listener
 * @property {(listener: (state: Readonly<S>, previous: Readonly<S>) => void) => () => void} subscribe  returns how to
 *   leave
 */

/**
 * @template {object} S
 * @param {S} initial
 * @param {(tell: () => void) => void} schedule  calls back later, once: requestAnimationFrame on the page
 * @returns {StateStore<S>}
 */
export function createStore(initial, schedule) {
  /** @type {Readonly<S>} */
  let state = Object.freeze({ ...initial });
  let drawn = state;
  let waiting = false;
  /** @type {Set<(state: Readonly<S>, previous: Readonly<S>) => void>} */
  const listeners = new Set();

  function tell() {
    waiting = false;
    const previous = drawn;
    drawn = state;
    const now = state;
    for (const listener of [...listeners]) listener(now, previous);
  }

  return {
    get: () => state,
    set(patch) {
      const keys = /** @type {(keyof S)[]} */ (Object.keys(patch));
      if (keys.every((key) => Object.is(patch[key], state[key]))) return;
      state = Object.freeze({ ...state, ...patch });
      if (waiting) return;
      waiting = true;
      schedule(tell);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
