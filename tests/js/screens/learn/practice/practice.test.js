import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { valueAt } from "../../../../../static/js/network/address.js";
import { PRACTICE_KINDS, practiceQuestion } from "../../../../../static/js/network/practice.js";
import { afterText, beforeText } from "../../../../../static/js/screens/learn/order.js";
import {
  PRACTICE_ACTIONS,
  PRACTICE_CHANGES,
  answerPractice,
  followPractice,
} from "../../../../../static/js/screens/learn/practice/run.js";
import { TOLD_IN, practice } from "../../../../../static/js/screens/learn/practice/view.js";
import { practiceNow } from "../../../../../static/js/state/practice.js";
import { words } from "../../../answers.js";
import { stepped } from "../../../frames.js";
import { page, pageOf } from "../../../pages.js";
import { all, textOf } from "../../../pictures.js";
import { trace } from "../../../reference.js";

const SEED = 7;

/** The question as it has opened, and a hand for it. */
function opened(place, patch = {}) {
  const store = stepped(
    page("lecture", { screen: "learn", lesson: `practice.${SEED}.${place}`, arriving: true, ...patch }),
  );
  /** Until nothing more follows. */
  const settle = () => {
    while (store.waiting.length > 0) store.frame();
  };
  followPractice(store);
  settle();
  const { problem } = store.get();
  store.set({ answer: { problem, trace: trace(problem), sample: 0, drive: null, gains: null } });
  settle();
  return {
    store,
    settle,
    state: () => store.get(),
    now: () => practiceNow(store.get()),
    answer(text) {
      PRACTICE_CHANGES["practice-typing"](store, text, "", null);
      answerPractice(store);
    },
  };
}

const marks = (shown) => practice(shown).filter(Boolean);
const said = (shown) => marks(shown).map(textOf).join(" ");
const verdict = (shown) => textOf(all(marks(shown), ({ attrs }) => attrs.class === "own-verdict")[0]);

test("each question opens on its network, at the moment before its number is computed", () => {
  PRACTICE_KINDS.forEach((kind, index) => {
    const { state } = opened(index + 1);
    const { problem, of, before } = practiceQuestion(SEED, index + 1);
    const shown = state();
    assert.equal(shown.problem, problem, kind);
    assert.equal(shown.arriving, false);
    assert.ok(shown.answer.trace.steps[shown.at].writes.includes(before), kind);
    const done = shown.answer.trace.steps.slice(0, shown.at).flatMap(({ writes }) => writes);
    assert.equal(done.includes(of), kind === "dz_dw", `${kind}: only what comes in on a wire is there already`);
  });
});

test("a link that names a practice alone opens its first question", () => {
  assert.equal(opened(1, { lesson: `practice.${SEED}` }).state().lesson, `practice.${SEED}.1`);
});

test("right at once, right in the end, or shown before: that is told apart", () => {
  const { asked } = opened(2).now();
  const right = String(valueAt(asked.of, opened(2).state().problem, opened(2).state().answer.trace));
  const once = opened(2);
  once.answer(right);
  assert.equal(once.now().answered.outcome, "right");
  assert.match(verdict(once.state()), /^✓ Right\. Enter shows/);
  const twice = opened(2);
  twice.answer("99");
  assert.equal(twice.now().answered.outcome, null);
  assert.match(verdict(twice.state()), /^✗/);
  twice.answer(right);
  assert.equal(twice.now().answered.outcome, "helped");
  const never = opened(2, { still: true });
  PRACTICE_ACTIONS["practice-show"](never.store, "", null);
  assert.equal(never.now().answered.outcome, "missed");
  assert.equal(verdict(never.state()), "It was shown before it was answered.");
  assert.deepEqual(never.state().practised, { z: { asked: 1, right: 0 } });
});

test("a number that time has come to was shown, too", () => {
  const { store, now, state, settle } = opened(5);
  store.set({ at: state().at + 1 });
  settle();
  assert.equal(now().answered.outcome, "missed");
});

