/** What follows from an object is made once, and forgotten together with the object. */

/** @type {WeakMap<object, Map<unknown, any>>} */
const MADE = new WeakMap();

/**
 * What `make` makes of an object: the first time, and the very same afterwards.
 *
 * @template T
 * @param {object} source
 * @param {unknown} key  tells what is made of one object apart; a text that names its maker as well
 * @param {() => T} make  of nothing but the object and the key
 * @returns {T}
 */
export function once(source, key, make) {
  const made = MADE.get(source) ?? new Map();
  if (!made.has(key)) {
    made.set(key, make());
    MADE.set(source, made);
  }
  return made.get(key);
}
