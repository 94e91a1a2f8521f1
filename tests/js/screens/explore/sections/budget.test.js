import assert from "node:assert/strict";
import { test } from "node:test";
import { budget, isOf, powerScale } from "../../../../../static/js/screens/explore/sections/budget.js";
import { accounts, causeOf, factorsOf, foremostOf } from "../../../../../static/js/network/gain-factors.js";
import { number } from "../../../../../static/js/language/number.js";
import { sought } from "../../../../../static/js/stage/hands/keep-in-sight.js";
import { hands } from "../../../hands.js";
import { page, pageOf, sized } from "../../../pages.js";
import { all, textOf } from "../../../pictures.js";
import { trace } from "../../../reference.js";

const close = (one, other) => assert.ok(Math.abs(one - other) <= 1e-12 * Math.abs(other), `${one} is not ${other}`);
const boot = { activations: [{ name: "sigmoid" }, { name: "tanh" }] };

/** A row of neurons, each with one wire of this weight, and its trace. */
function rowOf(weights, activation, x = 1, target = 0) {
  const problem = {
    layers: weights.map((weight) => ({ W: [[weight]], b: [0], activation })),
    loss: "half_squared_error",
    reduction: "sum",
    x: [[x]],
    target: [[target]],
    learning_rate: 1,
  };
  return { problem, trace: trace(problem), sample: 0 };
}

/** Why the signal of this network vanishes or explodes. */
const cause = ({ problem, trace: told }) => causeOf(accounts(told, 0), problem, told, 0);

test("from layer to layer the signal is multiplied by exactly its weights and gains", () => {
  const { trace: told } = sized([3, 4, 2, 3]);
  const found = accounts(told, 0);
  assert.deepEqual(
    found.map(({ layer }) => layer),
    [3, 2, 1],
  );
  for (const [index, { size, weights, gain }] of found.slice(1).entries()) {
    const [here, after] = [told.layers[found[index + 1].layer - 1], told.layers[found[index].layer - 1]];
    close(weights * gain, Math.hypot(...here.dl_dz[0]) / Math.hypot(...after.dl_dz[0]));
    close(weights, Math.hypot(...here.dl_da[0]) / Math.hypot(...after.dl_dz[0]));
    close(size, found[index].size * weights * gain);
  }
});

test("the first factor is the output's own gain, on what the loss sends in", () => {
  const { trace: told } = sized([3, 4, 2, 3]);
  const [first, ...rest] = factorsOf(accounts(told, 0));
  assert.deepEqual([first.kind, first.layer], ["gain", 3]);
  close(first.from, Math.hypot(...told.layers[2].dl_da[0]));
  close(first.by, Math.hypot(...told.layers[2].dl_dz[0]) / Math.hypot(...told.layers[2].dl_da[0]));
  assert.deepEqual(
    rest.map(({ kind, layer }) => `${kind} ${layer}`),
    ["weights 3", "gain 2", "weights 2", "gain 1"],
  );
  close(
    [first, ...rest].reduce((product, { by }) => product * by, 1),
    Math.hypot(...told.layers[0].dl_dz[0]) / Math.hypot(...told.layers[2].dl_da[0]),
  );
});

test("each bar begins where the one before it ended", () => {
  const factors = factorsOf(accounts(sized([3, 4, 4, 2, 3]).trace, 0));
  assert.equal(factors.length, 7);
  for (const [index, { from, to, by }] of factors.entries()) {
    close(to, from * by);
    if (index > 0) assert.equal(from, factors[index - 1].to);
  }
});

test("the size is the root of the sum of squares, as the lecture's network has it", () => {
  const { trace: told } = page().answer;
  const [{ size }] = accounts(told, 0);
  close(size, Math.hypot(...told.layers[2].dl_dz[0]));
  assert.equal(size.toFixed(4), "0.1482");
});

test("a row of sigmoids vanishes because a sigmoid is never steep, each layer as much as the others", () => {
  const { factor, part, effect, why } = cause(rowOf([1, 1, 1, 1, 1], "sigmoid"));
  assert.deepEqual([factor.kind, part, effect, why], ["gain", "even", "lost", "never-steep"]);
  close(factor.by, Math.min(...accounts(rowOf([1, 1, 1, 1, 1], "sigmoid").trace, 0).map(({ gain }) => gain)));
});

