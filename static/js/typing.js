/** Somebody types a number: the network follows every text that is one, and can be taken back. */

import { fault } from "./api.js";
import { full, typed } from "./format.js";
import { given, withNumber } from "./problem.js";

/** @typedef {import("./page.js").Store} Store */

/**
 * Somebody types into a field of a number: the picture answers to every text that is a number.
 *
 * @param {Store} store
 * @param {string} address
 * @param {"stage" | "drawer" | "inspector"} place
 * @param {string} text
 */
export function typeNumber(store, address, place, text) {
  const page = store.get();
  const value = typed(text);
  const before = page.editing?.address === address ? page.editing.before : page.problem;
  const editing = { address, place, text, before };
  if (value === null) {
    store.set({ editing, rejection: { where: address, fault: fault("not-a-number") } });
  } else {
    const same = Object.is(given(page.problem, address), value);
    store.set({ editing, rejection: null, problem: same ? page.problem : withNumber(page.problem, address, value) });
  }
}

/** Open the field over a number of the picture. @param {Store} store @param {string} address */
export function openEditor(store, address) {
  const { problem } = store.get();
  const text = full(given(problem, address));
  store.set({ editing: { address, place: "stage", text, before: problem }, rejection: null, playing: false, goal: null });
}

/** @param {Store} store */
export function closeEditor(store) {
  if (store.get().editing) store.set({ editing: null, rejection: null });
}

/** Stop typing and take back what was typed. @param {Store} store */
export function undoTyping(store) {
  const { editing } = store.get();
  if (editing) store.set({ editing: null, rejection: null, problem: editing.before });
}
