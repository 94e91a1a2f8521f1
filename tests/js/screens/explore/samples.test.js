import assert from "node:assert/strict";
import { test } from "node:test";
import { isKnown } from "../../../../static/js/state/page.js";
import { samples } from "../../../../static/js/screens/explore/sections/samples.js";
import { everySample } from "../../../../static/js/network/removed-samples.js";
import {
  namesOf,
  spreadGeometry,
  spreadPlot,
  spreadTable,
} from "../../../../static/js/screens/explore/inspector/neuron-over-samples.js";
import { chain, remains, stack } from "../../../../static/js/screens/explore/inspector/gradient-stack.js";
import { strip, vector } from "../../../../static/js/screens/explore/sample-strip.js";
import { number } from "../../../../static/js/language/number.js";
import { hands } from "../../hands.js";
import { page, pageOf, sized } from "../../pages.js";
import { all, textOf } from "../../pictures.js";
import { trace } from "../../reference.js";

const END = { at: 1e9 };
const curves = { curve_z: [-8, -4, 0, 4, 8], curves: { tanh: [-1, -0.9993, 0, 0.9993, 1] } };

/** A network that two samples pull apart and a third one hardly moves. */
function torn(reduction = "sum") {
  const problem = {
    layers: [{ W: [[0.5, -0.5]], b: [0], activation: "tanh" }],
    loss: "half_squared_error",
    reduction,
    x: [
      [1, 0],
      [-1, 0.5],
      [0.1, 0],
    ],
    target: [[1], [1], [0]],
    learning_rate: 0.5,
  };
  return { problem, trace: trace(problem), sample: 0 };
}

/** The chips of a page as a person reads them: numbers, and a cross for what is out. */
const chips = (state) =>
  everySample(state).map((sample) =>
    "n" in sample ? state.problem.x[sample.n].join() : `×${state.taken[sample.out].x.join()}`,
  );

test("what remains of the samples' gradients is nothing where they cancel and all where they agree", () => {
  assert.equal(remains([1, 2, 0.5]), 1);
  assert.equal(remains([2, -2]), 0);
  assert.equal(remains([3, -1]), 0.5);
  assert.equal(remains([0, 0]), 1);
});

test("the stack shows every sample's gradient and their sum, once they are known", () => {
  const at = (moment) => stack(page("softmax-batch", { at: moment }), "w.1.0.0");
  assert.equal(at(0), null);
  const words = textOf(at(1e9)).replaceAll("−", "");
  const { answer, problem } = page("softmax-batch");
  assert.ok(problem.x.length > 1);
  for (const one of answer.trace.layers[0].dl_dW)
    assert.ok(words.includes(number(Math.abs(one[0][0]), 4)), `${one[0][0]} is not in: ${words}`);
});

test("a network with one sample has no stack", () => {
  assert.equal(stack(pageOf(sized([2, 1]), { at: 1e9 }), "w.1.0.0"), null);
});

test("each bar begins where the one before it ended, and the last ends at the sum", () => {
  assert.deepEqual(chain([3, -1, 0.5]), [
    { n: 0, from: 0, to: 3 },
    { n: 1, from: 3, to: 2 },
    { n: 2, from: 2, to: 2.5 },
  ]);
});

test("the bars lie on the page as the gradients lie on their line, backward ones hatched", () => {
  const { problem, trace: answer } = torn();
  const drawn = stack(pageOf(torn(), END), "w.1.0.0");
  const bars = all([drawn], ({ tag, attrs }) => tag === "i" && attrs.style !== undefined);
  const gradients = problem.x.map(([x], n) => x * answer.layers[0].dl_dz[n][0]);
  const links = [...chain(gradients), { from: 0, to: answer.layers[0].dL_dW[0][0] }];
  const [low, high] = [Math.min(0, ...links.map(({ to }) => to)), Math.max(0, ...links.map(({ to }) => to))];
  assert.equal(bars.length, 4);
  for (const [index, { from, to }] of links.entries()) {
    const { class: name, style } = bars[index].attrs;
    assert.equal(name, to < from ? "negative" : null);
    assert.ok(Math.abs(parseFloat(style.left) - (2 + (96 * (Math.min(from, to) - low)) / (high - low))) < 0.01);
    assert.ok(Math.abs(parseFloat(style.width) - (96 * Math.abs(to - from)) / (high - low)) < 0.011);
  }
});

test("how much cancels stands there in numbers that add up", () => {
  const { problem, trace: answer } = torn();
  const gradients = problem.x.map(([x], n) => x * answer.layers[0].dl_dz[n][0]);
  const pull = gradients.reduce((sum, one) => sum + Math.abs(one), 0);
  const left = Math.abs(answer.layers[0].dL_dW[0][0]);
  const words = textOf(stack(pageOf(torn(), END), "w.1.0.0"));
  for (const part of [
    `add up to ${number(pull)}`,
    `with them to ${number(left)}`,
    `${number((100 * left) / pull, 3)} %`,
    `${number(100 - (100 * left) / pull, 3)} %`,
  ])
    assert.ok(words.includes(part), `${part} is not in: ${words}`);
});

