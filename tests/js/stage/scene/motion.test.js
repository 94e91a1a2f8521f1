import assert from "node:assert/strict";
import { test } from "node:test";
import { valueAt } from "../../../../static/js/network/address.js";
import { LABEL_AT, LOSS_RADIUS } from "../../../../static/js/stage/scene/layout.js";
import { lit, pulses } from "../../../../static/js/stage/scene/motion.js";
import { neuronCurve } from "../../../../static/js/stage/scene/neuron-curve.js";
import { movingOf, stepsOf } from "../../../../static/js/state/page.js";
import { pulseAt, radius } from "../../../../static/js/stage/scene/pulse.js";
import { ends, labelPoint } from "../../../../static/js/stage/scene/wire-ends.js";
import { page, pageOf, contextOn, sized } from "../../pages.js";

/** What is lit and what travels at this moment. */
function frame(shown) {
  const { problem, trace } = shown.answer;
  const context = contextOn(shown);
  const moving = movingOf(shown);
  return {
    context,
    lit: [...lit(stepsOf(shown), moving)],
    pulses: pulses(context, stepsOf(shown), moving, (address) => valueAt(address, problem, trace)),
    progress: moving?.progress ?? 1,
  };
}

/** Half way through the first step of the lecture that computes this number. */
function during(address, patch = {}) {
  const shown = page("lecture", patch);
  const index = stepsOf(shown).findIndex(({ writes }) => writes.includes(address));
  return frame({ ...shown, at: index + 0.5 });
}

const from = ({ way }) => way[0];
const to = ({ way }) => way.at(-1);
const close = (one, other) => Math.abs(one - other) < 1e-9;

test("z lights its neuron and its wires, and a value travels along each of them", () => {
  const { context, lit: keys, pulses: moves } = during("z.2.1");
  assert.deepEqual(keys, ["forward:2.1", "forward:2.1.0", "forward:2.1.1"]);
  assert.equal(moves.length, 2);
  moves.forEach((pulse, j) => {
    const [left, right] = ends(context, "forward", { layer: 2, to: 1, from: j });
    assert.deepEqual([pulse.colour, pulse.straight, pulse.way], ["forward", false, [left, right]]);
  });
  assert.ok(close(moves[0].sizes[0], radius(0.9820137900379085)));
  assert.ok(close(moves[0].sizes[1], radius(-2 * 0.9820137900379085)));
});

test("a value becomes its product at the wire's weight: before it a is written beside it, after it w·a", () => {
  const {
    context,
    pulses: [first, second],
  } = during("z.2.1");
  assert.deepEqual(
    [first.words, second.words],
    [
      ["0.982", "×−2 = −1.964"],
      ["0.1192", "×−1 = −0.1192"],
    ],
  );
  assert.equal(first.turn, LABEL_AT);
  const label = labelPoint(context, "forward", { layer: 2, to: 1, from: 0 });
  const moments = Array.from({ length: 400 }, (_, k) => pulseAt({ ...first, lasts: 1 }, k / 400));
  const turned = moments.find(({ words }) => words === "×−2 = −1.964");
  assert.ok(Math.hypot(turned.x - label.x, turned.y - label.y) < 3);
});

test("a bias that is not 0 comes down to its neuron's sum with the products", () => {
  const { context, pulses: moves } = during("z.1.0");
  const { x, y } = context.layout.forward.nodes[1][0];
  assert.equal(moves.length, 3);
  assert.deepEqual(
    [moves[2].words, from(moves[2]).x, to(moves[2]).y],
    [["1", "1"], x, y + context.layout.node.lines.z],
  );
});

test("z goes up to its curve and across to a; then the slope that it met falls to the amplifier", () => {
  const {
    context,
    lit: keys,
    pulses: [rising, falling, ...others],
  } = during("a.2.0");
  assert.deepEqual([keys, others], [["forward:2.0"], []]);
  const curve = neuronCurve(context, 2, 0, context.layout.forward.nodes[2][0]);
  const [x, y] = curve.point;
  assert.deepEqual(rising.way.slice(0, 2), [
    { x, y: curve.axis.y },
    { x, y },
  ]);
  assert.equal(to(rising).y, context.layout.forward.nodes[2][0].y + context.layout.node.lines.a);
  assert.deepEqual([falling.colour, falling.words, from(falling)], ["backward", ["×0.1179", "×0.1179"], { x, y }]);
  assert.equal(to(falling).y, context.layout.backward.nodes[2][0].y);
  assert.ok(rising.starts + rising.lasts <= falling.starts, "one after the other");
  assert.equal(pulseAt(falling, 0.2).opacity, 0);
});

