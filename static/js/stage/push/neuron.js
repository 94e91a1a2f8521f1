/** The neuron that is pushed, large: its curve, how it turns Δz into Δa, and what its slope promises. */

import { m } from "../../dom/marks.js";
import { nameOf } from "../../language/notation.js";
import { number } from "../../language/number.js";
import { parseAddress, valueAt } from "../../network/address.js";
import { productOf, watchedBy } from "../../network/push.js";
import { NUDGE_PLACES, changeAt } from "../../server/questions/nudge.js";
import { exactPoints, scaleOf, windowOf } from "./curve.js";
import { round } from "../scene/layout.js";
import { choosable, handle, svgWords } from "./parts.js";
import { backOf, backOfZ, changeText, deltaOf } from "./words.js";

/**
 * @typedef {import("./scene.js").ShownPush} ShownPush
 * @typedef {import("./layout.js").PushBox} PushBox
 */

/** So wide a neuron has room for what is true and what is promised in one line. */
const WIDE = 330;

/** Pixels of the lines of words above the curve, and of what stands beneath it. */
const HEAD = 86;
const NARROW_HEAD = 102;
const FOOT = 62;

/** @param {ShownPush} shown @param {PushBox} box */
export function neuronMarks(shown, box) {
  const { page, push, playing } = shown;
  const { plan } = push;
  const { quantity } = plan;
  const z = /** @type {string} */ (plan.curve?.z ?? plan.joint);
  const { indices } = /** @type {import("../../network/types.js").Address} */ (parseAddress(z));
  const place = { layer: indices[0], neuron: indices[1] + 1 };
  const left = box.x + 16;
  const top = page.pushing.backwards || box.width > WIDE ? HEAD : NARROW_HEAD;
  const picture = { x: box.x + 12, y: box.y + top, width: box.width - 24, height: box.height - top - FOOT };
  const isStart = quantity === "z" && playing.state("start") === "current";
  const state = isStart ? "current" : playing.state(plan.curve ? "curve" : "wires");
  return m(
    "g",
    { key: "neuron", class: `unit ${state}` },
    m("rect", {
      key: "box",
      class: "frame",
      x: round(box.x),
      y: round(box.y),
      width: round(box.width),
      height: round(box.height),
      rx: 14,
    }),
    svgWords(
      "which",
      { x: left, y: box.y + 24 },
      page.t(plan.joint ? "page.push.softmax" : "page.push.neuron", place),
      "aside",
    ),
    ...(page.pushing.backwards ? headBack(shown, left, box) : head(shown, left, box)),
    ...picturePart(shown, z, picture, quantity === "z"),
  );
}

/** What happens to a, in words and numbers. @param {ShownPush} shown @param {number} left @param {PushBox} box */
function head({ page, push }, left, box) {
  const { digits, t } = page;
  const { plan, a } = push;
  if (!plan.curve || !a) return [svgWords("joint", { x: left, y: box.y + 46 }, t("page.push.mixes"), "aside")];
  const wide = box.width > WIDE;
  return [
    slopeMark(page, plan.curve, { x: left, y: box.y + 46 }),
    choosable(page, {
      key: "a",
      point: { x: left, y: box.y + 70 },
      address: plan.curve.a,
      text: `${deltaOf(page, plan.curve.a)} = ${changeText(a.actual, digits)}`,
      name: "actual",
    }),
    svgWords(
      "promised",
      wide ? { x: box.x + box.width - 16, y: box.y + 70 } : { x: left, y: box.y + 88 },
      t("page.push.promised", { number: changeText(a.promised, digits) }),
      "promised",
      wide ? "end" : "start",
    ),
  ];
}

/**
 * The slope of the curve, as a number that can be chosen.
 *
 * @param {import("../../state/page.js").Page} page
 * @param {{slope: string, by: number}} curve
 * @param {import("../scene/layout.js").Point} point
 */
function slopeMark(page, { slope, by }, point) {
  return choosable(page, {
    key: "slope",
    point,
    address: slope,
    text: `${nameOf(page, slope)} = ${number(by, page.digits)}`,
    name: "returning heavy",
  });
}

/** What comes back, and what leaves the neuron. @param {ShownPush} shown @param {number} left @param {PushBox} box */
function headBack({ page, push }, left, box) {
  const { digits, answer } = page;
  const { plan } = push;
  const { sum } = productOf(plan);
  const right = box.x + box.width - 16;
  const marks = [
    choosable(page, {
      key: "back",
      point: { x: left, y: box.y + 70 },
      address: backOfZ(plan),
      text: `${nameOf(page, backOfZ(plan))} = ${number((plan.curve?.by ?? 1) * sum, digits)}`,
      name: "returning heavy",
    }),
  ];
  if (!plan.curve || !answer) return marks;
  return [
    slopeMark(page, plan.curve, { x: left, y: box.y + 46 }),
    choosable(page, {
      key: "sum",
      point: { x: right, y: box.y + 46 },
      address: backOf(plan),
      text: `${nameOf(page, backOf(plan))} = ${number(sum, digits)}`,
      name: "returning",
      anchor: "end",
    }),
    ...marks,
  ];
}

/**
 * The curve, where the neuron stands and where it is pushed to.
 *
 * @param {ShownPush} shown
 * @param {string} address  of z
 * @param {PushBox} box
 * @param {boolean} held  whether the handle is on this z
 */
