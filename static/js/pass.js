/**
 * Asks the server for the pass whenever the problem changes. Only the newest answer counts. A problem that the server
 * refuses is taken back: the picture stays as it was, and the reason stands beside the field.
 */

import { explain, latest, post } from "./api.js";
import { addressOf } from "./problem.js";
import { FIELD } from "./page.js";

/** @param {import("./page.js").Store} store */
export function followProblem(store) {
  const ask = latest(async (signal, /** @type {import("./types.js").Problem} */ problem, /** @type {number} */ sample) => {
    const answer = await post("/api/trace", { ...problem, include: ["steps"], sample }, { signal });
    return { answer, problem, sample };
  });

  /** @param {import("./types.js").Problem} problem @param {number} sample */
  async function trace(problem, sample) {
    const received = await ask(problem, sample);
    if (!received) return;
    const page = store.get();
    if (received.answer.ok) {
      const value = /** @type {import("./types.js").Trace} */ (received.answer.value);
      const at = Math.min(page.at, value.steps.length);
      store.set({ answer: { problem, trace: value, sample }, at, rejection: page.rejection?.where === FIELD.recipe ? page.rejection : null });
    } else {
      const fault = received.answer.problem.errors[0];
      const unreachable = fault.code === "unreachable";
      store.set({ rejection: { where: whereOf(fault.pointer), fault }, problem: unreachable ? problem : (page.answer?.problem ?? problem), sample: page.answer?.sample ?? sample });
    }
  }

  let asked = /** @type {{problem: unknown, sample: number} | null} */ (null);
  const look = () => {
    const { problem, sample, answer } = store.get();
    const wanted = Math.min(sample, problem.x.length - 1);
    if (wanted !== sample) return store.set({ sample: wanted });
    if (asked?.problem === problem && asked.sample === sample) return;
    asked = { problem, sample };
    if (answer?.problem !== problem || answer.sample !== sample) trace(problem, sample);
  };
  store.subscribe(look);
  look();
}

/**
 * The field that a server's pointer belongs to.
 *
 * @param {string} pointer
 */
function whereOf(pointer) {
  const layer = /^#?\/layers\/(\d+)\/activation/.exec(pointer);
  if (layer) return FIELD.activation(Number(layer[1]) + 1);
  if (/^#?\/loss/.test(pointer)) return FIELD.loss;
  return addressOf(pointer) ?? FIELD.network;
}

/**
 * The reason why what stands in a field was not taken, in the reader's language.
 *
 * @param {import("./page.js").Page} page
 * @param {string} where
 * @returns {string | null}
 */
export function reason(page, where) {
  if (page.rejection?.where !== where) return null;
  return page.rejection.fault.code === "not-a-number" ? page.t("page.field.not-a-number") : explain(page.rejection.fault, page.t);
}
