import assert from "node:assert/strict";
import { test } from "node:test";
import { derived, memo } from "../../../static/js/state/memo.js";

/** A view that counts how often it is made. */
function counted(view) {
  const made = [];
  const remembered = memo((page, ...rest) => {
    made.push(page);
    return view(page, ...rest);
  });
  return { view: remembered, times: () => made.length };
}

test("a view is made anew when a field that it read is another, and for no other", () => {
  const { view, times } = counted(({ digits, chosen }) => [digits, chosen]);
  const first = view({ digits: 4, chosen: null, at: 1 });
  assert.equal(view({ digits: 4, chosen: null, at: 2 }), first);
  assert.equal(times(), 1);
  assert.deepEqual(view({ digits: 5, chosen: null, at: 2 }), [5, null]);
  assert.deepEqual(view({ digits: 5, chosen: "L", at: 2 }), [5, "L"]);
  assert.equal(times(), 3);
});

test("what is read only in one case counts only in that case", () => {
  const { view, times } = counted((page) => (page.view === "text" ? page.digits : 0));
  view({ view: "both", digits: 4 });
  view({ view: "both", digits: 5 });
  assert.equal(times(), 1);
  assert.equal(view({ view: "text", digits: 5 }), 5);
  assert.equal(view({ view: "text", digits: 6 }), 6);
});

test("a field that becomes NaN, or is none, is a value like every other", () => {
  const { view, times } = counted(({ at, goal }) => [at, goal]);
  view({ at: Number.NaN });
  view({ at: Number.NaN });
  assert.equal(times(), 1);
  view({ at: Number.NaN, goal: 3 });
  assert.equal(times(), 2);
});

test("another argument is another view", () => {
  const { view, times } = counted(({ digits }, address) => `${address}: ${digits}`);
  assert.equal(view({ digits: 4 }, "w.1.0.0"), "w.1.0.0: 4");
  assert.equal(view({ digits: 4 }, "w.1.0.1"), "w.1.0.1: 4");
  view({ digits: 4 }, "w.1.0.1");
  assert.equal(times(), 2);
});

test("of something derived only its value counts, not what it comes from", () => {
  const step = derived(({ at }) => Math.ceil(at));
  const { view, times } = counted((page) => step(page) + step(page));
  assert.equal(view({ at: 4.2 }), 10);
  assert.equal(view({ at: 4.9 }), 10);
  assert.equal(times(), 1);
  assert.equal(view({ at: 5.1 }), 12);
});

test("a view within a view is a part of it, also while it is only remembered", () => {
  const step = derived(({ at }) => Math.ceil(at));
  const inner = memo((page) => `step ${step(page)}, ${page.digits} digits`);
  const outer = memo((page) => `${inner(page)}.`);
  assert.equal(outer({ at: 0.5, digits: 4 }), "step 1, 4 digits.");
  const other = memo((page) => `${inner(page)}!`);
  assert.equal(other({ at: 0.6, digits: 4 }), "step 1, 4 digits!");
  assert.equal(other({ at: 0.7, digits: 5 }), "step 1, 5 digits!");
  assert.equal(other({ at: 1.7, digits: 5 }), "step 2, 5 digits!");
  assert.equal(outer({ at: 1.7, digits: 5 }), "step 2, 5 digits.");
});

test("a copy of the page reads all of it", () => {
  const { view, times } = counted((page) => ({ ...page, opened: null }));
  assert.deepEqual(view(Object.freeze({ at: 1, opened: [0] })), { at: 1, opened: null });
  view({ at: 2, opened: [0] });
  assert.equal(times(), 2);
});

test("what a view reads after it was made counts too", () => {
  const view = memo((page) => () => page.digits);
  assert.equal(view({ digits: 4 })(), 4);
  assert.equal(view({ digits: 5 })(), 5);
});