function picturePart({ page, push, now, found, curves, words: said }, address, box, held) {
  const { plan, start, z, a } = push;
  const { problem, trace } = /** @type {NonNullable<typeof page.answer>} */ (page.answer);
  const stands = Number(valueAt(address, problem, trace));
  if (!Number.isFinite(stands)) return []; // it has no place on any axis
  const by = z ? (z.actual ?? z.promised) : /** @type {number} */ (start.actual);
  const watched = watchedBy(plan);
  const columns = (plan.curve ? [plan.curve.a] : push.branches.map(({ target }) => target)).map((one) =>
    watched.indexOf(one),
  );
  const activation = problem.layers[Number(parseAddress(address)?.indices[0]) - 1].activation;
  const sampled = plan.curve ? { curve_z: curves.curve_z, a: curves.curves[activation] ?? [] } : null;
  const shown = windowOf({
    z: stands,
    reach: now.reach * Math.abs(plan.entry?.by ?? 1),
    exact: found ? exactPoints(plan, stands, found.moved, columns) : [],
    sampled,
  });
  const scale = scaleOf(shown, box);
  const bottom = box.y + box.height + 8;
  const axis = bottom + 14;
  const here = plan.curve ? Number(valueAt(plan.curve.a, problem, trace)) : null;
  const own = parseAddress(address)?.indices[1];
  /** @param {number} x @param {number} y */
  const dot = (x, y) => `${round(scale.x(x))},${round(scale.y(y))}`;
  /** @type {(import("../../dom/marks.js").Mark | false)[]} */
  const marks = [
    ...shown.lines.map((line, k) =>
      m("polyline", {
        key: `line-${k}`,
        class: plan.curve || parseAddress(push.branches[k].target)?.indices[1] === own ? "graph" : "graph other",
        points: line.map(([x, y]) => dot(x, y)).join(" "),
      }),
    ),
    m("line", {
      key: "stem",
      class: "stem",
      x1: round(scale.x(stands)),
      x2: round(scale.x(stands)),
      y1: round(here === null ? box.y : scale.y(here)),
      y2: axis,
    }),
  ];
  if (here !== null && plan.curve && a) {
    const tangent = scale.tangent(here, plan.curve.by);
    const [x, truth, promise] = [
      scale.x(stands + by),
      scale.y(here + (a.actual ?? a.promised)),
      scale.y(here + a.promised),
    ];
    const level = scale.y(here);
    marks.push(
      m("line", {
        key: "tangent",
        class: "slope-line",
        x1: round(tangent[0].x),
        y1: round(tangent[0].y),
        x2: round(tangent[1].x),
        y2: round(tangent[1].y),
      }),
      m("line", {
        key: "run",
        class: "run",
        x1: round(scale.x(stands)),
        x2: round(x),
        y1: round(level),
        y2: round(level),
      }),
      m("line", {
        key: "promise",
        class: "promise",
        x1: round(x + 4),
        x2: round(x + 4),
        y1: round(level),
        y2: round(promise),
      }),
      m("line", { key: "rise", class: "rise", x1: round(x), x2: round(x), y1: round(level), y2: round(truth) }),
      m("circle", { key: "promised-point", class: "spot promised", cx: round(x), cy: round(promise), r: 4.5 }),
      m("circle", { key: "point", class: "spot", cx: round(scale.x(stands)), cy: round(level), r: 5.5 }),
      a.actual !== null && m("circle", { key: "moved", class: "spot moved", cx: round(x), cy: round(truth), r: 5 }),
    );
  }
  if (plan.joint) marks.push(...names(page, push, shown, scale));
  for (const [k, { target, arrived }] of plan.joint ? push.branches.entries() : []) {
    const rest = Number(valueAt(target, problem, trace));
    if (arrived.actual === null) continue;
    const y = scale.y(rest + arrived.actual);
    marks.push(
      m("line", {
        key: `rise-${k}`,
        class: "rise thin",
        x1: round(scale.x(stands + by)),
        x2: round(scale.x(stands + by)),
        y1: round(scale.y(rest)),
        y2: round(y),
      }),
      m("circle", { key: `moved-${k}`, class: "spot moved", cx: round(scale.x(stands + by)), cy: round(y), r: 4 }),
    );
  }
  return [
    ...marks.filter((mark) => mark !== false),
    held
      ? handle({
          from: scale.x(stands),
          to: scale.x(stands + by),
          y: axis,
          rail: [scale.x(stands - now.reach), scale.x(stands + now.reach)],
          stride: scale.x(stands + changeAt(now.reach, 1)) - scale.x(stands),
          place: now.place,
          most: NUDGE_PLACES,
          ...said,
        })
      : m("line", {
          key: "axis",
          class: "pushed",
          x1: round(scale.x(stands)),
          x2: round(scale.x(stands + by)),
          y1: axis,
          y2: axis,
        }),
    choosable(page, {
      key: "z",
      point: { x: box.x + 4, y: axis + 32 },
      address,
      text: `${nameOf(page, address)} = ${number(stands, page.digits)}`,
      name: "resting",
    }),
    svgWords(
      "dz",
      { x: box.x + box.width - 4, y: axis + 32 },
      `${deltaOf(page, address)} = ${changeText(by, page.digits)}`,
      "actual",
      "end",
    ),
  ];
}

/** Pixels between the names of two curves. */
const APART = 13;

/**
 * The names of a softmax's curves at their right ends, none over another.
 *
 * @param {import("../../state/page.js").Page} page
 * @param {ShownPush["push"]} push
 * @param {import("./curve.js").CurveWindow} shown
 * @param {ReturnType<typeof scaleOf>} scale
 */
function names(page, push, { lines }, scale) {
  let last = -Infinity;
  return push.branches
    .flatMap(({ target }, k) => {
      const end = lines[k]?.at(-1);
      return end ? [{ k, target, x: scale.x(end[0]) + 8, y: scale.y(end[1]) + 4 }] : [];
    })
    .sort((one, other) => one.y - other.y)
    .map(({ k, target, x, y }) => {
      last = Math.max(y, last + APART);
      return svgWords(`name-${k}`, { x, y: last }, nameOf(page, target), "tiny");
    });
}
