import assert from "node:assert/strict";
import { test } from "node:test";
import { read } from "../../static/js/address.js";
import { LOSS, along } from "../../static/js/layout.js";
import { lit, placed, pulses } from "../../static/js/motion.js";
import { movingOf, stepsOf } from "../../static/js/page.js";
import { ends, labelPoint } from "../../static/js/wires.js";
import { page, pageOf, seenOf, sized } from "./pages.js";

/** What is lit and what travels at this moment. */
function frame(shown) {
  const { problem, trace } = shown.answer;
  const seen = seenOf(shown);
  const moving = movingOf(shown);
  return { seen, lit: [...lit(stepsOf(shown), moving)], pulses: pulses(seen, stepsOf(shown), moving, (address) => read(address, problem, trace)), progress: moving?.progress ?? 1 };
}

/** Half way through the first step of the lecture that computes this number. */
function during(address, patch = {}) {
  const shown = page("lecture", patch);
  const index = stepsOf(shown).findIndex(({ writes }) => writes.includes(address));
  return frame({ ...shown, at: index + 0.5 });
}

/** The radius that a number is drawn with. */
const radius = (value) => Math.max(2.5, Math.min(9, 3 + 4.4 * Math.sqrt(Math.abs(value))));
const PLAIN = { negative: [false, false], carries: 1, lasts: 1, stopped: false };
const close = (one, other) => Math.abs(one - other) < 1e-9;

test("z lights its neuron and its wires, and a value travels along each of them", () => {
  const { seen, lit: keys, pulses: moves } = during("z.2.1");
  assert.deepEqual(keys, ["forward:2.1", "forward:2.1.0", "forward:2.1.1"]);
  assert.equal(moves.length, 2);
  moves.forEach((pulse, j) => {
    const [left, right] = ends(seen, "forward", { layer: 2, to: 1, from: j });
    assert.deepEqual([pulse.colour, pulse.straight, pulse.from, pulse.to], ["forward", false, left, right]);
  });
  assert.ok(close(moves[0].size, radius(0.9820137900379085)));
  assert.ok(close(moves[0].grown, radius(-2 * 0.9820137900379085)));
});

test("an activation is computed where it stands: its neuron is lit and nothing travels", () => {
  const { lit: keys, pulses: moves } = during("a.2.0");
  assert.deepEqual([keys, moves], [["forward:2.0"], []]);
});

test("the loss gathers the outputs", () => {
  const { seen, lit: keys, pulses: moves } = during("l");
  assert.deepEqual(keys, ["loss"]);
  const { loss, nodes } = seen.layout.forward;
  assert.deepEqual(moves.map(({ to }) => to), [0, 1].map(() => ({ x: loss.x - LOSS, y: loss.y })));
  assert.deepEqual(moves.map(({ from }) => from.y), nodes[3].map(({ y }) => y));
  assert.ok(close(moves[0].size, radius(0.6177047777553412)));
});

test("∂l/∂y comes out of the loss", () => {
  const { seen, lit: keys, pulses: [only, ...others] } = during("dl_da.3.1");
  assert.deepEqual(keys, ["entering:1", "loss:backward"]);
  assert.deepEqual(others, []);
  assert.equal(only.colour, "backward");
  assert.deepEqual(only.from, { x: seen.layout.backward.loss.x - LOSS, y: seen.layout.backward.loss.y });
  assert.equal(only.to.y, seen.layout.backward.nodes[3][1].y);
});

test("a signal goes through its amplifier from the base to the tip, and leaves it as ∂l/∂z", () => {
  const { lit: keys, pulses: [only, ...others] } = during("dl_dz.2.1");
  assert.deepEqual(keys, ["backward:2.1", "forward:2.1"]);
  assert.deepEqual(others, []);
  assert.ok(only.straight && only.to.x < only.from.x && only.to.y === only.from.y);
  assert.ok(only.grown < only.size, "the sigmoid's gain is at most a quarter");
});

test("in a hidden layer signals come back along the wires of the layer after", () => {
  const { seen, lit: keys, pulses: moves } = during("dl_da.1.0");
  assert.deepEqual(keys, ["backward:2.0.0", "backward:2.1.0", "backward:1.0"]);
  moves.forEach((pulse, k) => {
    const [left, right] = ends(seen, "backward", { layer: 2, to: k, from: 0 });
    assert.deepEqual([pulse.colour, pulse.from, pulse.to], ["backward", right, left]);
  });
});

test("what comes back to the inputs travels the same way", () => {
  const { lit: keys, pulses: moves } = during("dl_dx.1");
  assert.deepEqual(keys, ["backward:0.1", "backward:1.0.1", "backward:1.1.1"]);
  assert.equal(moves.length, 2);
});