test("a mean is the sum divided by the number of samples, and both stand there", () => {
  const drawn = stack(pageOf(torn("mean"), END), "w.1.0.0");
  const { trace: answer } = torn("mean");
  const numberOf = (name) => textOf(all([drawn], ({ attrs }) => attrs["data-stack"] === name)[0]);
  assert.equal(numberOf("sum"), number(answer.layers[0].dL_dW[0][0]));
  assert.equal(numberOf("all"), number(3 * answer.layers[0].dL_dW[0][0]));
});

test("before the samples are added up a chosen wire says when they will be", () => {
  const waiting = stack(pageOf(torn(), { at: 1, chosen: "w.1.0.0" }), "w.1.0.0");
  const [button] = all([waiting], ({ attrs }) => attrs["data-do"] === "go");
  const there = stack(pageOf(torn(), { at: Number(button.attrs["data-of"]), chosen: "w.1.0.0" }), "w.1.0.0");
  assert.equal(all([there], ({ attrs }) => attrs["data-stack"] === "sum").length, 1);
});

test("of very many samples the largest have bars of their own, and the others' one ends at the sum", () => {
  const { problem } = torn();
  const many = {
    ...problem,
    x: Array.from({ length: 40 }, (_, n) => [Math.sin(n + 1), 0]),
    target: Array.from({ length: 40 }, (_, n) => [Math.cos(n)]),
  };
  const answer = trace(many);
  const drawn = stack(pageOf({ problem: many, trace: answer, sample: 0 }, END), "w.1.0.0");
  const rows = all([drawn], ({ tag }) => tag === "li");
  assert.equal(rows.length, 25);
  const shown = rows
    .slice(0, 24)
    .map((row) => Number(all([row], ({ attrs }) => attrs["data-stack"] !== undefined)[0].attrs["data-stack"]));
  const sizes = many.x.map(([x], n) => Math.abs(x * answer.layers[0].dl_dz[n][0]));
  const least = Math.min(...shown.map((n) => sizes[n]));
  assert.ok(sizes.every((size, n) => shown.includes(n) || size <= least));
  const rest = many.x.reduce((sum, [x], n) => (shown.includes(n) ? sum : sum + x * answer.layers[0].dl_dz[n][0]), 0);
  assert.equal(textOf(rows[24]), `16 smaller${number(rest)}`);
});

test("a sample that is taken out stays in its place, crossed out, and comes back as it was", () => {
  const { press, state } = hands("softmax-batch", { sample: 1 });
  const { problem } = state();
  press("remove-sample", "1");
  press("remove-sample", "0");
  assert.equal(state().problem.x.length, problem.x.length - 2);
  assert.deepEqual(
    chips(state()).slice(0, 2),
    problem.x.slice(0, 2).map((row) => `×${row.join()}`),
  );
  for (const out of everySample(state()).filter((sample) => "out" in sample)) press("put-sample", String(out.out));
  assert.deepEqual(state().problem, problem);
  assert.deepEqual(
    everySample(state()),
    problem.x.map((_, n) => ({ n })),
  );
});

test("the editor lists what is out, and only that", () => {
  const { press, state } = hands("softmax-batch");
  const listed = () => all(samples(state()), ({ attrs }) => attrs["data-do"] === "put-sample");
  assert.equal(listed().length, 0);
  const [x] = state().problem.x.slice(1);
  press("remove-sample", "1");
  assert.equal(listed().length, 1);
  assert.ok(listed()[0].attrs["aria-label"].includes(`inputs ${vector(x, 4) ?? "…"}`));
  press("put-sample", listed()[0].attrs["data-of"]);
  assert.equal(listed().length, 0);
});

test("the sample that is told stays the one that is told when another comes back before it", () => {
  const { press, state } = hands("softmax-batch", { sample: 2 });
  const told = state().problem.x[2];
  press("remove-sample", "0");
  assert.equal(state().problem.x[state().sample], told);
  press("put-sample", "0");
  assert.equal(state().problem.x[state().sample], told);
});

test("a sample that came back by another way is not listed a second time", () => {
  const { press, state, store } = hands("softmax-batch");
  const { problem } = state();
  press("remove-sample", "1");
  const without = state().problem;
  store.set({ problem: structuredClone(problem) });
  assert.deepEqual(
    chips(state()),
    problem.x.map((row) => row.join()),
  );
  store.set({ problem: without });
  assert.equal(chips(state())[1], `×${problem.x[1].join()}`);
  store.set({ example: "another" });
  assert.equal(chips(state()).length, problem.x.length - 1);
});

