import assert from "node:assert/strict";
import { test } from "node:test";
import {
  addressAtPointer,
  given,
  isEditable,
  isGiven,
  sizesOf,
  updated,
  withActivation,
  withFrozen,
  withLayers,
  withNumber,
  withSample,
  withoutSample,
} from "../../../static/js/network/problem.js";
import { kept } from "../answers.js";
import { lecture, softmaxBatch } from "../problems.js";

/** Nothing of it can be changed in place. */
function frozen(value) {
  if (typeof value === "object" && value !== null) Object.values(Object.freeze(value)).forEach(frozen);
  return value;
}

/** The parts of a problem that two of them have in common, by identity. */
const shared = (one, other) => ({
  layers: one.layers.map((layer, l) => layer === other.layers[l]),
  x: one.x === other.x,
  target: one.target === other.target,
});

test("a weight is changed in a new problem that shares all other layers", () => {
  const before = frozen(lecture());
  const after = withNumber(before, "w.2.1.0", -0.25);
  assert.equal(before.layers[1].W[1][0], -2);
  assert.deepEqual(after.layers[1].W, [
    [2, -1],
    [-0.25, -1],
  ]);
  assert.deepEqual(shared(after, before), { layers: [true, false, true], x: true, target: true });
  assert.equal(after.layers[1].W[0], before.layers[1].W[0]);
  assert.equal(after.layers[1].b, before.layers[1].b);
});

test("a bias, an input, a target and the learning rate are changed each alone", () => {
  const before = frozen(lecture());
  const bias = withNumber(before, "b.3.0", 7);
  assert.deepEqual(
    [bias.layers[2].b, shared(bias, before)],
    [[7, 2], { layers: [true, true, false], x: true, target: true }],
  );
  const input = withNumber(before, "x.1", 7);
  assert.deepEqual(
    [input.x, shared(input, before)],
    [[[1, 7]], { layers: [true, true, true], x: false, target: true }],
  );
  const target = withNumber(before, "t.0", 7);
  assert.deepEqual(
    [target.target, shared(target, before)],
    [[[7, 0]], { layers: [true, true, true], x: true, target: false }],
  );
  const rate = withNumber(before, "learning_rate", 7);
  assert.deepEqual(
    [rate.learning_rate, shared(rate, before)],
    [7, { layers: [true, true, true], x: true, target: true }],
  );
});

test("of a batch only the sample of the address is changed", () => {
  const before = frozen(softmaxBatch());
  const after = withNumber(before, "x.0@2", 9);
  assert.deepEqual(after.x, [
    [1, 2],
    [0, -1],
    [9, 0.25],
  ]);
  assert.equal(after.x[0], before.x[0]);
  assert.deepEqual(withNumber(before, "t.2@1", 0.5).target[1], [0, 1, 0.5]);
});

test("a number that is computed cannot be set", () => {
  const before = frozen(lecture());
  for (const address of ["z.1.0", "a.2.1", "dl_dw.1.0.0", "w_new.1.0.0", "l", "nonsense", "w.1", ""])
    assert.equal(withNumber(before, address, 5), before, address);
});

test("what is given can be typed in, what is computed cannot", () => {
  for (const address of ["w.1.0.0", "b.2.1", "x.0@3", "t.1"])
    assert.ok(isGiven(address) && isEditable(address), address);
  for (const address of ["z.1.0", "a.1.0", "l", "L", "w_new.1.0.0", "b_new.1.0", "dl_dw.1.0.0", "dl_dx.0"])
    assert.ok(!isGiven(address) && !isEditable(address), address);
  assert.ok(isEditable("learning_rate") && !isGiven("learning_rate"));
});

test("a field shows the number that is given", () => {
  const problem = softmaxBatch();
  assert.deepEqual(
    ["w.1.2.1", "b.1.0", "x.1@1", "t.2@2", "learning_rate"].map((address) => given(problem, address)),
    [-1, 0.1, -1, 1, 0.1],
  );
});

test("an activation is changed for one layer", () => {
  const before = frozen(lecture());
  const after = withActivation(before, 2, "tanh");
  assert.deepEqual(
    after.layers.map(({ activation }) => activation),
    ["sigmoid", "tanh", "sigmoid"],
  );
  assert.deepEqual(shared(after, before), { layers: [true, false, true], x: true, target: true });
  assert.equal(after.layers[1].W, before.layers[1].W);
});

