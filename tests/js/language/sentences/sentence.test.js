import assert from "node:assert/strict";
import { test } from "node:test";
import { sentence } from "../../../../static/js/language/sentences/sentence.js";
import { units } from "../../../../static/js/network/steps.js";
import { wordsIn } from "../../../../static/js/language/letters.js";
import { kept, words } from "../../answers.js";
import { anyProblem, lecture, random } from "../../problems.js";
import { overwrite, trace } from "../../reference.js";

const GRAINS = ["guided", "phase", "layer", "neuron", "operation"];
const TALKS = Object.fromEntries(["en", "zh-Hans", "zh-Hant"].map((code) => [code, wordsIn(words(code), "lecture")]));

function parts({ problem, trace: traced, sample = 0 }, at, { grain = "neuron", language = "en", digits = 4 } = {}) {
  return sentence({
    problem,
    trace: traced,
    state: { at, grain, sample, language },
    units: units(traced.steps, grain),
    t: TALKS[language],
    digits,
  });
}
const said = (...given) =>
  parts(...given)
    .map(({ text }) => text)
    .join("");

test("before the first step the sentence invites", () => {
  assert.equal(said(kept("lecture"), 0), "Nothing is computed yet: every dash waits for its number. Press play.");
  assert.match(said(kept("lecture"), 0, { language: "zh-Hans" }), /^尚未开始计算/);
});

test("the lecture's network is told neuron by neuron", () => {
  const told = {
    1: "Two signals come into neuron 1 of layer 1: 1 · 1 + (−2) · (−1), and its bias adds 1: z¹₁ = 4.",
    3: "The curve of neuron 1 of layer 1 gives a¹₁ = σ(4) = 0.982. Its slope there, 0.01766, will be the gain on the way back.",
    13: "The loss compares the output y = (0.6177, 0.8291) with the target ŷ = (1, 0): l = 0.4168.",
    14: "Case 1, the output: the loss itself gives neuron 1 of layer 3 its first signal: ∂l/∂y₁ = 0.6177 − 1 = −0.3823.",
    16: "The amplifier of neuron 1 of layer 3 multiplies −0.3823 by the slope 0.2361: ∂l/∂z³₁ = −0.09028.",
    18: "Two signals come back to neuron 1 of layer 2: ∂l/∂a²₁ = 3 · (−0.09028) + (−1) · 0.1175 = −0.3883.",
    20: "The amplifier of neuron 1 of layer 2 multiplies −0.3883 by the slope 0.1179: ∂l/∂z²₁ = −0.04576.",
    26: "Two signals come back to input x₁: ∂l/∂x₁ = 1 · (−0.003565) + (−1) · (−0.0009867) = −0.002578.",
    34: "Both keys of wire w²₁₁ are there: a¹₁ = 0.982 from the forward pass, ∂l/∂z²₁ = −0.04576 from the backward pass. Their product: ∂l/∂w²₁₁ = −0.04494.",
    36: "A bias is a weight whose input is always 1, so the gradient of the bias of neuron 1 of layer 2 is what came back: ∂l/∂b²₁ = −0.04576.",
    52: "Wire w²₁₁ takes a step against its gradient, with the learning rate η = 0.5: w′²₁₁ = 2 − 0.5 · (−0.04494) = 2.022.",
    63: "The bias of neuron 2 of layer 3 takes a step against its gradient, with the learning rate η = 0.5: b′³₂ = 2 − 0.5 · 0.1175 = 1.941. One more forward pass: the loss falls from 0.4168 to 0.3924.",
  };
  for (const [at, words] of Object.entries(told)) assert.equal(said(kept("lecture"), Number(at)), words);
});

test("the same is told in Chinese", () => {
  const language = "zh-Hans";
  assert.equal(
    said(kept("lecture"), 18, { language }),
    "两个信号传回第 2 层第 1 个神经元：∂l/∂a²₁ = 3 · (−0.09028) + (−1) · 0.1175 = −0.3883。",
  );
  assert.equal(
    said(kept("lecture"), 20, { language }),
    "第 2 层第 1 个神经元的放大器把 −0.3883 乘以斜率 0.1179：∂l/∂z²₁ = −0.04576。",
  );
  assert.match(said(kept("lecture"), 63, { language }), /。再做一次前向传递：损失从 0\.4168 降到 0\.3924。$/);
});

