/** A screen whose buttons, fields, forms and keys refuse, with a sentence, to change what the link fixes. */

import { fixedParts, fixedSentence } from "../state/fixed.js";

/** @typedef {import("../screens/screen.js").Screen} Screen */

/** @param {Screen} screen @returns {Screen} */
export function holdingScreen(screen) {
  return {
    ...screen,
    actions: mapped(screen.actions, (name, act) => (store, of, platform) => {
      return refuses(store, "action", name, of) || act(store, of, platform);
    }),
    changes: mapped(screen.changes, (name, act) => (store, value, of, platform) => {
      return refuses(store, "change", name, of) || act(store, value, of, platform);
    }),
    forms: mapped(screen.forms, (name, act) => (store) => refuses(store, "form", name, "") || act(store)),
  };
}

/**
 * @template T
 * @param {Readonly<Record<string, T>>} table
 * @param {(name: string, act: T) => T} change
 */
const mapped = (table, change) =>
  Object.fromEntries(Object.entries(table).map(([name, act]) => [name, change(name, act)]));

/**
 * Says why something is not done, where it is not.
 *
 * @param {import("../state/page.js").Store} store
 * @param {"action" | "change" | "form"} kind
 * @param {string} name
 * @param {string} of
 */
function refuses(store, kind, name, of) {
  const page = store.get();
  const parts = fixedParts(page, kind, name, of);
  if (parts.length > 0) store.set({ toast: fixedSentence(page, parts) });
  return parts.length > 0;
}
