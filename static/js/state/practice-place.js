/** Where in a practice one is: all of it that a link needs, so that the rest is fetched with the screen. */

/** How many questions there are. */
export const PRACTICE_LENGTH = 10;

/** Behind the last question. */
export const PRACTICE_END = PRACTICE_LENGTH + 1;

/** @returns {import("./practice.js").Practice} */
export const newPractice = () => ({ practiceRun: null, practised: {} });

const PRACTICE_NAME = /^practice(?:\.(\d{1,6})(?:\.(\d{1,2}|end))?)?$/;

/**
 * Where in a practice one is.
 *
 * @param {string | null} lesson
 * @returns {{seed: number | null, place: number} | null} place 0 before the first question, one more than there are
 *   at the end; null outside
 */
export function practicePlace(lesson) {
  const [name, seed, place] = PRACTICE_NAME.exec(lesson ?? "") ?? [];
  if (name === undefined) return null;
  if (seed === undefined) return { seed: null, place: 0 };
  const number = place === "end" ? PRACTICE_END : Number(place ?? 1);
  return number >= 1 && number <= PRACTICE_END ? { seed: Number(seed), place: number } : null;
}
