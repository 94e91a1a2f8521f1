import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { test } from "node:test";
import { nudgeNow, nudgeQuestion, planNow } from "../../../../static/js/server/questions/nudge.js";
import { createPushClock } from "../../../../static/js/stage/push/clock.js";
import { PUSH_ACTIONS } from "../../../../static/js/stage/push/actions.js";
import { pushMarks } from "../../../../static/js/stage/push/index.js";
import { layOut } from "../../../../static/js/stage/push/layout.js";
import { playingOf, stagesOf } from "../../../../static/js/stage/push/stages.js";
import { screen, stepped } from "../../frames.js";
import { hands } from "../../hands.js";
import { page, pageOf, sized } from "../../pages.js";
import { all, linesOf, textOf } from "../../pictures.js";
import { CURVES, WIDE, answered } from "./answered.js";

const words = (marks) => marks.map(textOf).join(" ");

const KEPT = [
  ["lecture", "push", {}],
  ["lecture", "push-back", { chosen: "dl_dw.2.0.1", pushing: { backwards: true, progress: null } }],
  ["lecture", "push-played", { chosen: "z.2.0", pushing: { backwards: false, progress: 2.5 } }],
  ["softmax-batch", "push-phone", { chosen: "z.2.0", space: { width: 390, height: 440, head: 60 } }],
];

for (const [name, title, patch] of KEPT) {
  test(`the scene of ${name}, ${title}, is as it was looked at and kept`, () => {
    const place = new URL(`../../scenes/${name}-${title}.txt`, import.meta.url);
    const now = linesOf(pushMarks(answered(name, patch), CURVES));
    if (process.env.KEEP_SCENES) writeFileSync(place, now);
    assert.equal(now, readFileSync(place, "utf8"));
  });
}

test("a push says what happened and why: two wires, so two changes of the loss", () => {
  const said = words(pushMarks(answered("lecture"), CURVES));
  for (const part of [
    "Δz²₁ = +0.5 becomes Δa²₁ = +0.049 on the curve, where its slope promised +0.05893.",
    "In the end Δl = −0.01827, promised −0.02288.",
    "2 wires leave a²₁, so 2 changes of the loss add up: −0.01596 − 0.006922 = −0.02288.",
    "Push less, and the two meet.",
  ])
    assert.ok(said.includes(part), part);
});

test("however many digits are shown, the push keeps to those that it has room for", () => {
  const said = words(pushMarks(answered("lecture", { digits: 16 }), CURVES));
  assert.match(said, /promised −0\.02288\d\d(?!\d)/);
  assert.doesNotMatch(said, /\d\.0*[1-9]\d{6}/);
});

test("a short push keeps its promise", () => {
  const short = answered("lecture", { nudge: { of: "z.2.0", reach: 0.01, place: 20 } });
  assert.ok(words(pushMarks(short, CURVES)).includes("The promise holds."));
});

test("read backwards the same factors make the backward pass", () => {
  const turned = { chosen: "w.2.0.1", pushing: { backwards: true, progress: null } };
  const said = words(pushMarks(answered("lecture", turned), CURVES));
  for (const part of [
    "comes back over each of the 2 wires, times its weight, and is added at a²₁: ∂l/∂a²₁ = −0.3883.",
    "∂l/∂z²₁ = 0.1179 · (−0.3883) = −0.04576.",
    "∂l/∂w²₁₂ = −0.005455.",
    "= −0.2708",
  ])
    assert.ok(said.includes(part), part);
  assert.equal(said.includes("promised"), false);
  const wide = words(pushMarks(answered("lecture", { pushing: turned.pushing }), CURVES));
  assert.ok(wide.includes("×3 = −0.2708"), "with its weight where there is room");
});

test("before the answer what is promised stands there, and what is true is still to come", () => {
  const said = words(pushMarks(page("lecture", { view: "push", space: WIDE }), CURVES));
  assert.ok(said.includes("Δl = …, promised −0.02288"));
});

