import assert from "node:assert/strict";
import { test } from "node:test";
import { keptAddresses, keptParts, keptTotals } from "../../../static/js/network/kept-values.js";
import { page } from "../pages.js";

const partsOf = ({ problem, answer }) =>
  Object.fromEntries(keptParts(problem, answer.trace.steps).map(({ quantity, count }) => [quantity, count]));

test("what the way back reads of the way forward are inputs, targets, activations, slopes and weights", () => {
  assert.deepEqual(partsOf(page("lecture")), { x: 2, t: 2, a: 6, da_dz: 6, w: 12 });
});

test("a z, a bias and what the way back computes itself are not kept", () => {
  const kept = keptAddresses(page("lecture").answer.trace.steps);
  for (const address of ["a.1.0", "a.3.1", "x.1", "w.1.0.0", "da_dz.2.1", "t.0"]) assert.ok(kept.has(address), address);
  for (const address of ["z.1.0", "b.1.0", "dl_dz.2.0", "dl_da.1.0", "l"]) assert.ok(!kept.has(address), address);
});

test("it is read off the steps: a weight that no step reads is not kept, and nothing of a pass that ends early", () => {
  const { problem, answer } = page("lecture");
  const without = answer.trace.steps.map((step) => ({ ...step, reads: step.reads.filter((one) => one !== "w.3.0.0") }));
  assert.equal(keptParts(problem, without).find(({ quantity }) => quantity === "w").count, 11);
  const forward = answer.trace.steps.filter(({ phase }) => phase === "forward" || phase === "loss");
  assert.deepEqual(keptParts(problem, forward), []);
});

test("a softmax layer keeps its whole block of slopes", () => {
  const shown = page("softmax-batch");
  const { da_dz } = partsOf(shown);
  const sizes = shown.problem.layers.map(({ b }) => b.length);
  const squares = shown.problem.layers.map(({ activation }, index) =>
    activation === "softmax" ? sizes[index] ** 2 : sizes[index],
  );
  assert.ok(squares.some((square, index) => square !== sizes[index]));
  assert.equal(
    da_dz,
    squares.reduce((sum, one) => sum + one, 0),
  );
});

test("steps of whole layers give the same counts, and how many arrays they are", () => {
  for (const name of ["lecture", "softmax-batch"]) {
    const { problem, answer } = page(name);
    const single = keptParts(problem, answer.trace.steps);
    const whole = answer.trace.steps.map((step) => ({
      ...step,
      writes: step.writes.map((address) => address.replace(/^(x|t|dl_dx)\.\d+|^([A-Za-z_]+\.\d+)[.\d]*/, "$1$2")),
      reads: step.reads.map((address) => address.replace(/^(x|t|dl_dx)\.\d+|^([A-Za-z_]+\.\d+)[.\d]*/, "$1$2")),
    }));
    assert.deepEqual(keptParts(problem, whole), single);
    assert.equal(single.find(({ quantity }) => quantity === "w").arrays, problem.layers.length);
  }
});

test("what each sample has of its own counts once for every sample, the weights once for all", () => {
  const { problem, answer } = page("softmax-batch");
  const parts = keptParts(problem, answer.trace.steps);
  const { each, all, shared } = keptTotals(parts, 3);
  assert.equal(all, 3 * each);
  assert.equal(
    shared,
    problem.layers.reduce((sum, { W }) => sum + W.flat().length, 0),
  );
  assert.equal(
    each + shared,
    parts.reduce((sum, { count }) => sum + count, 0),
  );
});
