import assert from "node:assert/strict";
import { test } from "node:test";
import { valueAt } from "../../../static/js/network/address.js";
import { followAsked, litNumber, nextNumber } from "../../../static/js/state/asking.js";
import { stepsOf } from "../../../static/js/state/page.js";
import { hands } from "../hands.js";
import { page, sized } from "../pages.js";

/** A page that is asked at this place, with what comes after each state. */
function asked(patch = {}) {
  const hand = hands("lecture", { grain: "neuron", ...patch });
  followAsked(hand.store);
  hand.press("ask");
  return { ...hand, asked: () => hand.state().asked };
}

const exact = (shown, address) => valueAt(address, shown.answer.problem, shown.answer.trace);

test("the next number is the first one that the next step computes, in every grain", () => {
  const steps = stepsOf(page());
  for (const at of [0, 3, 12, 20, 40, 62])
    assert.deepEqual(nextNumber(page("lecture", { at })), { of: steps[at].writes[0], start: at, end: at + 1 });
  assert.equal(nextNumber(page("lecture", { at: 63 })), null);
  assert.deepEqual(nextNumber(page("lecture", { at: 2.4, grain: "operation" })), {
    of: steps[2].writes[0],
    start: 2,
    end: 3,
  });
  assert.deepEqual(nextNumber(page("lecture", { at: 0, grain: "layer" })), { of: "z.1.0", start: 0, end: 4 });
  assert.equal(nextNumber(page("lecture", { answer: null })), null);
  assert.equal(nextNumber(page("lecture", { problem: sized([2, 2, 1]).problem })), null, "its pass is still to come");
});

test("sign, size and value are asked for in turn, and each wrong answer is told", () => {
  const { press, change, state, asked: now } = asked({ at: 1 });
  assert.equal(now().of, "z.1.1");
  assert.equal(now().neighbour, "z.1.0");
  assert.equal(exact(state(), "z.1.1"), -2);
  press("ask-sign", "1");
  assert.deepEqual([now().stage, now().wrong], ["sign", "1"]);
  press("ask-sign", "-1");
  assert.deepEqual([now().stage, now().wrong], ["size", null]);
  assert.equal(litNumber(state()), "z.1.0");
  press("ask-size", "larger");
  assert.deepEqual([now().stage, now().wrong], ["size", "larger"]);
  press("ask-size", "smaller");
  assert.equal(now().stage, "value");
  change("ask-typing", "5");
  assert.equal(now().text, "5");
  press("ask-reveal");
  assert.equal(now(), null);
  assert.equal(state().goal, 2);
});

test("where no neighbour is known its size is not compared", () => {
  const { press, asked: now } = asked({ at: 0 });
  assert.deepEqual([now().of, now().neighbour], ["z.1.0", null]);
  press("ask-sign", "1");
  assert.equal(now().stage, "value");
});

test("a step on shows the number, at once where nothing moves", () => {
  for (const still of [false, true]) {
    const { press, state } = asked({ at: 5, still });
    press("on");
    assert.deepEqual([state().asked, still ? state().at : state().goal], [null, 6]);
  }
});

test("Escape leaves the question, and so does asking again", () => {
  for (const way of ["escape", "ask", "ask-leave"]) {
    const { press, state } = asked({ at: 5, chosen: "z.1.0" });
    press(way);
    assert.deepEqual([state().asked, state().at, state().chosen], [null, 5, "z.1.0"]);
  }
});

test("when time plays nothing is asked, and playing ends a question", () => {
  assert.equal(asked({ at: 5, playing: true, goal: 27 }).asked(), null);
  const { press, store, asked: now } = asked({ at: 5 });
  press("play");
  store.frame();
  assert.equal(now(), null);
});

test("what moves comes to its end before the next number is asked for", () => {
  const { state, asked: now } = asked({ at: 5.3, goal: 6 });
  assert.deepEqual([state().at, state().goal, now().start], [6, null, 6]);
});

test("in the middle of a step its beginning is gone back to", () => {
  const { state, asked: now } = asked({ at: 5.3 });
  assert.deepEqual([state().at, now().start, now().end], [5, 5, 6]);
});

test("the question goes with what it was about", () => {
  for (const patch of [
    { at: 3 },
    { sample: 0, answer: null },
    { view: "push" },
    { grain: "phase" },
    { problem: sized([2, 2, 1]).problem },
  ]) {
    const { store, asked: now } = asked({ at: 5 });
    assert.notEqual(now(), null);
    store.set(patch);
    store.frame();
    assert.equal(now(), null, JSON.stringify(Object.keys(patch)));
  }
  const { store, asked: now } = asked({ at: 5 });
  store.set({ view: "matrices", notation: "delta", digits: 6, drawer: "costs", hover: "x.0" });
  store.frame();
  assert.notEqual(now(), null, "how one looks at it is not what it is about");
  assert.equal(litNumber(store.get()), "x.0");
});

test("from the view of the push one comes back to the drawing", () => {
  const { state, asked: now } = asked({ at: 5, view: "push" });
  assert.equal(state().view, "both");
  assert.notEqual(now(), null);
});

test("of a zero everything is said with its sign", () => {
  const shown = page("dead-relu-frozen");
  const at = shown.answer.trace.steps.findIndex(({ writes: [of] }) => exact(shown, of) === 0);
  const { press, state, store } = hands("dead-relu-frozen", { at });
  followAsked(store);
  press("ask");
  press("ask-sign", "0");
  assert.equal(state().asked.stage, "answered");
});
