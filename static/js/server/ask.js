/**
 * A field of the state that is the server's answer to a question which follows from the state itself: what witnesses
 * say of the number in the inspector, how the loss moves when it is nudged. Only the newest question counts.
 */

import { latest, post } from "./api.js";
import { isSilence, silent } from "./outage.js";

/**
 * @typedef {{path: string, body: object, about: readonly unknown[]}} Question  `about` is what the answer depends on
 * @typedef {object} Answered
 * @property {readonly unknown[]} about  of the question that it answers
 * @property {any} value  null where the server refused
 * @property {import("./api.js").Fault | null} fault  why it refused
 */

/** @param {readonly unknown[]} one @param {readonly unknown[]} other */
const same = (one, other) => one.length === other.length && one.every((part, index) => part === other[index]);

/**
 * @param {import("../state/page.js").Store} store
 * @param {"witnessed" | "nudged" | "unrolled" | "superposed" | "honest"} field
 * @param {(page: import("../state/page.js").Page) => Question | null} question  null when nothing is asked now
 */
export function follow(store, field, question) {
  const ask = latest((signal, /** @type {string} */ path, /** @type {object} */ body) => post(path, body, { signal }));
  /** @type {readonly unknown[]} */
  let asked = [];

  /** @param {Question} wanted */
  async function answer({ path, body, about }) {
    const received = await ask(path, body);
    if (!received) return;
    if (!received.ok && isSilence(received.problem.errors[0])) {
      asked = [];
      return silent(store);
    }
    store.set({
      [field]: received.ok
        ? { about, value: received.value, fault: null }
        : { about, value: null, fault: received.problem.errors[0] },
    });
  }

  store.subscribe((page) => {
    const wanted = question(page);
    if (!wanted || page.unanswered || same(wanted.about, asked)) return;
    asked = wanted.about;
    answer(wanted);
  });
}

/**
 * The answer to a question, if it has come.
 *
 * @param {Answered | null} answered
 * @param {Question | null} question
 */
export function answerTo(answered, question) {
  return answered && question && same(answered.about, question.about) ? answered : null;
}
