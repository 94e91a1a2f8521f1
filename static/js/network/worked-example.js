/**
 * Worked examples. A case is the example's problem with something changed; the same case is always the same object, so
 * that 'has it been edited?' is a comparison by identity.
 *
 * @typedef {import("./types.js").Problem} Problem
 * @typedef {import("./types.js").Preset} Preset
 */

import { once } from "./once.js";

const PROBLEM_FIELDS = /** @type {const} */ (["layers", "loss", "reduction", "x", "target", "learning_rate"]);

/**
 * @param {Preset} preset
 * @param {string | null} id
 * @returns {Preset["cases"][number]} the first one when the id is null or unknown
 */
export function caseOf({ cases }, id) {
  return cases.find((candidate) => candidate.id === id) ?? cases[0];
}

/**
 * @param {Preset} preset
 * @param {string | null} id  of a case; the first one when null or unknown
 * @returns {Problem}
 */
export function caseProblem(preset, id) {
  const { id: found, changes } = caseOf(preset, id);
  return once(preset, `case ${found}`, () => {
    /** @type {Problem} */
    const all = { ...preset.request, ...changes };
    return /** @type {Problem} */ (Object.fromEntries(PROBLEM_FIELDS.map((field) => [field, all[field]])));
  });
}

/** Whether the network is no longer the example's own. @param {import("../state/page.js").Page} page */
export function isChanged(page) {
  return page.preset !== null && caseProblem(page.preset, page.case) !== page.problem;
}

/**
 * The number that the source of the example prints for this address, when the example is open as it was published.
 *
 * @param {import("../state/page.js").Page} page
 * @param {string} address
 */
export function publishedFor(page, address) {
  const { preset } = page;
  if (!preset || isChanged(page)) return null;
  return caseOf(preset, page.case).numbers.find((row) => row.after_updates === 0 && row.address === address) ?? null;
}