test("∂l/∂w is where a value from the left and a signal from the right meet", () => {
  const { seen, lit: keys, pulses: moves } = during("dl_dw.2.1.0");
  assert.deepEqual(keys, ["forward:2.1.0", "backward:2.1.0"]);
  const wire = { layer: 2, to: 1, from: 0 };
  assert.deepEqual(moves.map(({ colour }) => colour), ["forward", "forward", "backward"]);
  const [above, below] = [labelPoint(seen, "forward", wire), labelPoint(seen, "backward", wire)];
  assert.deepEqual(moves.map(({ to }) => to), [above, below, below]);
  const [left, right] = ends(seen, "backward", wire);
  assert.deepEqual(moves.map(({ from }) => from), [ends(seen, "forward", wire)[0], left, right]);
});

test("where one lane is drawn both meet in it", () => {
  for (const view of ["forward", "backward"]) {
    const { seen, pulses: moves } = during("dl_dw.2.1.0", { view });
    const point = labelPoint(seen, view, { layer: 2, to: 1, from: 0 });
    assert.deepEqual(moves.map(({ to }) => to), [point, point]);
  }
});

test("a bias has no wire: its gradient and its new value are lit and stay where they are", () => {
  assert.deepEqual(during("dl_db.2.0").lit, ["backward:2.0", "bias:2.0"]);
  assert.deepEqual(during("b_new.2.0").lit, ["bias:2.0"]);
  assert.deepEqual([during("dl_db.2.0").pulses, during("b_new.2.0").pulses], [[], []]);
});

test("a new weight takes its gradient up from the reversed network", () => {
  const { seen, lit: keys, pulses: [only] } = during("w_new.1.0.1");
  assert.deepEqual(keys, ["forward:1.0.1"]);
  const wire = { layer: 1, to: 0, from: 1 };
  assert.deepEqual([only.from, only.to], [labelPoint(seen, "backward", wire), labelPoint(seen, "forward", wire)]);
  assert.ok(only.straight);
});

test("every step of the lecture lights something that is drawn", () => {
  const shown = page();
  stepsOf(shown).forEach(({ quantity, writes }, index) => {
    const { lit: keys } = frame({ ...shown, at: index + 0.5 });
    assert.ok(keys.length > 0, `${quantity} ${writes[0]}`);
    for (const key of keys) assert.match(key, /^(forward|backward):\d\.\d(\.\d)?$|^bias:\d\.\d$|^entering:\d$|^loss(:backward)?$/);
  });
});

test("nothing moves before the first step, nor in a lane that is not drawn", () => {
  const start = frame(page());
  assert.deepEqual([start.lit, start.pulses], [[], []]);
  for (const address of ["z.1.0", "l", "w_new.1.0.0"]) assert.deepEqual(during(address, { view: "backward" }).pulses, [], address);
  for (const address of ["dl_da.3.0", "dl_da.2.0", "dl_dz.2.0", "dl_dx.0", "w_new.1.0.0"]) assert.deepEqual(during(address, { view: "forward" }).pulses, [], address);
});

test("in the finest grain one product moves at a time, and none while they are added up", () => {
  const shown = page("lecture", { grain: "operation" });
  const at = (moment) => frame({ ...shown, at: moment });
  assert.deepEqual(at(1 / 6).lit, ["forward:1.0", "forward:1.0.0"]);
  assert.deepEqual(at(1 / 2).lit, ["forward:1.0", "forward:1.0.1"]);
  assert.deepEqual(at(5 / 6).lit, ["forward:1.0", "forward:1.0.0", "forward:1.0.1"]);
  assert.deepEqual([1 / 6, 1 / 2, 5 / 6].map((moment) => at(moment).pulses.length), [1, 1, 0]);
});

test("in a layer all its neurons move together", () => {
  const { lit: keys, pulses: moves } = frame(page("lecture", { grain: "layer", at: 1 }));
  assert.deepEqual(keys, ["forward:1.0", "forward:1.0.0", "forward:1.0.1", "forward:1.1", "forward:1.1.0", "forward:1.1.1"]);
  assert.equal(moves.length, 4);
});

test("another sample moves with its own numbers", () => {
  const shown = page("softmax-batch", { at: 0.5 });
  assert.equal(shown.sample, 1);
  const { pulses: moves } = frame(shown);
  const [x0, x1] = shown.problem.x[1];
  assert.deepEqual(moves.map(({ size }) => size), [x0, x1].map((x) => (x === 0 ? 1.5 : radius(x))));
});