test("one saturated layer among others is named with how many of its amplifiers are saturated", () => {
  const found = cause(rowOf([6, 1, 1], "tanh"));
  assert.deepEqual(
    [found.factor.kind, found.factor.layer, found.part, found.why, found.count, found.size],
    ["gain", 1, "most", "saturated", 1, 1],
  );
});

test("small weights, signals that cancel, and large weights are told apart", () => {
  const small = cause(rowOf([1, 0.01, 1], "tanh", 0.1));
  assert.deepEqual([small.factor.kind, small.factor.layer, small.why], ["weights", 2, "small-weights"]);
  const large = cause(rowOf([0.01, 50, 1], "tanh", 0.1));
  assert.deepEqual(
    [large.factor.kind, large.factor.layer, large.effect, large.why],
    ["weights", 2, "gained", "large-weights"],
  );
  const problem = {
    layers: [
      { W: [[0.1]], b: [0], activation: "tanh" },
      { W: [[1], [1]], b: [0, 0], activation: "tanh" },
      { W: [[1, -0.99]], b: [0], activation: "tanh" },
    ],
    loss: "half_squared_error",
    reduction: "sum",
    x: [[1]],
    target: [[1]],
    learning_rate: 1,
  };
  const meeting = cause({ problem, trace: trace(problem) });
  assert.deepEqual([meeting.factor.kind, meeting.factor.layer, meeting.why], ["weights", 2, "cancelling"]);
});

test("a signal that keeps its size has no cause, nor one that stops", () => {
  assert.equal(cause(rowOf([1, 1], "tanh", 0.1)), null);
  assert.equal(cause(rowOf([1, 0], "tanh", 0.1)), null);
});

test("a factor is chosen by the number that counts most in it", () => {
  const { problem, trace: told } = sized([3, 4, 2, 3]);
  const signals = told.layers[1].dl_dz[0].map(Math.abs);
  assert.equal(
    foremostOf({ kind: "gain", layer: 2 }, problem, told, 0),
    `dl_dz.2.${signals.indexOf(Math.max(...signals))}`,
  );
  const carried = problem.layers[1].W.map((row, i) => row.map((weight) => Math.abs(weight) * signals[i]));
  const most = Math.max(...carried.flat());
  const to = carried.findIndex((row) => row.includes(most));
  assert.equal(foremostOf({ kind: "weights", layer: 2 }, problem, told, 0), `w.2.${to}.${carried[to].indexOf(most)}`);
});

test("on the page a bar stands for each factor the pass has come to, and a button leads to the last", () => {
  const shown = (moment) => budget(pageOf(rowOf([1, 1, 1, 1], "sigmoid"), { at: moment }), boot);
  const bars = (marks) => all(marks, ({ tag, attrs }) => tag === "i" && /^fall /.test(attrs.class ?? "")).length;
  assert.equal(bars(shown(0)), 0);
  const [button] = all(shown(0), ({ attrs }) => attrs["data-do"] === "go");
  const moment = Number(button.attrs["data-of"]);
  const there = shown(moment);
  assert.equal(bars(there), 1 + 7);
  assert.equal(all(there, ({ attrs }) => attrs["data-do"] === "go").length, 0);
  const halfway = bars(shown(moment - 3));
  assert.ok(halfway > 1 && halfway < 8, `${halfway} bars`);
  assert.ok(textOf(all(there, ({ key }) => key === "verdict")[0]).includes("a sigmoid is nowhere steeper than 0.25"));
});

test("each bar has its number, and what changes the factor stands at it", () => {
  const given = rowOf([1, 3, 0.5], "tanh", 0.3);
  const marks = budget(pageOf(given, { at: 1e9 }), boot);
  for (const { kind, layer, by } of factorsOf(accounts(given.trace, 0))) {
    const [row] = all(marks, ({ key }) => key === `${kind}-${layer}`);
    assert.equal(textOf(all([row], ({ attrs }) => attrs[`data-${kind}`] === String(layer))[0]), `×${number(by, 3)}`);
    const changes = all(
      [row],
      ({ attrs }) => attrs["data-do"] === "scale-weights" || attrs["data-change"] === "activation",
    ).map(({ attrs }) => attrs["data-of"]);
    assert.deepEqual(changes, kind === "gain" ? [String(layer)] : [`${layer}:0.5`, `${layer}:2`]);
  }
});

