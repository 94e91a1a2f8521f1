import assert from "node:assert/strict";
import { test } from "node:test";

import { PASTE_ACTIONS, PASTE_CHANGES, paste, putIn } from "../../../../static/js/screens/explore/paste.js";
import { followEdits, undo } from "../../../../static/js/state/undo.js";
import { stepped } from "../../frames.js";
import { page } from "../../pages.js";

const taken = async () => ({ ok: true, value: {} });

/** A page whose dialog holds a text. */
function opened(into, text) {
  const store = stepped(page("lecture"));
  followEdits(store);
  PASTE_ACTIONS.paste(store, into);
  PASTE_CHANGES["paste-text"](store, text);
  return store;
}

/** All words of the dialog. */
const words = (store) => JSON.stringify(paste(store.get()));

test("what is put in is one change, and the dialog closes", async () => {
  const store = opened("W.1", "[[5, 6], [7, 8]]");
  const before = store.get().problem;
  await putIn(store, taken);
  store.frame();
  const { problem, dialog } = store.get();
  assert.deepEqual(problem.layers[0].W, [
    [5, 6],
    [7, 8],
  ]);
  assert.equal(dialog, null);
  assert.equal(store.get().past.length, 1);
  undo(store);
  assert.equal(store.get().problem, before);
});

test("what does not fit is not put in, and the sentence offers the switch where that helps", async () => {
  const store = opened("W.1", "1 2 3");
  const { problem } = store.get();
  await putIn(store, taken);
  assert.equal(store.get().problem, problem);
  assert.match(words(store), /2 × 2 numbers .* these are 1 × 3/);
  assert.doesNotMatch(words(store), /They fit/);
});

test("the switch stays as it was when the next layer is pasted", () => {
  const store = opened("W.1", "1 2\n3 4");
  PASTE_CHANGES["paste-turned"](store, "true");
  PASTE_ACTIONS.paste(store, "W.2");
  assert.equal(store.get().paste.turned, true);
  assert.equal(store.get().paste.text, "");
});

test("a network that the server refuses is not put in, and its reason is shown until something is changed", async () => {
  const store = opened("b.1", "1 2");
  const { problem } = store.get();
  const detail = "no such thing";
  const refusing = async () => ({
    ok: false,
    problem: { errors: [{ code: "unheard-of", pointer: "", detail, params: {} }] },
  });
  await putIn(store, refusing);
  assert.equal(store.get().problem, problem);
  assert.match(words(store), /no such thing/);
  PASTE_CHANGES["paste-text"](store, "1 3");
  assert.doesNotMatch(words(store), /no such thing/);
});

test("an answer that comes when the dialog is closed, or holds something else, is dropped", async () => {
  const store = opened("b.1", "1 2");
  const { problem } = store.get();
  await putIn(store, async () => {
    store.set({ dialog: null });
    return { ok: true, value: {} };
  });
  assert.equal(store.get().problem, problem);
});
