import assert from "node:assert/strict";
import { test } from "node:test";
import { errorGeometry } from "../../../../../static/js/screens/explore/inspector/error-plot.js";
import { answerTo, followQuestion } from "../../../../../static/js/server/ask.js";
import { witnessQuestion, witnesses } from "../../../../../static/js/screens/explore/inspector/witnesses.js";
import { caseProblem } from "../../../../../static/js/network/worked-example.js";
import { stepped } from "../../../frames.js";
import { page } from "../../../pages.js";
import { all, textOf } from "../../../pictures.js";
import { refusal, server, settled } from "../../../server.js";

const difference = (h, error) => ({ h, numeric: -0.045 + error, difference: error });
const V = [1e-1, 1e-3, 1e-5, 1e-7, 1e-9].map((h) => difference(h, h * h + 1e-17 / h));
const FOUND = {
  address: "dl_dz.2.0",
  loss: "l",
  backpropagation: -0.0457628918,
  central_difference: { h: 6e-6, numeric: -0.0457628918, difference: 2e-13, uncertainty: 1e-10, verdict: "match" },
  best: V[2],
  differences: V,
};

/** A page whose gradient has been witnessed. */
function witnessed(value = FOUND, patch = {}) {
  const shown = page("lecture", { at: 63, chosen: "dl_dz.2.0", ...patch });
  return { ...shown, witnessed: { about: witnessQuestion(shown).about, value, fault: null } };
}

const rowsOf = (shown) => all([witnesses(shown, "dl_dz.2.0")], (mark) => mark.attrs["data-witness"] !== undefined);

test("a gradient is witnessed once it is known and nothing moves", () => {
  const question = witnessQuestion(page("lecture", { at: 63, chosen: "dl_dz.2.0" }));
  assert.equal(question.path, "/api/witness");
  assert.equal(question.body.address, "dl_dz.2.0");
  assert.equal("learning_rate" in question.body, false);
  for (const patch of [{ at: 5 }, { goal: 63 }, { chosen: "z.1.0" }, { chosen: null, at: 0 }]) {
    assert.equal(witnessQuestion(page("lecture", { at: 63, chosen: "dl_dz.2.0", ...patch })), null);
  }
});

test("each witness says its number and whether it agrees", () => {
  const rows = rowsOf(witnessed());
  assert.deepEqual(rows.map(textOf), ["✓backpropagation−0.0457628918", "✓central difference−0.0457628918"]);
  const wrong = rowsOf(
    witnessed({ ...FOUND, central_difference: { ...FOUND.central_difference, verdict: "mismatch" } }),
  );
  assert.deepEqual(
    wrong.map((row) => textOf(row)[0]),
    ["✗", "✗"],
  );
  assert.equal(
    textOf(rowsOf(witnessed({ ...FOUND, central_difference: { ...FOUND.central_difference, verdict: "kink" } }))[1])[0],
    "–",
  );
});

test("opened, the difference shows its V", () => {
  assert.equal(all([witnesses(witnessed(), "dl_dz.2.0")], (mark) => mark.attrs.class === "plot").length, 0);
  const marks = [witnesses(witnessed(FOUND, { unfolded: "difference" }), "dl_dz.2.0")];
  assert.equal(all(marks, (mark) => String(mark.attrs.class).startsWith("error-point")).length, 5);
  const [best] = all(marks, (mark) => mark.attrs.class === "error-point best");
  assert.equal(best.key, "p0.00001");
});

test("the V is drawn on log scales: equal factors are equal ways", () => {
  const { points } = errorGeometry(V);
  const steps = points.slice(1).map((one, index) => points[index].x - one.x);
  for (const step of steps) assert.ok(Math.abs(step - steps[0]) < 1e-9);
  assert.ok(points[2].y > points[0].y && points[2].y > points[4].y, "the best error lies lowest");
});

