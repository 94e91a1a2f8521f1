import assert from "node:assert/strict";
import { test } from "node:test";
import { breadth, fit, nodeKey, wireKey } from "../../../../static/js/stage/scene/context.js";
import { number } from "../../../../static/js/language/number.js";
import { valueAt } from "../../../../static/js/network/address.js";
import { wordsIn } from "../../../../static/js/language/letters.js";
import { words } from "../../answers.js";
import { trace } from "../../reference.js";
import { ends, labelPoint } from "../../../../static/js/stage/scene/wire-ends.js";
import { flow, thickness } from "../../../../static/js/stage/scene/wire-strength.js";
import { wires } from "../../../../static/js/stage/scene/wires.js";
import { portPitch } from "../../../../static/js/stage/scene/layout.js";
import { forwardLane } from "../../../../static/js/stage/scene/forward.js";
import { backwardLane } from "../../../../static/js/stage/scene/backward.js";
import { all, textOf } from "../../pictures.js";
import { anyNumber, random } from "../../problems.js";
import { page, pageOf, contextOn, sized } from "../../pages.js";

/** Every number of a lane as it is written there, by its address. */
const written = (marks) =>
  Object.fromEntries(
    all(marks, (mark) => typeof mark.attrs["data-address"] === "string").map((mark) => [
      mark.attrs["data-address"],
      textOf(mark),
    ]),
  );

test("raised digits and points are narrow, all other characters count one", () => {
  assert.equal(breadth(""), 0);
  assert.equal(breadth("−2083"), 5);
  assert.equal(breadth("0.5"), 2.6);
  assert.ok(Math.abs(breadth("1.2×10⁻⁷") - 6.8) < 1e-12);
  assert.ok(Math.abs(breadth("⁰¹²³⁴⁵⁶⁷⁸⁹") - 6) < 1e-12);
});

test("a number keeps as many of the wanted digits as fit", () => {
  assert.equal(fit(0.12345678, 4, 9), "0.1235");
  assert.equal(fit(0.12345678, 8, 9), "0.1234568");
  assert.equal(fit(0.12345678, 8, 5), "0.123");
  assert.equal(fit(-0.000123456, 6, 9), "−0.000123");
  assert.equal(fit(1.23456e-12, 6, 9), "1.23×10⁻¹²");
  assert.equal(fit(5, 4, 1), "5");
});

test("two digits stand where there is room for them, then one; the digits before the point always", () => {
  assert.equal(fit(-1.23456e-120, 6, 9), "−1.2×10⁻¹²⁰");
  assert.equal(fit(-1.23456e-120, 6, 3), "−1×10⁻¹²⁰");
  assert.equal(fit(12345.678, 4, 2), "12346");
  assert.equal(fit(0.12345, 1, 9), "0.1", "one where one is wanted");
});

test("a second digit is worth a little more than the room: what is under a thousandth does not become one", () => {
  assert.equal(fit(-0.00099, 4, 7), "−0.00099");
  assert.equal(fit(-0.000123456, 4, 7), "−0.00012");
  assert.equal(fit(1.26e-7, 4, 6), "1.3×10⁻⁷");
});

test("a wire's number keeps its four digits where there is room between its neurons", () => {
  const made = sized([2, 3, 2]);
  made.problem.layers[0].W[0] = [-0.003565, -0.00099];
  const shown = pageOf({ ...made, trace: trace(made.problem) });
  const marks = (at) =>
    ["forward", "backward"].flatMap((lane) =>
      all([wires(contextOn({ ...shown, at }), lane).labels], (mark) => mark.tag === "g" && mark.attrs["data-choose"]),
    );
  const end = shown.answer.trace.steps.findIndex(({ phase }) => phase === "update");
  const labels = [...marks(0), ...marks(end)];
  assert.ok(
    labels.some((label) => textOf(label) === "−0.003565") && labels.some((label) => textOf(label) === "−0.00099"),
  );
  for (const label of marks(end))
    assert.ok(
      textOf(label) === number(valueAt(label.attrs["data-choose"], shown.problem, shown.answer.trace)),
      textOf(label),
    );
});

