import assert from "node:assert/strict";
import { test } from "node:test";
import { backwardLane } from "../../../../static/js/stage/scene/backward.js";
import { FOLD_ABOVE, drawnOf, pinOf, withOpened, withPin } from "../../../../static/js/stage/scene/folding.js";
import { fitted } from "../../../../static/js/stage/scene/drawing.js";
import { forwardLane } from "../../../../static/js/stage/scene/forward.js";
import { largest, largestIn } from "../../../../static/js/network/largest.js";
import { layout } from "../../../../static/js/stage/scene/layout.js";
import { decode, encode } from "../../../../static/js/state/link.js";
import { editsSince, readEdits, readRecipe, recipeText, withEdits } from "../../../../static/js/network/recipe.js";
import { lit, pulses } from "../../../../static/js/stage/scene/motion.js";
import { movingOf, stepsOf } from "../../../../static/js/state/page.js";
import { sizesOf, withNumber } from "../../../../static/js/network/problem.js";
import { isLarge } from "../../../../static/js/network/request.js";
import { isComputed } from "../../../../static/js/network/steps.js";
import { crowd, wires } from "../../../../static/js/stage/scene/wires.js";
import { hands } from "../../hands.js";
import { page, pageOf, contextOn, sized } from "../../pages.js";
import { all, textOf } from "../../pictures.js";
import { zoomed } from "../../../../static/js/state/zoom.js";

const USUAL = { ranking: "gradient", pinned: null, opened: null };
const wide = sized([3, 20, 9, 2]);
const drawn = (folding = {}, chosen = null) => drawnOf({ ...wide, folding: { ...USUAL, ...folding }, chosen });

test("a layer of more than eight neurons folds to those with the largest gradient", () => {
  const [inputs, first, second, outputs] = drawn();
  assert.deepEqual(
    [inputs, outputs],
    [
      [0, 1, 2],
      [0, 1],
    ],
  );
  const size = wide.trace.layers[0].dl_dz[0].map(Math.abs);
  assert.equal(first.length, 4);
  const least = Math.min(...first.map((i) => size[i]));
  assert.ok(size.every((one, i) => first.includes(i) || one <= least));
  assert.equal(second.length, 4);
  assert.ok(9 > FOLD_ABOVE);
});

test("or to those with the largest activation", () => {
  const [, first] = drawn({ ranking: "activation" });
  const size = wide.trace.layers[0].a[0].map(Math.abs);
  const least = Math.min(...first.map((i) => size[i]));
  assert.ok(size.every((one, i) => first.includes(i) || one <= least));
});

test("what is pinned or chosen is drawn too, both ends of a chosen wire", () => {
  const hidden = Array.from({ length: 20 }, (_, i) => i).filter((i) => !drawn()[1].includes(i));
  assert.ok(drawn({ pinned: [`1.${hidden[0]}`, "1.99", "7.0"] })[1].includes(hidden[0]));
  const other = Array.from({ length: 9 }, (_, i) => i).filter((i) => !drawn()[2].includes(i))[0];
  const both = drawn({}, `dl_dw.2.${other}.${hidden[1]}`);
  assert.ok(both[1].includes(hidden[1]) && both[2].includes(other));
  assert.ok(drawn({}, `z.1.${hidden[2]}`)[1].includes(hidden[2]));
});

test("an unfolded layer is drawn whole, as far as it is drawn at all", () => {
  assert.equal(drawn({ opened: [1] })[1].length, 20);
  const huge = sized([2, 130, 2]);
  assert.equal(drawnOf({ ...huge, folding: { ...USUAL, opened: [1] }, chosen: null })[1].length, 100);
});

