/**
 * Where the numbers come from that the inspector shows. The server derives the one that is looked at, whether it is
 * computed yet or not, and then those of the next steps: while time runs, each is there before its step begins.
 */

import { post } from "./api.js";
import { conflated } from "./conflated.js";
import { isSilence, silent } from "./outage.js";
import { isDerivable, inspected, movingOf, stepsOf } from "../state/page.js";
import { passOf } from "../network/request.js";

/**
 * @typedef {Omit<import("openapi").PartAnswer, "role"> & {role: string}} Piece  of the page's own role spoken: words,
 *   not TeX
 * @typedef {Omit<import("openapi").LineAnswer, "parts"> & {parts: Piece[]}} Line
 * @typedef {{reason: string, symbolic: Line, numbers: Line}} SimplificationStep
 * @typedef {import("../state/page.js").Page} Page
 * @typedef {object} Explanation
 * @property {Page["answer"]} of  the pass that it belongs to
 * @property {string} notation
 * @property {Line[]} lines
 * @property {SimplificationStep[]} simplification  from the product of the slopes to a short formula; empty for most
 * @property {Record<string, string>} texts  the same as latex, markdown, numpy, plain
 *
 * @typedef {{address: string, of: NonNullable<Page["answer"]>, notation: string}} ExplanationAsked
 */

/** How many answers are kept, the newest. */
export const MAX_EXPLANATIONS = 256;

/** For how many steps the answers are asked ahead. */
const STEPS_AHEAD = 2;

/** Between the end of a step and the beginning of the next. */
const JUST_AFTER = 1e-6;

/** @param {import("../state/page.js").Store} store */
export function followExplanations(store) {
  const ask = conflated(
    (signal, /** @type {{address: string, notation: string}} */ body) => post("/api/explain", body, { signal }),
    ([running], [newer]) => running.address !== newer.address || running.notation !== newer.notation,
  );
  /** @type {ExplanationAsked | null} */
  let asked = null;
  /** @type {WeakMap<object, Set<string>>} addresses that the server does not explain, by pass */
  const refused = new WeakMap();

  /** @param {ExplanationAsked} question */
  async function explain(question) {
    const { address, of, notation } = question;
    const received = await ask({ ...passOf(of, store.get()), address, notation });
    if (asked === question) asked = null;
    if (!received) return;
    if (received.ok) return keep(store, address, { of, notation, ...linesOf(received.value) });
    if (isSilence(received.problem.errors[0])) return silent(store);
    refused.set(of, (refused.get(of) ?? new Set()).add(address));
  }

  store.subscribe((page) => {
    const of = page.answer;
    if (!of || of.summed || page.unanswered) return;
    const address = wanted(page).find((one) => !isFresh(page, one) && !refused.get(of)?.has(one));
    if (!address || (asked?.address === address && asked.of === of && asked.notation === page.notation)) return;
    asked = { address, of, notation: page.notation };
    explain(asked);
  });
}

/** @param {{lines: Line[], simplification: SimplificationStep[], texts: Record<string, string>}} value */
const linesOf = ({ lines, simplification, texts }) => ({ lines, simplification, texts });

/**
 * Whether the kept explanation is of the present pass, in the present letters.
 *
 * @param {Page} page
 * @param {string} address
 */
function isFresh({ explanations, answer, notation }, address) {
  const kept = explanations.get(address);
  return kept?.of === answer && kept?.notation === notation;
}

/** @param {import("../state/page.js").Store} store @param {string} address @param {Explanation} explanation */
function keep(store, address, explanation) {
  const kept = new Map(store.get().explanations);
  kept.delete(address);
  kept.set(address, explanation);
  for (const oldest of kept.keys()) {
    if (kept.size <= MAX_EXPLANATIONS) break;
    kept.delete(oldest);
  }
  store.set({ explanations: kept });
}

/**
 * What is to be explained: the number in the inspector, then those of the next steps, once time has begun.
 *
 * @param {Page} page
 */
function wanted(page) {
  const begun = page.at > 0 || page.goal !== null;
  const settled = page.problem === page.answer?.problem && !page.editing && !page.chosen;
  const ahead = begun && settled ? upcoming(page) : [];
  return [inspected(page) ?? "", ...page.told, ...ahead].filter((address) => address && isDerivable(page, address));
}

/**
 * Whether the next step can begin with its formula on the panel: it is there, or nobody answers.
 *
 * @param {Page} page
 */
export function isExplainedAhead(page) {
  const address = page.chosen ? null : inspected({ ...page, at: page.at + JUST_AFTER });
  return !address || page.unanswered !== null || page.explanations.has(address) || !isDerivable(page, address);
}

/** What the inspector will show in the next steps. @param {Page} page */
function upcoming(page) {
  /** @type {string[]} */
  const addresses = [];
  let at = endOfStep(page);
  for (let step = 0; step < STEPS_AHEAD && at < stepsOf(page).length; step++) {
    const then = { ...page, at: at + JUST_AFTER };
    addresses.push(/** @type {string} */ (inspected(then)));
    at = endOfStep(then);
  }
  return addresses;
}

/** Where the steps end that move now. @param {Page} page */
const endOfStep = (page) => Math.max(-1, ...(movingOf(page)?.steps ?? [])) + 1;
