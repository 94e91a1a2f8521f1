import assert from "node:assert/strict";
import { test } from "node:test";
import { pushed } from "../../../../static/js/network/push.js";
import { changeAt, nudgeNow, nudgedNow, planNow } from "../../../../static/js/server/questions/nudge.js";
import { exactPoints, windowOf } from "../../../../static/js/stage/push/curve.js";
import { pushMarks } from "../../../../static/js/stage/push/index.js";
import { linearErrorOf } from "../../../../static/js/stage/push/linear-error.js";
import { all, textOf } from "../../pictures.js";
import { reluHomework } from "../../problems.js";
import { CURVES, answered } from "./answered.js";

/** Where the two part, when a number is pushed so far. */
function errorOf(which, of, reach, place, patch = {}) {
  const shown = answered(which, { nudge: { of, reach, place }, chosen: of, ...patch });
  const nudged = nudgedNow(shown);
  const push = pushed(shown.answer, planNow(shown, of), changeAt(reach, place), nudged.moved);
  return linearErrorOf(shown.answer, push, nudged);
}

const ERRORS = [
  ["near enough the promise is kept", "lecture", "z.2.0", 0.01, 20, "kept", null],
  ["a sigmoid bends away from its tangent", "lecture", "z.2.0", 1, 40, "bend", 0.0525],
  ["far out it is flat", "lecture", "z.2.0", 10, 40, "flat", 7e-6],
  ["a ReLU passes its kink", reluHomework(), "z.1.0", 10, -20, "kink", 0],
  ["before its kink it is straight, and the loss is not", reluHomework(), "z.1.0", 1, 30, "later", null],
  ["a weight reaches the kink through its neuron", reluHomework(), "w.1.0.0", 10, -20, "kink", 0],
  ["a softmax bends as a whole", "softmax-batch", "z.1.0", 1, 30, "joint", null],
];

for (const [title, which, of, reach, place, kind, slope] of ERRORS)
  test(`where the true and the promised change part: ${title}`, () => {
    const found = errorOf(which, of, reach, place);
    assert.equal(found.kind, kind);
    if (slope !== null) assert.ok(Math.abs(found.slope - slope) < 1e-3, `${found.slope} is not ${slope}`);
  });

test("where nothing is pushed, and before the answer, nothing parts", () => {
  assert.equal(errorOf("lecture", "z.2.0", 1, 0), null);
  const shown = answered("lecture");
  const push = pushed(shown.answer, planNow(shown, "z.2.0"), 0.5, null);
  assert.equal(linearErrorOf(shown.answer, push, null), null);
});

test("it is said in one sentence, with the gap, and drawn as two bars of which one is longer", () => {
  const shown = answered(reluHomework(), { chosen: "z.1.0", nudge: { of: "z.1.0", reach: 10, place: -20 } });
  const marks = pushMarks(shown, CURVES);
  assert.match(
    marks.map(textOf).join(" "),
    /z¹₁ has passed the kink of ReLU at 0, where the slope changes from 1 to 0: Δl misses its promise by 0\.2488\./,
  );
  const [actual, promised] = ["actual", "promised"].map(
    (name) => all(marks, ({ attrs }) => attrs.class === `bar-of-${name}`)[0].attrs.width,
  );
  assert.equal(promised, 50);
  assert.ok(Math.abs(actual - (50 * 0.4712) / 0.72) < 0.1, `${actual} pixels`);
});

test("a promise out of the picture points there", () => {
  const far = answered("lecture", { chosen: "z.2.0", nudge: { of: "z.2.0", reach: 10, place: 20 } });
  const beyond = all(pushMarks(far, CURVES), ({ attrs, tag }) => attrs.class === "spot promised" && tag === "path");
  assert.equal(beyond.length, 1);
});

for (const reach of [0.01, 0.1, 1, 10])
  test(`within ±${reach} the curve is the neuron's own, without a kink, and its scale stays while the handle moves`, () => {
    const shown = answered("lecture", { chosen: "z.2.0", nudge: { of: "z.2.0", reach, place: 3 } });
    const { found } = nudgedNow(shown);
    const { z, a } = { z: shown.answer.trace.layers[1].z[0][0], a: shown.answer.trace.layers[1].a[0][0] };
    const plan = planNow(shown, nudgeNow(shown).of);
    const { half, lines } = windowOf({
      z,
      a,
      reach,
      exact: exactPoints(plan, z, found.moved, [1]),
      sampled: { curve_z: CURVES.curve_z, a: CURVES.curves.sigmoid },
    });
    const [[first], [last]] = [lines[0][0], lines[0].at(-1)];
    assert.ok(Math.abs(last - first - 2 * half) < 1e-9 * half, "from edge to edge");
    for (const [x, y] of lines[0]) assert.ok(Math.abs(y - 1 / (1 + Math.exp(-x))) < 1e-15, `a(${x})`);
    const scaleAt = (place) =>
      all(pushMarks({ ...shown, nudge: { of: "z.2.0", reach, place } }, CURVES), ({ attrs }) => attrs.class === "tiny")
        .map(textOf)
        .join(" ");
    assert.match(scaleAt(3), /^[+−][\d.]+(×10⁻\S)? [+−][\d.]+(×10⁻\S)? −[\d.]+ \+[\d.]+$/);
    for (const place of [-40, -1, 0, 17, 40]) assert.equal(scaleAt(place), scaleAt(3));
  });

test("a weight on a wire without a signal moves nothing: there the curve is the activation's, through the point", () => {
  const problem = { ...reluHomework(), x: [[0, 0.5]] };
  const shown = answered(problem, { chosen: "w.1.0.0" });
  const graph = all(
    pushMarks(shown, { ...CURVES, curves: { relu: CURVES.curve_z.map((z) => Math.max(0, z)) } }),
    (mark) => mark.attrs.class === "graph",
  )[0];
  const points = graph.attrs.points.split(" ").map((point) => point.split(",").map(Number));
  assert.ok(points.at(-1)[0] - points[0][0] > 100, "as wide as the picture");
});
