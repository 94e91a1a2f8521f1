import assert from "node:assert/strict";
import { test } from "node:test";
import { fault } from "../../static/js/api.js";
import { notices } from "../../static/js/notices.js";
import { TRIES } from "../../static/js/outage.js";
import { FIELD } from "../../static/js/page.js";
import { all, textOf } from "./pictures.js";
import { page } from "./pages.js";
import { refusal } from "./server.js";

const said = (patch) => notices(page("lecture", patch)).filter(Boolean);

test("where nothing is wrong nothing is said", () => {
  assert.deepEqual(said({}), []);
});

test("that the server is silent is said, with a button to ask again and one to close it", () => {
  const [note] = said({ unanswered: { tries: 1, again: false } });
  assert.equal(textOf(note), "The server does not answer. It is asked again by itself.Try again");
  assert.deepEqual(all([note], (mark) => mark.attrs["data-do"] !== undefined).map((mark) => mark.attrs["data-do"]), ["retry", "dismiss"]);
});

test("numbers of an earlier answer are said to be such, and when nobody asks any more", () => {
  const { problem } = page();
  const [stale] = said({ problem: { ...problem }, unanswered: { tries: 2, again: true } });
  assert.match(textOf(stale), /pale numbers are those before your last change/);
  const [over] = said({ problem: { ...problem }, unanswered: { tries: TRIES, again: false } });
  assert.match(textOf(over), /no longer asked/);
});

test("what was closed stays away until there is something else to say", () => {
  const unanswered = { tries: 1, again: false };
  const [note] = said({ unanswered });
  const [{ attrs }] = all([note], (mark) => mark.attrs["data-do"] === "dismiss");
  assert.deepEqual(said({ unanswered, dismissed: [attrs["data-of"]] }), []);
  assert.equal(said({ unanswered: { ...unanswered, tries: TRIES }, dismissed: [attrs["data-of"]] }).length, 1);
});

test("an example that did not come is said, with a button to ask for it again", () => {
  const [note] = said({ rejection: { where: FIELD.network, fault: fault("unreachable"), example: "xor" } });
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
