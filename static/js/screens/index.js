/** The screens, in the order of their tabs; a link that names none opens the first. */

import { newLearn } from "../state/lesson.js";
import { explore } from "./explore/index.js";

/** @type {readonly import("./screen.js").ScreenEntry[]} */
export const SCREENS = [
  { name: "explore", initial: explore.initial, load: async () => explore },
  { name: "learn", initial: newLearn, load: async () => (await import("./learn/index.js")).learn },
];
