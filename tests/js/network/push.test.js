import assert from "node:assert/strict";
import { test } from "node:test";
import { valueAt } from "../../../static/js/network/address.js";
import {
  MAX_BRANCHES,
  planOf,
  productOf,
  pushed,
  sampleOf,
  subjectOf,
  usualSubject,
  watchedBy,
} from "../../../static/js/network/push.js";
import { withNumber } from "../../../static/js/network/problem.js";
import { kept } from "../answers.js";
import { sized } from "../pages.js";
import { trace } from "../reference.js";

/** Every number of a network that can be pushed. */
function subjects({ layers, x }, sample = 0) {
  const end = sample ? `@${sample}` : "";
  const inside = layers.flatMap(({ W, b }, index) => [
    ...b.flatMap((_, i) => [`z.${index + 1}.${i}${end}`, `a.${index + 1}.${i}${end}`, `b.${index + 1}.${i}`]),
    ...W.flatMap((row, i) => row.map((_, j) => `w.${index + 1}.${i}.${j}`)),
  ]);
  return [...inside, ...x[sample].map((_, j) => `x.${j}${end}`)];
}

/** @param {number} one @param {number} other */
function close(one, other, words) {
  assert.ok(Math.abs(one - other) <= 1e-12 * Math.max(1, Math.abs(other)), `${words}: ${one} is not ${other}`);
}

const NETWORKS = {
  lecture: kept("lecture"),
  "softmax, two samples": kept("softmax-batch"),
  "a dead relu": kept("dead-relu-frozen"),
  "one layer": sized([3, 2]),
  "two layers": sized([2, 3, 2]),
  "three layers": sized([2, 3, 4, 1]),
};

for (const [name, answer] of Object.entries(NETWORKS)) {
  test(`the factors on the way of every push multiply and add to its gradient: ${name}`, () => {
    const { problem } = answer;
    // In a pass with frozen gains, slopes and gradients are not of one network.
    const whole = name === "a dead relu" ? { problem, trace: trace(problem), sample: 0 } : answer;
    for (let sample = 0; sample < problem.x.length; sample++) {
      const shown = { ...whole, sample };
      for (const subject of subjects(problem, sample)) {
        const plan = planOf(shown, subject);
        const gradient = Number(valueAt(plan.gradient, problem, whole.trace));
        close(productOf(plan).total, gradient, `${plan.gradient}`);
        const { loss, branches, rest } = pushed(whole, plan, 0.25, null);
        close(loss.promised, 0.25 * gradient, `promised by ${subject}`);
        close(
          branches.reduce((sum, one) => sum + one.loss, rest),
          loss.promised,
          `the branches of ${subject}`,
        );
        assert.equal(loss.actual, null, "nothing is true before the server has said it");
      }
    }
  });
}

test("a push on a z of the lecture goes over its curve, and over both wires into what is known", () => {
  const answer = kept("lecture");
  const plan = planOf(answer, "z.2.0");
  assert.deepEqual(plan.curve && { z: plan.curve.z, a: plan.curve.a, slope: plan.curve.slope }, {
    z: "z.2.0",
    a: "a.2.0",
    slope: "da_dz.2.0",
  });
  assert.deepEqual(
    plan.branches.map(({ factor, target, gradient }) => [factor, target, gradient]),
    [
      ["w.3.0.0", "z.3.0", "dl_dz.3.0"],
      ["w.3.1.0", "z.3.1", "dl_dz.3.1"],
    ],
  );
  assert.equal(plan.kind, "next");
  assert.equal(plan.gradient, "dl_dz.2.0");
  assert.deepEqual(watchedBy(plan), ["z.2.0", "a.2.0", "z.3.0", "z.3.1"]);
});

test("a weight comes in with its input, a bias with 1, an input of the network over all wires of the first layer", () => {
  const answer = kept("lecture");
  const weight = planOf(answer, "w.2.0.1");
  assert.deepEqual([weight.entry?.factor, weight.entry?.z], ["a.1.1", "z.2.0"]);
  assert.equal(planOf(answer, "w.1.0.1").entry?.factor, "x.1");
  const bias = planOf(answer, "b.2.0");
  assert.deepEqual([bias.entry?.factor, bias.entry?.by], [null, 1]);
  const input = planOf(answer, "x.1");
  assert.deepEqual([input.entry, input.curve, input.from], [null, null, "x.1"]);
  assert.deepEqual(
    input.branches.map(({ factor }) => factor),
    ["w.1.0.1", "w.1.1.1"],
  );
});

