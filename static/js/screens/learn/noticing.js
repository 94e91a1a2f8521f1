/** Whether what a text asks for was done, seen from the page as it is and as the text had set it. */

import { parseAddress, valueAt } from "../../network/address.js";
import { plainNumber, typed } from "../../language/number.js";
import { stepsTo } from "../../network/descent.js";
import { numeric } from "../../network/numeric.js";
import { given } from "../../network/problem.js";
import { judged, unitOf } from "../../network/slips.js";
import { alikeGroups, stepsAlike } from "../../network/symmetry.js";
import { textOf } from "../../state/lesson.js";
import { isAllAsked } from "../../time/recursion.js";
import { resolved, timeIn } from "./places.js";

/**
 * @typedef {import("../../state/page.js").Page} Page
 * @typedef {import("../../state/lesson.js").Arrived} Arrived
 * @typedef {NonNullable<import("../../state/lesson.js").LessonText["task"]>["noticed"]} WantedDeed
 * @typedef {(page: Page, before: Arrived, wanted: WantedDeed) => boolean} Notice
 */

/** The pass belongs to the network that is shown. @param {Page} page */
const isComputed = ({ answer, problem, editing }) => answer?.problem === problem && !answer.summed && !editing;

/** @param {Pick<Page, "answer">} page @param {string} address */
const computed = ({ answer }, address) =>
  answer ? numeric(valueAt(address, answer.problem, answer.trace) ?? NaN) : NaN;

/**
 * The number that is meant, now and before.
 *
 * @param {Page} page @param {Arrived} before @param {string} of
 * @returns {[number, number]}
 */
function both(page, before, of) {
  const address = resolved(of, page.problem, page.sample) ?? "";
  return [computed(page, address), computed(before, address)];
}

/** @type {Readonly<Record<string, Notice>>} */
const NOTICES = {
  changed(page, before, { of = "", to }) {
    const address = resolved(of, page.problem, page.sample);
    if (!address || !isComputed(page)) return false;
    const now = Number(given(page.problem, address));
    return now !== Number(given(before.problem, address)) && (to === undefined || now === to);
  },
  "changed-any": (page, before, { of }) => isComputed(page) && partOf(page.problem, of) !== partOf(before.problem, of),
  sign(page, before, { of = "" }) {
    const [now, then] = both(page, before, of);
    return isComputed(page) && Math.sign(now) !== Math.sign(then) && !Number.isNaN(now);
  },
  below(page, before, { of = "", limit = 0 }) {
    const [now, then] = both(page, before, of);
    return isComputed(page) && Math.abs(now) < limit && !(Math.abs(then) < limit);
  },
  above(page, before, { of = "", limit = 0 }) {
    const [now, then] = both(page, before, of);
    return isComputed(page) && Math.abs(now) > limit && !(Math.abs(then) > limit);
  },
  reached: (page, before, { at = "" }) => timeIn(page, at) > before.at && page.at >= timeIn(page, at),
  chosen: (page, before, { of = "" }) => isNew(page, before, "chosen", resolved(of, page.problem, page.sample)),
  opened: (page, before, { section }) => isNew(page, before, "drawer", section),
  driven: (page, before) => page.drive !== null && String(page.drive) !== String(before.drive),
  pushed: ({ view, nudge }, _, { of }) =>
    view === "push" && nudge !== null && nudge.place !== 0 && parseAddress(nudge.of)?.quantity === of,
  answered(page, _, { of = "" }) {
    const { compared, answer } = page;
    const value = typed(compared?.text ?? "");
    if (!compared || value === null || !answer || !isComputed(page)) return false;
    if (compared.of !== resolved(of, page.problem, page.sample)) return false;
    return judged(answer, compared.of, value, unitOf(plainNumber(compared.text))).isRight;
  },
  kept: (page, _, { steps = 1 }) => stepsTo(page).length >= steps,
  marked: ({ kept, answer }) => kept && answer !== null,
  asked: isAllAsked,
  alike: (page, _, { steps = 1 }) =>
    alikeGroups(page.problem.layers).some((group) => stepsAlike(stepsTo(page), group) >= steps),
};

/**
 * @param {Page} page @param {Arrived} before @param {"chosen" | "drawer"} field @param {unknown} wanted
 */
const isNew = (page, before, field, wanted) => page[field] === wanted && before[field] !== wanted;

/** All the given numbers of a quantity, to be compared. @param {Page["problem"]} problem @param {string} [quantity] */
function partOf({ x, target, layers }, quantity) {
  const part = { x, t: target, w: layers.map(({ W }) => W), b: layers.map(({ b }) => b) };
  return JSON.stringify(part[/** @type {keyof typeof part} */ (quantity)]);
}

/** Whether the task of the text that is open was done just now. @param {Page} page */
export function isDoneNow(page) {
  const task = textOf(page)?.task;
  if (!task || !page.arrived || page.arriving || page.goal !== null) return false;
  return NOTICES[task.noticed.kind](page, page.arrived, task.noticed);
}

/** Writes down what was done. @param {import("../../state/page.js").Store} store */
export function followTasks(store) {
  store.subscribe((page) => {
    const { lesson, done } = page;
    if (page.screen === "learn" && lesson && !done.includes(lesson) && isDoneNow(page))
      store.set({ done: [...done, lesson] });
  });
}
