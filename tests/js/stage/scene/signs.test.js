import assert from "node:assert/strict";
import { test } from "node:test";
import { figureMarks, contextOf } from "../../../../static/js/stage/scene/drawing.js";
import { keptAddresses } from "../../../../static/js/network/kept-values.js";
import { withNumber } from "../../../../static/js/network/problem.js";
import { page, pageOf } from "../../pages.js";
import { all, textOf } from "../../pictures.js";
import { trace } from "../../reference.js";

const CURVES = {
  curve_z: [-2, -1, 0, 1, 2],
  curves: Object.fromEntries(["sigmoid", "tanh", "relu"].map((name) => [name, [-2, -1, 0, 1, 2].map(Math.tanh)])),
};
const drawn = (shown) => figureMarks(shown, contextOf(shown, CURVES));
const tabs = (shown) => all(drawn(shown), ({ attrs }) => attrs.class === "kept-mark").map(({ key }) => key);
const of = (marks, name) => all(marks, ({ attrs }) => attrs.class === name);

test("nothing is marked as kept unless one wants it", () => {
  assert.deepEqual(tabs(page("lecture", { at: 1e9 })), []);
});

test("every number that is kept has one tab, no other has one", () => {
  const shown = page("lecture", { at: 1e9, kept: true });
  const found = tabs(shown);
  const wanted = [...keptAddresses(shown.answer.trace.steps)];
  assert.equal(found.length, wanted.length);
  assert.deepEqual(
    found.filter((key) => key !== "kept").sort(),
    wanted.filter((address) => !address.startsWith("w.")).sort(),
  );
});

test("what is not computed yet has left nothing behind, and another sample has its own", () => {
  const begun = tabs(page("lecture", { at: 0, kept: true }));
  assert.deepEqual(begun.filter((key) => key !== "kept").sort(), ["t.0", "t.1", "x.0", "x.1"]);
  const { problem } = page("softmax-batch");
  const second = pageOf(
    { problem, trace: trace(problem, { sample: 1 }), sample: 1 },
    { sample: 1, at: 1e9, kept: true },
  );
  assert.ok(tabs(second).includes("x.0@1"));
});

test("where the forward network stands alone its curves have the tabs of the slopes", () => {
  const alone = tabs(page("lecture", { at: 1e9, kept: true, view: "forward" }));
  assert.equal(alone.filter((key) => key.startsWith("da_dz")).length, 6);
  const backward = tabs(page("lecture", { at: 1e9, kept: true, view: "backward", grain: "phase" }));
  assert.equal(backward.filter((key) => key.startsWith("da_dz")).length, 6);
  assert.equal(backward.filter((key) => key.startsWith("a.")).length, 0);
});

/** The lecture's network whose second neuron of layer 1 is its first once more. */
function twins() {
  const { problem } = page("lecture");
  const changes = {
    "w.1.1.0": "w.1.0.0",
    "w.1.1.1": "w.1.0.1",
    "b.1.1": "b.1.0",
    "w.2.0.1": "w.2.0.0",
    "w.2.1.1": "w.2.1.0",
  };
  const valueOf = (address) => {
    const [quantity, layer, i, j] = address.split(".");
    const { W, b } = problem.layers[layer - 1];
    return quantity === "w" ? W[i][j] : b[i];
  };
  return Object.entries(changes).reduce((one, [to, from]) => withNumber(one, to, valueOf(from)), problem);
}

test("neurons that are alike are joined by an equals sign, others are not", () => {
  assert.equal(of(drawn(page("lecture")), "alike-sign").length, 0);
  const problem = twins();
  const [signs] = of(drawn(pageOf({ problem, trace: trace(problem) })), "alike-sign");
  assert.equal(textOf(signs), "=");
  const almost = withNumber(problem, "w.2.1.1", problem.layers[1].W[1][0] + 1e-15);
  assert.equal(of(drawn(pageOf({ problem: almost, trace: trace(almost) })), "alike-sign").length, 0);
});

test("only those that are alike are joined, around the others between them", () => {
  const layers = [
    { W: [[1], [2], [1]], b: [0, 0, 0], activation: "tanh" },
    { W: [[3, 4, 3]], b: [0], activation: "tanh" },
  ];
  const { problem } = page("lecture");
  const some = { ...problem, layers, x: [[1]], target: [[0]] };
  const [signs] = of(drawn(pageOf({ problem: some, trace: trace(some) })), "alike-sign");
  assert.deepEqual([textOf(signs), signs.children.length, signs.children[0].key], ["=", 1, "1.2"]);
});

const asked = (place, patch = {}) =>
  drawn(page("lecture", { recursion: { from: 0, place, running: false }, ...patch }));

test("nothing of the recursion is drawn before it has begun", () => {
  assert.equal(of(asked(0), "asked-mark").length, 0);
});

test("each amplifier says how often it was asked, and that the sweep has been there", () => {
  const counts = (marks, name) => of(marks, `badge ${name}`).map(textOf).join(" ");
  const midway = asked(6);
  assert.equal(counts(midway, "front"), "1 1 1 2 1");
  assert.equal(counts(midway, "back"), "1 1 1 1 1 1");
  assert.equal(counts(asked(7), "front"), "1 1 1 2 2");
  assert.equal(counts(asked(2), "back"), "1 1");
});

test("the one that is asked now stands out, and ways lead to it from those that wait", () => {
  assert.deepEqual(
    ["ring now", "ring", "way"].map((name) => of(asked(6), name).length),
    [1, 2, 2],
  );
  assert.equal(of(asked(6, { view: "forward" }), "asked-mark").length, 0);
});

test("the ways lie beneath the numbers of the wires", () => {
  const lane = asked(6).find((mark) => mark && mark.key === "backward");
  const keys = lane.children.map(({ key }) => key);
  assert.ok(keys.indexOf("asked-ways") > keys.indexOf("backward-wires"));
  assert.ok(keys.indexOf("asked-ways") < keys.indexOf("backward-labels"));
});