test("the same is told in Taiwan's Chinese", () => {
  const language = "zh-Hant";
  assert.equal(
    said(kept("lecture"), 18, { language }),
    "兩個訊號傳回第 2 層第 1 個神經元：∂l/∂a²₁ = 3 · (−0.09028) + (−1) · 0.1175 = −0.3883。",
  );
  assert.equal(
    said(kept("lecture"), 20, { language }),
    "第 2 層第 1 個神經元的放大器把 −0.3883 乘上斜率 0.1179，得到 ∂l/∂z²₁ = −0.04576。",
  );
  assert.match(said(kept("lecture"), 63, { language }), /。再做一次前向傳遞：損失從 0\.4168 降到 0\.3924。$/);
});

/** Neighbours of one role as one, whether they are numbers or not. */
const joined = (parts) =>
  parts.reduce((whole, { text, role }) => {
    const last = whole.at(-1);
    return last?.role === role ? [...whole.slice(0, -1), { text: last.text + text, role }] : [...whole, { text, role }];
  }, []);

test("numbers have the colour of the way they flow, and names stand out", () => {
  const told = parts(kept("lecture"), 18);
  assert.deepEqual(
    told.filter(({ address }) => address).map(({ address }) => address),
    ["w.3.0.0", "dl_da.2.0"],
    "a number has its address",
  );
  assert.deepEqual(joined(told), [
    { text: "Two signals come back to ", role: "plain" },
    { text: "neuron 1 of layer 2", role: "strong" },
    { text: ": ", role: "plain" },
    { text: "∂l/∂a²₁", role: "backward" },
    { text: " = 3 · ", role: "plain" },
    { text: "(−0.09028)", role: "backward" },
    { text: " + (−1) · ", role: "plain" },
    { text: "0.1175", role: "backward" },
    { text: " = ", role: "plain" },
    { text: "−0.3883", role: "backward" },
    { text: ".", role: "plain" },
  ]);
  assert.deepEqual(
    joined(parts(kept("lecture"), 13))
      .filter(({ role }) => role === "forward")
      .map(({ text }) => text),
    ["y = (0.6177, 0.8291)", "ŷ = (1, 0)", "l = 0.4168"],
  );
});

test("an operation is told by itself", () => {
  const told = [
    [1 / 3, "Wire w¹₁₁ multiplies x₁ = 1 by its weight: 1 · 1 = 1."],
    [2 / 3, "Wire w¹₁₂ multiplies x₂ = −1 by its weight: −2 · (−1) = 2."],
    [1, "In neuron 1 of layer 1 the products and the bias add up: z¹₁ = 1 + 2 + 1 = 4."],
    [17 + 2 / 3, "Wire w³₂₁ brings ∂l/∂z³₂ = 0.1175 back, times its weight: −1 · 0.1175 = −0.1175."],
    [18, "What came back to neuron 1 of layer 2 adds up: ∂l/∂a²₁ = −0.2708 + (−0.1175) = −0.3883."],
    [26, "What came back to input x₁ adds up: ∂l/∂x₁ = −0.003565 + 0.0009867 = −0.002578."],
  ];
  for (const [at, words] of told) assert.equal(said(kept("lecture"), at, { grain: "operation" }), words);
});