test("what is drawn has a place, the others share one, and nothing else is drawn", () => {
  const place = layout(sizesOf(wide.problem), "both", { width: 1060, height: 640 }, drawn());
  assert.deepEqual(place.counts, [3, 5, 5, 2]);
  assert.deepEqual(Object.keys(place.forward.nodes[1]).map(Number), drawn()[1]);
  assert.ok(place.forward.folded[1].y > Math.max(...Object.values(place.forward.nodes[1]).map(({ y }) => y)));
  assert.equal(place.forward.folded[0], null);
  const page = pageOf(wide, { at: 1e9 });
  for (const [lane, name] of [
    [forwardLane(contextOn(page)), "forward"],
    [backwardLane(contextOn(page)), "backward"],
  ]) {
    const chips = all(lane, ({ attrs }) => String(attrs.class).startsWith("folded"));
    assert.deepEqual(
      chips.map((chip) => chip.attrs["data-of"]),
      ["1", "2"],
      name,
    );
    assert.match(textOf(chips[0]), /16/);
  }
});

test("a pin comes and goes, and so does an unfolded layer", () => {
  const { press, state } = hands();
  press("pin", "2.3");
  press("pin", "1.0");
  assert.deepEqual(state().pinned, ["2.3", "1.0"]);
  press("pin", "2.3");
  press("pin", "1.0");
  assert.equal(state().pinned, null);
  assert.deepEqual(withOpened(withOpened(null, 2), 2), null);
  assert.deepEqual(withPin(null, "1.1"), ["1.1"]);
  assert.deepEqual([pinOf("dl_dz.2.3@4"), pinOf("x.1"), pinOf("L")], ["2.3", "0.1", null]);
});

/** The answer for a network that is told by layers: the same numbers, with steps of whole layers. */
function byLayers(made) {
  const step = (phase, layer, quantity, writes, reads = []) => ({
    phase,
    layer,
    neuron: null,
    quantity,
    writes,
    reads,
  });
  const last = made.problem.layers.length;
  const layer_steps = [
    ...made.problem.layers.flatMap((_, l) => [
      step("forward", l + 1, "z", [`z.${l + 1}`]),
      step("forward", l + 1, "a", [`a.${l + 1}`, `da_dz.${l + 1}`]),
    ]),
    step("loss", last, "l", ["l", "L"]),
    ...made.problem.layers.flatMap((_, l) => [
      step("backward", last - l, "dl_da", [`dl_da.${last - l}`]),
      step("backward", last - l, "dl_dz", [`dl_dz.${last - l}`]),
    ]),
    step("backward", 0, "dl_dx", ["dl_dx"]),
    ...made.problem.layers.flatMap((_, l) => [
      step("gradient", l + 1, "dl_dw", [`dl_dw.${l + 1}`, `dL_dw.${l + 1}`]),
      step("gradient", l + 1, "dl_db", [`dl_db.${l + 1}`, `dL_db.${l + 1}`]),
    ]),
  ];
  return { ...made, trace: { ...made.trace, steps: layer_steps, layer_steps } };
}

test("a pass told by layers writes whole arrays, and lights what of them is drawn", () => {
  const page = pageOf(byLayers(wide), { at: 0.5 });
  const context = contextOn(page);
  const moves = pulses(context, stepsOf(page), movingOf(page), () => 1);
  assert.equal(moves.length, 3 * 4 + 4, "three inputs to four neurons that are drawn, and the bias of each");
  const keys = lit(stepsOf(page), movingOf(page), context.layout.drawn);
  assert.equal([...keys].filter((key) => key.startsWith("forward:1.")).length, 4 + 12);
  assert.equal(contextOn(pageOf(byLayers(wide), { at: 1 })).known("z.1.17"), true);
  assert.equal(contextOn(pageOf(byLayers(wide), { at: 1 })).known("a.1.17"), false);
});

test("a step of one neuron moves what is drawn of it, and nothing when it is folded away", () => {
  const hidden = Array.from({ length: 20 }, (_, i) => i).filter((i) => !drawn()[1].includes(i))[0];
  for (const [neuron, count] of [
    [drawn()[1][0], 3 + 1],
    [hidden, 0],
  ]) {
    const page = pageOf(wide, { at: neuron + 0.5 });
    assert.equal(pulses(contextOn(page), stepsOf(page), movingOf(page), () => 1).length, count);
  }
});