test("what is heard for a number is its name in words and all its digits, whatever there is room for", () => {
  const made = sized([2, 3, 2]);
  made.problem.layers[0].W[0][1] = -1.23456e-5;
  const shown = pageOf({ ...made, trace: trace(made.problem) }, { digits: 6 });
  const heard = (lane, address) =>
    all([wires(contextOn(shown), lane).labels], (mark) => mark.attrs["data-choose"] === address)[0].attrs["aria-label"];
  assert.equal(heard("forward", "w.1.0.1"), "Weight of the wire from input 2 to neuron 1 of layer 1: −1.23456×10⁻⁵");
  assert.match(
    heard("backward", "dl_dw.1.0.1"),
    /^Partial derivative of the loss with respect to the weight of the wire from input 2 to neuron 1 of layer 1: not computed yet; holds the forward key/,
  );
  const chinese = { ...shown, t: wordsIn(words("zh-Hans"), "lecture") };
  const [label] = all([wires(contextOn(chinese), "forward").labels], (mark) => mark.attrs["data-choose"] === "w.1.0.1");
  assert.equal(label.attrs["aria-label"], "第 2 个输入到第 1 层第 1 个神经元的连线的权重：−1.23456×10⁻⁵");
});

test("nothing in the drawing that one can press has a sign for its name", () => {
  for (const name of ["lecture", "softmax-batch", "dead-relu-frozen"]) {
    const shown = page(name);
    for (const at of [0, shown.answer.trace.steps.length]) {
      const context = contextOn({ ...shown, at });
      for (const mark of all(
        [...forwardLane(context), ...backwardLane(context)],
        ({ attrs }) => attrs.role === "button",
      )) {
        assert.ok(mark.attrs["data-walk"], `${mark.key} cannot be walked to`);
        assert.doesNotMatch(mark.attrs["aria-label"], /[∂₀-₉]| = |¹|²|³(?!\S)/, mark.key);
      }
    }
  }
});

test("every wire that is drawn is walked to once, by its label or, where not all have room for one, by itself", () => {
  for (const sizes of [
    [2, 3, 2],
    [12, 12, 4],
  ]) {
    const context = contextOn(pageOf(sized(sizes), { opened: [0, 1], chosen: "w.1.2.3" }));
    for (const lane of ["forward", "backward"]) {
      const { paths, labels } = wires(context, lane);
      const stops = all([paths, labels], ({ attrs }) => attrs["data-walk"]);
      const drawn = all([paths], ({ attrs }) => attrs.class === "hit").map(({ attrs }) => attrs["data-choose"]);
      assert.equal(drawn.length, sizes[0] * sizes[1] + sizes[1] * sizes[2]);
      assert.deepEqual(stops.map(({ attrs }) => attrs["data-choose"]).sort(), drawn.sort());
      for (const { attrs } of stops) assert.deepEqual([attrs.role, attrs.tabindex], ["button", "-1"]);
    }
  }
  assert.equal(contextOn(pageOf(sized([12, 12, 4]), { opened: [0, 1] })).roomy, false);
});

test("what is not computed is a dash, and what is not finite is said", () => {
  assert.deepEqual(
    [undefined, "Infinity", "-Infinity", "NaN"].map((value) => fit(value, 4, 7)),
    ["–", "∞", "−∞", "NaN"],
  );
});

test("a number that fits its place is cut no further than it must be", () => {
  const next = random(31);
  for (let round = 0; round < 400; round++) {
    const value = anyNumber(next);
    const room = 4 + Math.floor(next() * 8);
    const shown = fit(value, 6, room);
    const digits = [6, 5, 4, 3, 2, 1].find((d) => number(value, d) === shown);
    assert.notEqual(digits, undefined, `${value}`);
    for (let more = digits + 1; more <= 6; more++)
      if (number(value, more) !== shown) assert.ok(breadth(number(value, more)) > room, `${value} in ${room}`);
  }
});

