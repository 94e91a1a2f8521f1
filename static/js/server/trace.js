/**
 * Asks the server for the pass whenever the problem changes, one question at a time. Each answer is shown as what it
 * is, the last one stays. A problem that the server refuses is taken back, if it still stands: the picture stays as it
 * was, and the reason stands beside the field. If the server does not answer, the problem is kept and asked for again.
 */

import { exists } from "../network/address.js";
import { explain, post } from "./api.js";
import { conflated } from "./conflated.js";
import { createShapes } from "./shapes.js";
import { driveUnitsOf } from "./questions/units.js";
import { driven, throughTrueGains } from "../network/superposition.js";
import { addressAtPointer } from "../network/problem.js";
import { isSilence, silent } from "./outage.js";
import { FIELD, stepsOf } from "../state/page.js";
import { fitting, isLarge, passOf, passShape } from "../network/request.js";

/** Milliseconds after which a hand that changes signals counts as at rest. */
const SETTLE_MILLISECONDS = 250;

/** @typedef {import("./shapes.js").Wanted} Wanted */

/** @param {Wanted} a @param {Wanted} b */
const isSame = (a, b) => a.problem === b.problem && a.sample === b.sample && a.drive === b.drive && a.gains === b.gains;

/**
 * @param {import("../state/page.js").Store} store
 * @param {import("../state/page.js").Boot["answer"]} [known]  what came with the page: the answer to its first question
 */
export function followProblem(store, known = null) {
  const shapes = createShapes();
  const { answer: first } = store.get();
  if (first) shapes.keep(first, first.trace);
  let came = known;

  /** The answer that came with the page, if this is its question; only the first one can be. @param {object} body */
  function alreadyHere(body) {
    const value = came && JSON.stringify(came.request) === JSON.stringify(body) ? came.value : null;
    came = null;
    return value && { ok: /** @type {const} */ (true), value };
  }

  const ask = conflated(
    async (signal, /** @type {Wanted} */ wanted) => {
      const { sample, ...pass } = wanted;
      const steps = shapes.of(wanted);
      const include = steps ? [] : [isLarge(pass.problem) ? "layer_steps" : "steps", "costs"];
      const body = { ...passOf(pass, store.get()), include, sample };
      const received = alreadyHere(body) ?? (await post("/api/trace", body, { signal }));
      if (!received.ok) return received;
      return { ...received, value: { ...received.value, ...(steps ?? shapes.keep(wanted, received.value)) } };
    },
    ([running], [newer]) => passShape(running) !== passShape(newer),
  );

  /** @param {Wanted} wanted */
  async function trace(wanted) {
    const { problem, sample, drive, gains } = wanted;
    const received = await ask(wanted);
    const page = store.get();
    // Of a network that has gone in the meantime nothing is shown, nor what is older than the signals that are summed.
    if (!received || (problem !== page.problem && passShape(wanted) !== passShape(page))) return;
    if (page.answer?.summed && !isSame(wanted, page) && problem === page.problem && drive !== page.answer.drive) return;
    if (received.ok) {
      const value = /** @type {import("../network/types.js").Trace} */ (received.value);
      const before = stepsOf(page).length;
      const end = value.steps.length;
      const ended = page.answer && page.at > 0 && page.at >= before;
      const at = ended ? end : Math.min(page.at, end);
      const chosen = page.chosen && exists(page.chosen, problem) ? page.chosen : null;
      store.set({
        answer: { problem, trace: value, sample, drive, gains },
        at,
        chosen,
        rejection: isUnsent(page.rejection) ? page.rejection : null,
        unanswered: null,
        dismissed: value.nonfinite ? page.dismissed.filter((name) => name !== "outage" && name !== "given-up") : [],
      });
    } else if (isSilence(received.problem.errors[0])) {
      silent(store);
    } else if (problem === page.problem) {
      const fault = received.problem.errors[0];
      const where = whereOf(fault.pointer, problem, page.answer?.problem ?? problem);
      store.set({
        rejection: { where, fault },
        fixed: page.fixed,
        problem: page.answer?.problem ?? problem,
        sample: page.answer?.sample ?? sample,
        unanswered: null,
      });
    } else {
      store.set({ unanswered: null });
    }
  }

  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let settling;

  /** Draw these signals at once, where only they are others than in the answer. @param {Wanted} wanted */
  function sumUnits(wanted) {
    const page = store.get();
    const { answer } = page;
    const units = driveUnitsOf(page);
    const { problem, drive } = wanted;
    if (!units || !drive || !answer?.drive || !isSame({ ...answer, drive }, wanted)) return false;
    const trace = driven(answer.trace, units, drive);
    if (!trace) return false;
    const trueGains = throughTrueGains(units, drive, problem.x.length);
    store.set({
      answer: { ...answer, trace, drive, summed: true },
      rejection: isUnsent(page.rejection) ? page.rejection : null,
      ...(trueGains && { trueGains: { about: [problem, drive], value: trueGains, fault: null } }),
    });
    clearTimeout(settling);
    settling = setTimeout(confirm, SETTLE_MILLISECONDS);
    return true;
  }

  /** Once the signals no longer change, the server says what the numbers are. */
  function confirm() {
    const { problem, sample, answer, drive, gains } = store.get();
    const wanted = { problem, sample, drive, gains };
    if (!answer?.summed || !isSame(answer, wanted)) return;
    asked = wanted;
    trace(wanted);
  }

  let heard = store.get().unanswered;
  let asked = /** @type {Wanted | null} */ (null);
  const look = () => {
    const { problem, sample, answer, drive, gains, unanswered } = store.get();
    const again = unanswered !== heard && unanswered?.again;
    if (again) asked = null;
    heard = unanswered;
    const last = Math.min(sample, problem.x.length - 1);
    if (last !== sample) return store.set({ sample: last });
    const fits = fitting({ problem, drive, gains });
    if (fits.drive !== drive || fits.gains !== gains) return store.set(fits);
    const wanted = { problem, sample, drive, gains };
    if (asked && isSame(asked, wanted)) return;
    // What is shown may give way to an answer that is still to come.
    const isShown = answer && isSame(answer, wanted);
    asked = !again && (isShown || sumUnits(wanted)) ? null : wanted;
    if (asked) trace(asked);
  };
  store.subscribeSoon(look);
  look();
}

