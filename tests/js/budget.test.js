import assert from "node:assert/strict";
import { test } from "node:test";
import { accounts } from "../../static/js/budget.js";
import { hands } from "./hands.js";
import { page, sized } from "./pages.js";

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
