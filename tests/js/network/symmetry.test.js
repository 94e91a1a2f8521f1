import assert from "node:assert/strict";
import { test } from "node:test";
import { alikeLayer, learningParts, silentLayer } from "../../../static/js/network/symmetry.js";
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

test("a layer of like neurons is found by its numbers, one that differs in anything is not", () => {
  assert.equal(alikeLayer(lecture().layers), null);
  const { layers } = filled(0.5);
  assert.equal(alikeLayer(layers), 1);
  const changed = (index, patch) => layers.map((layer, place) => (place === index ? { ...layer, ...patch } : layer));
  assert.equal(alikeLayer(changed(0, { b: [0, 1] })), 2, "then the second");
  assert.equal(
    alikeLayer(
      changed(1, {
        W: [
          [0.5, 0.4],
          [0.5, 0.3],
        ],
      }),
    ),
    null,
    "different onward, and different themselves",
  );
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
