import assert from "node:assert/strict";
import { test } from "node:test";
import {
  ASKING_ACTIONS,
  ASKING_CHANGES,
  NOTHING_ASKED,
  createAskingClock,
  isAllAsked,
  recursionOf,
} from "../../../static/js/time/asking.js";
import { screen, stepped } from "../frames.js";
import { page, sized } from "../pages.js";

/** A page with the clock on it, and its places one after another. */
function asking(patch = {}) {
  const store = stepped(page("lecture", patch));
  const clock = screen();
  createAskingClock(store, clock.request);
  const places = [];
  store.subscribe(({ asking: { place } }) => places.push(place));
  return {
    store,
    places,
    idle: clock.idle,
    place: () => store.get().asking.place,
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
  const time = asking();
  ASKING_ACTIONS.ask(time.store);
  time.wait(1);
  assert.equal(time.place(), 1);
  time.wait(6);
  assert.deepEqual([...new Set(time.places)], [0, 1, 2, 3, 4, 5, 6, 7]);
  assert.equal(time.store.get().asking.running, false);
  assert.ok(isAllAsked(time.store.get()) && time.idle());
});

test("a press pauses it, the slider sets it, and from the end it begins once more", () => {
  const time = asking();
  ASKING_ACTIONS.ask(time.store);
  time.wait(1);
  ASKING_ACTIONS.ask(time.store);
  time.wait(2);
  assert.equal(time.place(), 1);
  ASKING_CHANGES.asked(time.store, "7");
  assert.deepEqual(time.store.get().asking, { from: 0, place: 7, running: false });
  ASKING_ACTIONS.ask(time.store);
  assert.deepEqual(time.store.get().asking, { from: 0, place: 0, running: true });
});

test("the speed of the page is its speed", () => {
  const time = asking({ speed: 4 });
  ASKING_ACTIONS.ask(time.store);
  time.wait(0.72);
  assert.equal(time.place(), 4);
});

test("another beginning starts anew, and all neurons can be asked one after another", () => {
  const time = asking({ asking: { from: 0, place: 3, running: true } });
  ASKING_CHANGES["asked-from"](time.store, "all");
  assert.deepEqual(time.store.get().asking, { from: null, place: 0, running: false });
  assert.equal(recursionOf(time.store.get()).total, 14n);
  ASKING_CHANGES["asked-from"](time.store, "1");
  assert.equal(recursionOf(time.store.get()).visits[0].neuron, 1);
});

test("a network of another shape is asked anew; where only numbers change it goes on", () => {
  const time = asking({ asking: { from: 0, place: 3, running: false } });
  const { problem } = time.store.get();
  time.store.set({ problem: { ...problem, learning_rate: 1 } });
  time.store.frame();
  assert.equal(time.place(), 3);
  time.store.set({ problem: sized([2, 3, 1]).problem });
  time.store.frame();
  assert.deepEqual(time.store.get().asking, NOTHING_ASKED);
});

test("in the drawing it runs with the section closed; where nothing may move the first question is there", () => {
  const wide = asking({ drawer: "costs", view: "text" });
  ASKING_ACTIONS["ask-in-drawing"](wide.store);
  const { drawer, view, asking: begun } = wide.store.get();
  assert.deepEqual([drawer, view, begun.running], [null, "both", true]);
  const still = asking({ drawer: "costs", still: true, space: { width: 360, height: 500, head: 60 } });
  ASKING_ACTIONS["ask-in-drawing"](still.store);
  const after = still.store.get();
  assert.deepEqual([after.drawer, after.view, after.asking], [null, "backward", { from: 0, place: 1, running: false }]);
});

test("a place beyond the end is the end, and a neuron that is gone the last", () => {
  const { problem } = page("lecture");
  const { place, from } = recursionOf({ problem, asking: { from: 9, place: 99, running: false } });
  assert.deepEqual([place, from], [7, 1]);
});