test("a number is known when it is given, or once its step has ended", () => {
  const context = contextOn(page("lecture", { at: 3 }));
  assert.deepEqual(
    ["x.0", "w.3.1.1", "b.2.0", "t.1", "z.1.0", "z.1.1", "a.1.0", "da_dz.1.0"].map(context.known),
    Array(8).fill(true),
  );
  assert.deepEqual(
    ["a.1.1", "l", "L", "w_new.1.0.0", "dl_dw.1.0.0", "dl_dz.3.0"].map(context.known),
    Array(6).fill(false),
  );
  assert.equal(context.value("a.1.1"), undefined);
  assert.deepEqual([context.shown("a.1.1"), context.shown("a.1.0"), context.shown("z.1.1")], ["–", "0.982", "−2"]);
});

test("half way through a step its number is still a dash", () => {
  assert.equal(contextOn(page("lecture", { at: 0.5 })).shown("z.1.0"), "–");
  assert.equal(contextOn(page("lecture", { at: 1 })).shown("z.1.0"), "4");
});

test("the picture is of the sample that is told", () => {
  const shown = page("softmax-batch");
  const context = contextOn({ ...shown, at: shown.answer.trace.steps.length });
  assert.deepEqual([context.here("z.1.0"), context.here("w.1.0.0"), context.here("L")], ["z.1.0@1", "w.1.0.0", "L"]);
  const ids = Object.keys({ ...written(forwardLane(context)), ...written(backwardLane(context)) });
  assert.ok(ids.includes("z.1.2@1") && ids.includes("dl_dz.1.0@1") && ids.includes("l@1") && ids.includes("x.0@1"));
  assert.ok(!ids.some((id) => /@[02]|^z\.1\.2$/.test(id)));
});

test("every number of the pass stands once in the picture, before the update those of the sample, then those of all", () => {
  for (const name of ["lecture", "softmax-batch", "dead-relu-frozen", "saturated"]) {
    const shown = page(name);
    const { steps } = shown.answer.trace;
    const update = steps.findIndex(({ phase }) => phase === "update");
    const idsAt = (at) =>
      all(
        [...forwardLane(contextOn({ ...shown, at })), ...backwardLane(contextOn({ ...shown, at }))],
        (mark) => typeof mark.attrs["data-address"] === "string",
      ).map((mark) => mark.attrs["data-address"]);
    const several = shown.problem.x.length > 1;
    const drawn = (address) => (several || !/^L$/.test(address)) && !/^da_dz\.\d+\.\d+\.\d+/.test(address);
    const before = idsAt(update);
    const after = idsAt(steps.length);
    for (const ids of [before, after]) assert.equal(new Set(ids).size, ids.length, `${name}: an address stands twice`);
    for (const address of steps.flatMap(({ writes }) => writes).filter(drawn)) {
      const ids = /_new/.test(address) || (several && /^dL_/.test(address)) ? after : before;
      if (!/^dL_/.test(address) || several) assert.ok(ids.includes(address), `${name}: ${address} stands nowhere`);
    }
  }
});

test("only what is known is written anywhere in the picture", () => {
  const shown = page("lecture");
  const { steps } = shown.answer.trace;
  for (let at = 0; at <= steps.length; at++) {
    const context = contextOn({ ...shown, at });
    const told = new Set(steps.slice(0, at).flatMap(({ writes }) => writes));
    for (const [address, text] of Object.entries({
      ...written(forwardLane(context)),
      ...written(backwardLane(context)),
    })) {
      if (!/^[xtwb]\./.test(address) && !told.has(address))
        assert.ok(text === "–" || text === "", `${address} shows ${text} at ${at}`);
    }
  }
});

test("a thick wire is a large weight, and one outlier does not make all others thin", () => {
  const made = sized([2, 5, 2]);
  const context = contextOn(pageOf(made));
  assert.equal(thickness(context, context.thick), 4.5);
  assert.equal(thickness(context, -context.thick * 1000), 4.5);
  assert.equal(thickness(context, 0), 1.3);
  const outlier = structuredClone(made);
  outlier.problem.layers[0].W[0][0] = 1e9;
  assert.ok(contextOn(pageOf(outlier)).thick < 3);
  const empty = structuredClone(made);
  empty.problem.layers.forEach((layer) => (layer.W = layer.W.map((row) => row.map(() => 0))));
  assert.equal(contextOn(pageOf(empty)).thick, 1);
});

