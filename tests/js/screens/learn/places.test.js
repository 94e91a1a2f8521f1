import assert from "node:assert/strict";
import { test } from "node:test";
import { hasAll, resolved, timeIn } from "../../../../static/js/screens/learn/places.js";
import { stepsOf } from "../../../../static/js/state/page.js";
import { page, pageOf, sized } from "../../pages.js";

const deep = sized([3, 2, 4, 1]);
const flat = sized([2, 1]);

test("letters are layers: the first, the last hidden one, and the output", () => {
  const of = (template) => resolved(template, deep.problem);
  assert.deepEqual(["z.F.0", "z.H.3", "z.O.0"].map(of), ["z.1.0", "z.2.3", "z.3.0"]);
  assert.deepEqual(["w.O.0.1", "dl_dw.F.1.2", "da_dz.H.0"].map(of), ["w.3.0.1", "dl_dw.1.1.2", "da_dz.2.0"]);
});

test("an index that is too large is the last one", () => {
  const of = (template) => resolved(template, deep.problem);
  assert.deepEqual(["b.O.999", "x.7", "t.1", "w.F.9.9"].map(of), ["b.3.0", "x.2", "t.0", "w.1.1.2"]);
});

test("a network without hidden layers has none of theirs", () => {
  assert.equal(resolved("z.H.0", flat.problem), null);
  assert.equal(resolved("z.2.0", flat.problem), "z.1.0", "a layer by its number is at most the last");
  assert.equal(resolved("no address", flat.problem), null);
});

test("what differs between samples is that of the one that is shown", () => {
  assert.equal(resolved("z.F.0", deep.problem, 2), "z.1.0@2");
  assert.equal(resolved("w.F.0.0", deep.problem, 2), "w.1.0.0");
});

test("a time is the start, the end, or before or after a phase or a number", () => {
  const shown = page("lecture");
  const steps = stepsOf(shown);
  const of = (time) => timeIn(shown, time);
  assert.deepEqual([of("start"), of("end")], [0, steps.length]);
  assert.equal(
    of("before backward"),
    steps.findIndex(({ phase }) => phase === "backward"),
  );
  assert.equal(of("after forward"), steps.findLastIndex(({ phase }) => phase === "forward") + 1);
  const z = steps.findIndex(({ writes }) => writes.includes("z.1.0"));
  assert.deepEqual([of("before z.F.0"), of("after z.F.0")], [z, z + 1]);
  assert.equal(of("before nothing.at.all"), 0);
  assert.equal(timeIn(pageOf(flat), "before z.H.0"), 0, "a layer that there is not");
});

test("what a text needs of a network", () => {
  const { problem } = deep;
  const both = sized([2, 2, 2, 2]).problem;
  assert.equal(hasAll([], flat.problem), true);
  assert.equal(hasAll(["hidden", "two-hidden"], problem), true);
  assert.equal(hasAll(["hidden"], flat.problem), false);
  assert.equal(hasAll(["hidden", "two-outputs"], problem), false);
  assert.equal(hasAll(["hidden", "two-outputs"], both), true);
  assert.equal(hasAll(["two-samples"], both), false);
  assert.equal(hasAll(["two-samples"], { ...both, x: [...both.x, ...both.x] }), true);
  assert.equal(hasAll(["example"], both), false, "what is told of one example is told on that alone");
  assert.equal(timeIn(pageOf(flat), "after dl_dz.O.0") > 0, true);
});
