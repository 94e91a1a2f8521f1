import assert from "node:assert/strict";
import { test } from "node:test";
import { readFileSync } from "node:fs";
import { lettersOf, wordsIn } from "../../../static/js/language/letters.js";
import { NOTATIONS, letter, nameOf, notationOf, spoken, symbol } from "../../../static/js/language/notation.js";
import { mathElement } from "../../../static/js/language/tex.js";
import { plainText } from "../../../static/js/language/tex-plain.js";
import { words } from "../answers.js";
import { anyProblem, lecture, random, softmaxBatch } from "../problems.js";
import { trace } from "../reference.js";

/** As much of a document as a symbol needs; an element prints as its source. */
const document = {
  createElementNS(namespace, name) {
    assert.equal(namespace, "http://www.w3.org/1998/Math/MathML");
    const attributes = [];
    const children = [];
    return {
      append: (...more) => children.push(...more),
      setAttribute: (key, value) => attributes.push(` ${key}="${value}"`),
      toString: () => `<${name}${attributes.join("")}>${children.join("")}</${name}>`,
    };
  },
};
const drawn = (address, notation) =>
  String(mathElement(document, symbol(address, notation))).replaceAll(' stretchy="false" lspace="0" rspace="0"', "");
const written = (address, notation) => plainText(symbol(address, notation));

test("numbers are written in the lecture's letters, counted from 1", () => {
  const letters = [
    ["x.0", "x₁"],
    ["t.1", "ŷ₂"],
    ["z.2.0", "z²₁"],
    ["a.2.1", "a²₂"],
    ["w.3.1.0", "w³₂₁"],
    ["b.1.1", "b¹₂"],
    ["l", "l"],
    ["L", "L"],
    ["dl_dz.2.0", "∂l/∂z²₁"],
    ["dl_da.1.1", "∂l/∂a¹₂"],
    ["dl_dx.1", "∂l/∂x₂"],
    ["dl_dw.3.0.0", "∂l/∂w³₁₁"],
    ["dl_db.1.0", "∂l/∂b¹₁"],
    ["dL_dw.3.0.1", "∂L/∂w³₁₂"],
    ["dL_db.12.0", "∂L/∂b¹²₁"],
    ["w_new.3.1.0", "w′³₂₁"],
    ["b_new.1.0", "b′¹₁"],
  ];
  for (const [address, letter] of letters) assert.equal(written(address), letter);
});

test("indices of two digits are kept apart", () => {
  assert.equal(written("w.2.10.0"), "w²₁₁,₁");
  assert.equal(written("w.2.8.8"), "w²₉₉");
  assert.equal(written("z.2.10"), "z²₁₁");
});

test("the slope has the activation's own letter", () => {
  assert.equal(written("da_dz.2.0", { activation: "sigmoid" }), "σ′(z²₁)");
  assert.equal(written("da_dz.2.0", { activation: "tanh" }), "tanh′(z²₁)");
  assert.equal(written("da_dz.2.0", { activation: "leaky_relu" }), "f′(z²₁)");
  assert.equal(written("da_dz.2.0"), "f′(z²₁)");
  assert.equal(written("da_dz.2.0.1", { activation: "softmax", layers: 3 }), "∂a²₁/∂z²₂");
  assert.equal(written("da_dz.2.0.1", { activation: "softmax", layers: 2 }), "∂y₁/∂z²₂");
  assert.equal(letter("sigmoid"), "σ");
  assert.equal(letter("constructor"), "f");
});

test("the last layer's answer is y, and with several samples l says whose it is", () => {
  assert.equal(written("a.3.1", { layers: 3 }), "y₂");
  assert.equal(written("dl_da.3.1", { layers: 3 }), "∂l/∂y₂");
  assert.equal(written("z.3.1", { layers: 3 }), "z³₂");
  assert.equal(written("l@1", { samples: 3 }), "l⁽²⁾");
  assert.equal(written("dl_dz.1.0@11", { samples: 20 }), "∂l⁽¹²⁾/∂z¹₁");
  assert.equal(written("l", { samples: 1 }), "l");
  assert.deepEqual(notationOf("da_dz.1.2.0@1", softmaxBatch()), {
    name: "lecture",
    activation: "softmax",
    layers: 1,
    samples: 3,
  });
  assert.deepEqual(notationOf("x.0", lecture()), { name: "lecture", activation: undefined, layers: 3, samples: 1 });
});

test("a whole layer has its symbol without a neuron", () => {
  const whole = (quantity, indices, notation) => plainText(symbol({ quantity, indices, sample: 0 }, notation));
  assert.equal(whole("z", [2]), "z²");
  assert.equal(whole("dl_da", [3], { layers: 3 }), "∂l/∂y");
  assert.equal(whole("x", []), "x");
  assert.equal(whole("t", []), "ŷ");
});

test("a symbol is drawn as MathML", () => {
  assert.match(drawn("z.2.0"), /<msubsup><mi>z<\/mi><mrow><mn>1<\/mn><\/mrow><mrow><mn>2<\/mn><\/mrow><\/msubsup>/);
  assert.match(drawn("dl_dz.2.0"), /<mfrac><mrow><mo>∂<\/mo><mi>l<\/mi><\/mrow>/);
  assert.match(drawn("da_dz.1.0", { activation: "relu" }), /<mtext>ReLU<\/mtext>/);
  assert.match(drawn("w.1.0.0", { name: "matrix" }), /<mi>W<\/mi>/);
});

