import assert from "node:assert/strict";
import { test } from "node:test";
import { accounts } from "../../static/js/budget.js";
import { remains, stack } from "../../static/js/samples-stack.js";
import { number } from "../../static/js/format.js";
import { hands } from "./hands.js";
import { page, pageOf, sized } from "./pages.js";
import { textOf } from "./pictures.js";

const close = (one, other) => assert.ok(Math.abs(one - other) <= 1e-12 * Math.abs(other), `${one} is not ${other}`);

test("from layer to layer the signal is multiplied by what the weights and the gains make of it", () => {
  const all = accounts(sized([3, 4, 2, 3]).trace, 0);
  assert.deepEqual(all.map(({ layer }) => layer), [3, 2, 1]);
  for (const [index, { size, weights, gain }] of all.slice(1).entries()) close(size, all[index].size * weights * gain);
  assert.equal(all[0].weights, null);
});

test("the size is the root of the sum of squares, as the lecture's network has it", () => {
  const { trace } = page().answer;
  const [{ size }] = accounts(trace, 0);
  close(size, Math.hypot(...trace.layers[2].dl_dz[0]));
  assert.equal(size.toFixed(4), "0.1482");
});

test("a layer's weights are doubled, and only they", () => {
  const { press, state } = hands();
  const before = state().problem;
  press("scale-weights", "2:2");
  assert.deepEqual(state().problem.layers[1].W, before.layers[1].W.map((row) => row.map((w) => 2 * w)));
  assert.equal(state().problem.layers[0], before.layers[0]);
  assert.deepEqual(state().problem.layers[1].b, before.layers[1].b);
});

test("what remains of the samples' gradients is nothing where they cancel and all where they agree", () => {
  assert.equal(remains([1, 2, 0.5]), 1);
  assert.equal(remains([2, -2]), 0);
  assert.equal(remains([3, -1]), 0.5);
  assert.equal(remains([0, 0]), 1);
});

test("the stack shows every sample's gradient and their sum, once they are known", () => {
  const at = (moment) => stack(page("softmax-batch", { at: moment }), "w.1.0.0");
  assert.equal(at(0), null);
  const words = textOf(at(1e9)).replaceAll("−", "");
  const { answer, problem } = page("softmax-batch");
  assert.ok(problem.x.length > 1);
  for (const one of answer.trace.layers[0].dl_dW) assert.ok(words.includes(number(Math.abs(one[0][0]), 4)), `${one[0][0]} is not in: ${words}`);
});

test("a network with one sample has no stack", () => {
  assert.equal(stack(pageOf(sized([2, 1]), { at: 1e9 }), "w.1.0.0"), null);
});
