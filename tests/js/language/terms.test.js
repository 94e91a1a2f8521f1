import assert from "node:assert/strict";
import { test } from "node:test";
import { termsIn, withoutTerms } from "../../../static/js/language/terms.js";

test("a text is cut at its terms", () => {
  assert.deepEqual(termsIn("not [[error|the difference]], and [[delta|{_dl_dz}]]"), [
    { term: null, text: "not " },
    { term: "error", text: "the difference" },
    { term: null, text: ", and " },
    { term: "delta", text: "{_dl_dz}" },
  ]);
  assert.deepEqual(termsIn("[[key|钥匙]]"), [{ term: "key", text: "钥匙" }]);
  assert.deepEqual(termsIn(""), []);
});

test("what only looks like a term stays as it is", () => {
  for (const text of ["[[1, 2], [3, 4]]", '[["b"], []]', "[[KEY|x]]", "[[key]]", "[key|x]"])
    assert.deepEqual(termsIn(text), [{ term: null, text }]);
});

test("the words alone can be had", () => {
  assert.equal(withoutTerms("the [[gradient|slope]] of [[loss|{_l}]]."), "the slope of {_l}.");
});
