import assert from "node:assert/strict";
import { test } from "node:test";
import { hintOf, neighbourOf, signOf, toleranceOf, verdictOn } from "../../../static/js/network/asked.js";
import { valueAt } from "../../../static/js/network/address.js";
import { words } from "../answers.js";
import { lecture, softmaxBatch } from "../problems.js";
import { trace } from "../reference.js";

const passOf = (problem, sample = 0) => ({ problem, trace: trace(problem), sample });
const LECTURE = passOf(lecture());
const exact = valueAt("dl_dz.2.0", LECTURE.problem, LECTURE.trace);

test("the digits that are asked for say how near an answer has to be", () => {
  assert.ok(Math.abs(toleranceOf(0.04576, 2) - 0.0005) < 1e-15);
  assert.ok(Math.abs(toleranceOf(-123, 2) - 5) < 1e-12);
  assert.equal(toleranceOf(0, 2), 0);
  const verdict = (number, digits = 2) => verdictOn(LECTURE, { of: "dl_dz.2.0" }, number, digits);
  assert.ok(Math.abs(exact + 0.0457629) < 1e-6);
  assert.equal(verdict(-0.046).isRight, true);
  assert.equal(verdict(-0.0453).isRight, true);
  assert.equal(verdict(-0.045).isRight, false, "cut off is not rounded");
  assert.deepEqual(verdict(-0.045), { isRight: false, isNear: true, slip: null });
  assert.equal(verdict(-0.046, 4).isRight, false);
  assert.deepEqual(verdict(7), { isRight: false, isNear: false, slip: null });
  assert.equal(verdict(0.046).slip.kind, "sign");
});

test("of a zero only zero is right", () => {
  const problem = { ...lecture(), target: [valuesOfOutput()] };
  const pass = passOf(problem);
  assert.equal(valueAt("dl_da.3.0", problem, pass.trace), 0);
  assert.equal(verdictOn(pass, { of: "dl_da.3.0" }, 0, 2).isRight, true);
  assert.equal(verdictOn(pass, { of: "dl_da.3.0" }, 0.001, 2).isRight, false);
});

const valuesOfOutput = () => LECTURE.trace.layers[2].a[0];

test("a sign is a plus, a minus or none", () => {
  assert.deepEqual([0.1, 0, -0, -3].map(signOf), ["1", "0", "0", "-1"]);
});

test("the neighbour is of the same quantity, near, known, and of another size", () => {
  const known = ["z.1.0", "a.1.0", "z.1.1", "a.1.1", "z.2.0", "a.2.0"];
  assert.equal(neighbourOf(LECTURE, "z.2.1", known), "z.2.0");
  assert.equal(neighbourOf(LECTURE, "z.2.0", known.slice(0, 4)), "z.1.0");
  assert.equal(neighbourOf(LECTURE, "z.1.0", []), null);
  assert.equal(neighbourOf(LECTURE, "l", known), null);
  const twin = structuredClone(LECTURE);
  twin.trace.layers[1].z[0] = [1.5, -1.5];
  assert.equal(neighbourOf(twin, "z.2.1", ["z.2.0"]), null, "of two that are alike neither is larger");
  assert.equal(neighbourOf(twin, "z.2.1", ["z.1.1", "z.2.0"]), "z.1.1");
});

test("every number has a hint in every language", () => {
  const catalogues = ["en", "zh-Hans", "zh-Hant"].map(words);
  for (const pass of [LECTURE, passOf(softmaxBatch(), 1)])
    for (const { writes } of pass.trace.steps)
      for (const of of writes)
        for (const catalogue of catalogues) assert.ok(catalogue[`page.ask.why.${hintOf(pass, { of })}`], of);
  assert.equal(hintOf(LECTURE, { of: "dl_da.3.0" }), "first");
  assert.equal(hintOf(LECTURE, { of: "dl_da.2.0" }), "ways");
  assert.equal(hintOf(LECTURE, { of: "a.1.0", wire: "w.2.0.0" }), "input");
});
