/** Which term of the glossary is pointed at, or has the focus, where it stands in a text. */

import { derived } from "./memo.js";

/** @typedef {import("./page.js").Page} Page */

/** What is pointed at where it is a term. @param {string} term @param {string} place  that no other text has */
export const pointOfTerm = (term, place) => `glossary.${term}~${place}`;

/** The term that is pointed at, and its place; null for everything else. @type {(page: Page) => string | null} */
export const pointedTerm = derived(({ hover }) => (hover?.startsWith("glossary.") ? hover : null));
