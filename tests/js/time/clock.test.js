import assert from "node:assert/strict";
import { test } from "node:test";
import { createClock, goTo, momentOf, playOrPause, stepBack, stepOn } from "../../../static/js/time/clock.js";
import { stops } from "../../../static/js/network/steps.js";
import { unitsOf } from "../../../static/js/state/page.js";
import { restSeconds } from "../../../static/js/time/pace.js";
import { running } from "../running.js";
import { screen, stepped } from "../frames.js";
import { page } from "../pages.js";

const GRAINS = /** @type {const} */ (["guided", "phase", "layer", "neuron", "operation"]);

for (const grain of GRAINS) {
  test(`one press moves exactly one ${grain} and ends exactly at its stop`, () => {
    const time = running({ grain });
    const places = stops(unitsOf(time.store.get()));
    for (const stop of places.slice(1, 30)) {
      stepOn(time.store);
      time.wait(15);
      assert.equal(time.at(), stop);
      assert.equal(time.store.get().goal, null);
    }
  });
}

test("a press moves a little in every frame and never turns back", () => {
  const time = running();
  stepOn(time.store);
  time.wait(0.4);
  assert.ok(time.at() > 0.3 && time.at() < 0.7, String(time.at()));
  time.wait(1);
  assert.equal(time.at(), 1);
  assert.ok(time.places.length > 20);
  for (let i = 1; i < time.places.length; i++) assert.ok(time.places[i] >= time.places[i - 1]);
});

test("a movement takes its time, and half of it at twice the speed", () => {
  for (const [grain, seconds] of Object.entries({
    guided: 1.6,
    operation: 0.65,
    neuron: 0.95,
    layer: 2.3,
    phase: 6.9,
  })) {
    for (const speed of [1, 2]) {
      const time = running({ grain: /** @type {any} */ (grain), speed });
      stepOn(time.store);
      time.wait(seconds / speed - 0.1);
      assert.notEqual(time.store.get().goal, null, `${grain} is over too soon`);
      time.wait(0.3);
      assert.equal(time.store.get().goal, null, `${grain} takes too long`);
    }
  }
});

test("a second press finishes the first movement at once and begins the next", () => {
  const time = running();
  stepOn(time.store);
  time.wait(0.3);
  stepOn(time.store);
  assert.equal(time.at(), 1);
  assert.equal(time.store.get().goal, 2);
  for (let press = 0; press < 7; press++) stepOn(time.store);
  assert.equal(time.at(), 8);
  time.wait(2);
  assert.equal(time.at(), 9);
});

test("at the end a press changes nothing", () => {
  const time = running({ at: 63 });
  stepOn(time.store);
  time.wait(1);
  assert.equal(time.at(), 63);
  assert.equal(time.store.get().goal, null);
});

test("back is immediate, also in the middle of a movement", () => {
  const time = running({ at: 7 });
  stepOn(time.store);
  time.wait(0.4);
  assert.ok(time.at() > 7);
  stepBack(time.store);
  assert.equal(time.at(), 7);
  assert.equal(time.store.get().goal, null);
  stepBack(time.store);
  assert.equal(time.at(), 6);
  time.wait(1);
  assert.equal(time.at(), 6);
  goTo(time.store, 0);
  stepBack(time.store);
  assert.equal(time.at(), 0);
});

test("playing rests between two units, so that a sentence can be read", () => {
  const time = running({ at: 5 });
  const page = time.store.get();
  const rest = restSeconds(page, unitsOf(page)[5]);
  assert.ok(rest > 3 && rest < 5, String(rest));
  playOrPause(time.store);
  time.wait(1);
  assert.equal(time.at(), 6);
  time.wait(rest - 0.2);
  assert.equal(time.at(), 6);
  time.wait(0.4);
  assert.ok(time.at() > 6 && time.at() < 7);
  assert.ok(time.places.includes(6));
});

test("what stands beside the sentence is given its time to be read as well", () => {
  const time = running({ at: 5 }, "lecture", { asideSeconds: () => 2 });
  const page = time.store.get();
  const rest = restSeconds(page, unitsOf(page)[5], 2);
  assert.ok(Math.abs(rest - restSeconds(page, unitsOf(page)[5]) - 2) < 1e-9);
  playOrPause(time.store);
  time.wait(1 + rest - 0.2);
  assert.equal(time.at(), 6);
  time.wait(0.4);
  assert.ok(time.at() > 6);
});