test("a neuron that is told of and folded away lights what stands for it, in its own lane", () => {
  const hidden = Array.from({ length: 20 }, (_, i) => i).filter((i) => !drawn()[1].includes(i))[0];
  const chips = (context, lane) =>
    all(
      lane === "forward" ? forwardLane(context) : backwardLane(context),
      ({ attrs }) => String(attrs.class).startsWith("folded") && attrs["data-of"] === "1",
    );
  const context = contextOn(pageOf(wide, { at: hidden + 0.5 }));
  const [chip] = chips(context, "forward");
  assert.equal(chip.attrs.class, "folded forward hot");
  assert.ok(textOf(chip).endsWith(`${hidden + 1} is here`), textOf(chip));
  assert.equal(chips(context, "backward")[0].attrs.class, "folded backward");
  const [together] = chips(contextOn(pageOf(wide, { at: 0.5, grain: "layer" })), "forward");
  assert.equal(together.attrs.class, "folded forward hot");
  assert.ok(textOf(together).endsWith("16 more"), "of several none stands for the others");
  assert.equal(chips(contextOn(pageOf(wide, { at: drawn()[1][0] + 0.5 })), "forward")[0].attrs.class, "folded forward");
});

test("an array that is written has every number of it", () => {
  const written = new Set(["z.1", "x@2", "dl_dw.3", "da_dz.2@1"]);
  for (const address of ["z.1.5", "x.3@2", "dl_dw.3.4.5", "da_dz.2.1@1", "da_dz.2.1.0@1"])
    assert.ok(isComputed(written, address), address);
  for (const address of ["z.2.5", "x.3", "dl_dw.1.4.5", "da_dz.2.1", "a.1.0"])
    assert.ok(!isComputed(written, address), address);
});

test("the largest number is found, of one array and of the network", () => {
  const { problem, trace } = wide;
  const flat = trace.layers.flatMap(({ dL_dW }) => dL_dW.flat().map(Math.abs)).sort((a, b) => b - a);
  const found = largestIn(problem, trace, "dL_dw", 0, 4);
  assert.deepEqual(
    found.map(({ size }) => size),
    flat.slice(0, 4),
  );
  const [layer, i, j] = found[0].address.split(".").slice(1).map(Number);
  assert.equal(Math.abs(trace.layers[layer - 1].dL_dW[i][j]), flat[0]);
  assert.equal(largest(problem, trace, "x", 0).size, Math.max(...problem.x[0].map(Math.abs)));
});

test("a network of a hundred thousand weights is told by layers, one of nine thousand by neurons", () => {
  const of = (sizes) => ({
    layers: sizes
      .slice(1)
      .map((n, l) => ({ W: Array.from({ length: n }, () => new Array(sizes[l])), b: new Array(n) })),
    x: [[]],
  });
  assert.equal(isLarge(of([784, 128, 64, 10])), true);
  assert.equal(isLarge(of([64, 64, 64, 10])), false);
});

test("the link of a made network carries its recipe and what was changed, not its weights", async () => {
  const made = sized([30, 40, 2]);
  const recipe = { sizes: [30, 40, 2], scheme: "he_normal", seed: 7 };
  const edited = withNumber(withNumber(made.problem, "w.1.2.3", -0), "b.2.1", 0.1 + 0.2);
  const link = await encode({ ...pageOf(made), problem: edited, recipe, recipeLayers: made.problem.layers }, null);
  assert.ok(link.length < 900, `${link.length} characters`);
  const decoded = await decode(link);
  assert.deepEqual(decoded.recipeNetwork.recipe, recipe);
  assert.deepEqual(decoded.recipeNetwork.edits, [
    { address: "w.1.2.3", value: -0 },
    { address: "b.2.1", value: 0.1 + 0.2 },
  ]);
  assert.ok(Object.is(withEdits(made.problem, decoded.recipeNetwork.edits).layers[0].W[2][3], -0));
});

