import assert from "node:assert/strict";
import { test } from "node:test";
import { createStore } from "../../../static/js/state/store.js";
import { joined } from "../../../static/js/state/slices.js";

/** A store of three slices whose listeners are told when `frame` is called. */
function slices() {
  /** @type {(() => void)[]} */
  const waiting = [];
  const store = createStore(
    { shell: { theme: "auto" }, explore: { at: 0, chosen: null }, train: { step: 0 } },
    (tell) => waiting.push(tell),
  );
  return { store, frame: () => waiting.splice(0).forEach((tell) => tell()) };
}

test("several slices are seen as one, and what is set goes where it belongs", () => {
  const { store } = slices();
  const page = joined(store, ["shell", "explore"]);
  assert.deepEqual(page.get(), { theme: "auto", at: 0, chosen: null });
  page.set({ theme: "dark", at: 3 });
  assert.deepEqual(store.get(), { shell: { theme: "dark" }, explore: { at: 3, chosen: null }, train: { step: 0 } });
  assert.equal(store.get().train, store.get().train);
});

test("a slice that is set to what it is already stays the same object", () => {
  const { store } = slices();
  const { explore } = store.get();
  joined(store, ["shell", "explore"]).set({ theme: "dark", at: 0 });
  assert.equal(store.get().explore, explore);
});

test("whoever works with some slices is not told of the others", () => {
  const { store, frame } = slices();
  const [page, training] = [joined(store, ["shell", "explore"]), joined(store, ["shell", "train"])];
  /** @type {string[]} */
  const told = [];
  page.subscribe((now, before) => told.push(`explore ${before.at} ${now.at}`));
  training.subscribe((now, before) => told.push(`train ${before.step} ${now.step}`));
  training.set({ step: 1 });
  frame();
  assert.deepEqual(told, ["train 0 1"]);
  page.set({ at: 2 });
  frame();
  assert.deepEqual(told, ["train 0 1", "explore 0 2"]);
  page.set({ theme: "dark" });
  frame();
  assert.deepEqual(told, ["train 0 1", "explore 0 2", "explore 2 2", "train 1 1"]);
});

test("the same state gives the same object, that of the frame before too", () => {
  const { store, frame } = slices();
  const page = joined(store, ["shell", "explore"]);
  const first = page.get();
  /** @type {object[]} */
  const seen = [];
  page.subscribe((now, before) => seen.push(now, before));
  page.set({ at: 1 });
  assert.equal(page.get(), page.get());
  frame();
  assert.deepEqual(seen, [page.get(), first]);
  assert.equal(seen[1], first);
});

test("a field that no slice has is refused", () => {
  assert.throws(() => joined(slices().store, ["shell", "explore"]).set({ step: 1 }), /no slice/i);
});
