/** What the loss would be if a weight, bias or input were moved a little: asked once for all places of the scale. */

import { answerTo } from "../ask.js";
import { forSample, parseAddress, printAddress } from "../../network/address.js";
import { withoutRate } from "../../network/problem.js";
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

/** @type {Record<string, "w" | "b" | "x">} */
const NUDGE_SUBJECTS = {
  w: "w",
  b: "b",
  x: "x",
  dl_dw: "w",
  dL_dw: "w",
  w_new: "w",
  dl_db: "b",
  dL_db: "b",
  b_new: "b",
  dl_dx: "x",
};

/**
 * What a nudge moves: the weight for a weight, for its gradient and for its new value.
 *
 * @param {string | null} address
 * @returns {string | null} null where there is nothing to move
 */
export function subjectOf(address) {
  const found = address ? parseAddress(address) : null;
  const quantity = found && NUDGE_SUBJECTS[found.quantity];
  return found && quantity
    ? printAddress({ quantity, indices: found.indices, sample: quantity === "x" ? found.sample : 0 })
    : null;
}

/** Its gradient, of the current sample. @param {string} subject @param {number} sample */
export const gradientOf = (subject, sample) => forSample(`dl_d${subject.split("@")[0]}`, sample);

/**
 * The change at a place of the scale: 0.025 for the first place of a reach of 1.
 *
 * @param {number} reach
 * @param {number} place
 */
export const changeAt = (reach, place) => (place * reach) / NUDGE_PLACES;

/** @param {Page} page @returns {import("../../server/ask.js").Question | null} */
export function nudgeQuestion(page) {
  const subject = subjectOf(inspected(page));
  if (!page.nudge || !subject || !page.answer || isByHand(page.answer)) return null;
  const { problem, sample } = page.answer;
  const by = Array.from({ length: 2 * NUDGE_PLACES + 1 }, (_, index) =>
    changeAt(page.nudge?.reach ?? 1, index - NUDGE_PLACES),
  );
  return {
    path: "/api/nudge",
    body: { ...withoutRate(networkOf(problem, page)), address: subject, by, sample },
    about: [subject, problem, sample, page.nudge.reach],
  };
}

/**
 * What the nudge does at this moment.
 *
 * @param {Page} page
 * @returns {{subject: string, moved: Moved, found: Nudged, place: number} | null} null while nothing is nudged, or its
 *   answer has not come
 */
export function nudgedNow(page) {
  const subject = subjectOf(inspected(page));
  const question = nudgeQuestion(page);
  const answered = answerTo(page.nudged, question);
  if (!page.nudge || !subject || !answered?.value) return null;
  const place = page.nudge.of === subject ? page.nudge.place : 0;
  return { subject, place, found: answered.value, moved: answered.value.moved[place + NUDGE_PLACES] };
}
