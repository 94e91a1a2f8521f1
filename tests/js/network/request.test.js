import assert from "node:assert/strict";
import { test } from "node:test";
import { networkOf, passOf } from "../../../static/js/network/request.js";
import { withFrozen, withNumber } from "../../../static/js/network/problem.js";

/** A network of 40-30-2, 1,260 weights, and the recipe that it came out of. */
function large() {
  const recipe = { sizes: [40, 30, 2], scheme: "constant", seed: 3 };
  const layers = [
    { W: Array.from({ length: 30 }, () => Array(40).fill(0.5)), b: Array(30).fill(0), activation: "tanh" },
    { W: Array.from({ length: 2 }, () => Array(30).fill(0.5)), b: [0, 0], activation: "identity" },
  ];
  const rest = { loss: "half_squared_error", reduction: "sum", x: [Array(40).fill(1)], target: [[1, 0]] };
  return { problem: { ...rest, layers, learning_rate: 0.1 }, origin: { recipe, recipeLayers: layers } };
}

test("a large network sends its recipe and what was changed since, not its weights", () => {
  const { problem, origin } = large();
  const edited = withFrozen(withNumber(withNumber(problem, "w.1.4.7", -2), "b.2.1", 0.25), 2, "b", true);
  const body = passOf({ problem: edited, drive: [1, 0], gains: null }, origin);
  assert.equal("layers" in body, false);
  assert.deepEqual(body.recipe, {
    sizes: [40, 30, 2],
    activations: ["tanh", "identity"],
    scheme: "constant",
    seed: 3,
    value: 0.5,
  });
  assert.deepEqual(body.edits, { "w.1.4.7": -2, "b.2.1": 0.25 });
  assert.deepEqual(body.frozen, [[], ["b"]]);
  assert.deepEqual(body.dl_dy, [[1, 0]]);
  assert.equal("learning_rate" in body, false);
  assert.ok(JSON.stringify(body).length < JSON.stringify(edited).length / 8);
});

test("a small network, one without a recipe and one that is all changed send their layers", () => {
  const { problem, origin } = large();
  assert.equal(networkOf(problem, { recipe: null, recipeLayers: null }), problem);
  const small = { ...problem, layers: problem.layers.slice(1) };
  assert.equal(networkOf(small, origin), small);
  const trained = {
    ...problem,
    layers: problem.layers.map((layer) => ({ ...layer, W: layer.W.map((row) => row.map((w) => w + 1)) })),
  };
  assert.equal(networkOf(trained, origin), trained);
});
