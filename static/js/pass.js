/**
 * Asks the server for the pass whenever the problem changes. Only the newest answer counts. A problem that the server
 * refuses is taken back: the picture stays as it was, and the reason stands beside the field.
 */

import { exists } from "./address.js";
import { explain, latest, post } from "./api.js";
import { addressOf } from "./problem.js";
import { FIELD } from "./page.js";

/** @param {import("./page.js").Store} store */
export function followProblem(store) {
  const ask = latest((signal, /** @type {import("./types.js").Problem} */ problem, /** @type {number} */ sample) =>
    post("/api/trace", { ...problem, include: ["steps"], sample }, { signal }));

  /** @param {import("./types.js").Problem} problem @param {number} sample */
  async function trace(problem, sample) {
    const received = await ask(problem, sample);
    if (!received) return;
    const page = store.get();
    if (received.ok) {
      const value = /** @type {import("./types.js").Trace} */ (received.value);
      const at = Math.min(page.at, value.steps.length);
      const chosen = page.chosen && exists(page.chosen, problem) ? page.chosen : null;
      store.set({ answer: { problem, trace: value, sample }, at, chosen, rejection: isUnsent(page.rejection) ? page.rejection : null });
    } else {
      const fault = received.problem.errors[0];
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

/** Whether a reason is about something that was not in the pass: an accepted pass does not answer it. @param {import("./page.js").Page["rejection"]} rejection */
function isUnsent(rejection) {
  return rejection?.where === FIELD.recipe || rejection?.fault.code === "not-a-number";
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
