import assert from "node:assert/strict";
import { test } from "node:test";
import {
  overshootsFrom,
  rates,
  ratesOfStep,
  ratesScale,
} from "../../../../../static/js/screens/explore/sections/rates.js";
import {
  RATE_PLACES,
  rateAt,
  ratesQuestion,
  reachFor,
  reachNow,
  reachesBeside,
  setRate,
} from "../../../../../static/js/server/questions/rates.js";
import { withNumber } from "../../../../../static/js/network/problem.js";
import { createStore } from "../../../../../static/js/state/store.js";
import { followEdits, undo } from "../../../../../static/js/state/undo.js";
import { page } from "../../../pages.js";
import { all, textOf } from "../../../pictures.js";

const END = 63;
const at = (patch = {}) => page("lecture", { at: END, drawer: "network", ...patch });

/** A parabola: L = 1 − 4η + 5η², which rises past 0.8. */
function parabola(question) {
  const loss = (rate) => 1 - 4 * rate + 5 * rate ** 2;
  const steps = question.body.rates.map((rate) => ({ learning_rate: rate, L: loss(rate), forecast: 1 - 4 * rate }));
  return { L: 1, slope: -4, steps };
}

test("the curve ends at 1, 2 or 5 of a power of ten, a little beyond the learning rate", () => {
  assert.deepEqual([0.06, 0.1, 0.11, 1, 3, 700].map(reachFor), [0.1, 0.1, 0.2, 1, 5, 1000]);
  assert.deepEqual(reachesBeside(1), [0.5, 1, 2]);
  assert.deepEqual(reachesBeside(0.2), [0.1, 0.2, 0.5]);
  const reach = (rate, rateReach = null) =>
    reachNow({ problem: { ...page().problem, learning_rate: rate }, rateReach });
  assert.deepEqual([reach(0.8), reach(0.9), reach(0), reach(0.8, 5), reach(7, 5)], [1, 2, 1, 5, 10]);
});

test("the question does not change with the learning rate as long as the curve does not", () => {
  const shown = at({ rateReach: 2 });
  const moved = withNumber(shown.problem, "learning_rate", 1.5);
  const other = { ...shown, problem: moved, answer: { ...shown.answer, problem: moved } };
  assert.deepEqual(ratesQuestion(shown).about, ratesQuestion(other).about);
  assert.ok(!("learning_rate" in ratesQuestion(shown).body));
  assert.equal(ratesQuestion(shown).body.rates.length, 41);
  for (const patch of [{ at: END - 1 }, { drawer: "costs" }, { answer: { ...shown.answer, drive: [1, 1] } }])
    assert.equal(ratesQuestion(at(patch)), null);
});

test("the handle changes the learning rate, and one drag is one change", () => {
  const store = createStore(at({ rateReach: 2 }), (tell) => tell());
  followEdits(store, () => 0);
  const { problem } = store.get();
  for (const place of [60, 61, 62]) setRate(store, place);
  assert.equal(store.get().problem.learning_rate, 0.62);
  assert.equal(store.get().past.length, 1);
  store.set({ problem: withNumber(store.get().problem, "w.1.0.0", 7) });
  setRate(store, 10);
  assert.equal(store.get().past.length, 3);
  for (const _ of [1, 2, 3]) undo(store);
  assert.equal(store.get().problem, problem);
  assert.equal(rateAt(1, RATE_PLACES), 1);
});

test("where the loss begins to rise is found between two rates", () => {
  const found = parabola(ratesQuestion(at({ rateReach: 1 })));
  assert.ok(Math.abs(overshootsFrom(found) - 0.8) < 0.01);
  assert.equal(overshootsFrom({ ...found, steps: found.steps.slice(0, 20) }), null);
  const broken = { ...found, steps: found.steps.map((step, n) => (n > 5 ? { ...step, L: "NaN" } : step)) };
  assert.equal(overshootsFrom(broken), found.steps[5].learning_rate);
});

test("the plot keeps the valley in sight, however far the curve climbs", () => {
  const found = { L: 1, slope: -4, steps: [1, 0.5, 1e9, "Infinity"].map((L, n) => ({ learning_rate: n / 3, L })) };
  const { x, y } = ratesScale(found, 1);
  assert.ok(y(0.5) - y(1) > 10);
  assert.ok(y(1e9) < 0);
  assert.deepEqual([x(0), x(1)], [8, 292]);
});

test("it is asked for at the end of the pass, and says which way the loss goes", () => {
  const early = rates(at({ at: 10 }));
  assert.equal(all([early], ({ attrs }) => attrs["data-of"] === String(END)).length, 1);
  const shown = at({ rateReach: 1 });
  const question = ratesQuestion(shown);
  const drawn = rates({ ...shown, rated: { about: question.about, value: parabola(question), fault: null } });
  assert.match(textOf(drawn), /L falls from 0\.4168 to 0\.3924/);
  assert.match(textOf(drawn), /Past η ≈ 0\.8 the step overshoots/);
  assert.equal(all([drawn], ({ attrs }) => attrs.class === "truth rises").length, 1);
  const handle = all([drawn], ({ tag }) => tag === "input")[0];
  assert.equal(handle.attrs.value, "100");
  assert.equal(rates({ ...shown, answer: { ...shown.answer, gains: [[1, 1]] } }), null);
});

test("a loss that stays is said to stay, and one that is not finite is compared with nothing", () => {
  const shown = at({ rateReach: 1 });
  const about = { about: ratesQuestion(shown).about, value: parabola(ratesQuestion(shown)), fault: null };
  const { trace } = shown.answer;
  const ending = (L, L_after) => {
    const answer = { ...shown.answer, trace: { ...trace, L, update: { ...trace.update, L_after } } };
    const value = { ...about.value, L };
    const page = { ...shown, answer };
    return rates({ ...page, rated: { ...about, about: ratesQuestion(page).about, value } });
  };
  assert.match(textOf(ending(0.5, 0.5)), /L stays 0\.5/);
  const infinite = ending("Infinity", "NaN");
  assert.match(textOf(infinite), /not finite/);
  assert.ok(!all([infinite], ({ attrs }) => String(attrs.y1).includes("NaN")).length);
});

test("no reach of the curve is too short to be a number", () => {
  for (const far of [0, 5e-324, 1e-310]) assert.ok(reachFor(far) > 0);
});

test("at the numbers of a step the curve is folded in the inspector, and asked for when it is unfolded", () => {
  const folded = at({ drawer: null });
  assert.equal(ratesQuestion(folded), null);
  assert.equal(all([ratesOfStep(folded, "L")], ({ tag }) => tag === "input").length, 0);
  const open = { ...folded, unfolded: "rates", rateReach: 1 };
  const question = ratesQuestion(open);
  const drawn = ratesOfStep({ ...open, rated: { about: question.about, value: parabola(question), fault: null } }, "L");
  assert.match(textOf(drawn), /The gradient is the slope at this point only/);
  assert.equal(all([drawn], ({ attrs }) => attrs["data-of"] === "overshoot").length, 1, "an example that overshoots");
  for (const address of ["w_new.1.0.0", "dL_db.1.0", "l"]) assert.ok(ratesOfStep(open, address));
  assert.equal(ratesOfStep(open, "z.1.0"), null);
  assert.equal(ratesOfStep({ ...open, drawer: "network" }, "L"), null, "the drawer has it");
});
