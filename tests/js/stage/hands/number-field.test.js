import assert from "node:assert/strict";
import { test } from "node:test";
import { numberField } from "../../../../static/js/stage/hands/number-field.js";
import { all } from "../../pictures.js";
import { page } from "../../pages.js";

/** What a field for a weight has for typing a minus. */
function minus(touch, place) {
  const field = numberField(page("lecture", { touch }), "w.1.0.0", place, "weight");
  const [input] = all([field], ({ tag }) => tag === "input");
  return { keys: input.attrs.inputmode, flips: all([field], ({ attrs }) => attrs["data-flip"]).length };
}

test("a finger can type a minus: with a button, and in a table by the keys for text", () => {
  assert.deepEqual(minus(true, "stage"), { keys: "decimal", flips: 1 });
  assert.deepEqual(minus(true, "inspector"), { keys: "decimal", flips: 1 });
  assert.deepEqual(minus(true, "drawer"), { keys: "text", flips: 0 });
  assert.deepEqual(minus(false, "stage"), { keys: "decimal", flips: 0 });
});
