/** How much of a push there is room for: the branches that are drawn, and the height of the drawing. */

import { MAX_BRANCHES, MAX_OPENED_BRANCHES } from "../../network/push.js";
import { planNow } from "../../server/questions/nudge.js";
import { MAX_LARGE } from "./formula.js";
import { tallestOf } from "./layout.js";

/** @typedef {import("../../state/page.js").Page} Page */

/** Pixels that the words and the formula take, above and below the drawing. */
const AROUND = 280;

/** Pixels of one more line of the formula. */
const LINE = 62;

/**
 * About how many lines the formula takes.
 *
 * @param {import("../../network/push.js").PushPlan} plan
 * @param {number} width  in pixels
 */
function linesOf({ entry, curve, branches, rest }, width) {
  const each = branches.length > MAX_LARGE ? 132 : 180;
  const pieces =
    230 + (entry?.factor ? 90 : 0) + (curve ? 90 : 0) + each * branches.length + (rest.length > 0 ? 90 : 0);
  return Math.ceil(pieces / Math.max(200, width - 80));
}

/**
 * The plan with as many branches as there is room for: all that can be opened, or those that carry most and what the
 * others carry together.
 *
 * @param {Page} page
 * @param {string} subject
 */
export function planInRoom(page, subject) {
  const { space, pushing } = page;
  const whole = planNow(page, subject, pushing.opened ? MAX_OPENED_BRANCHES : MAX_BRANCHES);
  if (!whole || pushing.opened) return whole;
  const count = whole.branches.length + whole.rest.length;
  for (let limit = whole.branches.length; limit > MIN_BRANCHES; limit--) {
    const plan = limit === whole.branches.length ? whole : planNow(page, subject, limit);
    // One further branch takes as much room as the branch itself.
    if (plan && count - limit !== 1 && tallOf(plan) <= roomFor(space, plan)) return plan;
  }
  return count <= MIN_BRANCHES + 1 ? whole : planNow(page, subject, MIN_BRANCHES);
}

/**
 * Pixels that are left for the drawing.
 *
 * @param {Page["space"]} space
 * @param {import("../../network/push.js").PushPlan} plan
 */
export const roomFor = ({ width, height, head }, plan) => height + head - AROUND - LINE * (linesOf(plan, width) - 1);

/** Pixels of all ways of a plan. @param {import("../../network/push.js").PushPlan} plan */
const tallOf = ({ branches, rest }) => tallestOf(branches.length + (rest.length > 0 ? 1 : 0));

/** Fewer branches than this are no picture of a sum. */
const MIN_BRANCHES = 3;