test("a wire goes from the right side of one neuron to the left side of the next", () => {
  const context = contextOn(page());
  const { forward, backward, node, amplifier } = context.layout;
  const [left, right] = ends(context, "forward", { layer: 2, to: 1, from: 0 });
  assert.deepEqual(
    [left, right],
    [
      { x: forward.nodes[1][0].x + node.width / 2, y: forward.nodes[1][0].y + portPitch(context.layout, 2) / 2 },
      { x: forward.nodes[2][1].x - node.width / 2, y: forward.nodes[2][1].y },
    ],
  );
  const [out, into] = ends(context, "backward", { layer: 2, to: 1, from: 0 });
  assert.equal(out.x, backward.nodes[1][0].x + amplifier.width / 2);
  assert.ok(into.x < backward.nodes[2][1].x - amplifier.width / 2 - amplifier.capsule / 2, "it ends at the capsule");
});

test("the number of a wire stands at the same height of it in both lanes", () => {
  const context = contextOn(page());
  for (const wire of [
    { layer: 1, to: 0, from: 1 },
    { layer: 2, to: 1, from: 0 },
  ]) {
    const below = context.layout.backward.nodes[0][0].y - context.layout.forward.nodes[0][0].y;
    assert.ok(
      Math.abs(labelPoint(context, "backward", wire).y - labelPoint(context, "forward", wire).y - below) < 1e-9,
    );
  }
});

test("a negative weight is dashed, what moves is hot, what is chosen is chosen in both lanes", () => {
  const context = contextOn(page("lecture", { at: 0.5, chosen: "dl_dw.2.1.0" }));
  const classes = (lane, key) =>
    all([wires(context, lane).paths], (mark) => mark.key === `${lane}:${key}`)[0].attrs.class.split(" ");
  assert.ok(classes("forward", "1.0.1").includes("negative") && !classes("forward", "1.0.0").includes("negative"));
  assert.ok(classes("forward", "1.0.0").includes("hot") && !classes("forward", "2.0.0").includes("hot"));
  for (const lane of ["forward", "backward"]) assert.ok(classes(lane, "2.1.0").includes("chosen"));
  assert.ok(classes("forward", "2.0.0").includes("waiting") && !classes("forward", "1.0.0").includes("waiting"));
});

test("whatever number of a wire is chosen, the wire is", () => {
  for (const chosen of ["w.2.1.0", "dl_dw.2.1.0", "dL_dw.2.1.0", "w_new.2.1.0"]) {
    const marks = wires(contextOn(page("lecture", { at: 63, chosen })), "backward");
    assert.deepEqual(
      all([marks.paths], (mark) => String(mark.attrs.class).includes("chosen")).map((mark) => mark.key),
      ["backward:2.1.0"],
      chosen,
    );
  }
  const coupled = wires(contextOn(page("softmax-batch", { at: 33, chosen: "da_dz.1.1.0@1" })), "forward");
  assert.deepEqual(
    all([coupled.paths], (mark) => String(mark.attrs.class).includes("chosen")),
    [],
  );
});

test("a wire says its weight, then its gradient, then its old and new weight", () => {
  const label = (at, lane, view = "both", wire = "1.0.1") =>
    textOf(
      all(
        [wires(contextOn(page("lecture", { at, view, space: { width: 970, height: 485 } })), lane).labels],
        (mark) => mark.key === `${lane}:${wire}:label`,
      )[0].children.find((child) => child.key === "number"),
    );
  assert.deepEqual([label(0, "forward"), label(0, "backward")], ["−2", "−2"]);
  assert.deepEqual([label(45, "forward"), label(45, "backward")], ["−2", "0.003565"]);
  assert.deepEqual([label(63, "forward"), label(63, "backward")], ["−2 → −2.002", "0.003565"]);
  assert.match(label(45, "forward", "forward"), /^−2 {2}0\.0035/);
  assert.equal(label(63, "backward", "backward"), "→ −2.002");
  assert.equal(label(63, "forward", "both", "2.0.1"), "→ −0.997", "where there is no room for both, the new one");
});

