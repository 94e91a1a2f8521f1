/** The screens, in the order of their tabs; a link that names none opens the first. */

import { explore } from "./explore/index.js";

/** @type {readonly import("./screen.js").Screen[]} */
export const SCREENS = [explore];