test("a layer and a phase are told with their most telling numbers", () => {
  const layer = { grain: "layer" };
  assert.equal(
    said(kept("lecture"), 8, layer),
    "Every neuron of layer 2 adds up what comes in and applies its curve: z² = (1.845, −2.083) gives a² = (0.8635, 0.1107).",
  );
  assert.equal(
    said(kept("lecture"), 17, layer),
    "Case 1, layer 3 is the output: the loss gives ∂l/∂y = (−0.3823, 0.8291), and the gains turn it into ∂l/∂z³ = (−0.09028, 0.1175).",
  );
  assert.equal(
    said(kept("lecture"), 21, layer),
    "Case 2, layer 2 is hidden: over the same wires comes back ∂l/∂a² = (−0.3883, 0.5601), and the gains turn it into ∂l/∂z² = (−0.04576, 0.05516).",
  );
  assert.equal(
    said(kept("lecture"), 27, layer),
    "What comes back to the input says how the loss would answer to it: ∂l/∂x = (−0.002578, 0.006144).",
  );
  assert.equal(
    said(kept("lecture"), 39, layer),
    "Every wire into layer 2 multiplies its two keys, every bias takes the backward one: 6 gradients, the largest in size ∂l/∂b²₂ = 0.05516.",
  );
  assert.equal(
    said(kept("lecture"), 51, layer),
    "The parameters of layer 1 step against their gradients. The longest step: w′¹₁₁ = 1 − 0.5 · (−0.003565) = 1.002.",
  );
  const phase = { grain: "phase" };
  assert.equal(
    said(kept("lecture"), 12, phase),
    "The forward pass: x = (1, −1) goes in, y = (0.6177, 0.8291) comes out.",
  );
  assert.equal(said(kept("lecture"), 13, phase), said(kept("lecture"), 13));
  assert.equal(
    said(kept("lecture"), 27, phase),
    "The backward pass: ∂l/∂y = (−0.3823, 0.8291) goes in at the output, ∂l/∂x = (−0.002578, 0.006144) arrives at the input.",
  );
  assert.match(
    said(kept("lecture"), 63, phase),
    /^All parameters step against their gradients, 18 in number\. .* falls from 0\.4168 to 0\.3924\.$/,
  );
});

test("a dead ReLU is said to let nothing through, on both ways", () => {
  const dead = kept("dead-relu-frozen");
  assert.equal(
    said(dead, 4),
    "The curve of neuron 2 of layer 1 gives a¹₂ = ReLU(−0.44) = 0. It is flat there: with the slope 0, nothing will come back through it.",
  );
  assert.equal(
    said(dead, 12),
    "The amplifier of neuron 1 of layer 1 has the gain 1 and passes −0.0648 on unchanged: ∂l/∂z¹₁ = −0.0648.",
  );
  assert.equal(
    said(dead, 13),
    "The amplifier of neuron 2 of layer 1 is shut: its slope is 0, so nothing of 0.0216 gets through: ∂l/∂z¹₂ = 0. From this sample its weights learn nothing, now or later, because its inputs are given and do not change. Only another sample could open it.",
  );
  assert.match(said(dead, 13, { grain: "layer" }), / 1 of these amplifiers is shut: its slope is 0\.$/);
  assert.equal(said(dead, 27), "The gradient of wire w¹₂₁ is 0, so it stays as it is: w′¹₂₁ = 0.3 − 0.1 · 0 = 0.3.");
});

test("frozen parameters are counted where the others move", () => {
  const frozen = kept("dead-relu-frozen");
  assert.match(said(frozen, 28, { grain: "layer" }), / 2 frozen parameters stay as they are\.$/);
  assert.match(said(frozen, 31, { grain: "phase" }), / 2 frozen parameters stay as they are\. One more forward pass/);
});

test("a saturated neuron says how far it is from 1 and how little will come back", () => {
  const far = kept("saturated");
  assert.equal(
    said(far, 2),
    "The curve of neuron 1 of layer 1 gives a¹₁ = tanh(40) = 1. That is short of 1 by 3.6×10⁻³⁵. It is nearly flat there: the slope 7.219×10⁻³⁵ will let almost nothing back.",
  );
  const step = far.trace.steps.findIndex(({ writes }) => writes[0] === "dl_dz.1.0");
  assert.equal(
    said(far, step + 1),
    "The amplifier of neuron 1 of layer 1 is nearly shut: the slope 7.219×10⁻³⁵ leaves almost nothing of 840: ∂l/∂z¹₁ = 6.064×10⁻³².",
  );
});

test("where slope and loss have lost their digits apart, no product is shown that does not add up", () => {
  const far = kept("saturated");
  const step = far.trace.steps.findIndex(({ writes }) => writes[0] === "dl_dz.2.0");
  assert.equal(
    said(far, step + 1),
    "For neuron 1 of layer 2 the loss and the slope are taken together, because either alone has lost its digits: ∂l/∂z²₁ = 1.",
  );
  const signal = far.trace.steps.findIndex(({ writes }) => writes[0] === "dl_da.2.0");
  assert.match(said(far, signal + 1), /^∂l\/∂y₁ = ∞, for it is too large for a double/);
});

