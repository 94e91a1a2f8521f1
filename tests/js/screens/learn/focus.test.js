import assert from "node:assert/strict";
import { test } from "node:test";
import { createFocus } from "../../../../static/js/screens/learn/focus.js";

/** A column with a button, a title and what stands in the index; what has the focus, and where it was put. */
function world({ pressed = true } = {}) {
  const document = { body: { name: "body" }, activeElement: null, defaultView: null };
  document.defaultView = { navigator: { userActivation: { hasBeenActive: pressed } } };
  document.activeElement = document.body;
  const part = (name) => ({ name, focus: () => (document.activeElement = part(name)) });
  const inside = new Set(["title", "search", "question", "button"]);
  const column = {
    ownerDocument: document,
    contains: ({ name }) => inside.has(name),
    querySelector: (selector) => part(selector.startsWith("[") ? "question" : column.index ? "search" : "title"),
    index: false,
  };
  const focus = createFocus(/** @type {any} */ (column));
  const texts = [{ id: "a" }, { id: "b" }, { id: "q" }];
  return {
    hold: (name) => (document.activeElement = part(name)),
    lose: () => (document.activeElement = document.body),
    where: () => document.activeElement.name,
    before: () => focus.beforeDrawing(),
    /** @param {string} lesson */
    draw(lesson) {
      column.index = lesson === "questions";
      focus.follow(/** @type {any} */ ({ lesson, course: { name: lesson.split(".")[0], texts } }));
    },
  };
}

test("a text that is opened takes the focus to its title, and only then", () => {
  const { draw, hold, where } = world();
  draw("chapter-1.a");
  assert.equal(where(), "title");
  hold("elsewhere");
  draw("chapter-1.a");
  assert.equal(where(), "elsewhere", "the same text was drawn again");
  draw("chapter-1.b");
  assert.equal(where(), "title");
});

test("a text that is not there yet takes nothing, and its title later", () => {
  const { draw, hold, where } = world();
  hold("elsewhere");
  draw("chapter-1.gone");
  assert.equal(where(), "elsewhere");
  draw("chapter-1.a");
  assert.equal(where(), "title");
});

test("a page that has just come leaves the focus where it is", () => {
  const { draw, where } = world({ pressed: false });
  draw("chapter-1.a");
  assert.equal(where(), "body");
});

test("the focus of a button that is gone goes to the title, and that of one elsewhere is not touched", () => {
  const { draw, hold, lose, before, where } = world();
  draw("chapter-1.a");
  hold("button");
  before();
  lose();
  draw("chapter-1.a");
  assert.equal(where(), "title");
  hold("elsewhere");
  before();
  lose();
  draw("chapter-1.a");
  assert.equal(where(), "body");
});

test("the index of the questions takes the focus to the one that one comes from, else to its search", () => {
  const { draw, hold, lose, before, where } = world();
  draw("questions.q");
  before();
  lose();
  draw("questions");
  assert.equal(where(), "question");
  const other = world();
  other.hold("button");
  other.before();
  other.draw("questions");
  assert.equal(other.where(), "button", "the button that opened it is still there");
  hold("elsewhere");
});