test("Enter answers, shows, and goes on", () => {
  const { store, state, now, answer } = opened(1, { still: true });
  const { asked } = now();
  const at = state().at;
  answer(String(valueAt(asked.of, asked.problem, state().answer.trace)));
  assert.deepEqual([now().answered.outcome, state().at], ["right", at]);
  answerPractice(store);
  assert.equal(state().at, at + 1);
  assert.equal(state().arrived.at, at + 1, "one has been led there");
  answerPractice(store);
  assert.equal(state().lesson, `practice.${SEED}.2`);
});

test("on another network nothing is judged, and one is led back", () => {
  const { store, state, now, answer } = opened(2);
  const other = structuredClone(state().problem);
  other.x[0][0] += 1;
  store.set({ problem: other, answer: { ...state().answer, problem: other, trace: trace(other) } });
  answer("1");
  assert.equal(now().answered.judged, null);
  assert.match(said(state()), /Another network is open/);
  assert.match(said(state()), /Back to the question/);
  store.set({ problem: structuredClone(now().asked.problem) });
  store.set({ answer: { ...state().answer, problem: state().problem, trace: trace(state().problem) } });
  assert.doesNotMatch(said(state()), /Another network/, "a link brings the same network as another object");
});

test("the end says what is mastered, and leads to where the lecture tells of the rest", () => {
  const answers = Object.fromEntries(
    PRACTICE_KINDS.map((_, index) => [
      index + 1,
      { text: "", judged: null, wrong: false, outcome: ["right", "helped", "missed"][index % 3] },
    ]),
  );
  const shown = page("lecture", {
    screen: "learn",
    lesson: "practice.7.end",
    practiceRun: { seed: 7, answers },
    contents: { language: "en", lessons: [{ name: "chapter-4", texts: [{ id: "sum", title: "What is {_z}?" }] }] },
  });
  assert.match(said(shown), /4 of 10 right at once/);
  const links = all(marks(shown), ({ attrs }) => attrs.class === "told").map(({ attrs }) => attrs["data-of"]);
  assert.deepEqual(
    links,
    PRACTICE_KINDS.filter((_, index) => index % 3 > 0).map((kind) => TOLD_IN[kind]),
  );
  assert.match(said(shown), /What is z\?/);
});

test("every kind has its words, and a text of the lecture that tells of it", () => {
  for (const kind of PRACTICE_KINDS) {
    for (const code of ["en", "zh-Hans", "zh-Hant"]) assert.ok(words(code)[`page.practice.kind.${kind}`], kind);
    const [lesson, id] = TOLD_IN[kind].split(".");
    const file = new URL(`../../../../../app/lessons/${lesson}/lesson.json`, import.meta.url);
    assert.ok(existsSync(file), lesson);
    assert.ok(
      JSON.parse(readFileSync(file, "utf8")).texts.some((text) => text.id === id),
      TOLD_IN[kind],
    );
  }
});

test("at the beginning stands what was practised, in the order of a pass", () => {
  const shown = page("lecture", {
    screen: "learn",
    lesson: "practice",
    practised: { a: { asked: 2, right: 1 }, z: { asked: 3, right: 3 } },
  });
  assert.match(
    said(shown),
    /the sum z3 of 3 right at once.*the activation a1 of 2 right at once.*Forget what was done/,
  );
  assert.doesNotMatch(said({ ...shown, practised: {} }), /Forget/);
});

test("one goes from question to question as from text to text", () => {
  const at = (lesson) => pageOf({ problem: page().problem, trace: page().answer.trace }, { lesson });
  assert.equal(afterText(at("practice.7.1")), "practice.7.2");
  assert.equal(afterText(at("practice.7.10")), "practice.7.end");
  assert.equal(afterText(at("practice.7.end")), null);
  assert.equal(beforeText(at("practice.7.1")), null);
  assert.equal(beforeText(at("practice.7.end")), "practice.7.10");
});

test("a seed is drawn for a new practice, and the same one can be done again", () => {
  const store = stepped(page("lecture", { screen: "learn", lesson: "practice" }));
  PRACTICE_ACTIONS["practice-new"](store, "", { random: () => 0.999999999 });
  assert.equal(store.get().lesson, "practice.999999.1");
  store.set({ practiceRun: { seed: 999_999, answers: {} }, lesson: "practice.999999.end" });
  PRACTICE_ACTIONS["practice-again"](store, "", null);
  assert.deepEqual([store.get().lesson, store.get().practiceRun], ["practice.999999.1", null]);
});
