import assert from "node:assert/strict";
import { test } from "node:test";
import { timeline } from "../../../static/js/time/timeline.js";
import { answerValue } from "../../../static/js/state/asking.js";
import { hands } from "../hands.js";
import { all, textOf } from "../pictures.js";
import { page } from "../pages.js";

const drawn = (shown) => timeline(shown).filter(Boolean);
const words = (shown) => drawn(shown).map(textOf).join(" ");
const status = (shown) => textOf(all(drawn(shown), ({ attrs }) => attrs.class === "asked-verdict")[0]);

/** A page on which the value of ∂l/∂z²₁ is asked for. */
function valueOf(of, at, patch = {}) {
  const hand = hands("lecture", { grain: "neuron", at, ...patch });
  hand.press("ask");
  assert.equal(hand.state().asked.of, of);
  hand.store.set({ asked: { ...hand.state().asked, stage: "value" } });
  return (text) => {
    hand.change("ask-typing", text);
    answerValue(hand.store);
    return status(hand.state());
  };
}

const at = (of) => page().answer.trace.steps.findIndex(({ writes }) => writes[0] === of);

test("the question stands in the place of the sentence and does not say the number", () => {
  const before = page("lecture", { at: at("dl_dz.2.0") });
  const { press, state, store } = hands("lecture", { at: at("dl_dz.2.0") });
  assert.ok(all(drawn(before), ({ attrs }) => attrs["data-do"] === "ask").length === 1);
  press("ask");
  for (const stage of ["sign", "size", "value"]) {
    store.set({ asked: { ...state().asked, stage } });
    assert.equal(all(drawn(state()), ({ attrs }) => attrs.id === "sentence").length, 0);
    assert.doesNotMatch(words(state()), /0\.0457|0\.046/);
  }
  assert.match(words(state()), /How large is ∂l\/∂z²₁\? Rounded to 2 significant digits\./);
  assert.match(words({ ...state(), digits: 1 }), /Rounded to 1 significant digit\./);
});

test("the neighbour is named with its value", () => {
  const { press, state } = hands("lecture", { at: at("dl_dz.2.0"), grain: "neuron" });
  press("ask");
  press("ask-sign", "-1");
  assert.match(words(state()), /neighbour ∂l\/∂z³₁ = −0\.09028\?/);
  assert.equal(status(state()), "✓ Right: ∂l/∂z²₁ < 0.");
  press("ask-size", "larger");
  assert.match(status(state()), /^✗ Leave the signs aside/);
  press("ask-size", "smaller");
  assert.equal(status(state()), "✓ Right: |∂l/∂z²₁| < |∂l/∂z³₁|.");
});

test("a wrong value that a usual slip makes is told with the reason", () => {
  const gradient = valueOf("dl_dz.2.0", at("dl_dz.2.0"));
  assert.equal(gradient("−0.39"), "✗ That comes out without the slope: the factor σ′(z²₁) is missing.");
  assert.equal(gradient("0.046"), "✗ The right size with the wrong sign.");
  assert.match(gradient("7"), /^✗ What comes back is multiplied by the slope/);
  assert.match(gradient("−0.045"), /^✗ Close/);
  assert.equal(gradient("?"), "That is not one number.");
  assert.equal(gradient("-0.046"), "✓ Right.");
  assert.equal(valueOf("z.1.0", 0)("3"), "✗ The bias b¹₁ was left out.");
  assert.equal(valueOf("a.1.0", 2)("4"), "✗ That is z¹₁, which has still to pass the curve to become a¹₁.");
});

test("sent again, a right value is shown", () => {
  const hand = hands("lecture", { at: 0, still: true });
  hand.press("ask");
  hand.store.set({ asked: { ...hand.state().asked, stage: "value" } });
  hand.change("ask-typing", "4");
  answerValue(hand.store);
  assert.equal(hand.state().asked.stage, "answered");
  answerValue(hand.store);
  assert.deepEqual([hand.state().asked, hand.state().at], [null, 1]);
});

test("at the end there is nothing to ask, and while time plays the button rests", () => {
  const button = (patch) => all(drawn(page("lecture", patch)), ({ attrs }) => attrs["data-do"] === "ask")[0];
  assert.equal(button({ at: 63 }), undefined);
  assert.equal(button({ at: 5, playing: true, goal: 63 }).attrs.disabled, true);
  assert.equal(button({ at: 5 }).attrs.disabled, false);
});
