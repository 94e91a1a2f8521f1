import assert from "node:assert/strict";
import { test } from "node:test";
import { followSigns, presentSign, signSeconds } from "../../../../static/js/screens/explore/signs.js";
import { legend } from "../../../../static/js/screens/explore/legend.js";
import { createStore } from "../../../../static/js/state/store.js";
import { stepsOf, unitsOf } from "../../../../static/js/state/page.js";
import { textOf } from "../../pictures.js";
import { page, pageOf } from "../../pages.js";
import { reluHomework } from "../../problems.js";
import { trace } from "../../reference.js";
import { words } from "../../answers.js";
import { wordsIn } from "../../../../static/js/language/letters.js";
import { playingTime, restSeconds } from "../../../../static/js/time/pace.js";
import { turningPoints } from "../../../../static/js/time/turning-points.js";

/** The signs that are explained while one steps through an answer. */
function walked(shown) {
  const store = createStore(shown, (tell) => tell());
  followSigns(store);
  return unitsOf(shown).map(({ end }) => {
    store.set({ at: end });
    return presentSign(store.get())?.name ?? null;
  });
}

const said = (names) => names.filter((name) => name !== null);

test("nothing is explained before the first step", () => {
  assert.equal(presentSign(page("lecture", { at: 0 })), null);
});

test("each sign of the lecture's network is explained once, where its phase has it", () => {
  const names = walked(page("lecture", { grain: "neuron" }));
  assert.deepEqual(said(names), ["forward", "negative", "pulse", "ring", "lock", "backward", "strength", "amplifier"]);
  const steps = stepsOf(page("lecture"));
  assert.equal(steps[names.indexOf("backward")].phase, "backward");
  assert.equal(steps[names.indexOf("amplifier")].quantity, "dl_dz");
});

test("a softmax layer has its J explained, and a dead neuron its shut amplifier", () => {
  const shut = walked(page("dead-relu-frozen"));
  assert.equal(said(shut).filter((name) => name === "shut").length, 1);
  assert.ok(said(walked(page("softmax-batch"))).includes("jacobian"));
  assert.ok(!said(walked(page("lecture"))).includes("jacobian"));
});

test("an amplifier that is shut in another sample alone is not explained as shut", () => {
  const dead = reluHomework({ dead: true });
  const problem = { ...dead, x: [...dead.x, [3, 3]], target: [[1], [1]] };
  const names = [0, 1].map((sample) => said(walked(pageOf({ problem, trace: trace(problem), sample }, { sample }))));
  assert.deepEqual(
    names.map((all) => all.includes("shut")),
    [true, false],
  );
});

test("going back shows a sign at its own step and nowhere else", () => {
  const shown = page("lecture");
  const store = createStore(shown, (tell) => tell());
  followSigns(store);
  for (const { end } of unitsOf(shown)) store.set({ at: end });
  store.set({ at: 1 });
  assert.equal(presentSign(store.get()).name, "forward");
  store.set({ at: 12 });
  assert.equal(presentSign(store.get()), null);
});

test("another pass through a changed network explains nothing again", () => {
  const shown = page("lecture");
  const store = createStore(shown, (tell) => tell());
  followSigns(store);
  for (const { end } of unitsOf(shown)) store.set({ at: end });
  const { answer } = shown;
  store.set({
    answer: { ...answer, problem: { ...answer.problem }, trace: { ...answer.trace, steps: [...answer.trace.steps] } },
  });
  for (const { end } of unitsOf(shown)) {
    store.set({ at: end });
    assert.equal(presentSign(store.get()), null, `at ${end}`);
  }
});

test("only signs that the view draws are explained, and none to an audience", () => {
  assert.ok(!said(walked(page("lecture", { view: "forward" }))).includes("amplifier"));
  assert.ok(!said(walked(page("lecture", { view: "backward" }))).includes("pulse"));
  for (const patch of [{ view: "text" }, { view: "matrices" }, { view: "push" }, { present: true }])
    assert.deepEqual(said(walked(page("lecture", patch))), []);
});

test("where nothing moves, what travels is not explained", () => {
  const names = said(walked(page("lecture", { still: true })));
  assert.ok(names.includes("negative") && !names.includes("pulse") && !names.includes("ring"));
});

test("a sign takes the time to be read, and its absence none", () => {
  assert.ok(signSeconds(page("lecture", { at: 1 })) > 1);
  assert.equal(signSeconds(page("lecture", { at: 0 })), 0);
});

test("whatever is explained stands in the legend", () => {
  const { t } = page();
  const words = textOf(legend(t));
  for (const name of ["lecture", "dead-relu-frozen", "softmax-batch"])
    for (const sign of said(walked(page(name)))) assert.ok(words.includes(t(`page.legend.${sign}`)), sign);
});

for (const language of ["en", "zh-Hans", "zh-Hant"])
  test(`played for the first time, with its signs explained, the lecture takes less than two minutes in ${language}`, () => {
    const shown = page("lecture", { grain: "guided", language, t: wordsIn(words(language), "lecture") });
    const store = createStore(shown, (tell) => tell());
    followSigns(store);
    let seconds = playingTime(shown);
    for (const unit of unitsOf(shown)) {
      store.set({ at: unit.end });
      const [alone, explained] = [0, signSeconds(store.get())].map((aside) => restSeconds(store.get(), unit, aside));
      // Where playing waits for whoever watches, it has no rest of its own.
      seconds += turningPoints(shown).includes(unit.end) ? -alone : explained - alone;
    }
    assert.ok(seconds > 100 && seconds < 120, String(seconds));
  });