test("softmax, a batch and its mean have words of their own", () => {
  const soft = kept("softmax-batch");
  assert.equal(
    said(soft, 5),
    "Softmax shares out 1 among the 3 sums of layer 1: neuron 2 of layer 1 gets y₂ = 0.1052. Each z of the layer moves it, so 3 slopes wait for the way back.",
  );
  assert.equal(
    said(soft, 7),
    "The loss compares the output y = (0.1916, 0.1052, 0.7032) with the target ŷ = (0, 1, 0): l⁽²⁾ = 2.252. Averaged over all 3 samples: L = 1.459.",
  );
  assert.equal(
    said(soft, 9),
    "Case 1, the output: the loss itself gives neuron 2 of layer 1 its first signal: ∂l⁽²⁾/∂y₂ = −1 / 0.1052 = −9.508.",
  );
  assert.equal(
    said(soft, 11),
    "Through softmax the z of neuron 1 of layer 1 moves every output of its layer: ∂l⁽²⁾/∂z¹₁ = 0.1549 · 0 + (−0.02016) · (−9.508) + (−0.1348) · 0 = 0.1916.",
  );
  assert.match(
    said(soft, 17),
    /Their product: ∂l⁽²⁾\/∂w¹₁₂ = −0\.1916\. Averaged over all 3 samples: ∂L\/∂w¹₁₂ = −0\.2586\.$/,
  );
});

test("of many wires the first three are shown and all are counted", () => {
  const problem = {
    ...lecture(),
    layers: [{ W: [[1, 2, 3, 4, 5, 6]], b: [0.5], activation: "identity" }],
    x: [[1, 1, 1, 1, 1, -1]],
    target: [[0]],
  };
  const wide = { problem, trace: trace(problem) };
  assert.equal(
    said(wide, 1),
    "6 signals come into neuron 1 of layer 1: 1 · 1 + 2 · 1 + 3 · 1 + … (6 terms), and its bias adds 0.5: z¹₁ = 9.5.",
  );
  assert.equal(
    said(wide, 1, { grain: "operation" }),
    "In neuron 1 of layer 1 the products and the bias add up: z¹₁ = 1 + 2 + 3 + … (7 terms) = 9.5.",
  );
  assert.match(said(wide, 2, { grain: "phase" }), /x = \(1, 1, 1, …\) goes in/);
});

test("the loss after the update falls, rises or stays, with digits enough to see it", () => {
  const { problem, trace: traced } = kept("lecture");
  const ending = (L_after) =>
    said({ problem, trace: { ...traced, update: { ...traced.update, L_after } } }, 63).split("forward pass: ")[1];
  assert.equal(
    ending(0.9),
    "the loss rises from 0.4168 to 0.9. The step was too long: the gradient is the slope at its start only, and forecasts small steps.",
  );
  assert.equal(ending(traced.update.L_before), "the loss was 0.4168 and is 0.4168.");
  assert.equal(ending(0.41679), "the loss falls from 0.4168 to 0.41679.");
  assert.equal(ending("Infinity"), "the loss becomes too large for a double.");
  assert.equal(ending("NaN"), "the loss has no value any more.");
  assert.doesNotMatch(said(kept("lecture"), 62.9), /One more forward pass/);
});

