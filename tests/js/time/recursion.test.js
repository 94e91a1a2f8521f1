import assert from "node:assert/strict";
import { test } from "node:test";
import {
  RECURSION_ACTIONS,
  RECURSION_CHANGES,
  NO_RECURSION,
  createRecursionClock,
  isAllAsked,
  recursionOf,
} from "../../../static/js/time/recursion.js";
import { screen, stepped } from "../frames.js";
import { page, sized } from "../pages.js";

/** A page with the clock on it, and its places one after another. */
function following(patch = {}) {
  const store = stepped(page("lecture", patch));
  const clock = screen();
  createRecursionClock(store, clock.request);
  const places = [];
  store.subscribe(({ recursion: { place } }) => places.push(place));
  return {
    store,
    places,
    idle: clock.idle,
    place: () => store.get().recursion.place,
    wait(seconds) {
      for (let i = 0; i < seconds * 50; i += 1) {
        store.frame();
        clock.frames();
        store.frame();
      }
    },
  };
}

test("it asks on by itself, question by question, and rests at the end", () => {
  const time = following();
  RECURSION_ACTIONS.recursion(time.store);
  time.wait(1);
  assert.equal(time.place(), 1);
  time.wait(6);
  assert.deepEqual([...new Set(time.places)], [0, 1, 2, 3, 4, 5, 6, 7]);
  assert.equal(time.store.get().recursion.running, false);
  assert.ok(isAllAsked(time.store.get()) && time.idle());
});

test("a press pauses it, the slider sets it, and from the end it begins once more", () => {
  const time = following();
  RECURSION_ACTIONS.recursion(time.store);
  time.wait(1);
  RECURSION_ACTIONS.recursion(time.store);
  time.wait(2);
  assert.equal(time.place(), 1);
  RECURSION_CHANGES.recursion(time.store, "7");
  assert.deepEqual(time.store.get().recursion, { from: 0, place: 7, running: false });
  RECURSION_ACTIONS.recursion(time.store);
  assert.deepEqual(time.store.get().recursion, { from: 0, place: 0, running: true });
});

test("the speed of the page is its speed", () => {
  const time = following({ speed: 4 });
  RECURSION_ACTIONS.recursion(time.store);
  time.wait(0.72);
  assert.equal(time.place(), 4);
});

test("another beginning starts anew, and all neurons can be asked one after another", () => {
  const time = following({ recursion: { from: 0, place: 3, running: true } });
  RECURSION_CHANGES["recursion-from"](time.store, "all");
  assert.deepEqual(time.store.get().recursion, { from: null, place: 0, running: false });
  assert.equal(recursionOf(time.store.get()).total, 14n);
  RECURSION_CHANGES["recursion-from"](time.store, "1");
  assert.equal(recursionOf(time.store.get()).visits[0].neuron, 1);
});

test("a network of another shape is asked anew; where only numbers change it goes on", () => {
  const time = following({ recursion: { from: 0, place: 3, running: false } });
  const { problem } = time.store.get();
  time.store.set({ problem: { ...problem, learning_rate: 1 } });
  time.store.frame();
  assert.equal(time.place(), 3);
  time.store.set({ problem: sized([2, 3, 1]).problem });
  time.store.frame();
  assert.deepEqual(time.store.get().recursion, NO_RECURSION);
});

test("in the drawing it runs with the section closed; where nothing may move the first question is there", () => {
  const wide = following({ drawer: "costs", view: "text" });
  RECURSION_ACTIONS["recursion-in-drawing"](wide.store);
  const { drawer, view, recursion: begun } = wide.store.get();
  assert.deepEqual([drawer, view, begun.running], [null, "both", true]);
  const still = following({ drawer: "costs", still: true, space: { width: 360, height: 500, head: 60 } });
  RECURSION_ACTIONS["recursion-in-drawing"](still.store);
  const after = still.store.get();
  assert.deepEqual(
    [after.drawer, after.view, after.recursion],
    [null, "backward", { from: 0, place: 1, running: false }],
  );
});

test("a place beyond the end is the end, and a neuron that is gone the last", () => {
  const { problem } = page("lecture");
  const { place, from } = recursionOf({ problem, recursion: { from: 9, place: 99, running: false } });
  assert.deepEqual([place, from], [7, 1]);
});
