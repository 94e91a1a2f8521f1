import assert from "node:assert/strict";
import { test } from "node:test";
import { verdictOn } from "../../../static/js/network/asked.js";
import { forwardSlips, inputOn } from "../../../static/js/network/forward-slips.js";
import { words } from "../answers.js";
import { lecture, reluHomework } from "../problems.js";
import { trace } from "../reference.js";
import { FORWARD_KINDS } from "./forward-kinds.js";

const passOf = (problem) => ({ problem, trace: trace(problem), sample: 0 });

/** With biases that are not 0 and a learning rate that is not 1. */
const LECTURE = passOf({
  ...lecture(),
  layers: lecture().layers.map((layer) => ({ ...layer, b: layer.b.map((b, i) => b || 0.25 * (i + 1)) })),
});
const RELU = passOf(reluHomework({ dead: true }));
const [one, two, three] = LECTURE.trace.layers;
const [, second] = LECTURE.problem.layers;
const [a1, a2] = one.a[0];
const z = two.z[0][0];
const a = two.a[0][0];
const slope = two.da_dz[0][0];
const b = second.b[0];
const [w1, w2] = second.W[0];
const gradient = two.dL_dW[0][1];
const [y1, y2] = three.a[0];

/** Each slip, worked out here by hand. */
const MADE = [
  [LECTURE, "z.2.0", "no-bias", w1 * a1 + w2 * a2],
  [LECTURE, "z.2.0", "minus-bias", w1 * a1 + w2 * a2 - b],
  [LECTURE, "z.2.0", "weight-sign", -w1 * a1 + w2 * a2 + b],
  [LECTURE, "z.2.0", "left-out", w1 * a1 + b],
  [LECTURE, "z.2.0", "added", w1 + a1 + w2 + a2 + b],
  [LECTURE, "z.2.0", "sum-of-z", w1 * one.z[0][0] + w2 * one.z[0][1] + b],
  [LECTURE, "z.2.0", "other-neuron", two.z[0][1]],
  [LECTURE, "z.2.0", "activated", a],
  [LECTURE, "z.2.0", "sign", -z],
  [LECTURE, "a.2.0", "z-for-a", z],
  [LECTURE, "a.2.0", "slope-for-a", slope],
  [LECTURE, "a.2.0", "mirrored", 1 / (1 + Math.exp(z))],
  [LECTURE, "da_dz.2.0", "one-minus", 1 - a],
  [LECTURE, "da_dz.2.0", "activation", a],
  [LECTURE, "da_dz.2.0", "slope-of-z", z * (1 - z)],
  [RELU, "a.1.0", "shut", 0],
  [RELU, "da_dz.1.1", "z-for-slope", RELU.trace.layers[0].z[0][1]],
  [RELU, "da_dz.1.0", "shut", 0],
  [RELU, "da_dz.1.1", "not-shut", 1],
  [LECTURE, "l", "twice", 2 * LECTURE.trace.l[0]],
  [LECTURE, "l", "not-squared", Math.abs(y1 - 1) + Math.abs(y2)],
  [LECTURE, "w_new.2.0.1", "uphill", w2 + 0.5 * gradient],
  [LECTURE, "w_new.2.0.1", "no-rate", w2 - gradient],
  [LECTURE, "w_new.2.0.1", "unmoved", w2],
  [LECTURE, "w_new.2.0.1", "step-alone", -0.5 * gradient],
  [LECTURE, "w_new.2.0.1", "gradient-alone", gradient],
  [LECTURE, "b_new.2.0", "unmoved", b],
];

for (const [pass, of, kind, value] of MADE)
  test(`a slip on the way to ${of} is named: ${kind}`, () => {
    const { isRight, slip } = verdictOn(pass, { of }, value, 4);
    assert.deepEqual([isRight, slip?.kind], [false, kind]);
    assert.ok(Math.abs(slip.value - value) < 1e-9);
  });

test("what is taken for ∂z/∂w is named", () => {
  const { input } = inputOn(LECTURE, "w.2.0.1");
  assert.equal(input, "a.1.1");
  assert.equal(inputOn(LECTURE, "w.1.0.1").input, "x.1");
  const asked = { of: input, wire: "w.2.0.1" };
  assert.equal(verdictOn(LECTURE, asked, a2, 2).isRight, true);
  for (const [kind, value] of [
    ["weight", w2],
    ["with-weight", w2 * a2],
    ["wrong-input", a1],
    ["input-z", one.z[0][1]],
    ["end-z", z],
  ])
    assert.equal(verdictOn(LECTURE, asked, value, 4).slip?.kind, kind);
});

test("every sentence of a slip on the way forward names what the slip names", () => {
  const found = [
    ...["z.2.0", "a.2.0", "da_dz.2.0", "l", "w_new.2.0.1", "b_new.2.0"].flatMap((of) => forwardSlips(LECTURE, of)),
    ...["a.1.0", "da_dz.1.0", "da_dz.1.1"].flatMap((of) => forwardSlips(RELU, of)),
    ...inputOn(LECTURE, "w.2.0.1").slips,
  ];
  const kinds = new Set(found.map(({ kind }) => kind));
  assert.deepEqual(
    FORWARD_KINDS.filter((kind) => !kinds.has(kind)),
    [],
  );
  for (const catalogue of ["en", "zh-Hans", "zh-Hant"].map(words))
    for (const { kind, at } of found) {
      const gaps = [...catalogue[`page.slip.${kind}`].matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      assert.deepEqual([...new Set(gaps)].sort(), Object.keys(at).sort(), kind);
    }
});
