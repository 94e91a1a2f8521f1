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
    const isBeyond = promise !== scale.exactY(here + a.promised);
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
      a.actual !== null &&
        m("line", {
          key: "gap",
          class: "gap",
          x1: round(x + 10),
          x2: round(x + 10),
          y1: round(truth),
          y2: round(promise),
        }),
      m("line", { key: "rise", class: "rise", x1: round(x), x2: round(x), y1: round(level), y2: round(truth) }),
      isBeyond
        ? m("path", {
            key: "promised-beyond",
            class: "spot promised",
            d: `M${round(x - 6)},${round(promise)} h12 l-6,${promise < level ? -8 : 8} z`,
          })
        : m("circle", { key: "promised-point", class: "spot promised", cx: round(x), cy: round(promise), r: 4.5 }),
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
