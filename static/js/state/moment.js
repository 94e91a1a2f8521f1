/**
 * A moment is a network at an instant, and how it is viewed. Links carry moments, undo keeps them, and whatever opens
 * another network opens one. What it was opened as stays its origin, to be reset to.
 *
 * @typedef {import("../network/types.js").Moment} Moment
 */

/** The defaults of a moment: time at its beginning, nothing driven, pinned or unfolded. */
const MOMENT_DEFAULTS = { name: null, at: 0, drive: null, gains: null, pinned: null, opened: null, zoom: 1 };

/** What ends when another moment is opened. */
const CLOSED_WITH_MOMENT = { playing: false, goal: null, rejection: null, editing: null, silenced: {} };

/**
 * A network as it was opened: out of a worked example, a link, a file or a recipe.
 *
 * @typedef {Pick<import("./page.js").Page, (typeof ORIGIN_FIELDS)[number]>} OpenedNetwork
 */
const ORIGIN_FIELDS = /** @type {const} */ (["problem", "example", "case", "preset", "recipe", "recipeLayers"]);

/** The network of a page as one that has just been opened. @param {import("./page.js").Page} page */
export const originOf = (page) =>
  /** @type {OpenedNetwork} */ (Object.fromEntries(ORIGIN_FIELDS.map((field) => [field, page[field]])));

/**
 * Open a moment. The settings of the view that it does not contain, such as the digits, stay as they are.
 *
 * @param {import("./page.js").Store} store
 * @param {Partial<Moment>} moment
 * @param {Partial<import("./page.js").Page>} [beside]  what is known of its network, and
 *   what else changes with it
 */
export function openMoment(store, moment, beside = {}) {
  store.set({ ...CLOSED_WITH_MOMENT, ...MOMENT_DEFAULTS, ...moment, ...beside });
  if (moment.problem && store.get().problem !== moment.problem) return; // what is fixed stays
  if (!("origin" in { ...moment, ...beside })) store.set({ origin: originOf(store.get()) });
}