test("parameters are frozen and let go by kind", () => {
  const before = frozen(lecture());
  const biases = withFrozen(before, 1, "b", true);
  assert.deepEqual(
    biases.layers.map((layer) => layer.frozen),
    [["b"], undefined, undefined],
  );
  const both = withFrozen(biases, 1, "W", true);
  assert.deepEqual(both.layers[0].frozen, ["W", "b"]);
  assert.deepEqual(withFrozen(both, 1, "W", true).layers[0].frozen, ["W", "b"]);
  assert.deepEqual(withFrozen(both, 1, "b", false).layers[0].frozen, ["W"]);
  assert.deepEqual(shared(both, before), { layers: [false, true, true], x: true, target: true });
});

test("a new sample is a copy of the last that can be changed apart from it", () => {
  const before = frozen(softmaxBatch());
  const after = withSample(before);
  assert.deepEqual(after.x, [...before.x, [0.5, 0.25]]);
  assert.deepEqual(after.target, [...before.target, [0, 0, 1]]);
  assert.equal(after.x[2], before.x[2]);
  assert.notEqual(after.x[3], after.x[2]);
  assert.deepEqual(shared(after, before), { layers: [true], x: false, target: false });
});

test("a sample is taken out with its target", () => {
  const before = frozen(softmaxBatch());
  const after = withoutSample(before, 1);
  assert.deepEqual(
    [after.x, after.target],
    [
      [
        [1, 2],
        [0.5, 0.25],
      ],
      [
        [1, 0, 0],
        [0, 0, 1],
      ],
    ],
  );
  assert.equal(after.x[1], before.x[2]);
});

test("a network of other sizes keeps the samples, cut off or filled with numbers that let every wire carry something", () => {
  const before = frozen(softmaxBatch());
  const wider = withLayers(before, [{ W: [[1, 1, 1, 1]], b: [0], activation: "tanh" }]);
  assert.deepEqual(wider.x, [
    [1, 2, 0.5, 1],
    [0, -1, 0.5, 1],
    [0.5, 0.25, 0.5, 1],
  ]);
  assert.deepEqual(wider.target, [[1], [0], [0]]);
  assert.deepEqual([wider.loss, wider.reduction, wider.learning_rate], ["cross_entropy", "mean", 0.1]);
});

test("the parameters after the update are the network to go on with", () => {
  const { problem, trace } = kept("dead-relu-frozen");
  const after = updated(frozen(problem), trace.update);
  assert.deepEqual(
    after.layers.map(({ W }) => W),
    trace.update.layers.map(({ W_new }) => W_new),
  );
  assert.deepEqual(
    after.layers.map(({ b }) => b),
    trace.update.layers.map(({ b_new }) => b_new),
  );
  assert.deepEqual(after.layers[0].b, problem.layers[0].b, "frozen biases stay");
  assert.deepEqual(
    after.layers.map(({ activation, frozen: names }) => [activation, names]),
    problem.layers.map(({ activation, frozen: names }) => [activation, names]),
  );
  assert.deepEqual([after.x, after.target, after.loss], [problem.x, problem.target, problem.loss]);
});

test("an update that is not finite is no network to go on with", () => {
  const { problem, trace } = kept("lecture");
  for (const [part, value] of [
    [
      "W_new",
      [
        ["Infinity", 1],
        [1, 1],
      ],
    ],
    ["b_new", [0, "NaN"]],
  ]) {
    const layers = trace.update.layers.map((layer, l) => (l === 1 ? { ...layer, [part]: value } : layer));
    assert.equal(updated(problem, { ...trace.update, layers }), null);
  }
});

test("the sizes of a network count its inputs and every layer's neurons", () => {
  assert.deepEqual(sizesOf(lecture()), [2, 2, 2, 2]);
  assert.deepEqual(sizesOf(softmaxBatch()), [2, 3]);
});

test("a pointer to one number becomes its address", () => {
  const forms = {
    "#/layers/1/W/0/2": "w.2.0.2",
    "#/layers/0/b/3": "b.1.3",
    "#/x/0/1": "x.1",
    "#/x/4/1": "x.1@4",
    "#/target/0/0": "t.0",
    "#/target/12/10": "t.10@12",
    "#/learning_rate": "learning_rate",
    "/layers/0/W/0/0": "w.1.0.0",
  };
  for (const [pointer, address] of Object.entries(forms)) assert.equal(addressAtPointer(pointer), address, pointer);
});

test("a pointer to anything else is no address", () => {
  for (const pointer of [
    "",
    "#",
    "#/",
    "#/layers",
    "#/layers/1",
    "#/layers/1/W",
    "#/layers/1/W/0",
    "#/layers/1/b",
    "#/layers/0/activation",
    "#/x",
    "#/x/0",
    "#/target/0",
    "#/loss",
    "#/steps/1/2",
    "#/layers/0/W/0/0/0",
    "#/layers/0/c/1",
  ])
    assert.equal(addressAtPointer(pointer), null, pointer);
});
