import assert from "node:assert/strict";
import { test } from "node:test";
import { curvePoints, softmaxShift } from "../../../static/js/network/activation-curve.js";
import { random } from "../problems.js";

const curve_z = Array.from({ length: 321 }, (_, i) => Math.sinh(-8 + i * 0.05));
const sigmoid = (z) => 1 / (1 + Math.exp(-z));
const sampled = (f) => ({ curve_z, a: curve_z.map(f) });
const CURVES = {
  sigmoid: sampled(sigmoid),
  tanh: sampled(Math.tanh),
  relu: sampled((z) => Math.max(0, z)),
  identity: sampled((z) => z),
  flat: sampled(() => 0.3),
};
const near = (one, other, bound = 1e-3) => assert.ok(Math.abs(one - other) <= bound, `${one} is not ${other}`);

test("a sigmoid at 0 stands in the middle of its curve", () => {
  const { points, point, tangent, window } = curvePoints(CURVES.sigmoid, 0, 0, { da_dz: 0.25 });
  assert.deepEqual([points[0][0], points.at(-1)[0], window.half], [0, 1, 6]);
  near(points[0][1], 1);
  near(points.at(-1)[1], 0);
  near(point[0], 0.5);
  near(point[1], 0.5);
  const [[x1, y1], [x2, y2]] = tangent;
  assert.ok(x1 < 0.5 && x2 > 0.5 && y1 > 0.5 && y2 < 0.5);
});

test("the window widens so that the point is always in it", () => {
  for (const z of [-800, -30, -6, -1, 0, 0.5, 5, 7, 200, 1e5, 1e300, -1.7e308]) {
    for (const curve of Object.values(CURVES)) {
      const { points, point, window } = curvePoints(curve, z);
      assert.ok(window.half >= 6 && window.half < Infinity);
      for (const [x, y] of [...points, point]) assert.ok(x >= 0 && x <= 1 && y >= 0 && y <= 1, `${z}`);
    }
  }
  near(curvePoints(CURVES.tanh, 8).point[0], 0.9);
  near(curvePoints(CURVES.tanh, -100).point[0], 0.1);
});

test("the corner of a ReLU is at zero", () => {
  const { points } = curvePoints(CURVES.relu, 1);
  const corner = points.findIndex(([, y]) => y < 1 - 1e-9) - 1;
  near(points[corner][0], 0.5, 1e-9);
});

test("the tangent has the slope that the neuron has", () => {
  const next = random(5);
  for (let round = 0; round < 200; round++) {
    const z = (next() - 0.5) * 10;
    const slope = sigmoid(z) * sigmoid(-z);
    const {
      tangent: [[x1, y1], [x2, y2]],
      window: { half, low, high },
    } = curvePoints(CURVES.sigmoid, z, 0, { da_dz: slope });
    near(((y1 - y2) * (high - low)) / ((x2 - x1) * 2 * half), slope, 1e-9);
  }
});

test("the tangent keeps its length until it meets the edge", () => {
  for (const [z, slope] of [
    [0, 0.25],
    [0.3, 0.24],
    [-0.4, 0.2],
    [0, 3],
  ]) {
    const [[x1, y1], [x2, y2]] = curvePoints(CURVES.sigmoid, z, 0, { da_dz: slope }).tangent;
    near(Math.hypot(x2 - x1, y2 - y1), 0.6, 1e-9);
  }
  const cut = curvePoints(CURVES.sigmoid, 6, 0, { da_dz: 1 }).tangent;
  for (const [x, y] of cut) assert.ok(x >= 0 && x <= 1 && y >= 0 && y <= 1);
});

test("without a slope the tangent follows the sampled curve", () => {
  const [one, other] = [
    curvePoints(CURVES.sigmoid, 1.2),
    curvePoints(CURVES.sigmoid, 1.2, 0, { da_dz: sigmoid(1.2) * sigmoid(-1.2) }),
  ];
  one.tangent.flat().forEach((value, i) => near(value, other.tangent.flat()[i], 0.02));
});

test("a flat curve runs through the middle, and its tangent lies on it", () => {
  const { points, point, tangent } = curvePoints(CURVES.flat, 2);
  assert.ok(points.every(([, y]) => y === 0.5) && point[1] === 0.5);
  assert.ok(tangent.every(([, y]) => y === 0.5));
});

test("a neuron without a number has a curve but no point", () => {
  for (const z of [undefined, "NaN", "Infinity", "-Infinity"]) {
    const { points, point, tangent } = curvePoints(CURVES.tanh, z);
    assert.equal(points.length, 61);
    assert.deepEqual([point, tangent], [null, null]);
  }
  assert.equal(curvePoints(CURVES.tanh, 1, 0, { da_dz: "NaN" }).tangent, null);
});

test("a softmax neuron stands on a sigmoid that is shifted by what the others weigh", () => {
  const z = [1, 2, -0.5];
  const exps = z.map(Math.exp);
  const a = exps[0] / (exps[0] + exps[1] + exps[2]);
  const shift = softmaxShift(z[0], a);
  near(shift, Math.log(exps[1] + exps[2]), 1e-12);
  const {
    point,
    window: { low, high },
  } = curvePoints(CURVES.sigmoid, z[0], shift, { da_dz: a * (1 - a) });
  near(high - point[1] * (high - low), a, 1e-3);
});

test("a share of exactly 0 or 1 still has a place", () => {
  for (const a of [0, 1]) {
    const shift = softmaxShift(3, a);
    assert.ok(Number.isFinite(shift));
    near(curvePoints(CURVES.sigmoid, 3, shift).point[1], a ? 0 : 1, 0.51);
  }
  assert.equal(softmaxShift("NaN", 0.5), 0);
});