test("while the gradient is not the loss's there is no push", () => {
  const shown = page("lecture", { view: "push", space: WIDE });
  const said = words(pushMarks({ ...shown, answer: { ...shown.answer, drive: [1, 0] } }, CURVES));
  assert.match(said, /^There is no push while/);
});

test("every factor of the formula stands in the drawing too, and the result is the gradient of the trace", () => {
  for (const [name, chosen] of [
    ["lecture", "w.2.0.1"],
    ["lecture", "z.3.0"],
    ["softmax-batch", "b.2.1"],
    ["lecture", "x.0"],
  ]) {
    const shown = answered(name, { chosen, pushing: { backwards: true, progress: null } });
    const marks = pushMarks(shown, CURVES);
    const factors = all(marks, ({ attrs }) => attrs["data-factor"]).map(({ attrs }) => attrs["data-factor"]);
    const drawn = new Set(all(marks, ({ attrs }) => attrs["data-address"]).map(({ attrs }) => attrs["data-address"]));
    assert.deepEqual(
      factors.slice(0, -1).filter((address) => !drawn.has(address)),
      [],
      chosen,
    );
    assert.equal(factors.at(-1), planNow(shown, nudgeNow(shown).of).gradient);
  }
});

test("what is pointed at is lit in the formula and on its wire", () => {
  const marks = pushMarks(answered("lecture", { hover: "w.3.0.0" }), CURVES);
  const lit = all(marks, ({ attrs }) => /\bpointed\b/.test(attrs.class ?? "")).map(({ tag }) => tag);
  assert.deepEqual(lit.sort(), ["button", "g", "g"]);
});

test("a push is played link after link, in the other order when it is turned round", () => {
  const stages = stagesOf(planNow(page("lecture", { view: "push" }), "w.2.0.1"));
  assert.deepEqual(stages, ["start", "entry", "curve", "wires", "known", "loss"]);
  const there = playingOf(stages, { backwards: false, progress: 2.25 });
  assert.deepEqual(stages.map(there.state), ["", "", "current", "later", "later", "later"]);
  assert.equal(there.part("curve"), 0.25);
  const back = playingOf(stages, { backwards: true, progress: 2.25 });
  assert.deepEqual(stages.map(back.state), ["later", "later", "later", "current", "", ""]);
  const still = playingOf(stages, { backwards: false, progress: null });
  assert.deepEqual(new Set(stages.map(still.state)), new Set([""]));
});

for (const still of [false, true]) {
  test(`the play begins at the handle, ends at the loss, and stops by itself${still ? ", without motion" : ""}`, () => {
    const { request, wait, idle } = screen();
    const store = stepped(page("lecture", { view: "push", still }));
    createPushClock(store, request);
    PUSH_ACTIONS["push-play"](store, "");
    const seen = new Set();
    for (let frame = 0; frame < 1000 && store.get().pushing.progress !== null; frame++) {
      seen.add(store.get().pushing.progress);
      store.frame();
      wait(0.02);
    }
    const links = new Set([...seen].map(Math.floor));
    assert.deepEqual([...links], [0, 1, 2, 3, 4]);
    assert.equal(seen.size > 20, !still);
    assert.equal(store.get().pushing.progress, null);
    wait(1);
    assert.ok(idle());
  });
}

test("a key opens the push of what is looked at, and goes back to the drawing", () => {
  const store = stepped(page("lecture", { at: 63, chosen: "dl_dz.1.1", sheet: true }));
  PUSH_ACTIONS.push(store, "");
  const { view, chosen, sheet } = store.get();
  assert.deepEqual([view, chosen, sheet], ["push", "dl_dz.1.1", false]);
  PUSH_ACTIONS["push-reach"](store, "10");
  assert.deepEqual(store.get().nudge, { of: "z.1.1", reach: 10, place: 20 });
  PUSH_ACTIONS["push-turn"](store, "");
  assert.equal(store.get().pushing.backwards, true);
  PUSH_ACTIONS.push(store, "");
  assert.equal(store.get().view, "both");
});

