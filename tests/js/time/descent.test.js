import assert from "node:assert/strict";
import { test } from "node:test";
import { ACTIONS } from "../../../static/js/screens/explore/actions.js";
import { withNumber } from "../../../static/js/network/problem.js";
import { originOf } from "../../../static/js/state/moment.js";
import { createStore } from "../../../static/js/state/store.js";
import { followEdits, redo, undo } from "../../../static/js/state/undo.js";
import { descent } from "../../../static/js/time/descent.js";
import { page } from "../pages.js";
import { all, textOf } from "../pictures.js";

const END = 63;

function opened() {
  const shown = page("lecture", { at: END });
  const store = createStore({ ...shown, origin: originOf(shown) }, (tell) => tell());
  followEdits(store, () => 0);
  return store;
}

/** The next pass arrives: in this test the numbers of the one before it, with a loss of its own. */
function arrived(store, L) {
  const { problem, answer } = store.get();
  const trace = { ...answer.trace, L, layers: [...answer.trace.layers] };
  store.set({ answer: { ...answer, problem, trace }, at: END });
}

const losses = (shown) => textOf(all([descent(shown)], ({ attrs }) => attrs["data-losses"])[0]);
const count = (store) => store.get().descent?.steps.length ?? 0;

test("each step that is kept adds its loss, undo takes it away, redo brings it back", () => {
  const store = opened();
  ACTIONS.keep(store);
  assert.equal(store.get().at, 0);
  assert.match(losses(store.get()), /^Step 1 · L 0\.4168 → 0\.3924$/);
  arrived(store, 0.3924);
  ACTIONS.keep(store);
  assert.equal(count(store), 2);
  undo(store);
  assert.equal(count(store), 1);
  assert.equal(store.get().origin.problem, store.get().past[0].problem);
  undo(store);
  assert.equal(count(store), 0);
  redo(store);
  assert.equal(count(store), 1);
});

test("reset opens the network as it was opened, and can be undone with all its steps", () => {
  const store = opened();
  const { problem } = store.get();
  ACTIONS.keep(store);
  arrived(store, 0.3924);
  ACTIONS.keep(store);
  store.set({ problem: withNumber(store.get().problem, "learning_rate", 2) });
  const last = store.get().problem;
  ACTIONS.reset(store);
  assert.equal(store.get().problem, problem);
  assert.equal(store.get().descent, null);
  const { past } = store.get();
  ACTIONS.reset(store);
  assert.equal(store.get().past, past);
  undo(store);
  assert.deepEqual([store.get().problem, count(store)], [last, 2]);
});

test("a reset that takes back the only step can be undone, too", () => {
  const store = opened();
  ACTIONS.keep(store);
  const { problem } = store.get();
  ACTIONS.reset(store);
  undo(store);
  assert.deepEqual([store.get().problem, count(store)], [problem, 1]);
});

test("another network that is opened is reset to itself", () => {
  const store = opened();
  const other = withNumber(store.get().problem, "w.1.0.0", 9);
  const { origin } = store.get();
  ACTIONS.case({ ...store, get: () => ({ ...store.get(), preset: null }) }, "default");
  assert.equal(store.get().origin, origin);
  store.set({ problem: other });
  assert.equal(store.get().origin, origin);
  ACTIONS.reset(store);
  assert.equal(store.get().problem, origin.problem);
});

test("a rise is marked, and the table says every step", () => {
  const shown = page("lecture", { at: END });
  const { answer } = shown;
  const risen = { ...answer, trace: { ...answer.trace, update: { ...answer.trace.update, L_after: 0.9 } } };
  const forecast = (some) => all([descent(some)], ({ attrs }) => attrs["data-forecast"])[0];
  assert.equal(forecast({ ...shown, answer: risen }).attrs.class, "rises");
  assert.equal(forecast(shown).attrs.class, null);
  const step = { before: 1, after: 0.5, forecast: -0.6 };
  const steps = [step, step, step, step, step];
  const drawn = descent({ ...shown, descent: { steps, problem: shown.problem } });
  assert.equal(all([drawn], ({ tag }) => tag === "tr").length, 7);
  assert.match(textOf(drawn), /Step 6 · L … →/);
});

test("the first step is no news for an audience", () => {
  assert.equal(descent(page("lecture", { at: END, present: true })), null);
  assert.equal(descent(page("lecture", { at: END - 1 })), null);
});
