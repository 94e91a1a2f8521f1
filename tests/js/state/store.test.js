import assert from "node:assert/strict";
import { test } from "node:test";
import { stepped } from "../frames.js";
import { createStore } from "../../../static/js/state/store.js";

test("several changes between two frames are told once, with the state told before", () => {
  const store = stepped({ at: 0, sample: 0 });
  const told = [];
  store.subscribe((state, previous) => told.push([state, previous]));
  store.set({ at: 1 });
  store.set({ at: 2 });
  store.set({ sample: 1 });
  assert.deepEqual(told, []);
  assert.equal(store.waiting.length, 1);
  assert.deepEqual(store.get(), { at: 2, sample: 1 });
  store.frame();
  assert.deepEqual(told, [
    [
      { at: 2, sample: 1 },
      { at: 0, sample: 0 },
    ],
  ]);
  store.set({ at: 3 });
  store.frame();
  assert.deepEqual(told[1], [
    { at: 3, sample: 1 },
    { at: 2, sample: 1 },
  ]);
});

test("who asks the server is told before the frame, once all that belongs to a change has been set", async () => {
  const frames = [];
  const store = createStore({ at: 0, sample: 0 }, (tell) => frames.push(tell), queueMicrotask);
  const told = [];
  store.subscribe((state, previous) => told.push(["drawn", state.at, previous.at]));
  store.subscribeSoon((state, previous) => told.push(["asked", state, previous]));
  store.set({ at: 1 });
  store.set({ at: 2, sample: 1 });
  assert.deepEqual(told, []);
  await null;
  assert.deepEqual(told, [["asked", { at: 2, sample: 1 }, { at: 0, sample: 0 }]]);
  store.set({ at: 3 });
  await null;
  assert.equal(told[1][2].at, 2);
  frames.splice(0).forEach((tell) => tell());
  assert.deepEqual(told[2], ["drawn", 3, 0]);
});

test("setting what is already so tells nobody", () => {
  const store = stepped({ at: NaN, chosen: null });
  store.subscribe(() => {});
  store.set({ at: NaN });
  store.set({ chosen: null });
  store.set({});
  assert.equal(store.waiting.length, 0);
  store.set({ at: -0 });
  assert.equal(store.waiting.length, 1);
});

test("a subscriber that leaves is told no more", () => {
  const store = stepped({ at: 0 });
  let told = 0;
  const leave = store.subscribe(() => (told += 1));
  store.set({ at: 1 });
  store.frame();
  leave();
  store.set({ at: 2 });
  store.frame();
  assert.equal(told, 1);
});

test("a change made while being told comes with the next frame", () => {
  const store = stepped({ at: 0 });
  const told = [];
  store.subscribe(({ at }) => {
    told.push(at);
    if (at < 3) store.set({ at: at + 1 });
  });
  store.set({ at: 1 });
  store.frame();
  store.frame();
  store.frame();
  store.frame();
  assert.deepEqual(told, [1, 2, 3]);
});

test("the state cannot be changed behind the store's back", () => {
  const initial = { at: 0 };
  const store = stepped(initial);
  assert.throws(() => (store.get().at = 5), TypeError);
  initial.at = 9;
  assert.equal(store.get().at, 0);
});