test("a blocked signal is said to be blocked and by what, and what comes after it is a dash", () => {
  const verdict = (marks) => textOf(all(marks, ({ key }) => key === "verdict")[0]);
  assert.equal(
    verdict(budget(pageOf(rowOf([1, -1, 1], "relu", 0.3, 5), { at: 1e9 }), boot)),
    "Nothing comes back beyond layer 3: its amplifiers are all shut.",
  );
  const marks = budget(pageOf(rowOf([1, 0, 1], "tanh", 0.3, 5), { at: 1e9 }), boot);
  assert.equal(verdict(marks), "Nothing comes back beyond the weights of layer 2: nothing goes through them.");
  assert.equal(textOf(all(marks, ({ attrs }) => attrs["data-weights"] === "2")[0]), "×0");
  assert.equal(textOf(all(marks, ({ attrs }) => attrs["data-gain"] === "1")[0]), "–");
});

test("the scale ends at whole powers of ten around what is drawn", () => {
  assert.deepEqual(powerScale([0.02, 3, 0, Infinity]), { low: -2, high: 1 });
  assert.equal(powerScale([0, NaN]), null);
});

test("pointing at a bar is pointing at its layer's amplifiers or wires, and the other way round", () => {
  assert.ok(
    isOf("dl_dz.2", "gain", 2) &&
      isOf("da_dz.2.1@3", "gain", 2) &&
      isOf("dl_dw.2.0.1", "weights", 2) &&
      isOf("w.2", "weights", 2),
  );
  assert.ok(
    !isOf("dl_dz.2", "weights", 2) &&
      !isOf("z.2.0", "gain", 2) &&
      !isOf("w.21.0.0", "weights", 2) &&
      !isOf(null, "gain", 1),
  );
});

test("a layer that is pointed at comes into sight, a sample does not, and what is chosen does once", () => {
  const answer = page().answer;
  const recursion = { from: 0, place: 0, running: false };
  const nothing = { chosen: null, hover: null, answer, recursion };
  assert.deepEqual(sought({ ...nothing, hover: "dl_dz.2" }, nothing), { address: "dl_dz.2.", whole: false });
  assert.deepEqual(sought({ ...nothing, chosen: "w.2.0.0" }, nothing), { address: "w.2.0.0", whole: true });
  assert.equal(sought({ ...nothing, chosen: "w.2.0.0" }, { ...nothing, chosen: "w.2.0.0" }), null);
  assert.deepEqual(sought({ ...nothing, chosen: "w.2.0.0" }, { ...nothing, chosen: "w.2.0.0", answer: null }), {
    address: "w.2.0.0",
    whole: true,
  });
  assert.equal(sought({ ...nothing, hover: "sample.2" }, nothing), null);
  assert.equal(sought({ ...nothing, hover: "dl_dz.2.0" }, nothing), null);
  const driven = { ...nothing, answer: page("lecture").answer, drawer: "drive" };
  assert.deepEqual(sought(driven, { ...driven, drawer: null }), { address: "dl_da.3.", whole: false });
  assert.equal(sought(driven, driven), null);
  const asked = { ...driven, recursion: { ...recursion, place: 6 } };
  assert.deepEqual(sought(asked, driven), { address: "dl_dz.3.0", whole: true });
  assert.equal(sought(asked, asked), null);
});

test("a layer's weights are doubled, and only they", () => {
  const { press, state } = hands();
  const before = state().problem;
  press("scale-weights", "2:2");
  assert.deepEqual(
    state().problem.layers[1].W,
    before.layers[1].W.map((row) => row.map((w) => 2 * w)),
  );
  assert.equal(state().problem.layers[0], before.layers[0]);
  assert.deepEqual(state().problem.layers[1].b, before.layers[1].b);
});
