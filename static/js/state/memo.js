/**
 * Views that are made anew only when something that they read of the state has changed. What that is nobody lists: a
 * view is given a stand-in of the page, which writes down whatever is asked of it.
 *
 * @typedef {import("./page.js").Page} Page
 * @typedef {keyof Page | ((page: Page) => unknown)} Read  a field of the page, or something derived from it
 */

/**
 * What stands behind each stand-in, and what was asked of it.
 *
 * @type {WeakMap<object, {page: Page, reads: Map<Read, unknown>}>}
 */
const WATCHED = new WeakMap();

/** @param {Page} page @param {Read} read */
const valueOf = (page, read) => (typeof read === "function" ? read(page) : page[read]);

/**
 * A view that returns the very same as long as what it read last time is the same. It must read nothing but the page,
 * its other arguments, and what never changes. One view in another counts as a part of it.
 *
 * @template T
 * @template {readonly unknown[]} Rest
 * @param {(page: Page, ...rest: Rest) => T} view
 * @returns {(page: Page, ...rest: Rest) => T}
 */
export function memo(view) {
  /** @type {{made: T, rest: Rest, reads: Map<Read, unknown>} | null} */
  let last = null;
  return (page, ...rest) => {
    if (
      last &&
      rest.length === last.rest.length &&
      rest.every((value, index) => Object.is(value, last?.rest[index])) &&
      [...last.reads].every(([read, value]) => Object.is(valueOf(page, read), value))
    )
      return last.made;
    /** @type {Map<Read, unknown>} */
    const reads = new Map();
    last = { made: view(watched(page, reads), ...rest), rest, reads };
    return last.made;
  };
}

/**
 * Something derived from the page, on whose value a view depends, and not on the fields that it comes from: it may be
 * computed from the time of every frame and be the same for a whole step.
 *
 * @template T
 * @param {(page: Page) => T} select  returns the very same as long as nothing is different
 * @returns {(page: Page) => T}
 */
export function derived(select) {
  /** @param {Page} page @returns {T} */
  const read = (page) => {
    const behind = WATCHED.get(page);
    if (!behind) return select(page);
    if (!behind.reads.has(read)) behind.reads.set(read, read(behind.page));
    return /** @type {T} */ (behind.reads.get(read));
  };
  return read;
}

/** The stand-in of a page. @param {Page} page @param {Map<Read, unknown>} reads @returns {Page} */
function watched(page, reads) {
  const standIn = new Proxy(page, {
    get(_, field) {
      const read = /** @type {keyof Page} */ (field);
      if (!reads.has(read)) reads.set(read, page[read]);
      return reads.get(read);
    },
  });
  WATCHED.set(standIn, { page, reads });
  return standIn;
}