test("the gradient of a wire that is told or chosen has its name beside it", () => {
  const names = (patch) =>
    all([wires(contextOn(page("lecture", patch)), "backward").labels], ({ key }) => key === "name").map(textOf);
  assert.deepEqual(names({ at: 44 }), ["∂l/∂w"]);
  assert.deepEqual(names({ at: 44, chosen: "w.1.0.0" }), ["∂l/∂w", "∂l/∂w"]);
  assert.deepEqual(names({ at: 20 }), []);
});

test("targets stand over the loss and beneath it, and none on another", () => {
  for (const count of [1, 2, 3, 4, 7]) {
    const context = contextOn(pageOf(sized([2, count])));
    const boxes = all(forwardLane(context), (mark) => String(mark.attrs.class).startsWith("target")).map(
      (mark) => mark.children[0].attrs,
    );
    assert.equal(boxes.length, count);
    const { y } = context.layout.forward.loss;
    for (const box of boxes) assert.ok(box.y + box.height < y - 42 || box.y > y + 42, `${count}: on the loss`);
    const heights = boxes.map((box) => box.y);
    for (let i = 1; i < count; i++) assert.ok(heights[i] - heights[i - 1] >= 19, `${count}: ${heights}`);
  }
});

test("an amplifier without gain blocks, and says so", () => {
  const shown = page("dead-relu-frozen");
  const context = contextOn({ ...shown, at: shown.answer.trace.steps.length });
  const classes = all(backwardLane(context), (mark) => String(mark.attrs.class).startsWith("amplifier")).map((mark) => [
    mark.key,
    mark.attrs.class.includes("blocked"),
  ]);
  const gains = shown.answer.trace.layers.flatMap(({ layer, da_dz }) =>
    da_dz[0].map((gain, i) => [`amp.${layer}.${i}`, gain === 0]),
  );
  assert.deepEqual(classes, gains);
  assert.ok(gains.some(([, dead]) => dead) && gains.some(([, dead]) => !dead));
});

test("what is driven by hand makes no gradients: the wires keep their weights", () => {
  const shown = page("lecture", { at: 63 });
  const driven = pageOf({ problem: shown.problem, trace: shown.answer.trace }, { at: 63, drive: [1, 0] });
  driven.answer = { ...driven.answer, drive: [1, 0] };
  const label = textOf(
    all([wires(contextOn(driven), "backward").labels], ({ key }) => key === "backward:2.1.0:label")[0],
  );
  assert.equal(label.trim(), "−2");
});

test("keys of wires and neurons cannot be mistaken for one another", () => {
  assert.equal(wireKey("forward", { layer: 1, to: 2, from: 3 }), "forward:1.2.3");
  assert.equal(nodeKey("forward", 1, 2), "forward:1.2");
});

test("a wire is the stronger the more it carries, a step for each power of ten", () => {
  assert.deepEqual(
    [1e9, 1, -1, 0.999, 0.1, 0.01, 0.001, 1e-4, 1e-12, 0].map(flow),
    ["4", "4", "4", "3", "3", "2", "1", "0", "0", "0"].map((step) => `flow-${step}`),
  );
  assert.equal(flow(Infinity), "flow-4");
  assert.equal(flow(NaN), "");
  /** @param {number} at */
  const strengths = (at) =>
    all([wires(contextOn(page("lecture", { at })), "backward").paths], ({ attrs }) =>
      attrs.class?.startsWith("wire "),
    ).map((mark) => /flow-\d/.exec(mark.attrs.class)?.[0]);
  assert.ok(strengths(63).length === 12 && strengths(63).every(Boolean));
  assert.ok(
    strengths(0).every((strength) => strength === undefined),
    "what is not computed yet has no strength",
  );
});