test("no slope falls where no amplifier is drawn, nor from a softmax, which has more than one", () => {
  assert.equal(during("a.2.0", { view: "forward" }).pulses.length, 1);
  const shown = page("softmax-batch", { grain: "neuron" });
  const { steps } = shown.answer.trace;
  const { layers } = shown.problem;
  const index = steps.findIndex(
    ({ quantity, layer }) => quantity === "a" && layers[layer - 1].activation === "softmax",
  );
  assert.equal(frame({ ...shown, at: index + 0.5 }).pulses.length, 1);
});

test("the loss gathers the outputs", () => {
  const { context, lit: keys, pulses: moves } = during("l");
  assert.deepEqual(keys, ["loss"]);
  const { loss, nodes } = context.layout.forward;
  assert.deepEqual(
    moves.map(to),
    [0, 1].map(() => ({ x: loss.x - LOSS_RADIUS, y: loss.y })),
  );
  assert.deepEqual(
    moves.map((one) => from(one).y),
    nodes[3].map(({ y }) => y),
  );
  assert.ok(close(moves[0].sizes[0], radius(0.6177047777553412)));
});

test("∂l/∂y comes out of the loss", () => {
  const {
    context,
    lit: keys,
    pulses: [only, ...others],
  } = during("dl_da.3.1");
  assert.deepEqual(keys, ["entering:1", "loss:backward"]);
  assert.deepEqual(others, []);
  assert.equal(only.colour, "backward");
  assert.deepEqual(from(only), { x: context.layout.backward.loss.x - LOSS_RADIUS, y: context.layout.backward.loss.y });
  assert.equal(to(only).y, context.layout.backward.nodes[3][1].y);
});

test("a signal goes through its amplifier from the base to the tip, and leaves it as ∂l/∂z", () => {
  const {
    lit: keys,
    pulses: [only, ...others],
  } = during("dl_dz.2.1");
  assert.deepEqual(keys, ["backward:2.1", "forward:2.1"]);
  assert.deepEqual(others, []);
  assert.ok(only.straight && to(only).x < from(only).x && to(only).y === from(only).y);
  assert.ok(only.sizes[1] < only.sizes[0], "the sigmoid's gain is at most a quarter");
  assert.deepEqual(only.words, ["", "0.05516"]);
});

test("in a hidden layer signals come back along the wires of the layer after", () => {
  const { context, lit: keys, pulses: moves } = during("dl_da.1.0");
  assert.deepEqual(keys, ["backward:2.0.0", "backward:2.1.0", "backward:1.0"]);
  moves.forEach((pulse, k) => {
    const [left, right] = ends(context, "backward", { layer: 2, to: k, from: 0 });
    assert.deepEqual([pulse.colour, pulse.way], ["backward", [right, left]]);
  });
});

test("what comes back to the inputs travels the same way", () => {
  const { lit: keys, pulses: moves } = during("dl_dx.1");
  assert.deepEqual(keys, ["backward:0.1", "backward:1.0.1", "backward:1.1.1"]);
  assert.equal(moves.length, 2);
});

test("∂l/∂w is where a value from the left and a signal from the right meet", () => {
  const { context, lit: keys, pulses: moves } = during("dl_dw.2.1.0");
  assert.deepEqual(keys, ["forward:2.1.0", "backward:2.1.0"]);
  const wire = { layer: 2, to: 1, from: 0 };
  assert.deepEqual(
    moves.map(({ colour }) => colour),
    ["forward", "forward", "backward"],
  );
  const [above, below] = [labelPoint(context, "forward", wire), labelPoint(context, "backward", wire)];
  assert.deepEqual(moves.map(to), [above, below, below]);
  const [left, right] = ends(context, "backward", wire);
  assert.deepEqual(moves.map(from), [ends(context, "forward", wire)[0], left, right]);
});

test("where one lane is drawn both meet in it", () => {
  for (const view of ["forward", "backward"]) {
    const { context, pulses: moves } = during("dl_dw.2.1.0", { view });
    const point = labelPoint(context, view, { layer: 2, to: 1, from: 0 });
    assert.deepEqual(moves.map(to), [point, point]);
  }
});

test("∂l/∂b is ∂l/∂z itself: it goes down from the amplifier's tip", () => {
  const {
    context,
    lit: keys,
    pulses: [only, ...others],
  } = during("dl_db.2.0");
  assert.deepEqual([keys, others], [["backward:2.0", "bias:2.0"], []]);
  assert.deepEqual([only.colour, only.words], ["backward", ["−0.04576", "−0.04576"]]);
  assert.ok(to(only).y > from(only).y && from(only).y === context.layout.backward.nodes[2][0].y);
});

