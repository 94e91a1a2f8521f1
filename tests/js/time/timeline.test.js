import assert from "node:assert/strict";
import { test } from "node:test";
import { momentAt, trackPosition, segments, stepNumber, timeline } from "../../../static/js/time/timeline.js";
import { all, textOf } from "../pictures.js";
import { page, pageOf, sized } from "../pages.js";

const ANSWERS = ["lecture", "softmax-batch", "dead-relu-frozen", "saturated"];
const close = (one, other) => Math.abs(one - other) < 1e-9;

test("the phases lie side by side and fill the track", () => {
  for (const name of ANSWERS) {
    const found = segments(page(name));
    assert.deepEqual(
      found.map(({ phase }) => phase),
      ["forward", "loss", "backward", "gradient", "update"],
    );
    assert.equal(found[0].from, 0);
    assert.ok(close(found.at(-1).to, 1));
    for (let i = 1; i < found.length; i++) {
      assert.equal(found[i].from, found[i - 1].to);
      assert.equal(found[i].start, found[i - 1].end);
    }
    assert.equal(found.at(-1).end, page(name).answer.trace.steps.length);
  }
});

test("the lecture's phases end where its steps say", () => {
  assert.deepEqual(
    segments(page()).map(({ start, end }) => [start, end]),
    [
      [0, 12],
      [12, 13],
      [13, 27],
      [27, 45],
      [45, 63],
    ],
  );
});

test("a phase of one step is wide enough to point at", () => {
  const [, loss] = segments(pageOf(sized([8, 12, 12, 4])));
  assert.equal(loss.end - loss.start, 1);
  assert.ok(loss.to - loss.from > 0.02);
});

test("the place of a moment and the moment of a place undo one another", () => {
  for (const name of ANSWERS) {
    const shown = page(name);
    const end = shown.answer.trace.steps.length;
    for (let k = 0; k <= 500; k++) {
      const at = (end * k) / 500;
      assert.ok(close(momentAt(shown, trackPosition(shown, at)), at), `${name} at ${at}`);
      const place = k / 500;
      assert.ok(close(trackPosition(shown, momentAt(shown, place)), place), `${name} at place ${place}`);
    }
  }
});

test("later is always further to the right", () => {
  const shown = page();
  let before = -1;
  for (let at = 0; at <= 63; at += 0.125) {
    const place = trackPosition(shown, at);
    assert.ok(place > before);
    before = place;
  }
});

test("a place beyond either end of the track is that end", () => {
  const shown = page();
  assert.equal(momentAt(shown, -0.4), 0);
  assert.equal(momentAt(shown, 1.7), 63);
  assert.equal(momentAt(shown, 1), 63);
});

test("before there is an answer the track is empty and time stands at 0", () => {
  const empty = page("lecture", { answer: null });
  assert.deepEqual([segments(empty), trackPosition(empty, 0), momentAt(empty, 0.5)], [[], 0, 0]);
  const marks = timeline(empty);
  assert.equal(all(marks, (mark) => mark.attrs["data-do"] === "play")[0].attrs.disabled, true);
});

test("a moment within a step belongs to that step", () => {
  assert.deepEqual([0, 0.001, 1, 1.5, 7.4, 63].map(stepNumber), [0, 1, 1, 2, 8, 63]);
  assert.equal(stepNumber(2 / 3 + 1 / 3 + 1e-12), 1);
});

test("the slider says where it stands", () => {
  const [track] = all(timeline(page("lecture", { at: 20 })), (mark) => mark.attrs.role === "slider");
  assert.deepEqual(
    [track.attrs["aria-valuemin"], track.attrs["aria-valuemax"], track.attrs["aria-valuenow"]],
    [0, 63, 20],
  );
  assert.match(track.attrs["aria-valuetext"], /20.*63/);
  assert.deepEqual(
    all([track], (mark) => String(mark.attrs.class).includes("current")).map((mark) => mark.key),
    ["backward"],
  );
});

test("what lies behind is filled, what lies ahead is empty", () => {
  const fills = (at) =>
    all(timeline(page("lecture", { at })), (mark) => mark.tag === "i").map((mark) => mark.attrs.style.width);
  assert.deepEqual(fills(0), ["0.00%", "0.00%", "0.00%", "0.00%", "0.00%"]);
  assert.deepEqual(fills(20), ["100.00%", "100.00%", "50.00%", "0.00%", "0.00%"]);
  assert.deepEqual(fills(63), ["100.00%", "100.00%", "100.00%", "100.00%", "100.00%"]);
});

test("the buttons that lead nowhere are off", () => {
  const off = (at, patch = {}) =>
    all(timeline(page("lecture", { at, ...patch })), (mark) => mark.attrs.disabled === true).map(
      (mark) => mark.attrs["data-do"],
    );
  assert.deepEqual(off(0), ["start", "back", "undo", "redo", "reset"]);
  assert.deepEqual(off(20), ["undo", "redo", "reset"]);
  assert.deepEqual(off(63), ["on", "end", "undo", "redo", "reset"]);
  assert.deepEqual(off(20, { past: [{}] }), ["redo", "reset"]);
  assert.deepEqual(off(20, { future: [{}] }), ["undo", "reset"]);
});

test("play turns into pause while it plays, not during a single step", () => {
  const label = (patch) =>
    all(timeline(page("lecture", patch)), (mark) => mark.attrs["data-do"] === "play")[0].attrs["aria-label"];
  assert.equal(label({}), label({ goal: 1 }));
  assert.notEqual(label({}), label({ playing: true, goal: 63 }));
});

test("the new weights can be kept once the update is told", () => {
  const keeps = (at) => all(timeline(page("lecture", { at })), (mark) => mark.attrs["data-do"] === "keep").length;
  assert.deepEqual([keeps(62.5), keeps(63)], [0, 1]);
});

test("a sentence is read out at each step, but not while it plays on", () => {
  const live = (patch) =>
    all(timeline(page("lecture", { at: 20, ...patch })), (mark) => mark.attrs.id === "sentence")[0];
  assert.equal(live({}).attrs["aria-live"], "polite");
  assert.equal(live({ playing: true, goal: 63 }).attrs["aria-live"], "off");
  assert.match(textOf(live({})), /0\.1179/);
});