test("playing meets every stop of its grain and ends at the end", () => {
  for (const grain of GRAINS) {
    const time = running({ grain, speed: 4 });
    playOrPause(time.store);
    time.wait(110);
    assert.equal(time.at(), 63);
    assert.equal(time.store.get().playing, false);
    assert.equal(time.store.get().goal, null);
    for (const stop of stops(unitsOf(time.store.get()))) assert.ok(time.places.includes(stop), `${grain} ${stop}`);
  }
});

test("pausing stands still where it is, and playing goes on from there", () => {
  const time = running();
  playOrPause(time.store);
  time.wait(0.5);
  const paused = time.at();
  playOrPause(time.store);
  time.wait(2);
  assert.equal(time.at(), paused);
  assert.ok(paused > 0 && paused < 1);
  playOrPause(time.store);
  time.wait(0.5);
  assert.equal(time.at(), 1);
});

test("playing from the end begins at the start", () => {
  const time = running({ at: 63 });
  playOrPause(time.store);
  time.wait(0.2);
  assert.ok(time.at() > 0 && time.at() < 1);
});

test("a press while playing rests moves at once and then stops", () => {
  const time = running({ grain: "phase", at: 12 });
  playOrPause(time.store);
  time.wait(1.3);
  assert.equal(time.at(), 13);
  stepOn(time.store);
  time.wait(0.2);
  assert.ok(time.at() > 13, "the rest of playing is not waited for");
  time.wait(20);
  assert.equal(time.at(), 27);
});

test("where motion is unwanted a press leaps, and playing leaps from stop to stop", () => {
  const time = running({ still: true, speed: 4 });
  stepOn(time.store);
  assert.equal(time.at(), 1);
  assert.equal(time.store.get().goal, null);
  playOrPause(time.store);
  time.wait(20);
  assert.ok(time.at() > 10 && time.at() < 30);
  assert.ok(time.places.every(Number.isInteger), "never between two stops");
  time.wait(70);
  assert.equal(time.at(), 63);
});

test("a window that was hidden for a minute goes on from where it was", () => {
  const asked = [];
  const store = stepped(page("lecture"));
  createClock(store, (call) => asked.push(call));
  playOrPause(store);
  store.frame();
  asked.pop()(1000);
  asked.pop()(61000);
  assert.ok(Math.abs(store.get().at - 0.1 / 0.95) < 1e-9);
});

test("nothing asks for frames while nothing moves", () => {
  const clock = screen();
  const store = stepped(page("lecture"));
  createClock(store, clock.request);
  store.set({ view: "forward" });
  store.frame();
  assert.ok(clock.idle());
  stepOn(store);
  store.frame();
  assert.ok(!clock.idle());
  clock.frames(120);
  assert.ok(clock.idle());
});

test("an edit that leaves fewer steps does not keep playing for ever", () => {
  const time = running({ at: 61 });
  playOrPause(time.store);
  time.wait(0.3);
  const { answer } = time.store.get();
  time.store.set({ answer: { ...answer, trace: { ...answer.trace, steps: answer.trace.steps.slice(0, 57) } }, at: 57 });
  time.wait(2);
  assert.equal(time.at(), 57);
  assert.equal(time.store.get().playing, false);
});

test("an edit that makes more steps is played to its end", () => {
  const { answer } = page("lecture");
  const fewer = { ...answer, trace: { ...answer.trace, steps: answer.trace.steps.slice(0, 57) } };
  const time = running({ answer: fewer, at: 56 });
  playOrPause(time.store);
  time.wait(0.3);
  time.store.set({ answer });
  time.wait(50);
  assert.equal(time.at(), 63);
});

test("a place is kept within the steps that there are", () => {
  const { store } = running();
  for (const [asked, at] of [
    [-3, 0],
    [12.25, 12.25],
    [99, 63],
  ]) {
    goTo(store, asked);
    assert.equal(store.get().at, at);
  }
});

test("a number is computed at the end of its step, or in the coarse grains of all that moves with it", () => {
  assert.equal(momentOf(page(), "z.1.1"), 2);
  assert.equal(momentOf(page("lecture", { grain: "operation" }), "z.1.0"), 1);
  assert.equal(momentOf(page("lecture", { grain: "layer" }), "z.1.0"), 2);
  assert.equal(momentOf(page("lecture", { grain: "phase" }), "dl_dz.2.0"), 21);
  assert.equal(momentOf(page(), "b_new.3.1"), 63);
  assert.equal(momentOf(page(), "w.1.0.0"), null);
});

test("play during a single step goes on from there to the end", () => {
  const { store } = running({ at: 5 });
  stepOn(store);
  playOrPause(store);
  assert.deepEqual([store.get().playing, store.get().goal], [true, 63]);
});
