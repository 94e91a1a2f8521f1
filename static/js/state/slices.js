/**
 * The state in slices: each belongs to one part of the page and lives as long as that, and all of them are changed
 * through one setter. A joined store shows several slices as one.
 *
 * @template {object} S
 * @typedef {import("./store.js").StateStore<S>} StateStore
 */

/**
 * Several slices as one store. Every field lies in exactly one slice, and what is set goes
 * there. Changes of other slices do not call its listeners.
 *
 * @param {StateStore<Record<string, object>>} store  of all slices
 * @param {readonly string[]} names  of those that are meant
 * @returns {StateStore<any>}
 */
export function joined(store, names) {
  /**
   * Those that were asked for last: the present one, the one that was drawn, and the one that questions were asked of.
   *
   * @type {{slices: object[], view: object}[]}
   */
  let views = [];

  /** @param {Record<string, object>} state */
  function view(state) {
    const slices = names.map((name) => state[name]);
    const known = views.find((candidate) => candidate.slices.every((slice, index) => slice === slices[index]));
    if (known) return known.view;
    const entry = { slices, view: Object.freeze(Object.assign({}, ...slices)) };
    views = [entry, ...views].slice(0, 3);
    return entry.view;
  }

  /**
   * @param {import("./store.js").Listener<any>} listener
   * @returns {import("./store.js").Listener<Record<string, object>>}
   */
  const onlyOfThese = (listener) => (state, previous) => {
    const [now, before] = [view(state), view(previous)];
    if (now !== before) listener(now, before);
  };

  return {
    get: () => view(store.get()),
    set(patch) {
      const state = store.get();
      /** @type {Record<string, object>} */
      const changed = {};
      for (const [key, value] of Object.entries(patch)) {
        const name = names.find((slice) => Object.hasOwn(state[slice], key));
        if (name === undefined) throw new Error(`No slice of ${names.join(", ")} has a field ${key}.`);
        const slice = /** @type {Record<string, unknown>} */ (changed[name] ?? state[name]);
        if (!Object.is(slice[key], value)) changed[name] = Object.freeze({ ...slice, [key]: value });
      }
      store.set(changed);
    },
    subscribe: (listener) => store.subscribe(onlyOfThese(listener)),
    subscribeSoon: (listener) => store.subscribeSoon(onlyOfThese(listener)),
  };
}
