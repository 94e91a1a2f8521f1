import assert from "node:assert/strict";
import { test } from "node:test";
import { valueAt } from "../../../static/js/network/address.js";
import { isCompared, judged, slipsOf, unitOf } from "../../../static/js/network/slips.js";
import { number, plainNumber, typed } from "../../../static/js/language/number.js";
import { lecture, softmaxBatch } from "../problems.js";
import { words } from "../answers.js";
import { FORWARD_KINDS } from "./forward-kinds.js";
import { sized } from "../pages.js";
import { trace } from "../reference.js";

/** @param {any} problem */
const passOf = (problem, sample = 0) => ({ problem, trace: trace(problem), sample });

const LECTURE = passOf(lecture());
const [one, two, three] = LECTURE.trace.layers;
const [, W2, W3] = LECTURE.problem.layers.map(({ W }) => W);
const back = three.dl_dz[0];

/** The number as a student writes it: four digits. */
const judgedAs = (pass, address, value) => judged(pass, address, typed(number(value, 4)), unitOf(number(value, 4)));

/** Every slip of the hidden z²₁, worked out here by hand: σ′(z)[w³₁₁ ∂l/∂z³₁ + w³₂₁ ∂l/∂z³₂]. */
const sum = W3[0][0] * back[0] + W3[1][0] * back[1];
const gain = two.da_dz[0][0];
const [z, a] = [two.z[0][0], two.a[0][0]];
const sigma = (x) => 1 / (1 + Math.exp(-x));
const HIDDEN = [
  ["sign", -gain * sum, {}],
  ["no-slope", sum, { slope: "da_dz.2.0" }],
  ["activation", a * sum, { slope: "da_dz.2.0", a: "a.2.0" }],
  ["slope-of-z", z * (1 - z) * sum, { z: "z.2.0", a: "a.2.0" }],
  ["slope-at-a", sigma(a) * (1 - sigma(a)) * sum, { slope: "da_dz.2.0", z: "z.2.0", a: "a.2.0" }],
  ["path", gain * W3[1][0] * back[1], { target: "z.3.0" }],
  ["path", gain * W3[0][0] * back[0], { target: "z.3.1" }],
  ["product", gain * W3[0][0] * back[0] * W3[1][0] * back[1], {}],
  ["no-weight", gain * (back[0] + back[1]), {}],
  [
    "next-slope",
    gain * (W3[0][0] * three.dl_da[0][0] + W3[1][0] * three.dl_da[0][1]),
    { gradient: "dl_dz.3.0", instead: "dl_da.3.0" },
  ],
  ["swapped", gain * (W3[1][0] * back[0] + W3[0][0] * back[1]), { one: "w.3.0.0", other: "w.3.1.0" }],
  ["wrong-wire", gain * (W3[0][1] * back[0] + W3[1][1] * back[1]), { wire: "w.3.0.1", right: "w.3.0.0" }],
];

for (const [kind, value, at] of HIDDEN)
  test(`a slip on the way to a hidden ∂l/∂z is named: ${kind} ${Object.values(at)[0] ?? ""}`, () => {
    const found = judgedAs(LECTURE, "dl_dz.2.0", value);
    assert.equal(found.isRight, false);
    assert.deepEqual([found.slip.kind, found.slip.at], [kind, at]);
    assert.ok(Math.abs(found.slip.value / value - 1) < 1e-12);
  });

test("a row of weights in the place of a column is named where the next layer is wide enough", () => {
  const pass = sized([2, 3, 3, 1]);
  const [first, second] = pass.trace.layers;
  const { W } = pass.problem.layers[1];
  const value = first.da_dz[0][2] * W[2].reduce((part, w, k) => part + w * second.dl_dz[0][k], 0);
  assert.equal(judgedAs(pass, "dl_dz.1.2", value).slip.kind, "transposed");
});

