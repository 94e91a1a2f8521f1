import assert from "node:assert/strict";
import { test } from "node:test";
import { sentence } from "../../static/js/sentence.js";
import { units } from "../../static/js/units.js";
import { wordsIn } from "../../static/js/letters.js";
import { words } from "./answers.js";
import { trace } from "./reference.js";

const TALKS = { en: wordsIn(words("en"), "lecture"), "zh-Hans": wordsIn(words("zh-Hans"), "lecture") };

/** Two layers without a curve: what each step says. */
function told({ w = 1e308, x = 1e10, u = 1, other = 1, grain = "neuron", language = "en" }) {
  const layer = (W) => ({ W, b: W.map(() => 1), activation: "identity" });
  const problem = { layers: [layer([[w], [w]]), layer([[u, other]])], loss: "half_squared_error", reduction: "sum", x: [[x]], target: [[0]], learning_rate: 0.5 };
  const traced = trace(problem);
  const cut = units(traced.steps, grain);
  return Object.fromEntries(cut.map(({ steps, end }) => [traced.steps[steps[0]].writes[0], sentence({ problem, trace: traced, state: { at: end, grain, sample: 0, language, notation: "lecture" }, units: cut, t: TALKS[language], digits: 4 }).map(({ text }) => text).join("")]));
}

test("the first number that is too large says so, with what it is made of", () => {
  assert.equal(told({})["z.1.0"], "z¹₁ = 1×10³⁰⁸ · 1×10¹⁰ + 1 = ∞, for it is too large for a double, whose numbers end at 1.798×10³⁰⁸. From here on it counts as ∞.");
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
  for (const language of ["en", "zh-Hans"]) {
    for (const given of [{}, { other: -1 }, { u: 0, other: 0 }, { w: -1e308 }]) {
      for (const said of Object.values(told({ ...given, language }))) assert.doesNotMatch(said, /NaN = |= NaN/);
    }
    for (const said of Object.values(told({ w: 10, language }))) assert.doesNotMatch(said, /∞|NaN|double|双精度/);
  }
});
