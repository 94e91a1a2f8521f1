import assert from "node:assert/strict";
import { test } from "node:test";
import { alikeGroups, learningParts, silentLayer, stepsAlike } from "../../../static/js/network/symmetry.js";
import { withoutCancellingInputs } from "../../../static/js/network/recipe.js";
import { notices } from "../../../static/js/screens/explore/notices.js";
import { pageOf } from "../pages.js";
import { textOf } from "../pictures.js";
import { lecture } from "../problems.js";
import { trace } from "../reference.js";

/** The lecture's network with every weight and bias of one value, and another activation. */
function filled(value, activation = "tanh") {
  const problem = lecture();
  const layers = problem.layers.map(({ W, b }) => ({
    W: W.map((row) => row.map(() => value)),
    b: b.map(() => 0),
    activation,
  }));
  return { ...problem, layers };
}
const said = (problem) =>
  notices(pageOf({ problem, trace: trace(problem) }))
    .filter(Boolean)
    .map(textOf)
    .join(" ");

test("like neurons are found by their numbers, one that differs in anything is not among them", () => {
  assert.deepEqual(alikeGroups(lecture().layers), []);
  const { layers } = filled(0.5);
  const both = [
    { layer: 1, neurons: [0, 1] },
    { layer: 2, neurons: [0, 1] },
  ];
  assert.deepEqual(alikeGroups(layers), both);
  const changed = (index, patch) => layers.map((layer, place) => (place === index ? { ...layer, ...patch } : layer));
  assert.deepEqual(alikeGroups(changed(0, { b: [0, 1] })), [both[1]], "another bias");
  const W = [
    [0.5, 0.4],
    [0.5, 0.4],
  ];
  assert.deepEqual(alikeGroups(changed(0, { W })), both, "equal weights need not be one weight");
  assert.deepEqual(alikeGroups(changed(1, { W })), [both[1]], "different onward");
  assert.deepEqual(alikeGroups(changed(1, { W: [W[0], [0.5, 0.3]] })), [], "and different themselves");
  const late = [
    [0.5, 0.5],
    [0.5, 0.4],
  ];
  assert.ok(!alikeGroups(changed(1, { W: late })).some(({ layer }) => layer === 1), "different onward to one alone");
});

test("some neurons of a layer can be alike, in groups", () => {
  const row = { a: [1, 2], b: [3, 4] };
  const first = { W: [row.a, row.b, row.a, row.b, [1, 3]], b: [0, 0, 0, 0, 0], activation: "tanh" };
  const layers = [first, { W: [[7, 8, 7, 8, 7]], b: [0], activation: "tanh" }];
  assert.deepEqual(alikeGroups(layers), [
    { layer: 1, neurons: [0, 2] },
    { layer: 1, neurons: [1, 3] },
  ]);
  assert.match(said({ ...lecture(), layers, target: [[0]] }), /^Neurons 1 and 3 of layer 1 are alike/);
});

test("over how many updates they have stayed alike is counted back to the last one before which they were not", () => {
  const group = { layer: 1, neurons: [0, 1] };
  const wider = { layer: 1, neurons: [0, 1, 2] };
  assert.equal(stepsAlike([], group), 0);
  assert.equal(stepsAlike([{ alike: [] }, { alike: [wider] }, { alike: [group] }], group), 2);
  assert.equal(stepsAlike([{ alike: [group] }, {}], group), 0);
  assert.equal(stepsAlike([{ alike: [{ ...group, layer: 2 }] }], group), 0);
});

test("the notice says over how many kept updates they have stayed equal", () => {
  const problem = filled(0.5);
  const kept = { before: 1, after: 0.5, forecast: -1, alike: alikeGroups(problem.layers) };
  const after = (steps) =>
    notices(pageOf({ problem, trace: trace(problem) }, { descent: { steps, problem } }))
      .filter(Boolean)
      .map(textOf)
      .join(" ");
  assert.doesNotMatch(after([]), /stayed equal/);
  assert.match(after([kept]), /They have stayed equal over 1 update\.$/);
  assert.match(after([kept, kept]), /They have stayed equal over 2 updates\.$/);
});

test("with all weights 0 it is said what still moves, and that like neurons stay alike", () => {
  const zeros = filled(0);
  assert.equal(silentLayer(zeros.layers), 3);
  assert.deepEqual(
    learningParts(trace(zeros)),
    [{ layer: 3, part: "b" }],
    "tanh(0) = 0 brings nothing to the last weights",
  );
  assert.deepEqual(learningParts(trace(filled(0, "sigmoid"))), [
    { layer: 3, part: "W" },
    { layer: 3, part: "b" },
  ]);
  assert.match(
    said(zeros),
    /layer 3 are 0 .* Only these have one now: the biases of layer 3\. The 2 neurons of layer 1 are alike/,
  );
  assert.match(said(filled(0, "sigmoid")), /the weights of layer 3 and the biases of layer 3\./);
  assert.match(said({ ...zeros, target: [[0, 0]] }), /Here nothing has one/);
  assert.equal(said(lecture()), "");
  assert.equal(silentLayer([{ ...zeros.layers[0] }]), null, "before the first layer nothing learns");
});

test("inputs that equal weights would cancel are replaced in a new network, others stay", () => {
  assert.deepEqual(withoutCancellingInputs(filled(0.5)).x, [[1, 0]]);
  assert.deepEqual(withoutCancellingInputs({ ...filled(0.5), x: [[2, 1]] }).x, [[2, 1]]);
  const untouched = lecture();
  assert.equal(withoutCancellingInputs(untouched), untouched);
});
