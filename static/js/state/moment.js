/**
 * A moment is a network at an instant, and how it is viewed. Links carry moments, undo keeps them, and whatever opens
 * another network opens one.
 *
 * @typedef {import("../network/types.js").Moment} Moment
 */

/** The defaults of a moment: time at its beginning, nothing driven, pinned or unfolded. */
const MOMENT_DEFAULTS = { at: 0, drive: null, gains: null, pinned: null, opened: null, zoom: 1 };

/** What ends when another moment is opened. */
const CLOSED_WITH_MOMENT = { playing: false, goal: null, rejection: null, editing: null, silenced: {} };

/**
 * Open a moment. The settings of the view that it does not contain, such as the digits, stay as they are.
 *
 * @param {import("./page.js").Store} store
 * @param {Partial<Moment>} moment
 * @param {Partial<import("./page.js").Opened & import("./page.js").Shell>} [beside]  what is known of its network, and
 *   what else changes with it
 */
export function openMoment(store, moment, beside = {}) {
  store.set({ ...CLOSED_WITH_MOMENT, ...MOMENT_DEFAULTS, ...moment, ...beside });
}