test("a number that is too large to be written still moves", () => {
  const made = sized([1, 1]);
  made.problem.layers[0].W = [[1e308]];
  made.trace.layers[0].z = [["Infinity"]];
  const { pulses: moves } = frame(pageOf({ ...made, problem: { ...made.problem, x: [[1e308]] } }, { at: 0.5 }));
  assert.equal(moves.length, 1);
  assert.ok(Number.isFinite(moves[0].size) && Number.isFinite(moves[0].grown));
});

test("a pulse starts at its start, is half way in the middle of its way, and has arrived and faded at the end", () => {
  const pulse = { colour: /** @type {const} */ ("forward"), from: { x: 0, y: 0 }, to: { x: 100, y: 50 }, straight: true, size: 4, grown: 8, ...PLAIN };
  assert.deepEqual(placed(pulse, 0), { x: 0, y: 0, radius: 4, opacity: 1, negative: false });
  const middle = placed(pulse, 0.43);
  assert.ok(close(middle.x, 50) && close(middle.y, 25) && close(middle.radius, 6) && middle.opacity === 1);
  assert.deepEqual(placed(pulse, 1), { x: 100, y: 50, radius: 8, opacity: 0, negative: false });
  const resting = placed(pulse, 0.93);
  assert.deepEqual([resting.x, resting.y], [100, 50]);
  assert.ok(resting.opacity > 0.4 && resting.opacity < 0.6);
});

test("a pulse on a wire keeps to the wire", () => {
  const wire = { colour: /** @type {const} */ ("backward"), from: { x: 200, y: 10 }, to: { x: 0, y: 90 }, straight: false, size: 4, grown: 4, ...PLAIN };
  const { x, y } = placed(wire, 0.43);
  const middle = along(wire.from, wire.to, 0.5);
  assert.ok(close(x, middle.x) && close(y, middle.y));
  assert.deepEqual([placed(wire, 0).x, placed(wire, 0).y], [200, 10]);
});

test("a pulse never turns back", () => {
  const pulse = { colour: /** @type {const} */ ("forward"), from: { x: 0, y: 0 }, to: { x: 1, y: 0 }, straight: true, size: 3, grown: 3, ...PLAIN };
  let before = 0;
  for (let k = 0; k <= 200; k++) {
    const { x } = placed(pulse, k / 200);
    assert.ok(x >= before - 1e-12 && x <= 1);
    before = x;
  }
});

test("a frame is the same whichever way it is reached", () => {
  const shown = page("lecture", { grain: "operation" });
  const moments = Array.from({ length: 250 }, (_, k) => k / 4);
  const told = (at) => {
    const { lit: keys, pulses: moves, progress } = frame({ ...shown, at });
    return { keys, moves: moves.map((pulse) => placed(pulse, progress)) };
  };
  const there = moments.map(told);
  const back = moments.toReversed().map(told).reverse();
  assert.deepEqual(back, there);
});

test("a negative number is told from a positive one, and turns on its wire where the weight does so", () => {
  const { pulses: moves } = during("z.2.1");
  assert.deepEqual(moves.map(({ negative }) => negative), [[false, true], [false, true]].map(([a, b], j) => [a, page().problem.layers[1].W[1][j] < 0 ? b : false]));
  assert.equal(placed({ ...moves[0], lasts: 1 }, 0.1).negative, false);
  assert.equal(placed({ ...moves[0], lasts: 1 }, 0.8).negative, page().problem.layers[1].W[1][0] < 0);
});

test("of several pulses the one that carries most is the first to arrive, and all arrive", () => {
  const { pulses: moves } = frame(page("lecture", { grain: "layer", at: 1 }));
  const order = moves.toSorted((one, other) => other.carries - one.carries);
  for (let k = 1; k < order.length; k++) assert.ok(order[k].lasts >= order[k - 1].lasts);
  assert.equal(order[0].lasts, 0.68);
  for (const pulse of moves) assert.ok(close(placed(pulse, 0.87).x, pulse.to.x));
});

test("a signal stops in an amplifier that is shut, and stays there to be seen", () => {
  const shown = page("dead-relu-frozen");
  const { layers, steps } = shown.answer.trace;
  const index = steps.findIndex(({ quantity, writes, layer, neuron }) => quantity === "dl_dz" && writes.length === 1 && layers[layer - 1].dl_da[shown.sample][neuron] !== 0 && layers[layer - 1].dl_dz[shown.sample][neuron] === 0);
  assert.ok(index >= 0);
  const { seen, pulses: [only] } = frame({ ...shown, at: index + 0.5 });
  const { x } = seen.layout.backward.nodes[steps[index].layer][steps[index].neuron];
  assert.equal(only.stopped, true);
  assert.ok(only.to.x > x, "it does not come through");
  assert.equal(only.size, only.grown);
  assert.equal(placed(only, 0.99).opacity, 1);
});