/**
 * Whether a reason is about something that was not in the pass: an accepted pass does not answer it.
 *
 * @param {import("../state/page.js").Page["rejection"]} rejection
 */
function isUnsent(rejection) {
  return rejection?.where === FIELD.recipe || rejection?.fault.code === "not-a-number";
}

/**
 * The field that a server's pointer belongs to. Where a loss and an activation do not fit each other, it is the one
 * that was changed.
 *
 * @param {string} pointer
 * @param {import("../network/types.js").Problem} problem  that was refused
 * @param {import("../network/types.js").Problem} before  the one that was taken last
 */
function whereOf(pointer, problem, before) {
  if (problem.loss !== before.loss) return FIELD.loss;
  const changed = problem.layers.findIndex(({ activation }, index) => activation !== before.layers[index]?.activation);
  if (changed >= 0 && problem.layers.length === before.layers.length) return FIELD.activation(changed + 1);
  const layer = /^#?\/(?:layers|recipe\/activations)\/(\d+)(?:\/activation)?$/.exec(pointer);
  if (layer) return FIELD.activation(Number(layer[1]) + 1);
  if (/^#?\/loss/.test(pointer)) return FIELD.loss;
  return addressAtPointer(pointer) ?? FIELD.network;
}

/** Reasons that the page finds by itself. @type {Record<string, string>} */
const OWN_REASONS = {
  "not-a-number": "page.field.not-a-number",
  "wrong-sizes": "page.recipe.wrong-sizes",
  "wrong-seed": "page.recipe.wrong-seed",
};

/**
 * Losses and activations by the names that the page has for them.
 *
 * @param {Record<string, unknown>} params
 * @param {import("../network/types.js").Translate} t
 */
function named(params, t) {
  return Object.fromEntries(
    Object.entries(params).map(([key, value]) => {
      const kind = key === "loss" ? "loss" : "activation";
      const words = t(`page.${kind}.${value}`);
      return [key, typeof value === "string" && !words.startsWith("page.") ? words : value];
    }),
  );
}

/**
 * The reason why what stands in a field was not taken, in the reader's language.
 *
 * @param {import("../state/page.js").Page} page
 * @param {string} where
 * @returns {string | null}
 */
export function reason(page, where) {
  if (page.rejection?.where !== where) return null;
  const { fault } = page.rejection;
  const own = OWN_REASONS[fault.code];
  return own ? page.t(own) : explain({ ...fault, params: named(fault.params, page.t) }, page.t, page.language);
}