test("with too many changes the weights themselves are in the link", async () => {
  const made = sized([30, 40, 2]);
  const other = {
    ...made.problem,
    layers: made.problem.layers.map((layer) => ({ ...layer, W: layer.W.map((row) => row.map((w) => 2 * w)) })),
  };
  assert.equal(editsSince(made.problem.layers, other), null);
  const link = await encode(
    {
      ...pageOf(made),
      problem: other,
      recipe: { sizes: [30, 40, 2], scheme: "zeros", seed: 1 },
      recipeLayers: made.problem.layers,
    },
    null,
  );
  assert.match(link, /net=1\./);
});

test("a recipe and edits in a stranger's link are read with care", () => {
  assert.deepEqual(readRecipe(recipeText({ sizes: [784, 128, 64, 10], scheme: "xavier_uniform", seed: 42 })), {
    sizes: [784, 128, 64, 10],
    scheme: "xavier_uniform",
    seed: 42,
  });
  for (const text of [
    "",
    "3",
    "3-0~zeros~1",
    "3-4~Zeros~1",
    "3-4~zeros~99999999999999999",
    "3-4~zeros",
    "3-4~zeros~1~2",
  ])
    assert.equal(readRecipe(text), undefined, text);
  for (const text of ["", "w.1.0.0", "w.1.0.0:NaN", "z.1.0:1", "w.1.0.0:1:2", "x.0:1"])
    assert.equal(readEdits(text), undefined, text);
});

test("folding is in the link", async () => {
  const link = await encode(pageOf(wide, { pinned: ["1.3", "2.0"], opened: [2], ranking: "activation" }), null);
  const { state } = await decode(link);
  assert.deepEqual([state.pinned, state.opened, state.ranking], [["1.3", "2.0"], [2], "activation"]);
});

test("nearer and further stay within limits, and the fitting size is found again", () => {
  assert.equal(zoomed(1, 100), 4);
  assert.equal(zoomed(1, 0.001), 0.05);
  assert.equal(zoomed(1.25, 0.8), 1);
});

test("fitting is to be read well first, then to be seen whole, then to be read again", () => {
  const wide = pageOf(sized([40, 40, 2]), { opened: [0, 1] });
  const whole = fitted(wide);
  assert.ok(whole < 0.5);
  const { width, height, scale } = contextOn({ ...wide, zoom: whole }).layout;
  assert.ok(width * scale <= wide.space.width + 1e-6 && height * scale <= wide.space.height + 1e-6);
  assert.equal(fitted({ ...wide, zoom: whole }), 1);
  assert.equal(fitted({ ...wide, zoom: 2 }), whole, "after any other zoom, all of it");
  assert.equal(fitted(page("lecture")), 1, "what is whole already stays");
});

test("of very many wires only the chosen and the few that move stand in the drawing, and each other one is painted", () => {
  const many = pageOf(sized([40, 40, 2]), { opened: [0, 1], chosen: "w.1.3.5" });
  const whole = contextOn(many);
  const paintedOf = (context) => crowd(context, "forward").flat();
  const keys = (context) =>
    all([wires(context, "forward").paths], ({ tag, attrs }) => tag === "path" && attrs.class !== "hit").map(
      ({ key }) => key,
    );
  assert.equal(keys(whole).length, 40 * 40 + 40 * 2);
  assert.deepEqual(paintedOf(whole), [], "a picture that is saved has them all");
  const sparse = { ...whole, sparse: true };
  assert.deepEqual(keys(sparse), ["forward:1.3.5"]);
  const painted = paintedOf(sparse);
  assert.equal(painted.length, 40 * 40 + 40 * 2 - 1);
  const [x, y] = [0, 7].map((from) =>
    painted.find(({ way: [start] }) => Math.abs(start.y - whole.layout.forward.nodes[0][from].y) < 30),
  );
  assert.ok(x && y && x.width > 0 && typeof x.negative === "boolean");
  const strengths = painted.map(({ strength }) => strength);
  assert.ok(strengths.every((strength) => /^(waiting|hot|flow-[0-4])$/.test(strength)));
  const small = pageOf(sized([9, 9, 2]), { opened: [0, 1] });
  assert.deepEqual(paintedOf({ ...contextOn(small), sparse: true }), [], "few enough are drawn one by one");
});