test("a new parameter takes its gradient up from the reversed network, and it arrives as the change", () => {
  const {
    context,
    lit: keys,
    pulses: [only],
  } = during("w_new.1.0.1");
  assert.deepEqual(keys, ["forward:1.0.1"]);
  const wire = { layer: 1, to: 0, from: 1 };
  assert.deepEqual(only.way, [labelPoint(context, "backward", wire), labelPoint(context, "forward", wire)]);
  assert.ok(only.straight);
  const { dL_dW } = context.trace.layers[0];
  const { W_new } = context.trace.update.layers[0];
  const by = W_new[0][1] - context.problem.layers[0].W[0][1];
  assert.equal(Number(only.words[0].replace("−", "-")), Number(Number(dL_dW[0][1]).toPrecision(4)));
  assert.equal(only.words[1][0], by > 0 ? "+" : "−");
  const bias = during("b_new.2.0");
  assert.deepEqual([bias.lit, bias.pulses.length], [["bias:2.0"], 1]);
  assert.deepEqual(bias.pulses[0].words[0], "−0.04576");
});

test("every step of the lecture lights something that is drawn", () => {
  const shown = page();
  stepsOf(shown).forEach(({ quantity, writes }, index) => {
    const { lit: keys } = frame({ ...shown, at: index + 0.5 });
    assert.ok(keys.length > 0, `${quantity} ${writes[0]}`);
    for (const key of keys)
      assert.match(key, /^(forward|backward):\d\.\d(\.\d)?$|^bias:\d\.\d$|^entering:\d$|^loss(:backward)?$/);
  });
});

test("nothing moves before the first step, nor in a lane that is not drawn", () => {
  const start = frame(page());
  assert.deepEqual([start.lit, start.pulses], [[], []]);
  for (const address of ["z.1.0", "a.1.0", "l", "w_new.1.0.0", "b_new.1.0"])
    assert.deepEqual(during(address, { view: "backward" }).pulses, [], address);
  for (const address of ["dl_da.3.0", "dl_da.2.0", "dl_dz.2.0", "dl_dx.0", "dl_db.1.0", "w_new.1.0.0"])
    assert.deepEqual(during(address, { view: "forward" }).pulses, [], address);
});

test("in the finest grain one product moves at a time, and the bias while they are added up", () => {
  const shown = page("lecture", { grain: "operation" });
  const at = (moment) => frame({ ...shown, at: moment });
  assert.deepEqual(at(1 / 6).lit, ["forward:1.0", "forward:1.0.0"]);
  assert.deepEqual(at(1 / 2).lit, ["forward:1.0", "forward:1.0.1"]);
  assert.deepEqual(at(5 / 6).lit, ["forward:1.0", "forward:1.0.0", "forward:1.0.1"]);
  assert.deepEqual(
    [1 / 6, 1 / 2, 5 / 6].map((moment) => at(moment).pulses.length),
    [1, 1, 1],
  );
  assert.deepEqual(at(5 / 6).pulses[0].words, ["1", "1"]);
});

test("in a layer all its neurons move together", () => {
  const { lit: keys, pulses: moves } = frame(page("lecture", { grain: "layer", at: 1 }));
  assert.deepEqual(keys, [
    "forward:1.0",
    "forward:1.0.0",
    "forward:1.0.1",
    "forward:1.1",
    "forward:1.1.0",
    "forward:1.1.1",
  ]);
  assert.equal(moves.length, 5, "four products and a bias");
});

test("what is 0 does not travel: behind a dead ReLU the wire stays empty", () => {
  const shown = page("dead-relu-frozen");
  const { problem, trace } = shown.answer;
  const dead = trace.layers[0].a[shown.sample]
    .map((a, i) => [a, i])
    .filter(([a]) => a === 0)
    .map(([, i]) => i);
  assert.ok(dead.length > 0);
  const index = stepsOf(shown).findIndex(({ writes }) => writes.includes("z.2.0"));
  const { pulses: moves, context } = frame({ ...shown, at: index + 0.5 });
  const bias = problem.layers[1].b[0] === 0 ? 0 : 1;
  assert.equal(moves.length, problem.layers[1].W[0].length - dead.length + bias);
  for (const from of dead)
    assert.ok(moves.every(({ way }) => way[0].y !== ends(context, "forward", { layer: 2, to: 0, from })[0].y));
});

