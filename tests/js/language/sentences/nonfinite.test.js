import assert from "node:assert/strict";
import { test } from "node:test";
import { badLogarithm } from "../../../../static/js/language/sentences/logarithm.js";
import { sentence } from "../../../../static/js/language/sentences/sentence.js";
import { units } from "../../../../static/js/network/steps.js";
import { wordsIn } from "../../../../static/js/language/letters.js";
import { words } from "../../answers.js";
import { trace } from "../../reference.js";

const TALKS = Object.fromEntries(["en", "zh-Hans", "zh-Hant"].map((code) => [code, wordsIn(words(code), "lecture")]));

/** Two layers without a curve: what each step says. */
function told({ w = 1e308, x = 1e10, u = 1, other = 1, grain = "neuron", language = "en" }) {
  const layer = (W) => ({ W, b: W.map(() => 1), activation: "identity" });
  const problem = {
    layers: [layer([[w], [w]]), layer([[u, other]])],
    loss: "half_squared_error",
    reduction: "sum",
    x: [[x]],
    target: [[0]],
    learning_rate: 0.5,
  };
  const traced = trace(problem);
  const cut = units(traced.steps, grain);
  return Object.fromEntries(
    cut.map(({ steps, end }) => [
      traced.steps[steps[0]].writes[0],
      sentence({
        problem,
        trace: traced,
        state: { at: end, grain, sample: 0, language, notation: "lecture" },
        units: cut,
        t: TALKS[language],
        digits: 4,
      })
        .map(({ text }) => text)
        .join(""),
    ]),
  );
}

test("the first number that is too large says so, with what it is made of", () => {
  assert.equal(
    told({})["z.1.0"],
    "z¹₁ = 1×10³⁰⁸ · 1×10¹⁰ + 1 = ∞, for it is too large for a double, whose numbers end at 1.798×10³⁰⁸. From here on it counts as ∞.",
  );
  assert.match(told({ language: "zh-Hans" })["z.1.0"], /^z¹₁ = .* = ∞：结果太大，双精度数最大只到/);
});

test("what follows from an ∞ names where it comes from", () => {
  const said = told({});
  assert.equal(said["a.1.0"], "a¹₁ = ∞: ∞ comes out because z¹₁ is ∞ already, too large for a double.");
  assert.match(said["z.2.0"], /^z²₁ = 1 · ∞ \+ 1 · ∞ \+ 1 = ∞: ∞ comes out because a¹₁ is/);
});

test("∞ less ∞ and 0 times ∞ have no value, and what they go into has none either", () => {
  const apart = told({ other: -1 });
  assert.match(apart["z.2.0"], /^z²₁ has no value \(NaN\): what it is made of is too large for a double, and ∞ − ∞/);
  assert.equal(apart["a.2.0"], "y₁ has no value (NaN), because z²₁ has none.");
  assert.match(told({ u: 0, other: 0 })["z.2.0"], /0 · ∞ can be anything\.$/);
});

test("told together, such numbers are explained at the end", () => {
  for (const grain of ["layer", "phase"]) {
    const said = Object.values(told({ other: -1, grain })).join(" ");
    assert.match(said, /stands? for what/);
  }
});

test("no sentence says that NaN is NaN, and where all is finite none speaks of doubles", () => {
  for (const language of ["en", "zh-Hans", "zh-Hant"]) {
    for (const given of [{}, { other: -1 }, { u: 0, other: 0 }, { w: -1e308 }]) {
      for (const said of Object.values(told({ ...given, language }))) assert.doesNotMatch(said, /NaN = |= NaN/);
    }
    for (const said of Object.values(told({ w: 10, language }))) assert.doesNotMatch(said, /∞|NaN|double|双精度/);
  }
});

/** What each step says of one layer that gives these outputs under a cross-entropy. */
function ofCrossEntropy(y, { target = y.map(() => 1), grain = "neuron", language = "en" } = {}) {
  const problem = {
    layers: [{ W: y.map(() => [1]), b: y.map((one) => one - 1), activation: "identity" }],
    loss: "cross_entropy",
    reduction: "sum",
    x: [[1]],
    target: [target],
    learning_rate: 0.5,
  };
  const traced = trace(problem);
  const cut = units(traced.steps, grain);
  return Object.fromEntries(
    cut.map(({ steps, end }) => [
      traced.steps[steps[0]].writes[0],
      sentence({
        problem,
        trace: traced,
        state: { at: end, grain, sample: 0, language, notation: "lecture" },
        units: cut,
        t: TALKS[language],
        digits: 4,
      })
        .map(({ text }) => text)
        .join(""),
    ]),
  );
}

test("a loss that is the logarithm of a negative number says so, and blames no size", () => {
  const said = ofCrossEntropy([0.5, -0.5]);
  assert.equal(
    said.l,
    "l has no value (NaN): a negative number has no logarithm, and y₂ = −0.5. A cross-entropy needs outputs between 0 and 1.",
  );
  assert.match(said["dl_da.1.1"], /= 2\.$/);
  assert.match(ofCrossEntropy([-0.5], { language: "zh-Hans" }).l, /负数没有对数，而 y₁ = −0\.5/);
  for (const words of Object.values(said)) assert.doesNotMatch(words, /too large/);
});

test("the logarithm of 0 is infinite, and so is its slope", () => {
  const said = ofCrossEntropy([0, 0.5]);
  assert.equal(
    said.l,
    "l = ∞, for the logarithm of 0 is −∞: y₁ = 0 says that what the target asks for has the probability 0.",
  );
  assert.match(said["dl_da.1.0"], /= −∞, for the logarithm has no finite slope at 0\.$/);
});

test("a sigmoid's probability has a logarithm, whatever its digits", () => {
  const problem = { layers: [{ W: [[1]], b: [0], activation: "sigmoid" }], loss: "cross_entropy", target: [[1]] };
  assert.equal(badLogarithm(problem, { l: ["Infinity"], layers: [{ a: [[0]] }] }, 0), null);
});

test("of a binary cross-entropy an output above 1 is as bad as one below 0, and 1 where the target is another", () => {
  const kind = (loss, y, t, l) =>
    badLogarithm({ layers: [{ activation: "tanh" }], loss, target: [[t]] }, { l: [l], layers: [{ a: [[y]] }] }, 0)
      ?.kind;
  assert.equal(kind("binary_cross_entropy", 1.5, 0.5, "NaN"), "negative");
  assert.equal(kind("binary_cross_entropy", 1, 0, "Infinity"), "zero");
  assert.equal(kind("binary_cross_entropy", 1, 1, "Infinity"), undefined);
  assert.equal(kind("cross_entropy", 1.5, 0.5, "NaN"), undefined);
  assert.equal(kind("cross_entropy", "Infinity", 0.5, "NaN"), undefined);
  assert.equal(kind("half_squared_error", -1, 0, "Infinity"), undefined);
});