test("of two samples that are the same, one may be out", () => {
  const { press, state } = hands("softmax-batch");
  const { x } = state().problem;
  press("add-sample");
  press("remove-sample", String(x.length));
  assert.deepEqual(chips(state()), [...x.map((row) => row.join()), `×${x[x.length - 1].join()}`]);
});

test("the last sample cannot be taken out", () => {
  const { press, state } = hands("lecture");
  const { problem } = state();
  press("remove-sample", "0");
  assert.equal(state().problem, problem);
});

test("a chip says the sample's numbers, what is not computed yet is a dash, and pointing at the sample lights it", () => {
  const shown = pageOf(torn(), { ...END, hover: "sample.1" });
  const labels = all(strip(shown), ({ attrs }) => attrs.class === "sample-chip").map(
    ({ attrs }) => attrs["aria-label"],
  );
  const { trace: answer } = torn();
  assert.deepEqual(
    labels[1],
    `Sample 2: x = (−1, 0.5), target 1, output ${number(answer.layers[0].a[1][0], 3)}, loss ${number(answer.l[1])}`,
  );
  assert.deepEqual(
    all(strip(shown), ({ attrs }) => /pointed/.test(attrs.class ?? "")).map(({ key }) => key),
    ["in-1"],
  );
  assert.ok(textOf(strip(pageOf(torn(), { at: 0 }))[0]).includes("y –l –"));
  assert.deepEqual(strip(pageOf(sized([2, 1]), END)), []);
});

test("numbers in a line are short, and a long line is left out", () => {
  assert.equal(vector([1 / 3], 4), "0.333");
  assert.equal(vector([0, -1], 4), "(0, −1)");
  assert.equal(vector([1, 2, 3, 4], 4), null);
});

test("each sample stands on the curve of its neuron, with the slope of its gain", () => {
  const stands = [
    { n: 0, z: -2, a: Math.tanh(-2), slope: 1 - Math.tanh(-2) ** 2 },
    { n: 1, z: 0, a: 0, slope: 1 },
    { n: 2, z: 1, a: Math.tanh(1), slope: NaN },
  ];
  const fine = Array.from({ length: 161 }, (_, i) => (i - 80) / 10);
  const { curve, dots, zero } = spreadGeometry(stands, { curve_z: fine, a: fine.map(Math.tanh) });
  assert.deepEqual(dots[1].point, zero);
  for (const {
    point: [x, y],
  } of dots) {
    const right = curve.findIndex(([cx]) => cx >= x);
    const [[x0, y0], [x1, y1]] = [curve[right - 1], curve[right]];
    assert.ok(Math.abs(y - (y0 + ((x - x0) / (x1 - x0)) * (y1 - y0))) < 1, `${x}, ${y} is off the curve`);
  }
  const steep = ({ tangent: [[x0, y0], [x1, y1]] }) => (y0 - y1) / (x1 - x0);
  assert.ok(Math.abs(steep(dots[0]) / steep(dots[1]) - (1 - Math.tanh(-2) ** 2)) < 0.02);
  assert.equal(dots[2].tangent, null);
});

test("samples that stand together are named together", () => {
  const dots = [
    [10, 10],
    [90, 20],
    [12, 11],
    [10, 14],
    [11, 10],
  ].map((place, n) => ({ n, point: place }));
  assert.deepEqual(namesOf(dots), [
    { point: [10, 10], words: "1, 3, 4 …" },
    { point: [90, 20], words: "2" },
  ]);
});

test("a neuron's numbers stand there for every sample", () => {
  const { trace: answer } = torn();
  const table = spreadTable(pageOf(torn(), END), "z.1.0");
  const cell = (name) => textOf(all([table], ({ attrs }) => attrs["data-spread"] === name)[0]);
  for (const n of [0, 1, 2]) {
    for (const quantity of ["z", "a", "da_dz", "dl_dz"])
      assert.equal(cell(`${quantity}@${n}`), number(answer.layers[0][quantity][n][0]));
  }
  assert.equal(all([spreadPlot(pageOf(torn(), END), "z.1.0", curves)], ({ tag }) => tag === "circle").length, 3);
  assert.equal(spreadTable(pageOf(torn(), { at: 0 }), "z.1.0"), null);
  assert.equal(spreadTable(pageOf(sized([2, 1]), END), "z.1.0"), null);
});

test("the numbers of the samples that are not shown are known together with those of the one that is", () => {
  const shown = page("softmax-batch");
  const { steps } = shown.answer.trace;
  const gradient = steps.findIndex(({ writes }) => writes.includes("dl_dw.1.0.0"));
  for (const sample of [1, 2]) {
    assert.equal(isKnown({ ...shown, at: gradient }, `dl_dw.1.0.0@${sample}`), false);
    assert.equal(isKnown({ ...shown, at: steps.length }, `dl_dw.1.0.0@${sample}`), true);
  }
  assert.equal(isKnown({ ...shown, at: steps.length }, "z.9.0@1"), false);
});