/** What the server writes, network by network. */
const SERVER = JSON.parse(readFileSync(new URL("../letters.json", import.meta.url), "utf8"));

for (const name of NOTATIONS) {
  test(`the page letters every number as the server does: ${name}`, () => {
    for (const { activations, samples, symbols } of Object.values(SERVER)) {
      for (const [address, tex] of Object.entries(symbols[name])) {
        const layer = Number(address.split(/[.@]/)[1] ?? 0);
        assert.equal(
          symbol(address, { name, activation: activations[layer - 1], layers: activations.length, samples }),
          tex,
          address,
        );
      }
    }
  });
}

test("a name in plain text is in the page's notation", () => {
  const names = (address) => NOTATIONS.map((notation) => nameOf({ problem: lecture(), notation }, address));
  assert.deepEqual(names("dl_dz.2.0"), ["∂l/∂z²₁", "δ²₁", "[δ⁽²⁾]₁", "∂l/∂z⁽²⁾₁"]);
  assert.deepEqual(names("a.3.1"), ["y₂", "a³₂", "[a⁽³⁾]₂", "a⁽³⁾₂"]);
  assert.deepEqual(names("t.0"), ["ŷ₁", "y₁", "[t]₁", "t₁"]);
  assert.deepEqual(names("w.2.1.0"), ["w²₂₁", "w²₂₁", "[W⁽²⁾]₂₁", "W⁽²⁾₂₁"]);
  assert.deepEqual(names("dl_dw.2.1.0"), ["∂l/∂w²₂₁", "∂l/∂w²₂₁", "[∇W⁽²⁾ l]₂₁", "∂l/∂W⁽²⁾₂₁"]);
  assert.deepEqual(names("dl_dx.0"), ["∂l/∂x₁", "∂l/∂x₁", "[∇x l]₁", "∂l/∂x₁"]);
});

test("words that name letters have the notation's own", () => {
  assert.deepEqual(
    NOTATIONS.map((name) => lettersOf(name)._dl_dz),
    ["∂l/∂z", "δ", "δ", "∂l/∂z"],
  );
  assert.deepEqual(
    NOTATIONS.map((name) => lettersOf(name)._dl_dy),
    ["∂l/∂y", "∂l/∂a", "∇a l", "∂l/∂a"],
  );
  assert.deepEqual(
    NOTATIONS.map((name) => lettersOf(name)._t),
    ["ŷ", "y", "t", "t"],
  );
  assert.equal(wordsIn(words("en"), "delta")("page.loss.half_squared_error"), "½ Σ(a − y)²");
  const catalogue = words("en");
  assert.equal(wordsIn(catalogue, "delta"), wordsIn(catalogue, "delta"), "the same words are made once");
});

test("what is no address is its own symbol", () => {
  assert.equal(written("learning_rate"), "learning_rate");
  assert.equal(
    spoken("nonsense", (key) => key),
    "nonsense",
  );
});

test("a screen reader hears the whole name, in every language", () => {
  const [en, zh, hant] = ["en", "zh-Hans", "zh-Hant"].map((code) => wordsIn(words(code), "lecture"));
  assert.equal(spoken("dl_dz.2.0", en), "partial derivative of the loss with respect to z of neuron 1 in layer 2");
  assert.equal(spoken("dl_dz.2.0", zh), "损失对第 2 层第 1 个神经元的 z 的偏导数");
  assert.equal(spoken("w.2.1.0", en), "weight of the wire from neuron 1 of layer 1 to neuron 2 of layer 2");
  assert.equal(spoken("w.1.1.0", en), "weight of the wire from input 1 to neuron 2 of layer 1");
  assert.equal(spoken("dL_dw.1.0.1", zh), "第 2 个输入到第 1 层第 1 个神经元的连线上总损失对权重的偏导数");
  assert.equal(spoken("z.1.0@2", en), "weighted sum z of neuron 1 in layer 1, sample 3");
  assert.equal(spoken("x.1", zh), "第 2 个输入");
  assert.equal(spoken("dl_dz.2.0", hant), "損失對第 2 層第 1 個神經元的 z 的偏微分");
  assert.equal(spoken("dL_dw.1.0.1", hant), "第 2 個輸入到第 1 層第 1 個神經元的連線上總損失對權重的偏微分");
});

test("every number of every network has a symbol and a name without a hole", () => {
  const next = random(31);
  const languages = ["en", "zh-Hans", "zh-Hant"].map((code) => wordsIn(words(code), "lecture"));
  for (let round = 0; round < 20; round++) {
    const problem = anyProblem(next);
    for (const address of trace(problem).steps.flatMap(({ writes, reads }) => [...writes, ...reads])) {
      const notation = notationOf(address, problem);
      assert.match(written(address, notation), /^[∂lLxyŷzabwfσ′()/⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾₀₁₂₃₄₅₆₇₈₉,tanhReLU]+$/);
      assert.doesNotMatch(drawn(address, notation), /undefined|NaN|null/);
      for (const t of languages) assert.doesNotMatch(spoken(address, t), /[{}]|undefined|NaN|spoken\./, address);
    }
  }
});