test("an error of exactly 0 lies on the floor, and what is not finite is left out", () => {
  const { points } = errorGeometry([
    difference(1e-2, 1e-4),
    difference(1e-4, 0),
    { h: 1e-6, numeric: "NaN", difference: "NaN" },
  ]);
  assert.equal(points.length, 2);
  assert.ok(points[1].exact && points[1].y > points[0].y);
  assert.deepEqual(errorGeometry([difference(0.1, 0)]).errors, [-16, 0]);
});

test("the newest question counts, each is asked once, and a refusal is kept with its reason", async (t) => {
  const asked = server(t);
  const store = stepped(page("lecture", { at: 63, chosen: "dl_dz.2.0" }));
  followQuestion(store, "witnessed", witnessQuestion);
  store.set({ digits: 5 });
  store.frame();
  store.set({ digits: 6 });
  store.frame();
  assert.equal(asked.length, 1);
  store.set({ chosen: "dl_dz.1.0" });
  store.frame();
  assert.equal(asked.length, 2);
  assert.equal(asked[0].aborted(), true);
  asked[1].answer(200, FOUND);
  await settled();
  assert.equal(answerTo(store.get().witnessed, witnessQuestion(store.get())).value, FOUND);
  store.set({ chosen: "dl_dz.3.0" });
  assert.equal(answerTo(store.get().witnessed, witnessQuestion(store.get())), null);
  store.frame();
  asked[2].answer(422, refusal("limit-exceeded", "#/layers"));
  await settled();
  assert.equal(answerTo(store.get().witnessed, witnessQuestion(store.get())).fault.code, "limit-exceeded");
});

const UNDECIDED = {
  nonfinite: /a number here is too large for a double or has no value/,
  rounding: /rounding may move the difference by 1×10⁻¹⁰, too much to tell/,
  step: /within the step h the loss bends too much/,
};

test("what is undecided has a dash and says why", () => {
  for (const [reason, words] of Object.entries(UNDECIDED)) {
    const value = { ...FOUND, central_difference: { ...FOUND.central_difference, verdict: "undecided", reason } };
    assert.deepEqual(
      rowsOf(witnessed(value)).map((row) => textOf(row)[0]),
      ["–", "–"],
    );
    const [opened] = [witnesses(witnessed(value, { unfolded: "difference" }), "dl_dz.2.0")];
    assert.match(textOf(opened), words);
    assert.equal(all([opened], (mark) => mark.attrs.class === "witness undecided").length, 2);
  }
});

test("where no difference is a number there is no plot", () => {
  const value = {
    ...FOUND,
    backpropagation: "NaN",
    central_difference: {
      h: 6e-6,
      numeric: "NaN",
      difference: "NaN",
      uncertainty: "Infinity",
      verdict: "undecided",
      reason: "nonfinite",
    },
    best: { h: 0.1, numeric: "NaN", difference: "NaN" },
    differences: [],
  };
  const marks = [witnesses(witnessed(value, { unfolded: "difference" }), "dl_dz.2.0")];
  assert.deepEqual(
    rowsOf(witnessed(value)).map((row) => textOf(row)[0]),
    ["–", "–"],
  );
  assert.equal(all(marks, (mark) => mark.attrs.class === "plot").length, 0);
  assert.match(textOf(marks[0]), /Undecided: a number here is too large for a double/);
  assert.doesNotMatch(textOf(marks[0]), /error NaN/);
  assert.equal(textOf(rowsOf(witnessed(value))[1]), "–central difference–");
});

test("that a number is not printed is said only where the source prints numbers", () => {
  const { problem } = page("lecture");
  const preset = (numbers) => ({ id: "made", request: problem, cases: [{ id: "only", changes: {}, numbers }] });
  const left = (numbers) => {
    const example = preset(numbers);
    const shown = witnessed(FOUND, { preset: example, case: "only", problem: caseProblem(example, "only") });
    return all([witnesses(shown, "dl_dz.2.0")], ({ key }) => key === "published").length;
  };
  const other = { address: "z.1.0", after_updates: 0, printed: "4", verdict: "match", erratum: null };
  assert.equal(left([other]), 1);
  assert.equal(left([]), 0);
});
