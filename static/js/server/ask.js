/**
 * A field of the state that is the server's answer to a question which follows from the state itself: what witnesses
 * say of the number in the inspector, how the loss moves when it is nudged. One question is on its way at a time.
 */

import { post } from "./api.js";
import { conflated } from "./conflated.js";
import { isSilence, silent } from "./outage.js";

/**
 * @typedef {object} QuestionPaths  where the answer of each such field comes from
 * @property {"/api/witness"} witnessed
 * @property {"/api/nudge"} nudged
 * @property {"/api/learning-rates"} rated
 * @property {`/api/explain?${string}`} unrolled
 * @property {"/api/trace"} units
 * @property {"/api/trace"} trueGains
 */

/**
 * @typedef {{[Field in "witnessed" | "nudged" | "rated" | "unrolled"]:
 *   import("./api.js").AnswerOf<QuestionPaths[Field]>} & {units: Units, trueGains: TrueGains}} Values of the fields;
 *   those of the last two hold what their questions ask for
 * @typedef {import("../network/superposition.js").Units} Units
 * @typedef {import("../network/superposition.js").TrueGains} TrueGains
 */

/**
 * @template {keyof QuestionPaths} [Field=keyof QuestionPaths]
 * @typedef {object} Question
 * @property {QuestionPaths[Field]} path
 * @property {object} body
 * @property {readonly unknown[]} about  what the answer depends on
 */

/**
 * @template {keyof QuestionPaths} Field
 * @typedef {object} Answered
 * @property {readonly unknown[]} about  of the question that it answers
 * @property {Values[Field] | null} value  null where the server refused
 * @property {import("./api.js").Fault | null} fault  why it refused
 */

/** @param {readonly unknown[]} a @param {readonly unknown[]} b */
const equalParts = (a, b) => a.length === b.length && a.every((part, index) => part === b[index]);

/**
 * Whether two questions ask of different numbers: of the states that a drag runs through, all are asked the same.
 *
 * @param {Question} running
 * @param {Question} newer
 */
function isOfAnother(running, newer) {
  /** @param {Question} question */
  const names = ({ about }) => about.filter((part) => typeof part === "string");
  return running.path !== newer.path || !equalParts(names(running), names(newer));
}

/**
 * @template {keyof QuestionPaths} Field
 * @param {import("../state/page.js").Store} store
 * @param {Field} field
 * @param {(page: import("../state/page.js").Page) => Question<Field> | null} question  null when nothing is asked now
 */
export function followQuestion(store, field, question) {
  const ask = conflated(
    (signal, /** @type {Question<Field>} */ { path, body }) => post(path, body, { signal }),
    ([running], [newer]) => isOfAnother(running, newer),
  );
  /** @type {readonly unknown[]} */
  let asked = [];

  /** @param {Question<Field>} wanted */
  async function answer(wanted) {
    const { about } = wanted;
    const received = await ask(wanted);
    if (!received) return;
    if (!received.ok && isSilence(received.problem.errors[0])) {
      if (asked === about) asked = [];
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
    // While the page sums the signals itself, the server is not asked.
    if (!wanted || page.unanswered || page.answer?.summed || equalParts(wanted.about, asked)) return;
    asked = wanted.about;
    answer(wanted);
  });
}

/**
 * The answer to a question, if it has come.
 *
 * @template {keyof QuestionPaths} Field
 * @param {Answered<Field> | null} answered
 * @param {Pick<Question, "about"> | null} question
 */
export function answerTo(answered, question) {
  return answered && question && equalParts(answered.about, question.about) ? answered : null;
}