test("at the output the loss itself says what is known, and in a softmax every output moves", () => {
  const output = planOf(kept("lecture"), "z.3.1");
  assert.deepEqual(
    output.branches.map(({ factor, target, gradient }) => [factor, target, gradient]),
    [[null, "a.3.1", "dl_da.3.1"]],
  );
  assert.equal(output.kind, "loss");
  const answer = kept("softmax-batch");
  const last = answer.problem.layers.length;
  const softmax = planOf({ ...answer, sample: 1 }, `z.${last}.0@1`);
  assert.equal(softmax.kind, "joint");
  assert.equal(softmax.curve, null);
  assert.deepEqual(
    softmax.branches.map(({ factor, gradient }) => [factor, gradient]),
    answer.problem.layers[last - 1].b.map((_, k) => [`da_dz.${last}.${k}.0@1`, `dl_da.${last}.${k}@1`]),
  );
});

test("what is true is what a forward pass says: a weight of the lecture moved", () => {
  const { problem } = kept("lecture");
  const before = trace(problem);
  const plan = planOf({ problem, trace: before, sample: 0 }, "w.2.0.1");
  const moved = trace(withNumber(problem, "w.2.0.1", problem.layers[1].W[0][1] + 0.5));
  const watched = watchedBy(plan).map((address) => valueAt(address, problem, moved));
  const push = pushed({ problem, trace: before }, plan, 0.5, { l: moved.l[0], watched });
  const [before2, after2] = [before.layers[1], moved.layers[1]];
  close(push.z?.actual, after2.z[0][0] - before2.z[0][0], "Δz");
  close(push.z?.actual, push.z?.promised, "a sum is a straight line");
  close(push.a?.actual, after2.a[0][0] - before2.a[0][0], "Δa");
  assert.ok(Math.abs((push.a?.actual ?? 0) - (push.a?.promised ?? 0)) > 1e-4, "a curve is not");
  for (const [k, { arrived }] of push.branches.entries())
    close(arrived.actual, moved.layers[2].z[0][k] - before.layers[2].z[0][k], `Δz of the next layer, ${k}`);
  close(push.loss.actual, moved.l[0] - before.l[0], "Δl");
  const still = pushed({ problem, trace: before }, plan, 0, { l: before.l[0], watched });
  assert.deepEqual(
    [still.loss, still.a],
    [
      { actual: 0, promised: 0 },
      { actual: 0, promised: 0 },
    ],
  );
});

test("of many branches those that carry most are drawn, the rest is one number", () => {
  const answer = sized([2, 3, 12, 1]);
  const plan = planOf(answer, "z.2.1");
  assert.equal(plan.branches.length, 1);
  const wide = planOf(answer, "z.1.1");
  assert.equal(wide.branches.length, MAX_BRANCHES);
  assert.equal(wide.rest.length, 12 - MAX_BRANCHES);
  const least = Math.min(...wide.branches.map(({ by, slope }) => Math.abs(by * slope)));
  assert.ok(wide.rest.every(({ by, slope }) => Math.abs(by * slope) <= least));
  assert.deepEqual(
    wide.branches.map(({ target }) => target),
    wide.branches.map(({ target }) => target).toSorted((a, b) => Number(a.split(".")[2]) - Number(b.split(".")[2])),
    "in the order of the neurons",
  );
  assert.notEqual(pushed(answer, wide, 1, null).rest, 0);
});

test("a push stays in the sample of its number, and begins at the last hidden layer", () => {
  assert.equal(sampleOf("z.1.0@1", 0), 1);
  assert.equal(sampleOf("w.1.0.0", 2), 2);
  assert.equal(usualSubject(kept("lecture").problem, 0), "z.2.0");
  assert.equal(usualSubject(sized([3, 2]).problem, 1), "z.1.0@1");
  assert.equal(subjectOf("dL_dw.2.0.1"), "w.2.0.1");
});