test("guided, what is like a step that was told is told together and briefly", () => {
  const guided = { grain: "guided" };
  const told = [
    [1, "Two signals come into neuron 1 of layer 1: 1 · 1 + (−2) · (−1), and its bias adds 1: z¹₁ = 4."],
    [2, "The other neuron of layer 1 likewise: z¹₂ = −2."],
    [6, "Likewise layer 2 adds up what comes in: z² = (1.845, −2.083)."],
    [8, "The curves of layer 2 give a² = (0.8635, 0.1107)."],
    [15, "The other neuron of layer 3 likewise: ∂l/∂y₂ = 0.8291."],
    [23, "Over the same wires the signals come back to layer 1 and are added up: ∂l/∂a¹ = (−0.2018, −0.009398)."],
    [25, "The amplifiers of layer 1 multiply them by their slopes: ∂l/∂z¹ = (−0.003565, −0.0009867)."],
    [33, "The rest of layer 1 likewise: ∂l/∂w¹₂₁ = −0.0009867, ∂l/∂w¹₂₂ = 0.0009867, ∂l/∂b¹₂ = −0.0009867."],
    [39, "The wires and biases of layer 2 likewise: 6 numbers, the largest in size ∂l/∂b²₂ = 0.05516."],
    [57, "The weights and biases of layer 2 likewise. The longest step: b′²₂ = 0 − 0.5 · 0.05516 = −0.02758."],
  ];
  for (const [at, words] of told) assert.equal(said(kept("lecture"), at, guided), words);
  assert.equal(
    said(kept("lecture"), 39, { ...guided, language: "zh-Hans" }),
    "第 2 层的权重和偏置同理：共 6 个数，绝对值最大的是 ∂l/∂b²₂ = 0.05516。",
  );
});

test("guided, a sibling of which there is more to say is told in full", () => {
  const { problem } = kept("lecture");
  const dead = { ...problem, layers: problem.layers.map((layer) => ({ ...layer, activation: "relu" })) };
  const story = { problem: dead, trace: trace(dead) };
  const all = units(story.trace.steps, "guided");
  const shut = all.findIndex(({ start }) => story.trace.steps[start].writes[0] === "a.1.1");
  assert.match(said(story, all[shut].end, { grain: "guided" }), /It is flat there: with the slope 0/);
});

test("the sentence is the same from the beginning of a unit to its end", () => {
  for (const grain of GRAINS) {
    for (const { start, end } of units(kept("lecture").trace.steps, grain).slice(0, -1)) {
      assert.equal(
        said(kept("lecture"), start + (end - start) * 0.01, { grain }),
        said(kept("lecture"), end, { grain }),
      );
    }
  }
});

test("a frame in the same unit gets the same sentence, and another language, trace or number of digits another one", () => {
  const { problem, trace: traced } = kept("lecture");
  const all = units(traced.steps, "neuron");
  const ask = (at, { language = "en", digits = 4, of = traced } = {}) =>
    sentence({
      problem,
      trace: of,
      state: { at, grain: "neuron", sample: 0, language },
      units: all,
      t: TALKS[language],
      digits,
    });
  const first = ask(19.2);
  assert.equal(ask(19.7), first);
  for (const other of [{ language: "zh-Hans" }, { digits: 2 }, { of: structuredClone(traced) }])
    assert.notEqual(ask(19.7, other), first);
  assert.notDeepEqual(ask(62.9), ask(63));
});

test("no number is said before it is computed, in any grain of any network", () => {
  const next = random(41);
  for (let round = 0; round < 12; round++) {
    const problem = anyProblem(next);
    const sample = Math.floor(next() * problem.x.length);
    const make = () => trace(problem, { sample, perSample: true });
    const traced = make();
    for (const grain of GRAINS) {
      for (const { end, steps } of units(traced.steps, grain)) {
        const masked = structuredClone(make());
        for (const { writes } of traced.steps.slice(steps.at(-1) + 1))
          for (const address of writes) overwrite(masked, address, 77777.5);
        if (end < traced.steps.length) Object.assign(masked.update, { L_before: 77777.5, L_after: 77777.5 });
        assert.equal(
          said({ problem, trace: masked, sample }, end, { grain }),
          said({ problem, trace: traced, sample }, end, { grain }),
          `${grain} ${end}`,
        );
      }
    }
  }
});

test("every sentence is whole in every language", () => {
  const next = random(42);
  for (let round = 0; round < 15; round++) {
    const problem = anyProblem(next);
    const sample = Math.floor(next() * problem.x.length);
    const story = { problem, trace: trace(problem, { sample }), sample };
    for (const grain of GRAINS) {
      for (const { end } of units(story.trace.steps, grain)) {
        for (const language of ["en", "zh-Hans", "zh-Hant"]) {
          const text = said(story, end, { grain, language });
          assert.doesNotMatch(text, /[{}]|undefined|NaN|step\.|–/, text);
          assert.match(text, language === "en" ? /^[A-Z0-9].*\.$/ : /。$/);
        }
      }
    }
  }
});