test("one goes back to the view from which one came", () => {
  const { store, press, state } = hands("lecture", { at: 63, chosen: "z.2.0", view: "backward" });
  createPushClock(store, () => 0);
  press("push", "dl_dz.1.0");
  press("push", "z.1.1"); // a push out of a push
  press("escape");
  assert.deepEqual([state().view, state().chosen, state().pushing.from], ["backward", "z.1.1", null]);
  press("escape");
  assert.equal(state().chosen, null, "the next time it closes what is open there");
  press("push");
  store.frame();
  press("view", "matrices");
  store.frame();
  assert.equal(state().pushing.from, null, "whoever left by another way has not come from anywhere");
  press("view", "push");
  press("escape");
  assert.equal(state().view, "push");
});

test("at every width every part has room", () => {
  for (let width = 320; width <= 1400; width += 20)
    for (const start of [true, false])
      for (const neuron of [true, false]) {
        if (!start && !neuron) continue;
        const layout = layOut({ width, height: 420 }, { start, neuron, ways: 3 });
        if (neuron) assert.ok(layout.neuron.width >= 140, `a neuron of ${layout.neuron.width} in ${width}`);
        if (start) assert.ok(layout.start.width >= 100, `a handle of ${layout.start.width} in ${width}`);
      }
});

/** The keys of the ways that are drawn. */
const ways = (marks) => all(marks, ({ attrs }) => /^goal /.test(attrs.class ?? ""));

test("a wide layer stands there without scrolling: the wires that carry most, what the others carry, and all on demand", () => {
  const shown = { view: "push", space: WIDE, chosen: "z.1.1" };
  for (const [width, count] of [
    [4, 4],
    [5, 4],
    [12, 4],
    [40, 4],
  ]) {
    const wide = pageOf(sized([2, 3, width, 1]), shown);
    const marks = pushMarks(wide, CURVES);
    const figure = all(marks, ({ tag }) => tag === "svg")[0];
    assert.equal(ways(marks).length, count, `of ${width}`);
    assert.ok(figure.attrs.height <= WIDE.height + WIDE.head - 264, `${figure.attrs.height} pixels of ${width}`);
    assert.equal(words(marks).includes(`${width - 3} more wires together`), width > 4);
    const opened = pushMarks({ ...wide, pushing: { ...wide.pushing, opened: true } }, CURVES);
    assert.equal(ways(opened).length, Math.min(width, 25), `all of ${width}`);
    assert.equal(words(opened).includes("16 more wires together"), width === 40);
  }
});

test("however many wires are drawn, the same true numbers stand on them", () => {
  const { problem } = sized([2, 3, 12, 1]);
  const shown = answered(problem, { chosen: "z.1.1" });
  const opened = { ...shown, pushing: { ...shown.pushing, opened: true } };
  assert.deepEqual(nudgeQuestion(opened).about, shown.nudged.about);
  const told = (page_) =>
    new Map(
      all(pushMarks(page_, CURVES), ({ attrs }) => attrs.class === "datum actual").map((mark) => [
        mark.attrs["data-choose"],
        textOf(mark),
      ]),
    );
  const [few, many] = [told(shown), told(opened)];
  assert.ok(many.size > few.size);
  for (const [address, text] of few) assert.equal(many.get(address), text, address);
  for (const text of many.values()) assert.doesNotMatch(text, /…|NaN/);
});

test("the box of the further wires opens them, a button closes them again", () => {
  const { store, press, state } = hands("lecture", { view: "push" });
  press("push-wires");
  assert.equal(state().pushing.opened, true);
  assert.ok(words(pushMarks(store.get(), CURVES)).includes("Fewer wires"));
  press("push-wires");
  assert.equal(state().pushing.opened, false);
});
