import assert from "node:assert/strict";
import { test } from "node:test";
import { opening, shortOpening } from "../../../../../static/js/screens/explore/inspector/opening.js";
import { NOTATIONS } from "../../../../../static/js/language/notation.js";
import { lettersOf } from "../../../../../static/js/language/letters.js";
import { all, textOf } from "../../../pictures.js";
import { page } from "../../../pages.js";

const buttons = (marks) => all(marks, ({ tag }) => tag === "button").map(({ attrs }) => attrs["data-do"]);

test("the beginning has one thing to press first, and a step as the second", () => {
  assert.deepEqual(buttons(opening(page(), null)), ["tour", "on", "push", "lesson", "lesson"]);
  assert.deepEqual(buttons([shortOpening(page())]), ["tour", "on"]);
  const primary = all(opening(page(), null), ({ attrs }) => /\bprimary\b/.test(attrs.class));
  assert.deepEqual(
    primary.map(({ attrs }) => attrs["data-do"]),
    ["tour"],
  );
});

test("it says what one will have understood, in the letters of the page", () => {
  for (const notation of NOTATIONS) {
    const { _dl_dz, _z } = lettersOf(notation);
    for (const marks of [opening(page("lecture", { notation }), null), [shortOpening(page("lecture", { notation }))]]) {
      const [formula] = all(marks, ({ attrs }) => attrs.class === "goal-formula");
      assert.equal(textOf(formula), `${_dl_dz} = σ′(${_z}) [w₃ ${_dl_dz}′ + w₄ ${_dl_dz}″]`);
    }
  }
});

test("a finger is told of no key", () => {
  const keys = (touch) => all(opening(page("lecture", { touch }), null), ({ tag }) => tag === "kbd").length;
  assert.equal(keys(false), 1);
  assert.equal(keys(true), 0);
});