const g = two.dl_dz[0][0];
const WEIGHT = [
  ["no-input", g, { input: "a.1.1" }],
  ["weight", W2[0][1] * g, { input: "a.1.1", weight: "w.2.0.1" }],
  ["input-z", one.z[0][1] * g, { input: "a.1.1", z: "z.1.1" }],
  ["wrong-input", one.a[0][0] * g, { input: "a.1.1", other: "a.1.0" }],
  ["own-a", two.a[0][0] * g, { input: "a.1.1", a: "a.2.0" }],
  ["no-slope", one.a[0][1] * two.dl_da[0][0], { slope: "da_dz.2.0" }],
];

for (const [kind, value, at] of WEIGHT)
  test(`a slip on the way to ∂l/∂w is named: ${kind}`, () => {
    for (const address of ["dl_dw.2.0.1", "dL_dw.2.0.1"]) {
      const found = judgedAs(LECTURE, address, value);
      assert.deepEqual([found.slip.kind, found.slip.at], [kind, at]);
    }
  });

test("at the output a factor 2 is named, at a bias that it was multiplied with", () => {
  const exact = three.dl_dz[0][1];
  assert.equal(judgedAs(LECTURE, "dl_dz.3.1", 2 * exact).slip.kind, "twice");
  assert.equal(judgedAs(LECTURE, "dl_da.3.1", three.dl_da[0][1] / 2).slip.kind, "half");
  assert.deepEqual(judgedAs(LECTURE, "dL_db.3.0", -2 * 1.37 * back[0]).slip, null, "no slip that gives it");
  const { problem } = LECTURE;
  const other = { ...problem, layers: problem.layers.with(2, { ...problem.layers[2], b: [-3, 2] }) };
  const pass = passOf(other);
  assert.equal(judgedAs(pass, "dl_db.3.0", -3 * pass.trace.layers[2].dl_dz[0][0]).slip.kind, "bias");
});

test("in a softmax it is named that only the own output was counted, or that its derivatives are missing", () => {
  const pass = passOf(softmaxBatch());
  const last = pass.trace.layers.length;
  const { dl_da } = pass.trace.layers[last - 1];
  const mine = pass.problem.target[0].findIndex((t) => t > 0);
  const other = mine === 0 ? 1 : 0;
  assert.equal(judgedAs(pass, `dl_dz.${last}.${mine}`, dl_da[0][mine]).slip.kind, "no-softmax");
  const mixed = { ...pass.problem, target: [[0.2, 0.5, 0.3], ...pass.problem.target.slice(1)] };
  const soft = passOf(mixed);
  const layer = soft.trace.layers[last - 1];
  const value = layer.da_dz[0][other][other] * layer.dl_da[0][other];
  assert.equal(judgedAs(soft, `dl_dz.${last}.${other}`, value).slip.kind, "own-only");
});

for (const reduction of ["sum", "mean"])
  test(`over several samples what went wrong with their ${reduction} is named`, () => {
    const problem = { ...softmaxBatch(), reduction };
    const [pass, count] = [passOf(problem, 1), problem.x.length];
    const last = problem.layers.length;
    const address = `dL_db.${last}.0`;
    const exact = valueAt(address, problem, pass.trace);
    const each = pass.trace.layers[last - 1].dl_dz.map((row) => row[0]);
    const share = reduction === "mean" ? 1 / count : 1;
    assert.equal(judgedAs(pass, address, exact).isRight, true);
    assert.equal(judgedAs(pass, address, -exact).slip.kind, "sign");
    assert.equal(judgedAs(pass, address, each[1]).slip.kind, "one-sample");
    assert.deepEqual(judgedAs(pass, address, exact - share * each[2]).slip.at, { l: "l@2" });
    const wrong = reduction === "mean" ? exact * count : exact / count;
    assert.equal(judgedAs(pass, address, wrong).slip.kind, reduction === "mean" ? "sum" : "mean");
  });

test("a gradient of one sample is compared within that sample, whichever is shown", () => {
  const problem = softmaxBatch();
  const pass = passOf(problem, 0);
  const exact = valueAt("dl_dw.1.0.0@2", problem, pass.trace);
  assert.notEqual(exact, 0);
  assert.equal(judgedAs(pass, "dl_dw.1.0.0@2", exact).isRight, true);
  assert.equal(judgedAs(pass, "dl_dw.1.0.0@2", -exact).slip.kind, "sign");
});

