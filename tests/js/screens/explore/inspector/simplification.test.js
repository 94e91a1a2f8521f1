import assert from "node:assert/strict";
import { test } from "node:test";
import { simplification } from "../../../../../static/js/screens/explore/inspector/simplification.js";
import { page } from "../../../pages.js";
import { all, textOf } from "../../../pictures.js";

const { sample, problem } = page("softmax-batch");
const LAST = problem.layers.length;
const address = `dl_dz.${LAST}.0@${sample}`;
const part = (tex, of = null) => ({ tex, address: of, role: of ? "factor" : "operator" });
const line = (kind, ...parts) => ({ kind, parts: [part("G", address), part("="), ...parts] });
const STEPS = [
  {
    reason: "slopes",
    symbolic: line("symbolic", part("J", `da_dz.${LAST}.0.0`), part("g", `dl_da.${LAST}.0`)),
    numbers: line("numbers", part("0.2", `da_dz.${LAST}.0.0`), part("3", `dl_da.${LAST}.0`)),
  },
  {
    reason: "targets",
    symbolic: line("symbolic", part("y", `a.${LAST}.0`), part("-"), part("t", "t.0")),
    numbers: line("numbers", part("0.5", `a.${LAST}.0`), part("-"), part("1", "t.0")),
  },
];

function shown(patch = {}, found = STEPS) {
  const now = page("softmax-batch", { at: 999, chosen: address, ...patch });
  const explanations = new Map([
    [address, { of: now.answer, notation: "lecture", lines: [], simplification: found, texts: {} }],
  ]);
  return simplification({ ...now, explanations }, address);
}
const reasons = (mark) => all([mark], ({ attrs }) => attrs.class === "reason").map(textOf);

test("the steps stand one after the other, each with its reason, the shortest formula before them", () => {
  const drawn = shown();
  assert.match(reasons(drawn)[0], /^Its row of J/);
  assert.match(reasons(drawn)[1], /output minus target/);
  const end = all([drawn], ({ key }) => key === "end")[0];
  const chosen = all([end], ({ attrs }) => attrs["data-choose"]).map(({ attrs }) => attrs["data-choose"]);
  assert.deepEqual(chosen, [`a.${LAST}.0`, "t.0", `a.${LAST}.0`, "t.0"], "in symbols and in numbers");
  assert.equal(all([drawn], ({ key }) => key === "result").length, 2, "at the beginning and at the end");
});

test("what is not known yet is withheld, and a number without steps has none", () => {
  const early = shown({ at: 0 });
  assert.equal(all([early], ({ key }) => key === "result").length, 0);
  assert.ok(all([early], ({ attrs }) => attrs.class === "withheld").length > 0);
  assert.equal(shown({}, []), null);
});
