import assert from "node:assert/strict";
import { test } from "node:test";
import { column } from "../../../../static/js/screens/learn/column.js";
import { setBy } from "../../../../static/js/state/lesson.js";
import { page } from "../../pages.js";

const texts = [
  { id: "one", at: "start", numbers: { n: "x.0", later: "z.F.0" }, symbols: { w: "w.F.0.0" } },
  {
    id: "two",
    at: "start",
    task: { noticed: { kind: "opened", section: "costs" } },
    formulas: [{ of: "z.F.0", line: "symbolic" }],
    asks: ["why"],
  },
];
const words = {
  title: "First",
  "one.title": "What is {_z}?",
  "one.text": "The **input** is {n}, the weight {w}, and {later} comes.",
  "two.title": "Cost",
  "two.text": "Nothing.",
  "two.task": "Open it.",
  "two.done": "So it is.",
};
const contents = {
  language: "en",
  lessons: [
    { name: "chapter-1", title: "First", texts: texts.map(({ id }) => ({ id, title: words[`${id}.title`] })) },
    { name: "questions", title: "Asked", texts: [{ id: "why", title: "Why?" }] },
  ],
};
const course = { language: "en", name: "chapter-1", words, texts };
const open = (text, patch = {}) => {
  const shown = page("lecture", { screen: "learn", lesson: `chapter-1.${text}`, contents, course, ...patch });
  return { ...shown, arrived: setBy(shown) };
};

/** All marks of a picture, one after another. */
const all = (mark) => (typeof mark === "string" ? [] : [mark, ...mark.children.flatMap(all)]);
const marksOf = (shown) => column(shown).flatMap((mark) => (mark ? all(mark) : []));
const written = (mark) => (typeof mark === "string" ? mark : mark.children.map(written).join(""));
const does = (shown) => marksOf(shown).flatMap(({ attrs }) => (attrs["data-do"] ? [attrs["data-do"]] : []));

test("a text has its numbers and letters as buttons, and holds back what is not computed yet", () => {
  const marks = marksOf(open("one"));
  const text = marks.find(({ attrs }) => attrs.class === "lesson-text");
  assert.match(written(text), /^The input is 1, the weight w.*, and .* comes\.$/);
  const terms = all(text).filter(({ attrs }) => String(attrs.class).startsWith("term"));
  assert.deepEqual(
    terms.map(({ attrs }) => attrs["data-choose"]),
    ["x.0", "w.1.0.0", "z.1.0"],
  );
  assert.equal(
    all(terms[2]).some(({ attrs }) => attrs.class === "withheld"),
    true,
  );
  assert.match(terms[2].attrs["aria-label"], /not computed yet/);
});

test("the title can be given the focus, and says where in the lecture it stands", () => {
  const marks = marksOf(open("one"));
  const { attrs } = marks.find(({ tag }) => tag === "h2");
  assert.deepEqual([attrs.tabindex, attrs["data-lesson"]], ["-1", "chapter-1.one"]);
  const where = marks.find((mark) => mark.attrs.id === attrs["aria-describedby"]);
  assert.equal(written(where), "Chapter 1 of 1 · First · 1 of 2");
});

test("a section that is to be opened has a button, since the rail has given its place to the lesson", () => {
  const button = (shown) => marksOf(shown).find(({ attrs }) => attrs["data-do"] === "drawer");
  assert.equal(button(open("two")).attrs["data-of"], "costs");
  assert.equal(button(open("two")).attrs["aria-expanded"], "false");
  assert.equal(button(open("two", { drawer: "costs" })).attrs["aria-expanded"], "true");
});

test("what was seen is said once the task is done", () => {
  const seen = (shown) => written(marksOf(shown).find(({ attrs }) => attrs.class === "seen"));
  assert.equal(seen(open("two")), "");
  assert.equal(seen(open("two", { done: ["chapter-1.two"] })), "Done. So it is.");
});

test("the way back is offered to who has wandered, and on and back where there is something", () => {
  const ways = (shown) => does(shown).filter((name) => /^lesson-(on|back|return)$/.test(name));
  assert.deepEqual(ways(open("one")), ["lesson-on"]);
  assert.deepEqual(ways(open("two")), ["lesson-back"]);
  assert.deepEqual(ways({ ...open("one"), at: 3 }), ["lesson-on", "lesson-return"]);
});

test("a formula is on its way until it is explained, and one that there is not leaves no gap", () => {
  const coming = (shown) => marksOf(shown).filter(({ attrs }) => attrs.class === "coming").length;
  assert.equal(coming(open("two")), 1);
  const explanation = /** @type {any} */ ({ lines: [{ kind: "numbers", parts: [] }] });
  assert.equal(coming(open("two", { explanations: new Map([["z.1.0", explanation]]) })), 0);
});

test("a lesson that did not come can be asked for again, and one that is coming is said to be", () => {
  assert.deepEqual(does(open("one", { missing: "course" })), ["lesson-again"]);
  assert.match(written(column(open("one", { course: null }))[0]), /on its way/);
});
