import assert from "node:assert/strict";
import { test } from "node:test";
import { ACTIONS } from "../../../static/js/screens/explore/actions.js";
import { setSignal } from "../../../static/js/stage/hands/drag-signal.js";
import { withNumber, withoutSample } from "../../../static/js/network/problem.js";
import { createStore } from "../../../static/js/state/store.js";
import { openEditor, typeNumber, undoTyping, closeEditor } from "../../../static/js/stage/hands/typing.js";
import { MAX_UNDO_STEPS, followEdits, redo, undo } from "../../../static/js/state/undo.js";
import { page } from "../pages.js";

/** A page whose changes are remembered, with a clock that the test sets. */
function opened(name = "lecture", patch = {}) {
  const time = { now: 0 };
  const store = createStore(page(name, patch), (tell) => tell());
  followEdits(store, () => time.now);
  return { store, time, state: () => store.get() };
}

/** The pass of the present problem arrives. @param {any} store @param {number} steps */
function answered(store, steps) {
  const { problem, answer } = store.get();
  store.set({ answer: { ...answer, problem, trace: { ...answer.trace, steps: answer.trace.steps.slice(0, steps) } } });
}

test("a sample that was taken out comes back with the moment and the choice", () => {
  const { store, state } = opened("softmax-batch", { at: 9, chosen: "z.1.1@1", sample: 1 });
  const { problem } = state();
  ACTIONS["remove-sample"](store, "1");
  assert.equal(state().problem.x.length, problem.x.length - 1);
  assert.match(state().toast, /Ctrl\+Z/);
  store.set({ at: 2, chosen: null });
  undo(store);
  assert.equal(state().problem, problem);
  assert.deepEqual([state().at, state().chosen, state().sample], [9, "z.1.1@1", 1]);
});

test("changes are undone from the last to the first, and redone from the first to the last", () => {
  const { store, state } = opened("softmax-batch");
  const problems = [state().problem];
  store.set({ problem: withoutSample(state().problem, 0) });
  problems.push(state().problem);
  store.set({ problem: withNumber(state().problem, "w.1.0.0", 7) });
  problems.push(state().problem);
  ACTIONS["add-sample"](store);
  problems.push(state().problem);
  const back = [1, 2, 3, 4].map(() => (undo(store), problems.indexOf(state().problem)));
  assert.deepEqual(back, [2, 1, 0, 0]);
  const on = [1, 2, 3, 4].map(() => (redo(store), problems.indexOf(state().problem)));
  assert.deepEqual(on, [1, 2, 3, 3]);
});

test("a new change leaves nothing to redo", () => {
  const { store, state } = opened();
  store.set({ problem: withNumber(state().problem, "w.1.0.0", 7) });
  undo(store);
  store.set({ problem: withNumber(state().problem, "w.1.0.0", 8) });
  const { problem } = state();
  redo(store);
  assert.equal(state().problem, problem);
});

test("a text that is typed is one change; one that is taken back is none", () => {
  const { store, state } = opened();
  const { problem } = state();
  openEditor(store, "w.1.0.0");
  for (const text of ["4", "4.", "4.5"]) typeNumber(store, "w.1.0.0", "stage", text);
  closeEditor(store);
  assert.equal(state().problem.layers[0].W[0][0], 4.5);
  assert.equal(state().past.length, 1);
  undo(store);
  assert.equal(state().problem, problem);
  openEditor(store, "w.1.0.0");
  typeNumber(store, "w.1.0.0", "stage", "9");
  undoTyping(store);
  assert.deepEqual([state().problem, state().past.length], [problem, 0]);
});

test("a change that the server refuses leaves nothing to undo", () => {
  const { store, state } = opened();
  const { problem } = state();
  store.set({ problem: { ...problem, loss: "softmax_cross_entropy" } });
  assert.equal(state().past.length, 1);
  store.set({ problem });
  assert.equal(state().past.length, 0);
});

test("a signal that is dragged is one change, two outputs are two", () => {
  const { store, time, state } = opened("lecture", { at: 63 });
  for (const signal of [0.1, 0.2, 0.3]) {
    setSignal(store, 0, signal);
    time.now += 20;
  }
  const first = state().drive;
  setSignal(store, 1, 2);
  time.now += 5000;
  setSignal(store, 1, 3);
  assert.equal(state().past.length, 3);
  undo(store);
  undo(store);
  assert.deepEqual(state().drive, first);
  undo(store);
  assert.equal(state().drive, null);
});

test("what drove a network that it no longer fits comes back with the network, in one change", () => {
  const { store, state } = opened("lecture", { at: 63 });
  setSignal(store, 0, 1);
  const { problem, drive } = state();
  const last = problem.layers.at(-1);
  const narrow = {
    ...problem,
    layers: [...problem.layers.slice(0, -1), { ...last, W: [last.W[0]], b: [last.b[0]] }],
    target: problem.target.map(([first]) => [first]),
  };
  store.set({ problem: narrow });
  store.set({ drive: null });
  assert.equal(state().past.length, 2);
  undo(store);
  assert.equal(state().problem, problem);
  assert.equal(state().drive, drive);
});

test("freezing the gains is a change, and the input that is typed after it another", () => {
  const { store, state } = opened("lecture", { at: 63 });
  const { problem } = state();
  store.set({ gains: problem.x });
  for (const text of ["3", "3.5"]) typeNumber(store, "x.0", "stage", text);
  assert.equal(state().past.length, 2);
  undo(store);
  assert.equal(state().problem, problem);
  assert.equal(state().gains, problem.x);
  undo(store);
  assert.equal(state().gains, null);
});

test("a signal that is set before the pass is answered is a change of its own, and what was undone before it is gone", () => {
  const { store, state } = opened("lecture", { at: 63 });
  store.set({ problem: { ...state().problem } });
  setSignal(store, 0, 2);
  assert.equal(state().past.length, 2);
  undo(store);
  assert.equal(state().future.length, 1);
  setSignal(store, 1, 3);
  assert.equal(state().future.length, 0);
});

test("in a network that comes back with more steps time stands where it stood", () => {
  const { store, state } = opened("lecture", { at: 50 });
  const steps = state().answer.trace.steps;
  store.set({ problem: { ...state().problem } });
  answered(store, 40);
  store.set({ at: 40 });
  undo(store);
  assert.equal(state().at, 50);
  store.set({ at: 40 });
  store.set({ answer: { ...state().answer, problem: state().problem, trace: { ...state().answer.trace, steps } } });
  assert.deepEqual([state().at, state().returning], [50, null]);
});

test("only so many changes are remembered", () => {
  const { store, state } = opened();
  for (let n = 0; n < MAX_UNDO_STEPS + 20; n += 1)
    store.set({ problem: withNumber(state().problem, "w.1.0.0", 10 + n) });
  assert.equal(state().past.length, MAX_UNDO_STEPS);
  for (let n = 0; n < MAX_UNDO_STEPS; n += 1) undo(store);
  assert.equal(state().problem.layers[0].W[0][0], 29);
});
