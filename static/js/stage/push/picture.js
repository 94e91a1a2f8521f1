/** The curve of the neuron that is pushed: how it turns Δz into Δa, its tangent, and where the two part. */

import { m } from "../../dom/marks.js";
import { nameOf } from "../../language/notation.js";
import { number } from "../../language/number.js";
import { parseAddress, valueAt } from "../../network/address.js";
import { watchedBy } from "../../network/push.js";
import { NUDGE_PLACES, changeAt } from "../../server/questions/nudge.js";
import { exactPoints, scaleOf, windowOf } from "./curve.js";
import { round } from "../scene/layout.js";
import { choosable, handle, svgWords } from "./parts.js";
import { changeText, deltaOf } from "./words.js";

/**
 * @typedef {import("./scene.js").ShownPush} ShownPush
 * @typedef {import("./layout.js").PushBox} PushBox
 * @typedef {import("../../dom/marks.js").Mark} Mark
 * @typedef {import("../scene/layout.js").Point} Point
 */

/** So wide a picture has room for its scale, which takes so many pixels. */
const WIDE = 220;
const SCALE = 48;

/** Pixels more at the right, for what stands at the end of the rail. */
const END = 14;

/**
 * The curve, where the neuron stands and where it is pushed to.
 *
 * @param {ShownPush} shown
 * @param {string} address  of z
 * @param {PushBox} frame
 * @param {boolean} held  whether the handle is on this z
 */
export function curvePicture({ page, push, now, found, curves, words: spokenAs }, address, frame, held) {
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
  const here = plan.curve ? Number(valueAt(plan.curve.a, problem, trace)) : null;
  const gutter = frame.width > WIDE ? SCALE : 0;
  const box = { ...frame, x: frame.x + gutter, width: frame.width - gutter - (gutter > 0 ? END : 0) };
  const shown = windowOf({
    z: stands,
    a: here,
    reach: now.reach * Math.abs(plan.entry?.by ?? 1),
    exact: found ? exactPoints(plan, stands, found.moved, columns) : [],
    sampled,
  });
  const scale = scaleOf(shown, box);
  const bottom = box.y + box.height + 8;
  const axis = bottom + 14;
  const own = parseAddress(address)?.indices[1];
  /** @param {number} x @param {number} y */
  const dot = (x, y) => `${round(scale.x(x))},${round(scale.y(y))}`;
  const standing = { x: scale.x(stands), moved: scale.x(stands + by) };
  const marks = [
    ...shown.lines.map((line, k) =>
      m("polyline", {
        key: `line-${k}`,
        class: plan.curve || parseAddress(push.branches[k].target)?.indices[1] === own ? "graph" : "graph other",
        points: line.map(([x, y]) => dot(x, y)).join(" "),
      }),
    ),
    segment("stem", { x: standing.x, y: here === null ? box.y : scale.y(here) }, { x: standing.x, y: axis }),
    ...(here !== null && plan.curve && a ? tangentMarks(a, plan.curve.by, here, standing, scale) : []),
    ...(plan.joint ? names(page, push, shown, scale) : []),
    ...(plan.joint ? jointMarks(push, problem, trace, standing.moved, scale) : []),
  ];
  return [
    ...marks,
    ...(gutter > 0 ? levels(shown, scale, here, box.x - 8) : []),
    held
      ? handle({
          from: scale.x(stands),
          to: scale.x(stands + by),
          y: axis,
          rail: [scale.x(stands - now.reach), scale.x(stands + now.reach)],
          stride: scale.x(stands + changeAt(now.reach, 1)) - scale.x(stands),
          place: now.place,
          most: NUDGE_PLACES,
          ends: { reach: now.reach, beside: true },
          ...spokenAs,
        })
      : segment("axis", { x: standing.x, y: axis }, { x: standing.moved, y: axis }, "pushed"),
    choosable(page, {
      key: "z",
      point: { x: frame.x + 4, y: axis + 32 },
      address,
      text: `${nameOf(page, address)} = ${number(stands, page.digits)}`,
      name: "resting",
    }),
    svgWords(
      "dz",
      { x: frame.x + frame.width - 4, y: axis + 32 },
      `${deltaOf(page, address)} = ${changeText(by, page.digits)}`,
      "actual",
      "end",
    ),
  ];
}

