import assert from "node:assert/strict";
import { test } from "node:test";
import { fault } from "../../static/js/api.js";
import { notices } from "../../static/js/notices.js";
import { FIELD } from "../../static/js/page.js";
import { all, textOf } from "./pictures.js";
import { page } from "./pages.js";
import { refusal } from "./server.js";

const said = (patch) => notices(page("lecture", patch)).filter(Boolean);

test("where nothing is wrong nothing is said", () => {
  assert.deepEqual(said({}), []);
});

test("a server that is gone is said, with a button to ask again", () => {
  const [note] = said({ rejection: { where: FIELD.network, fault: fault("unreachable") } });
  assert.match(textOf(note), /does not answer/);
  assert.equal(all([note], (mark) => mark.attrs["data-do"] === "retry").length, 1);
});

test("a reason that stands at its field is not said twice", () => {
  assert.deepEqual(said({ rejection: { where: "w.1.0.0", fault: fault("not-a-number") } }), []);
  assert.deepEqual(said({ rejection: { where: FIELD.network, fault: fault("unreachable") }, drawer: "network" }), []);
  assert.equal(said({ rejection: { where: FIELD.network, fault: fault("unreachable") }, drawer: "samples" }).length, 1);
});

test("before there is a picture every reason is said, for there is no field to see", () => {
  const rejection = { where: FIELD.loss, fault: refusal("made-up", "#/loss").errors[0] };
  assert.deepEqual(said({ rejection }), []);
  assert.deepEqual(said({ rejection, answer: null }).map(textOf), ["English for made-up"]);
});

test("numbers that grew too large are counted, the first by its name", () => {
  const { answer } = page();
  const nonfinite = { first: { address: "z.2.0" }, count: 12 };
  const [note] = said({ answer: { ...answer, trace: { ...answer.trace, nonfinite } } });
  assert.equal(textOf(note), "Some numbers grew too large to be written: 12 of them, the first at z²₁.");
});

test("where only the loss after the update overflows, that is said without an address", () => {
  const { answer } = page("lecture");
  const [note] = said({ answer: { ...answer, trace: { ...answer.trace, nonfinite: { first: null, count: 1 } } } });
  assert.ok(note);
});
