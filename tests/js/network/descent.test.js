import assert from "node:assert/strict";
import { test } from "node:test";
import { happened, lengthOfGradient, slopeOfRate, stepOf, stepsTo } from "../../../static/js/network/descent.js";
import { withFrozen, withNumber } from "../../../static/js/network/problem.js";
import { kept } from "../answers.js";
import { trace } from "../reference.js";

const LECTURE = kept("lecture");

test("the forecast is how the loss begins to change as the learning rate grows", () => {
  const { problem } = LECTURE;
  const rate = 1e-6;
  const { layers } = LECTURE.trace;
  const moved = problem.layers.map((layer, index) => ({
    ...layer,
    W: layer.W.map((row, i) => row.map((w, j) => w - rate * layers[index].dL_dW[i][j])),
    b: layer.b.map((b, i) => b - rate * layers[index].dL_db[i]),
  }));
  const slope = (trace({ ...problem, layers: moved }).L - LECTURE.trace.L) / rate;
  assert.ok(Math.abs(slope - slopeOfRate(LECTURE)) < 1e-4 * Math.abs(slope));
  const step = stepOf(LECTURE);
  assert.ok(Math.abs(step.forecast - slope * problem.learning_rate) < 1e-4);
  assert.equal(happened(step), LECTURE.trace.update.L_after - LECTURE.trace.L);
});

test("the length of the gradient is a number also where the squares of its entries are none", () => {
  const of = (dL_dW) => lengthOfGradient({ problem: { layers: [{}] }, trace: { layers: [{ dL_dW, dL_db: [0] }] } });
  assert.ok(Math.abs(lengthOfGradient(LECTURE) - Math.sqrt(-slopeOfRate(LECTURE))) < 1e-15);
  assert.ok(Math.abs(of([[3e160, 4e160]]) / 5e160 - 1) < 1e-15);
  assert.ok(Math.abs(of([[3e-200, 4e-200]]) / 5e-200 - 1) < 1e-15);
  assert.deepEqual([of([[0]]), of([["Infinity"]]), of([["NaN"]])], [0, Infinity, NaN]);
});

test("what is frozen has no part in the forecast", () => {
  const { problem, trace: answer } = LECTURE;
  const frozen = withFrozen(withFrozen(problem, 1, "W", true), 1, "b", true);
  const [first] = answer.layers;
  const squares = [...first.dL_dW.flat(), ...first.dL_db].reduce((sum, g) => sum + g ** 2, 0);
  const partly = slopeOfRate({ problem: frozen, trace: { ...answer, layers: [...answer.layers] } });
  assert.ok(Math.abs(partly - slopeOfRate(LECTURE) - squares) < 1e-15);
});

test("a pass without an update ends with no step", () => {
  const { update, ...rest } = LECTURE.trace;
  assert.ok(update);
  assert.equal(stepOf({ ...LECTURE, trace: rest }), null);
  assert.equal(stepOf(null), null);
});

test("another learning rate goes on with the descent, any other change ends it", () => {
  const { problem } = LECTURE;
  const descent = { steps: [stepOf(LECTURE)], problem };
  const steps = (changed) => stepsTo({ descent, problem: changed }).length;
  assert.equal(steps(problem), 1);
  assert.equal(steps(withNumber(problem, "learning_rate", 3)), 1);
  assert.equal(steps(withNumber(problem, "w.1.0.0", 3)), 0);
  assert.equal(steps({ ...problem, reduction: "mean" }), 0);
  assert.equal(stepsTo({ descent: null, problem }).length, 0);
});
