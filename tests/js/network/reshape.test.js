import assert from "node:assert/strict";
import { test } from "node:test";
import { sizesOf } from "../../../static/js/network/problem.js";
import {
  isAllowed,
  withHiddenLayer,
  withNeuron,
  withoutLayer,
  withoutNeuron,
} from "../../../static/js/network/reshape.js";
import { hands } from "../hands.js";
import { lecture } from "../problems.js";
import { refusal, server, settled } from "../server.js";
import { trace } from "../reference.js";

const LIMITS = { layers: 64, neurons: 1024, parameters: 150_000 };

test("a new hidden layer is as wide as the layer before it, and what follows keeps its weights", () => {
  const made = withHiddenLayer(lecture(), 1, [
    [1, 2],
    [3, 4],
  ]);
  assert.deepEqual(sizesOf(made), [2, 2, 2, 2, 2]);
  assert.deepEqual(made.layers[1], {
    W: [
      [1, 2],
      [3, 4],
    ],
    b: [0, 0],
    activation: "sigmoid",
  });
  assert.deepEqual([made.layers[0], made.layers[2], made.layers[3]], lecture().layers);
  assert.deepEqual(withoutLayer(made, 2, []), lecture());
});

test("a layer that goes leaves its columns to the next, or new ones where the next needs more", () => {
  const wide = withNeuron(lecture(), 1, [7, 8], [9, 10]);
  assert.deepEqual(sizesOf(wide), [2, 3, 2, 2]);
  const narrow = withoutLayer(wide, 2, [[0.5], [0.25]]);
  assert.deepEqual(sizesOf(narrow), [2, 3, 2]);
  assert.deepEqual(
    narrow.layers[1].W,
    lecture().layers[2].W.map((row, i) => [...row, [0.5, 0.25][i]]),
  );
});

test("a neuron comes with a row and a column, and goes with them", () => {
  const made = withNeuron(lecture(), 2, [0.1, 0.2], [0.3, 0.4]);
  assert.deepEqual(made.layers[1].W.at(-1), [0.1, 0.2]);
  assert.deepEqual(
    made.layers[2].W.map((row) => row.at(-1)),
    [0.3, 0.4],
  );
  assert.deepEqual(withoutNeuron(made, 2), lecture());
});

test("inputs and outputs bring their samples along", () => {
  const input = withNeuron(lecture(), 0, [], [5, 6]);
  assert.deepEqual(input.x, [[1, -1, 0.5]]);
  assert.deepEqual(
    input.layers[0].W.map((row) => row.at(-1)),
    [5, 6],
  );
  const output = withNeuron(lecture(), 3, [1, 2], []);
  assert.deepEqual(output.target, [[1, 0, 0]]);
  assert.deepEqual([withoutNeuron(input, 0), withoutNeuron(output, 3)], [lecture(), lecture()]);
  for (const made of [input, output]) assert.ok(Number.isFinite(Number(trace(made).L)));
});

test("no layer is left empty, and none passes the limits", () => {
  assert.equal(isAllowed([2, 0, 1], LIMITS), false);
  assert.equal(isAllowed([2, 1024, 1], LIMITS), true);
  assert.equal(isAllowed([2, 1025, 1], LIMITS), false);
  assert.equal(isAllowed(Array(65).fill(2), LIMITS), true);
  assert.equal(isAllowed(Array(66).fill(2), LIMITS), false);
  assert.equal(isAllowed([400, 400, 1], LIMITS), false);
});

test("first weights are asked of the server", async (t) => {
  const asked = server(t);
  const { press, state } = hands("lecture", { chosen: "z.3.1" });
  press("add-layer", "2");
  await settled();
  assert.deepEqual(
    [asked[0].path, asked[0].body.sizes, asked[0].body.scheme],
    ["/api/networks", [2, 2], "xavier_uniform"],
  );
  asked[0].answer(200, {
    layers: [
      {
        W: [
          [1, 2],
          [3, 4],
        ],
      },
    ],
  });
  await settled();
  assert.deepEqual(sizesOf(state().problem), [2, 2, 2, 2, 2]);
  assert.equal(state().chosen, "z.3.1");
  press("remove-layer", "3");
  await settled();
  assert.equal(asked.length, 1, "nothing is missing, nothing is asked");
  assert.deepEqual(sizesOf(state().problem), [2, 2, 2, 2]);
  press("remove-neuron", "3");
  await settled();
  assert.equal(state().chosen, null, "the chosen neuron has gone");
});

test("a shape that the server refuses leaves the network as it was", async (t) => {
  const asked = server(t);
  const { press, state } = hands();
  press("add-neuron", "1");
  await settled();
  asked[0].answer(422, refusal("too-many-parameters", "#/sizes"));
  await settled();
  assert.deepEqual(sizesOf(state().problem), [2, 2, 2, 2]);
  assert.equal(state().rejection.fault.code, "too-many-parameters");
});

test("each press counts, however slowly first weights come", async (t) => {
  const asked = server(t);
  const { press, state } = hands();
  for (let count = 0; count < 3; count += 1) press("add-neuron", "1");
  for (let count = 0; count < 6; count += 1) {
    await settled();
    const [inputs, neurons] = asked[count].body.sizes;
    asked[count].answer(200, { layers: [{ W: Array.from({ length: neurons }, () => Array(inputs).fill(1)) }] });
  }
  await settled();
  assert.deepEqual(sizesOf(state().problem), [2, 5, 2, 2]);
});

test("pressed more often than there is something to remove, the network stays one", async () => {
  const { press, state } = hands();
  for (let count = 0; count < 4; count += 1) press("remove-layer", "1");
  for (let count = 0; count < 3; count += 1) press("remove-neuron", "1");
  await settled();
  assert.deepEqual(sizesOf(state().problem), [2, 1]);
});
