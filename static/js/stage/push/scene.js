/** A push as marks: from the handle over the curve and every wire to the loss. */

import { productOf } from "../../network/push.js";
import { m } from "../../dom/marks.js";
import { nameOf } from "../../language/notation.js";
import { number } from "../../language/number.js";
import { NUDGE_PLACES } from "../../server/questions/nudge.js";
import { boxMarks, wireMarks } from "./branches.js";
import { bezierPoint, layOut, pathOf } from "./layout.js";
import { round } from "../scene/layout.js";
import { neuronMarks } from "./neuron.js";
import { arrow, choosable, handle, rounded, svgWords } from "./parts.js";
import { changeText, deltaOf, lossOf } from "./words.js";

/**
 * @typedef {import("./layout.js").PushBox} PushBox
 * @typedef {object} ShownPush  what is drawn
 * @property {import("../../state/page.js").Page} page
 * @property {import("../../network/push.js").Push} push
 * @property {{reach: number, place: number}} now
 * @property {import("../../server/questions/nudge.js").Nudged | null} found  the answer with all places
 * @property {{curve_z: readonly number[], curves: Readonly<Record<string, readonly number[]>>}} curves
 * @property {import("./stages.js").PushPlaying} playing
 * @property {{label: string, text: string}} words  of the handle
 */

/** @param {ShownPush} shown @param {{width: number, height: number}} space */
export function pushFigure(shown, space) {
  const { page, push } = shown;
  const { plan } = push;
  const neuron = plan.curve !== null || plan.joint !== null;
  const layout = layOut(space, {
    start: plan.quantity !== "z",
    neuron,
    ways: push.branches.length + (plan.rest.length > 0 ? 1 : 0),
  });
  const backwards = page.pushing.backwards;
  return m(
    "svg",
    {
      key: "figure",
      class: `push-figure push-curve${backwards ? " backwards" : ""}`,
      width: layout.width,
      height: round(layout.height),
      viewBox: `0 0 ${layout.width} ${round(layout.height)}`,
      role: "group",
      "aria-label": page.t("page.push.figure", { name: nameOf(page, plan.subject) }),
    },
    ...layout.ways.map((way, k) => wireMarks(shown, way, k)),
    layout.entry && entryMarks(shown, layout.entry),
    layout.start && startMarks(shown, layout.start),
    layout.neuron && neuronMarks(shown, layout.neuron),
    ...layout.ways.map((way, k) => boxMarks(shown, way.box, k, layout.compact)),
    lossMarks(shown, layout.loss),
  );
}

/**
 * From the number that is pushed to its neuron.
 *
 * @param {ShownPush} shown
 * @param {import("./layout.js").Bezier} curve
 */
function entryMarks({ page, push, playing }, curve) {
  const { entry } = push.plan;
  if (!entry) return null;
  const middle = bezierPoint(curve, 0.5);
  const text = `×${number(entry.by, page.digits)}`;
  return m(
    "g",
    { key: "entry", class: `way ${playing.state("entry")}` },
    m("path", { key: "path", class: "lead", d: pathOf(curve), "stroke-width": 2.4 }),
    arrow("head", curve, page.pushing.backwards),
    entry.factor
      ? choosable(page, {
          key: "number",
          point: { x: middle.x, y: middle.y - 12 },
          address: entry.factor,
          text,
          name: "entry-factor",
          anchor: "middle",
          value: number(entry.by, page.digits),
        })
      : svgWords("number", { x: middle.x, y: middle.y - 12 }, text, "aside", "middle"),
  );
}

