import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { wordsIn } from "../../../static/js/language/letters.js";
import { sentenceOf } from "../../../static/js/language/tex-speech.js";
import { words } from "../answers.js";

const [en, zh, hant] = ["en", "zh-Hans", "zh-Hant"].map((code) => wordsIn(words(code), "lecture"));
const row = (...pieces) =>
  pieces.map(([tex, address = null, role = address ? "factor" : "operator"]) => ({ tex, address, role }));
const HIDDEN = row(
  ["\\frac{\\partial l}{\\partial z^{2}_{1}}", "dl_dz.2.0"],
  ["="],
  ["\\sigma'(z^{2}_{1})", "da_dz.2.0"],
  ["\\,"],
  ["\\bigl[", null, "bracket"],
  ["w^{3}_{11}", "w.3.0.0"],
  ["\\,"],
  ["\\frac{\\partial l}{\\partial z^{3}_{1}}", "dl_dz.3.0"],
  ["\\bigr]", null, "bracket"],
);

test("a formula is read as a sentence", () => {
  assert.equal(
    sentenceOf(HIDDEN, en),
    "Partial derivative of the loss with respect to z of neuron 1 in layer 2 equals slope of the activation of neuron 1 in layer 2, its gain times open bracket " +
      "weight of the wire from neuron 1 of layer 2 to neuron 1 of layer 3 times partial derivative of the loss with respect to z of neuron 1 in layer 3 close bracket.",
  );
  assert.equal(
    sentenceOf(HIDDEN, zh),
    "损失对第 2 层第 1 个神经元的 z 的偏导数 等于 第 2 层第 1 个神经元的增益（激活函数的斜率）乘以 左括号 " +
      "第 2 层第 1 个神经元到第 3 层第 1 个神经元的连线的权重 乘以 损失对第 3 层第 1 个神经元的 z 的偏导数 右括号。",
  );
});

test("numbers are read as numbers", () => {
  const numbers = row(
    ["\\frac{\\partial l}{\\partial w^{1}_{11}}", "dl_dw.1.0.0"],
    ["="],
    ["1", "x.0"],
    ["\\cdot "],
    ["(-0.003565)", "dl_dz.1.0"],
  );
  assert.match(sentenceOf(numbers, en), /equals 1 times minus 0\.003565\.$/);
});

test("powers, fractions, roots, functions and conditions have words", () => {
  /** @param {...any} pieces */
  const said = (...pieces) => sentenceOf(row(...pieces), en);
  assert.equal(
    said(
      ["\\tfrac{1}{2}", null, "number"],
      ["\\,"],
      ["(", null, "bracket"],
      ["x_{1}", "x.0"],
      [")^{2}", null, "bracket"],
    ),
    "1 over 2 times open bracket input 1 close bracket, squared.",
  );
  assert.equal(
    said(["\\ln", null, "function"], ["(", null, "bracket"], ["0.5", "a.1.0"], [")", null, "bracket"]),
    "The natural logarithm of open bracket 0.5 close bracket.",
  );
  assert.equal(said(["\\sqrt{2\\pi}", null, "number"]), "The square root of 2 pi.");
  assert.equal(
    said(["1", null, "number"], ["\\quad("], ["z^{1}_{1}", "z.1.0"], ["> "], ["0", null, "number"], [")"]),
    "1, where weighted sum z of neuron 1 in layer 1 is more than 0.",
  );
  assert.equal(
    said(["\\sum_{k=1}^{3}"], ["w^{2}_{k1}", null, "factor"]),
    "The sum over k from 1 to 3 of weight k 1 of layer 2.",
  );
  assert.equal(
    said(["{W^{(3)}}^{\\top}", null, "function"], ["\\,"], ["\\boldsymbol{\\delta}^{(3)}", null, "function"]),
    "Matrix W of layer 3 transposed times vector delta of layer 3.",
  );
});

test("a minus is a sign or a subtraction, which Chinese tells apart", () => {
  /** @param {...any} pieces */
  const said = (...pieces) => sentenceOf(row(...pieces), zh);
  const x = ["x_{1}", "x.0"];
  assert.equal(said(["3", null, "number"], ["+"], ["(-0.4)", "x.0"]), "3 加 负 0.4。");
  assert.equal(said(["3", null, "number"], ["-"], ["(-0.4)", "x.0"]), "3 减 负 0.4。");
  assert.equal(said(["1", null, "number"], ["="], ["-"], x), "1 等于 负 第 1 个输入。");
  for (const open of ["(", "\\bigl(", "|", ",\\quad"])
    assert.match(said(["1", null, "number"], [open, null, "operator"], ["-"], x), /负 第 1 个输入。$/, open);
  assert.match(said([")", null, "bracket"], ["-"], x), /减 第 1 个输入。$/);
  assert.equal(said(["e^{-2}", null, "number"]), "e 的 负 2 次方。");
  assert.equal(said(["\\tfrac{1-2}{3}", null, "number"]), "3 分之 1 减 2。");
  assert.equal(sentenceOf(row(["3", null, "number"], ["-"], ["(-0.4)", "x.0"]), hant), "3 減 負 0.4。");
  assert.equal(sentenceOf([{ tex: "−0.5", address: null, role: "spoken" }], zh), "负 0.5。");
});

test("a derivative that equals an input is read as the derivative", () => {
  const chain = row(["\\frac{\\partial z^{1}_{1}}{\\partial w^{1}_{11}}", "x.0"], ["="], ["x_{1}", "x.0"]);
  assert.equal(
    sentenceOf(chain, en),
    "The derivative of weighted sum z of neuron 1 in layer 1 with respect to weight 1 1 of layer 1 equals input 1.",
  );
  assert.equal(
    sentenceOf(chain, zh),
    "第 1 层第 1 个神经元的加权和 z 对 第 1 层的权重 1 1 的偏导数 等于 第 1 个输入。",
  );
});

test("no sign of any formula is left unread, in any language", () => {
  const pieces = readFileSync(new URL("../pieces.jsonl", import.meta.url), "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  assert.ok(pieces.length > 150);
  for (const [tex, address, role] of pieces) {
    for (const t of [en, zh, hant]) {
      const sentence = sentenceOf([{ tex, address, role }], t);
      assert.doesNotMatch(sentence, /[\\{}_^∂∑∇σδ⊤⊙·√=<>[\]|]|speech\.|undefined|NaN| {2}/, `${tex}: ${sentence}`);
      if (tex !== ")") assert.ok(sentence.length > 1, `${tex} is silent`);
    }
  }
});
