/**
 * When the server does not answer: what was asked is kept and asked again, less and less often, and at once when
 * the user wants it. Until then the numbers on the page are those of the last answer, and are marked so.
 *
 * @typedef {{tries: number, again: boolean}} Unanswered  how often in a row there was no answer; `again` while it
 *   is being asked again
 */

/** Seconds until the next try; after the last of them the same again. */
const WAIT_SECONDS = [1, 2, 4, 8, 15, 30];

/** After this many tries the page asks again only when the user wants it. */
export const MAX_TRIES = 20;

/** Whether a fault means that the server did not answer. @param {import("./api.js").Fault} fault */
export const isSilence = ({ code }) => code === "unreachable" || code === "busy";

/** There was no answer. @param {import("../state/page.js").Store} store */
export function silent(store) {
  const { unanswered } = store.get();
  store.set({ unanswered: { tries: (unanswered?.again ? unanswered.tries : 0) + 1, again: false } });
}

/** Ask once more. @param {import("../state/page.js").Store} store @param {number} [tries]  so far */
export function askAgain(store, tries = 0) {
  if (store.get().unanswered) store.set({ unanswered: { tries, again: true } });
}

/**
 * Whether the numbers on the page answer an earlier question than the one that stands.
 *
 * @param {import("../state/page.js").Page} page
 */
export function isStale({ unanswered, answer, problem, sample, drive, gains }) {
  return (
    unanswered !== null &&
    answer !== null &&
    !(answer.problem === problem && answer.sample === sample && answer.drive === drive && answer.gains === gains)
  );
}

/**
 * @param {import("../state/page.js").Store} store
 * @param {Pick<Window, "addEventListener" | "clearTimeout"> & {setTimeout: (then: () => void, milliseconds: number) =>
 *   number, document: Pick<Document, "addEventListener" | "hidden">}} window
 */
export function followOutage(store, window) {
  let known = store.get().unanswered;
  let timer = 0;
  store.subscribe(({ unanswered }) => {
    if (unanswered === known) return;
    known = unanswered;
    window.clearTimeout(timer);
    if (!unanswered || unanswered.again || unanswered.tries >= MAX_TRIES) return;
    const wait = WAIT_SECONDS[Math.min(unanswered.tries, WAIT_SECONDS.length) - 1];
    timer = window.setTimeout(() => askAgain(store, unanswered.tries), 1000 * wait);
  });
  window.addEventListener("online", () => askAgain(store));
  window.document.addEventListener("visibilitychange", () => !window.document.hidden && askAgain(store));
}
