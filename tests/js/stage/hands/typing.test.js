import assert from "node:assert/strict";
import { test } from "node:test";
import { FIELD } from "../../../../static/js/state/page.js";
import { reason } from "../../../../static/js/server/trace.js";
import { closeEditor, openEditor, typeNumber, undoTyping } from "../../../../static/js/stage/hands/typing.js";
import { hands } from "../../hands.js";
import { refusal } from "../../server.js";

test("the picture answers to every text that is a number", () => {
  const { store, state } = hands();
  const { problem } = state();
  typeNumber(store, "w.1.0.1", "stage", "−0,");
  typeNumber(store, "w.1.0.1", "stage", "−0,5");
  assert.equal(state().problem.layers[0].W[0][1], -0.5);
  assert.deepEqual(state().editing, {
    address: "w.1.0.1",
    place: "stage",
    text: "−0,5",
    before: { problem, drive: null },
  });
  undoTyping(store);
  assert.equal(state().problem, problem, "what was typed can be taken back");
  typeNumber(store, "learning_rate", "drawer", "1/4");
  assert.equal(state().problem.learning_rate, 0.25);
});

test("a text that is no number keeps the network, the text, and a reason beside its field", () => {
  const { store, state } = hands();
  const { problem } = state();
  for (const text of ["", "-", "1,2,3", "abc", "1e999", "NaN"]) {
    typeNumber(store, "b.2.1", "drawer", text);
    assert.equal(state().problem, problem, text);
    assert.equal(state().editing.text, text);
    assert.match(reason(state(), "b.2.1"), /\w/);
    assert.equal(reason(state(), "b.2.0"), null);
  }
  typeNumber(store, "b.2.1", "drawer", "2");
  assert.equal(reason(state(), "b.2.1"), null);
});

test("the same number in other words is no edit", () => {
  const { store, state } = hands();
  const { problem } = state();
  for (const text of ["1", "1.0", "+1", "10e-1"]) typeNumber(store, "w.1.0.0", "stage", text);
  assert.equal(state().problem, problem);
  typeNumber(store, "b.1.1", "stage", "-0");
  assert.ok(Object.is(state().problem.layers[0].b[1], -0), "minus zero is another number than zero");
});

test("a number is opened for typing with all its digits, and time stops", () => {
  const { store, state } = hands("lecture", { playing: true, goal: 63 });
  typeNumber(store, "w.2.0.0", "drawer", "0.12345678901234566");
  const { problem } = state();
  openEditor(store, "w.2.0.0");
  assert.deepEqual(state().editing, {
    address: "w.2.0.0",
    place: "stage",
    text: "0.12345678901234566",
    before: { problem, drive: null },
  });
  assert.deepEqual([state().playing, state().goal], [false, null]);
  closeEditor(store);
  assert.deepEqual([state().editing, state().rejection], [null, null]);
});

test("closing a field that is not open leaves a reason elsewhere alone", () => {
  const rejection = { where: FIELD.loss, fault: refusal("x", "#/loss").errors[0] };
  const { store, state } = hands("lecture", { rejection });
  closeEditor(store);
  assert.equal(state().rejection, rejection);
});