/** What is pushed, with its handle, where that is no z. @param {ShownPush} shown @param {PushBox} box */
function startMarks({ page, push, now, words: said, playing }, box) {
  const { plan, start } = push;
  const { subject } = plan;
  const middle = box.x + box.width / 2;
  const reach = box.width / 2 - 26;
  const y = box.y + box.height - 30;
  const key = `page.push.of.${plan.quantity}`;
  return m(
    "g",
    { key: "start", class: `origin ${playing.state("start")}` },
    m("rect", { key: "box", class: "frame", ...rounded(box), rx: 14 }),
    svgWords("which", { x: middle, y: box.y + 24 }, page.t(key, { name: nameOf(page, subject) }), "aside", "middle"),
    page.pushing.backwards
      ? choosable(page, {
          key: "gradient",
          point: { x: middle, y: box.y + 50 },
          address: plan.gradient,
          text: `${nameOf(page, plan.gradient)} = ${gradientText(page, plan)}`,
          name: "returning heavy",
          anchor: "middle",
        })
      : choosable(page, {
          key: "delta",
          point: { x: middle, y: box.y + 50 },
          address: subject,
          text: `${deltaOf(page, subject)} = ${changeText(start.actual, page.digits)}`,
          name: "actual",
          anchor: "middle",
        }),
    handle({
      from: middle,
      to: middle + (reach * now.place) / NUDGE_PLACES,
      y,
      rail: [middle - reach, middle + reach],
      stride: reach / NUDGE_PLACES,
      place: now.place,
      most: NUDGE_PLACES,
      ends: { reach: now.reach, beside: false },
      ...said,
    }),
  );
}

/** @param {ShownPush["page"]} page @param {import("../../network/push.js").PushPlan} plan */
function gradientText({ digits }, plan) {
  return number(productOf(plan).total, digits);
}

/** The loss, and how much it changes. @param {ShownPush} shown @param {{x: number, y: number, r: number}} circle */
function lossMarks({ page, push, playing }, { x, y, r }) {
  const { digits, t, pushing } = page;
  const address = lossOf(push.plan);
  const state = playing.state("loss");
  const truth = changeText(push.loss.actual, digits);
  return m(
    "g",
    { key: "loss", class: `final ${state}` },
    m("circle", { key: "circle", class: "circle", cx: round(x), cy: round(y), r }),
    choosable(page, {
      key: "name",
      point: { x, y: y - 6 },
      address,
      text: pushing.backwards ? nameOf(page, address) : deltaOf(page, address),
      name: "loss-name",
      anchor: "middle",
    }),
    !pushing.backwards &&
      svgWords("actual", { x, y: y + 14 }, truth, truth.length > 8 ? "actual long" : "actual", "middle"),
    !pushing.backwards && svgWords("promised", { x, y: y + r + 18 }, t("page.push.promise"), "promised", "middle"),
    !pushing.backwards &&
      svgWords("promise", { x, y: y + r + 34 }, changeText(push.loss.promised, digits), "promised", "middle"),
    ...(pushing.backwards ? [] : lossBars(push, { x, y: y + r + 43 })),
  );
}

/** Pixels of the longest bar, and between the two. */
const LONGEST = 50;
const PITCH = 8;

/**
 * The true change of the loss and the promised one as two bars from one line, the longer as long as may be: what it is
 * longer is the gap.
 *
 * @param {ShownPush["push"]} push
 * @param {import("../scene/layout.js").Point} top
 */
function lossBars({ loss: { actual, promised } }, { x, y }) {
  const most = Math.max(Math.abs(Number(actual)), Math.abs(promised));
  if (!(most > 0 && most < Infinity) || actual === null) return [];
  /** @param {string} key @param {number} change @param {number} k */
  const bar = (key, change, k) =>
    m("rect", {
      key: `bar-${key}`,
      class: `bar-of-${key}`,
      x: round(x + Math.min(0, (LONGEST * change) / most)),
      y: y + k * PITCH,
      width: round(Math.max(0.5, (LONGEST * Math.abs(change)) / most)),
      height: PITCH - 2,
    });
  return [
    m("line", { key: "zero", class: "zero", x1: round(x), x2: round(x), y1: y - 2, y2: y + 2 * PITCH }),
    bar("actual", actual, 0),
    bar("promised", promised, 1),
  ];
}
