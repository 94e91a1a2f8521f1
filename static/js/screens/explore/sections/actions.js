/** What the buttons and fields of the sections do that is not told elsewhere. */

import { RECURSION_ACTIONS, RECURSION_CHANGES } from "../../../time/recursion.js";
import { RATE_ACTIONS, RATE_CHANGES } from "./rates.js";

/** @type {Record<string, (store: import("../../../state/page.js").Store, of: string) => unknown>} */
export const SECTION_ACTIONS = { ...RATE_ACTIONS, ...RECURSION_ACTIONS };

/** @type {Record<string, (store: import("../../../state/page.js").Store, value: string) => unknown>} */
export const SECTION_CHANGES = {
  ...RATE_CHANGES,
  ...RECURSION_CHANGES,
  kept: (store, value) => store.set({ kept: value === "true" }),
};
