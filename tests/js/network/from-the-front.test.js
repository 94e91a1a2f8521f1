import assert from "node:assert/strict";
import { test } from "node:test";
import {
  MAX_VISITS,
  chainAt,
  countOfVisits,
  visitedBy,
  visitsFromFront,
  visitsOfSweep,
} from "../../../static/js/network/from-the-front.js";
import { page, sized } from "../pages.js";

const named = (visits) => visits.map(({ layer, neuron }) => `${layer}.${neuron}`).join(" ");

test("each neuron asks all of the next layer, to the end of one answer before the next question", () => {
  const { problem } = page("lecture");
  assert.equal(named(visitsFromFront(problem, 0)), "1.0 2.0 3.0 3.1 2.1 3.0 3.1");
  assert.equal(named(visitsFromFront(problem, 1)), "1.1 2.0 3.0 3.1 2.1 3.0 3.1");
  assert.equal(visitsFromFront(problem, null).length, 14);
});

test("there are as many questions as paths from the neuron to each layer behind it", () => {
  for (const [sizes, visits] of [
    [[2, 2, 2, 2], 1 + 2 + 4],
    [[1, 1, 1, 1, 1], 4],
    [[3, 4, 2, 5], 1 + 2 + 10],
    [[2, 3], 1],
  ]) {
    const { problem } = sized(sizes);
    assert.equal(countOfVisits(problem, 0), BigInt(visits), sizes.join("-"));
    assert.equal(visitsFromFront(problem, 0).length, visits);
    assert.equal(countOfVisits(problem, null), BigInt(visits * sizes[1]));
  }
});

/** Multiplications of the recursion for all gradients, out of its questions: of each a gain, of each but one a weight. */
function multiplications({ layers }) {
  const all = layers.map((_, index) => {
    // The questions of a layer are those of the first one of what is left of the network.
    const visits = Number(countOfVisits({ layers: layers.slice(index) }, 0));
    const each = 2 * visits - 1;
    const { W } = layers[index];
    return W.length * (each + W[0].length * (each + 1));
  });
  return all.reduce((sum, one) => sum + one, 0);
}

test("the multiplications of these questions are those that the server counts for the recursion", () => {
  assert.equal(multiplications(page("lecture").problem), 126);
  const { problem, answer } = page("saturated");
  if (answer.trace.costs) assert.equal(multiplications(problem), Number(answer.trace.costs.recursion));
});

test("where an activation couples its neurons every one of its signals is asked for anew", () => {
  const { problem } = sized([2, 2, 2, 2]);
  const layers = problem.layers.map((layer, index) => (index === 1 ? { ...layer, activation: "softmax" } : layer));
  assert.equal(visitsFromFront({ ...problem, layers }, 0).length, 1 + 2 + 2 * 2 * 2);
  assert.equal(countOfVisits({ ...problem, layers }, 0), 11n);
});

test("too many questions are counted exactly, and not listed", () => {
  const { problem } = sized([2, ...Array.from({ length: 30 }, () => 8), 1]);
  assert.ok(countOfVisits(problem, 0) > BigInt(Number.MAX_SAFE_INTEGER));
  assert.deepEqual(visitsFromFront(problem, 0), []);
  const edge = sized([1, 1, MAX_VISITS - 1]).problem;
  assert.equal(visitsFromFront(edge, 0).length, MAX_VISITS);
  assert.equal(visitsFromFront(sized([1, 1, MAX_VISITS]).problem, 0).length, 0);
});

test("the sweep comes to every amplifier once, the output layer first", () => {
  const { problem } = page("lecture");
  assert.equal(named(visitsOfSweep(problem)), "3.0 3.1 2.0 2.1 1.0 1.1");
  assert.ok([...visitedBy(visitsOfSweep(problem), 6).values()].every((times) => times === 1));
});

test("how often each was asked grows with the place, and those that wait lead back to the first", () => {
  const visits = visitsFromFront(page("lecture").problem, 0);
  assert.deepEqual(Object.fromEntries(visitedBy(visits, 6)), { "1.0": 1, "2.0": 1, 2.1: 1, "3.0": 2, 3.1: 1 });
  assert.equal(named(chainAt(visits, 6)), "1.0 2.1 3.0");
  assert.equal(named(chainAt(visits, 1)), "1.0");
  assert.deepEqual(chainAt(visits, 0), []);
});