/**
 * @param {string} key
 * @param {Point} from
 * @param {Point} to
 * @param {string} [name]  its class
 */
const segment = (key, from, to, name = key) =>
  m("line", { key, class: name, x1: round(from.x), x2: round(to.x), y1: round(from.y), y2: round(to.y) });

/**
 * The tangent, how far the push goes along it and along the curve, and the gap between the two.
 *
 * @param {import("../../network/push.js").PushChange} a
 * @param {number} slope  of the curve
 * @param {number} here  a before the push
 * @param {{x: number, moved: number}} standing  where z stands in the picture, before and after the push
 * @param {ReturnType<typeof scaleOf>} scale
 * @returns {Mark[]}
 */
function tangentMarks(a, slope, here, { x, moved }, scale) {
  const [start, end] = scale.tangent(here, slope);
  const [level, actual, promised] = [0, a.actual ?? a.promised, a.promised].map((change) => scale.y(here + change));
  const isBeyond = promised !== scale.exactY(here + a.promised);
  const marks = [
    segment("tangent", start, end, "slope-line"),
    segment("run", { x, y: level }, { x: moved, y: level }),
    segment("promise", { x: moved + 4, y: level }, { x: moved + 4, y: promised }),
    a.actual !== null && segment("gap", { x: moved + 10, y: actual }, { x: moved + 10, y: promised }),
    segment("rise", { x: moved, y: level }, { x: moved, y: actual }),
    isBeyond
      ? m("path", {
          key: "promised-beyond",
          class: "spot promised",
          d: `M${round(moved - 6)},${round(promised)} h12 l-6,${promised < level ? -8 : 8} z`,
        })
      : m("circle", { key: "promised-point", class: "spot promised", cx: round(moved), cy: round(promised), r: 4.5 }),
    m("circle", { key: "point", class: "spot", cx: round(x), cy: round(level), r: 5.5 }),
    a.actual !== null && m("circle", { key: "moved", class: "spot moved", cx: round(moved), cy: round(actual), r: 5 }),
  ];
  return marks.filter((mark) => mark !== false);
}

/**
 * How far each activation of a softmax goes along its curve.
 *
 * @param {ShownPush["push"]} push
 * @param {import("../../network/types.js").Problem} problem
 * @param {import("../../network/types.js").Trace} trace
 * @param {number} x  where the push ends in the picture
 * @param {ReturnType<typeof scaleOf>} scale
 * @returns {Mark[]}
 */
function jointMarks({ branches }, problem, trace, x, scale) {
  return branches.flatMap(({ target, arrived }, k) => {
    if (arrived.actual === null) return [];
    const here = Number(valueAt(target, problem, trace));
    const y = scale.y(here + arrived.actual);
    return [
      segment(`rise-${k}`, { x, y: scale.y(here) }, { x, y }, "rise thin"),
      m("circle", { key: `moved-${k}`, class: "spot moved", cx: round(x), cy: round(y), r: 4 }),
    ];
  });
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

/**
 * The scale: how far the curve goes up and down in the picture, counted from where the neuron stands; of a softmax the
 * highest and the lowest share.
 *
 * @param {import("./curve.js").CurveWindow} shown
 * @param {ReturnType<typeof scaleOf>} scale
 * @param {number | null} here
 * @param {number} x
 */
function levels({ low, high }, scale, here, x) {
  /** @param {string} key @param {number} a */
  const level = (key, a) =>
    svgWords(key, { x, y: scale.y(a) + 4 }, here === null ? number(a, 2) : changeText(a - here, 2), "tiny", "end");
  return scale.y(low) - scale.y(high) < 12 ? [level("level", high)] : [level("high", high), level("low", low)];
}
