import assert from "node:assert/strict";
import { test } from "node:test";
import {
  isWandered,
  newLearn,
  openLesson,
  ownNetwork,
  partsOf,
  setBy,
  showScreen,
  textOf,
} from "../../../static/js/state/lesson.js";
import { caseProblem } from "../../../static/js/network/worked-example.js";
import { withNumber } from "../../../static/js/network/problem.js";
import { stepped } from "../frames.js";
import { page, preset } from "../pages.js";

const lecture = preset("lecture");
const open = (patch = {}) =>
  page("lecture", { example: "lecture", preset: lecture, problem: caseProblem(lecture, null), ...patch });
const arrived = (patch = {}) => {
  const shown = open({ screen: "learn", lesson: "chapter-1.what", ...patch });
  return { ...shown, arrived: setBy(shown) };
};

test("a text's name has the lesson's and its own", () => {
  assert.deepEqual(partsOf("chapter-5.two-ways"), { lesson: "chapter-5", text: "two-ways" });
  assert.deepEqual(partsOf("questions"), { lesson: "questions", text: "" });
  assert.deepEqual(partsOf(null), { lesson: "", text: "" });
});

test("the text that is open is one of the lesson that was fetched", () => {
  const course = { language: "en", name: "chapter-1", words: {}, texts: [{ id: "what", at: "start" }] };
  assert.equal(textOf(open({ lesson: "chapter-1.what", course })), course.texts[0]);
  for (const lesson of ["chapter-1.gone", "chapter-2.what", "questions", null])
    assert.equal(textOf(open({ lesson, course })), null, String(lesson));
});

test("who changes what a text has set has wandered, and who has not is there", () => {
  assert.equal(isWandered(arrived()), false);
  for (const patch of [
    { at: 3 },
    { view: "push" },
    { chosen: "l" },
    { drawer: "costs" },
    { sample: 1 },
    { drive: [1, 0] },
    { problem: withNumber(lecture.request, "x.0", 2) },
  ])
    assert.equal(isWandered({ ...arrived(), ...patch }), true, JSON.stringify(Object.keys(patch)));
  for (const patch of [{ grain: "phase" }, { zoom: 2 }, { speed: 4 }, { language: "zh-Hans" }, { hover: "l" }])
    assert.equal(isWandered({ ...arrived(), ...patch }), false, JSON.stringify(Object.keys(patch)));
});

test("who is on the way to the moment of a text, or is still being led there, has not wandered", () => {
  const there = arrived({ at: 5 });
  assert.equal(isWandered({ ...there, at: 2.5, goal: 5 }), false);
  assert.equal(isWandered({ ...there, at: 2.5, goal: 3 }), true);
  assert.equal(isWandered({ ...there, at: 2, arriving: true }), false);
  assert.equal(isWandered({ ...there, arrived: null }), true, "a link that led elsewhere");
});

test("the reader's network is the one that is open, until a lesson has opened another", () => {
  const made = open({ preset: null, example: null, name: "mine", problem: withNumber(lecture.request, "x.0", 2) });
  const own = ownNetwork(made);
  assert.deepEqual([own.problem, own.example, own.name], [made.problem, null, "mine"]);
  const opened = caseProblem(lecture, null);
  const lent = open({ lent: { opened, own }, origin: { problem: opened } });
  assert.equal(ownNetwork(lent), own);
  const edited = { ...lent, problem: withNumber(opened, "x.0", 3) };
  assert.equal(ownNetwork(edited), own, "what was done to the lesson's network does not make it one's own");
  const another = { ...edited, origin: { problem: edited.problem } };
  assert.equal(ownNetwork(another).problem, edited.problem, "what was opened since is");
});

test("a tab opens a lesson once, and on a network that somebody has made", () => {
  const tab = (patch, screen = "learn") => {
    const store = stepped(open({ ...newLearn(), ...patch }));
    showScreen(store, screen);
    const { arriving, onOwn, screen: shown } = store.get();
    return [shown, arriving, onOwn];
  };
  assert.deepEqual(tab({}), ["learn", true, false]);
  assert.deepEqual(tab({}, "explore"), ["explore", false, false]);
  assert.deepEqual(tab({ arrived: setBy(open()) }), ["learn", false, false], "it is open already");
  const edited = withNumber(caseProblem(lecture, null), "x.0", 2);
  assert.deepEqual(tab({ problem: edited }), ["learn", true, true]);
  assert.deepEqual(tab({ preset: null, example: null }), ["learn", true, true]);
  assert.deepEqual(tab({ problem: edited, arrived: setBy(open()) }), ["learn", false, false]);
});

test("opening a text closes what would cover it, and asks again for what did not come", () => {
  const store = stepped(open({ dialog: "help", sheet: true, missing: "course" }));
  openLesson(store, "questions.why-sum");
  const { screen, lesson, arriving, missing, dialog, sheet } = store.get();
  assert.deepEqual(
    [screen, lesson, arriving, missing, dialog, sheet],
    ["learn", "questions.why-sum", true, null, null, false],
  );
});
