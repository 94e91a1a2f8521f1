import assert from "node:assert/strict";
import { test } from "node:test";
import { afterText, beforeText, chaptersOf } from "../../../../static/js/screens/learn/order.js";

const lesson = (name, ...ids) => ({ name, title: name, texts: ids.map((id) => ({ id, title: id })) });
const contents = {
  language: "en",
  lessons: [lesson("chapter-1", "a", "b"), lesson("chapter-2", "c"), lesson("questions", "q", "r")],
};
const at = (name) => /** @type {any} */ ({ contents, lesson: name });

test("texts follow one another through a chapter and into the next", () => {
  assert.deepEqual(
    ["chapter-1.a", "chapter-1.b", "chapter-2.c"].map((name) => afterText(at(name))),
    ["chapter-1.b", "chapter-2.c", null],
  );
  assert.deepEqual(
    ["chapter-1.a", "chapter-1.b", "chapter-2.c"].map((name) => beforeText(at(name))),
    [null, "chapter-1.a", "chapter-1.b"],
  );
});

test("questions follow one another, and no chapter follows them", () => {
  assert.deepEqual([afterText(at("questions.q")), afterText(at("questions.r"))], ["questions.r", null]);
  assert.equal(beforeText(at("questions.q")), null);
});

test("where no text is open there is none beside it", () => {
  for (const name of ["questions", "chapter-9.gone", null])
    assert.deepEqual([afterText(at(name)), beforeText(at(name))], [null, null]);
  assert.equal(afterText(/** @type {any} */ ({ contents: null, lesson: "chapter-1.a" })), null);
  assert.deepEqual(
    chaptersOf({ contents: /** @type {any} */ (contents) }).map(({ name }) => name),
    ["chapter-1", "chapter-2"],
  );
});
