/** What the buttons and fields of the sections do that is not told elsewhere. */

import { ASKING_ACTIONS, ASKING_CHANGES } from "../../../time/asking.js";
import { RATE_ACTIONS, RATE_CHANGES } from "./rates.js";

/** @type {Record<string, (store: import("../../../state/page.js").Store, of: string) => unknown>} */
export const SECTION_ACTIONS = { ...RATE_ACTIONS, ...ASKING_ACTIONS };

/** @type {Record<string, (store: import("../../../state/page.js").Store, value: string) => unknown>} */
export const SECTION_CHANGES = {
  ...RATE_CHANGES,
  ...ASKING_CHANGES,
  kept: (store, value) => store.set({ kept: value === "true" }),
};
