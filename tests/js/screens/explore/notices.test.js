import assert from "node:assert/strict";
import { test } from "node:test";
import { fault } from "../../../../static/js/server/api.js";
import { notices } from "../../../../static/js/screens/explore/notices.js";
import { MAX_TRIES } from "../../../../static/js/server/outage.js";
import { FIELD } from "../../../../static/js/state/page.js";
import { all, textOf } from "../../pictures.js";
import { page, pageOf } from "../../pages.js";
import { trace } from "../../reference.js";
import { refusal } from "../../server.js";

const said = (patch) => notices(page("lecture", patch)).filter(Boolean);

test("where nothing is wrong nothing is said", () => {
  assert.deepEqual(said({}), []);
});

test("that the server is silent is said, with a button to ask again and one to close it", () => {
  const [note] = said({ unanswered: { tries: 1, again: false } });
  assert.equal(textOf(note), "The server does not answer. It is asked again by itself.Try again");
  assert.deepEqual(
    all([note], (mark) => mark.attrs["data-do"] !== undefined).map((mark) => mark.attrs["data-do"]),
    ["retry", "dismiss"],
  );
});

test("numbers of an earlier answer are said to be such, and when nobody asks any more", () => {
  const { problem } = page();
  const [stale] = said({ problem: { ...problem }, unanswered: { tries: 2, again: true } });
  assert.match(textOf(stale), /pale numbers are those before your last change/);
  const [over] = said({ problem: { ...problem }, unanswered: { tries: MAX_TRIES, again: false } });
  assert.match(textOf(over), /no longer asked/);
});

test("what was closed stays away until there is something else to say", () => {
  const unanswered = { tries: 1, again: false };
  const [note] = said({ unanswered });
  const [{ attrs }] = all([note], (mark) => mark.attrs["data-do"] === "dismiss");
  assert.deepEqual(said({ unanswered, dismissed: [attrs["data-of"]] }), []);
  assert.equal(said({ unanswered: { ...unanswered, tries: MAX_TRIES }, dismissed: [attrs["data-of"]] }).length, 1);
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

test("where the loss after the update has no value, that is said", () => {
  const { answer } = page("lecture");
  const update = { ...answer.trace.update, L_after: "NaN" };
  const [note] = said({
    answer: { ...answer, trace: { ...answer.trace, update, nonfinite: { first: null, count: 1 } } },
  });
  assert.equal(textOf(note), "With this learning rate the loss after the update has no value (NaN).");
});

/** What is said of one layer of two neurons that gives these outputs under a cross-entropy. */
function saidOf(y, { target = [1, 1], first = null, warnings, patch = {} }) {
  const problem = {
    layers: [{ W: [[1], [1]], b: y.map((one) => one - 1), activation: "identity" }],
    loss: "cross_entropy",
    reduction: "sum",
    x: [[1]],
    target: [target],
    learning_rate: 0.1,
  };
  const answer = { ...trace(problem), warnings, nonfinite: first && { first: { address: first }, count: 5 } };
  return notices(pageOf({ problem, trace: answer }, patch))
    .filter(Boolean)
    .map(textOf);
}

/** The server's warning. */
const outside = (count, address) => [
  {
    code: "output-outside-range",
    detail: "English",
    params: { loss: "cross_entropy", minimum: 0, maximum: 1, count, address },
  },
];

test("outputs that are no probabilities are named under a loss that takes them for such", () => {
  assert.deepEqual(saidOf([1.25, 0.5], { warnings: outside(1, "a.1.0") }), [
    "To cross-entropy an output is a probability, between 0 and 1: y₁ = 1.25 is none, and the loss that is computed from it has no meaning.",
  ]);
  assert.match(saidOf([1.25, 1.5], { warnings: outside(2, "a.1.0") })[0], /: 2 are none, the first y₁ = 1\.25, and/);
  assert.deepEqual(saidOf([0.25, 0.5], {}), []);
});

test("a loss without a value says that it is the logarithm of a negative number, and that once", () => {
  const words =
    "The loss has no value (NaN), for a negative number has no logarithm: the outputs under cross-entropy must lie between 0 and 1, and y₂ = −0.5.";
  assert.deepEqual(saidOf([0.5, -0.5], { first: "l", warnings: outside(1, "a.1.1") }), [words]);
  assert.deepEqual(saidOf([0.5, -0.5], { first: "l", patch: { dismissed: [words] } }), []);
});

test("an infinite loss says that it is the logarithm of 0", () => {
  const [words, ...more] = saidOf([0, 0.5], { first: "l" });
  assert.match(words, /^The loss is infinite, for the logarithm of 0 is −∞: to cross-entropy, y₁ = 0 says/);
  assert.deepEqual(more, []);
});

test("where something else overflowed first, no logarithm is blamed", () => {
  assert.match(
    saidOf([1e308, -0.5], { first: "z.1.0" })[0],
    /grew too large to be written: 5 of them, the first at z¹₁/,
  );
});