test("another sample moves with its own numbers", () => {
  const shown = page("softmax-batch", { at: 0.5 });
  assert.equal(shown.sample, 1);
  const { pulses: moves } = frame(shown);
  const carried = shown.problem.x[1].filter((x) => x !== 0);
  assert.deepEqual(
    moves.slice(0, carried.length).map(({ sizes }) => sizes[0]),
    carried.map(radius),
  );
});

test("a number that is too large to be written still moves", () => {
  const made = sized([1, 1]);
  made.problem.layers[0].W = [[1e308]];
  made.trace.layers[0].z = [["Infinity"]];
  const { pulses: moves } = frame(pageOf({ ...made, problem: { ...made.problem, x: [[1e308]] } }, { at: 0.5 }));
  assert.ok(moves.length > 0);
  for (const { sizes } of moves) assert.ok(sizes.every(Number.isFinite));
});

test("a frame is the same whichever way it is reached", () => {
  const shown = page("lecture", { grain: "operation" });
  const moments = Array.from({ length: 250 }, (_, k) => k / 4);
  const told = (at) => {
    const { lit: keys, pulses: moves, progress } = frame({ ...shown, at });
    return { keys, moves: moves.map((pulse) => pulseAt(pulse, progress)) };
  };
  const there = moments.map(told);
  const back = moments.toReversed().map(told).reverse();
  assert.deepEqual(back, there);
});

test("a negative number is told from a positive one, and turns on its wire where the weight does so", () => {
  const { pulses: moves } = during("z.2.1");
  assert.deepEqual(
    moves.map(({ negative }) => negative),
    [
      [false, true],
      [false, true],
    ].map(([a, b], j) => [a, page().problem.layers[1].W[1][j] < 0 ? b : false]),
  );
  assert.equal(pulseAt({ ...moves[0], lasts: 1 }, 0.1).negative, false);
  assert.equal(pulseAt({ ...moves[0], lasts: 1 }, 0.8).negative, page().problem.layers[1].W[1][0] < 0);
});

test("of several pulses the one that carries most is the first to arrive, and all arrive", () => {
  const { pulses: moves } = frame(page("lecture", { grain: "layer", at: 1 }));
  const order = moves.toSorted((one, other) => other.carries - one.carries);
  for (let k = 1; k < order.length; k++) assert.ok(order[k].lasts >= order[k - 1].lasts);
  assert.equal(order[0].lasts, 0.68);
  for (const pulse of moves) assert.ok(close(pulseAt(pulse, 0.87).x, to(pulse).x));
});

test("a signal stops in an amplifier that is shut, and stays there to be seen", () => {
  const shown = page("dead-relu-frozen");
  const { layers, steps } = shown.answer.trace;
  const index = steps.findIndex(
    ({ quantity, writes, layer, neuron }) =>
      quantity === "dl_dz" &&
      writes.length === 1 &&
      layers[layer - 1].dl_da[shown.sample][neuron] !== 0 &&
      layers[layer - 1].dl_dz[shown.sample][neuron] === 0,
  );
  assert.ok(index >= 0);
  const {
    context,
    pulses: [only],
  } = frame({ ...shown, at: index + 0.5 });
  const { x } = context.layout.backward.nodes[steps[index].layer][steps[index].neuron];
  assert.equal(only.stopped, true);
  assert.ok(to(only).x > x - context.layout.amplifier.width / 2, "it does not come through");
  assert.equal(only.sizes[0], only.sizes[1]);
  assert.equal(pulseAt(only, 0.99).opacity, 1);
});

test("of a signal that meets next to no slope next to nothing goes on, and the rest is seen to stop", () => {
  const shown = page("saturated");
  const { layers, steps } = shown.answer.trace;
  const index = steps.findIndex(
    ({ quantity, layer, neuron }) =>
      quantity === "dl_dz" &&
      layers[layer - 1].dl_dz[0][neuron] !== 0 &&
      Math.abs(layers[layer - 1].dl_dz[0][neuron] / layers[layer - 1].dl_da[0][neuron]) < 0.01,
  );
  assert.ok(index >= 0);
  const {
    pulses: [stopped, rest],
  } = frame({ ...shown, at: index + 0.5 });
  assert.deepEqual([stopped.stopped, rest.stopped], [true, false]);
  assert.deepEqual(from(rest), to(stopped));
  assert.ok(rest.starts >= stopped.lasts, "it is let through only when the other has stopped");
  assert.ok(rest.sizes[1] < stopped.sizes[0]);
});
