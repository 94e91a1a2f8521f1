/**
 * What the loss would be if a number were moved a little, and what the numbers on its way would be: asked once for all
 * places of the scale.
 */

import { once } from "../../network/once.js";
import { answerTo } from "../ask.js";
import { exists, forSample } from "../../network/address.js";
import { withoutRate } from "../../network/problem.js";
import { planOf, sampleOf, subjectOf, usualSubject, watchedBy } from "../../network/push.js";
import { inspected } from "../../state/page.js";
import { isByHand, networkOf } from "../../network/request.js";

/**
 * @typedef {import("../../state/page.js").Page} Page
 * @typedef {import("../../network/types.js").Num} Num
 * @typedef {import("openapi").MovedAnswer} Moved
 * @typedef {import("openapi").NudgeAnswer} Nudged
 */

/** Places to either side of 0 where the nudge can stop. */
export const NUDGE_PLACES = 40;

/**
 * Places to either side at which the view of the push asks for true numbers: it shows a little more than one can push.
 */
export const SEEN_PLACES = 50;

/** How far one can push, either way. */
export const REACHES = /** @type {const} */ ([0.01, 0.1, 1, 10]);

/** Where a push stands that nobody has moved yet. */
export const FIRST_PLACE = 20;

/** How far one can push where no reach was chosen. */
const USUAL_REACH = 1;

/** Its gradient, of the current sample. @param {string} subject @param {number} sample */
export const gradientOf = (subject, sample) => forSample(`dl_d${subject.split("@")[0]}`, sampleOf(subject, sample));

/**
 * The change at a place of the scale: 0.025 for the first place of a reach of 1.
 *
 * @param {number} reach
 * @param {number} place
 */
export const changeAt = (reach, place) => (place * reach) / NUDGE_PLACES;

/**
 * What is pushed now: in the view of the push what is chosen, or was chosen last, elsewhere what the inspector shows.
 * What is chosen may belong to a network whose answer is still to come.
 *
 * @param {Page} page
 * @returns {string | null}
 */
export function pushedNumber(page) {
  if (!page.answer) return null;
  const { problem, sample } = page.answer;
  const candidates = page.view === "push" ? [page.chosen, ...page.trail.toReversed()] : [inspected(page)];
  const there = candidates.map(subjectOf).find((one) => one !== null && exists(one, problem)) ?? null;
  return page.view === "push" ? (there ?? usualSubject(problem, sample)) : there;
}

/**
 * The number that is pushed, how far one can push it, and how far it is pushed.
 *
 * @param {Page} page
 * @returns {{of: string, reach: number, place: number} | null}
 */
export function nudgeNow(page) {
  const { nudge, answer, view } = page;
  const of = pushedNumber(page);
  if (!of || !answer || isByHand(answer) || (!nudge && view !== "push")) return null;
  const rest = view === "push" ? FIRST_PLACE : 0;
  return { of, reach: nudge?.reach ?? USUAL_REACH, place: nudge?.of === of ? nudge.place : rest };
}

/**
 * Where a push of a number leads, made once for each answer.
 *
 * @param {Page} page
 * @param {string} subject
 * @param {number} [limit]  so many branches are drawn
 */
export function planNow({ answer }, subject, limit) {
  return answer && once(answer, `push of ${subject}, ${limit}`, () => planOf(answer, subject, limit));
}

/**
 * What the question depends on.
 *
 * @param {Page} page
 * @param {ReturnType<typeof nudgeNow>} now
 * @returns {readonly unknown[] | null} null where nothing is asked
 */
export function nudgeAbout({ answer, view }, now) {
  return answer && now && [now.of, answer.problem, answer.sample, now.reach, view === "push"];
}

/** @param {Page} page @returns {import("../../server/ask.js").Question | null} */
export function nudgeQuestion(page) {
  const now = nudgeNow(page);
  const about = nudgeAbout(page, now);
  if (!now || !about || !page.answer) return null;
  const { problem, sample } = page.answer;
  const places = page.view === "push" ? SEEN_PLACES : NUDGE_PLACES;
  const by = Array.from({ length: 2 * places + 1 }, (_, index) => changeAt(now.reach, index - places));
  const plan = page.view === "push" ? planNow(page, now.of) : null;
  const watch = plan ? watchedBy(plan) : [];
  return {
    path: "/api/nudge",
    body: { ...withoutRate(networkOf(problem, page)), address: now.of, by, sample, ...(plan && { watch }) },
    about,
  };
}

/** Where the answer has the number as it is, moved by 0. @param {Nudged} found */
export const middleOf = ({ moved }) => (moved.length - 1) / 2;

/**
 * What the nudge does at this moment.
 *
 * @param {Page} page
 * @returns {{subject: string, moved: Moved, found: Nudged, place: number} | null} null while nothing is nudged, or its
 *   answer has not come
 */
export function nudgedNow(page) {
  const now = nudgeNow(page);
  const about = nudgeAbout(page, now);
  const found = now && about && answerTo(page.nudged, { about })?.value;
  return found ? { subject: now.of, place: now.place, found, moved: found.moved[now.place + middleOf(found)] } : null;
}