test("a number counts as right to the places that it has, and to what rounding on the way costs", () => {
  const exact = gain * sum;
  assert.equal(number(exact), "−0.04576");
  for (const text of ["-0.04576", "-0.0458", "-0.046", "-0.04577", "-4.576e-2", "-0.04590"])
    assert.equal(judged(LECTURE, "dl_dz.2.0", typed(text), unitOf(text)).isRight, true, text);
  for (const text of ["-0.05", "-0.048", "-0.04", "0", "0.04576", "-0.4576", "-0.0446"])
    assert.equal(judged(LECTURE, "dl_dz.2.0", typed(text), unitOf(text)).isRight, false, text);
});

test("the last place of a number is read from its text", () => {
  for (const [text, unit] of [
    ["-0.046", 1e-3],
    ["−12", 1],
    ["0,5", 0.1],
    ["1.25e-3", 1e-5],
    ["1/3", 0],
    ["－０．０４６", 1e-3],
    ["1.2×10⁻⁷", 1e-8],
  ]) {
    const found = unitOf(plainNumber(text));
    assert.ok(Math.abs(found - unit) <= 1e-12 * unit, `${text}: ${found}`);
  }
});

test("a gradient of 0 has no size that forgives: only 0 is right, and what makes another number is named", () => {
  const problem = { ...lecture(), x: [[0, -1]] };
  const pass = passOf(problem);
  assert.equal(judged(pass, "dl_dw.1.0.0", 0, 1).isRight, true);
  assert.equal(judged(pass, "dl_dw.1.0.0", 0.001, 0.001).isRight, false);
  assert.equal(judgedAs(pass, "dl_dw.1.0.0", pass.trace.layers[0].dl_dz[0][0]).slip.kind, "no-input");
});

test("every gradient of every network can be compared, its own value is right, and no slip is", () => {
  const catalogues = ["en", "zh-Hans", "zh-Hant"].map(words);
  const kinds = new Set();
  for (const pass of [LECTURE, passOf(softmaxBatch(), 1), sized([2, 3, 4, 1]), sized([1, 1, 1]), sized([12, 10, 2])]) {
    const { problem, trace: traced } = pass;
    const end = pass.sample ? `@${pass.sample}` : "";
    const addresses = problem.layers.flatMap(({ b, W }, l) => [
      ...b.flatMap((_, i) => [`dl_dz.${l + 1}.${i}${end}`, `dl_da.${l + 1}.${i}${end}`, `dL_db.${l + 1}.${i}`]),
      ...W.flatMap((row, i) => row.map((_, j) => `dL_dw.${l + 1}.${i}.${j}`)),
    ]);
    for (const address of [...addresses, `dl_dx.0${end}`]) {
      assert.ok(isCompared(address));
      const exact = Number(valueAt(address, problem, traced));
      assert.equal(judged(pass, address, exact, 0).isRight, true, address);
      for (const slip of slipsOf(pass, address)) {
        kinds.add(slip.kind);
        assert.ok(Math.abs(slip.value - exact) > 0.005 * Math.abs(exact), `${slip.kind} of ${address}`);
        assert.ok(judged(pass, address, slip.value, 0).slip, `${slip.kind} of ${address} is named`);
        for (const of of Object.values(slip.at)) assert.notEqual(valueAt(of, problem, traced), undefined, of);
        for (const catalogue of catalogues) {
          const gaps = [...catalogue[`page.slip.${slip.kind}`].matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
          assert.deepEqual(gaps.sort(), Object.keys(slip.at).sort(), slip.kind);
        }
      }
    }
  }
  for (const kind of FORWARD_KINDS) kinds.add(kind);
  const named = Object.keys(catalogues[0]).filter((key) => key.startsWith("page.slip."));
  assert.deepEqual(
    named.map((key) => key.slice(10)).filter((kind) => !kinds.has(kind)),
    ["mean"],
    "a sum has it, tested above",
  );
});
