import assert from "node:assert/strict";
import { test } from "node:test";
import { caseOf, caseProblem, publishedFor } from "../../../static/js/network/worked-example.js";
import { withNumber } from "../../../static/js/network/problem.js";
import { page, preset } from "../pages.js";

test("the same case is always the same object, so that an edit is seen by identity", () => {
  const homework = preset("relu-homework");
  const first = caseProblem(homework, "default");
  assert.equal(caseProblem(homework, "default"), first);
  assert.equal(caseProblem(homework, null), first);
  assert.equal(caseProblem(homework, "no-such-case"), first);
  assert.notEqual(caseProblem(homework, "dead-hidden"), first);
  assert.equal(caseProblem(homework, "dead-hidden"), caseProblem(homework, "dead-hidden"));
  assert.notEqual(caseProblem(preset("relu-homework"), null), first, "another copy of the example is another example");
});

test("a case is the example's problem with its changes", () => {
  const homework = preset("relu-homework");
  const { layers, ...rest } = caseProblem(homework, "default");
  const dead = caseProblem(homework, "dead-hidden");
  assert.deepEqual(dead.layers[0].b, [0.2, -1]);
  assert.deepEqual({ ...dead, layers }, { ...rest, layers });
  assert.deepEqual(Object.keys(dead), ["layers", "loss", "reduction", "x", "target", "learning_rate"]);
});

test("a case that is not there is the first one", () => {
  const homework = preset("relu-homework");
  assert.equal(caseOf(homework, null).id, "default");
  assert.equal(caseOf(homework, "constructor").id, "default");
  assert.equal(caseOf(homework, "sigmoid").id, "sigmoid");
});

test("a number has a witness as long as the example is as it was published", () => {
  const homework = preset("relu-homework");
  const problem = caseProblem(homework, null);
  const open = page("lecture", { preset: homework, problem });
  assert.equal(publishedFor(open, "dl_dw.1.0.0").printed, "-0.1728");
  assert.equal(publishedFor(open, "z.1.0").printed, "1.32", "not the one after an update");
  assert.equal(publishedFor(open, "a.2.0"), null, "it is printed for another moment only");
  assert.equal(publishedFor(open, "x.0"), null);
  assert.equal(publishedFor({ ...open, problem: withNumber(problem, "x.0", 2) }, "z.1.0"), null);
  assert.equal(publishedFor({ ...open, preset: null }, "z.1.0"), null);
});

test("a witness belongs to its own case", () => {
  const homework = preset("relu-homework");
  const open = page("lecture", {
    preset: homework,
    case: "dead-hidden",
    problem: caseProblem(homework, "dead-hidden"),
  });
  assert.equal(publishedFor(open, "z.1.0"), null);
  assert.equal(
    publishedFor({ ...open, case: "gone", problem: caseProblem(homework, "gone") }, "z.1.0").printed,
    "1.32",
  );
});
