import assert from "node:assert/strict";
import { test } from "node:test";
import {
  known,
  knownIndex,
  moving,
  next,
  now,
  phases,
  previous,
  runs,
  stops,
  units,
  writerIndex,
} from "../../../static/js/network/steps.js";
import { anyProblem, lecture, random, reluHomework } from "../problems.js";
import { trace } from "../reference.js";

const GRAINS = ["guided", "phase", "layer", "neuron", "operation"];
const lectureSteps = trace(lecture()).steps;

/** Some networks' steps, the same in every run. */
function* stories(count, seed) {
  const draw = random(seed);
  for (let round = 0; round < count; round++) yield { steps: trace(anyProblem(draw)).steps, draw };
}

test("the lecture's network is told in 63 steps", () => {
  assert.equal(lectureSteps.length, 63);
  assert.deepEqual(phases(lectureSteps), [
    { phase: "forward", start: 0, end: 12 },
    { phase: "loss", start: 12, end: 13 },
    { phase: "backward", start: 13, end: 27 },
    { phase: "gradient", start: 27, end: 45 },
    { phase: "update", start: 45, end: 63 },
  ]);
});

test("each grain cuts the lecture's network into its units", () => {
  assert.equal(units(lectureSteps, "phase").length, 5);
  assert.deepEqual(stops(units(lectureSteps, "layer")), [0, 4, 8, 12, 13, 17, 21, 25, 27, 33, 39, 45, 51, 57, 63]);
  assert.equal(units(lectureSteps, "neuron").length, 63);
  const operations = units(lectureSteps, "operation");
  assert.deepEqual(
    operations.slice(0, 4).map(({ operation }) => operation),
    [
      { index: 0, count: 3 },
      { index: 1, count: 3 },
      { index: 2, count: 3 },
      { index: 0, count: 3 },
    ],
  );
  assert.equal(operations.length, 6 * 3 + 6 + 1 + (2 + 2) + 2 * (2 * 3 + 2) + 2 * 3 + 36);
});

test("guided, the first step of each kind stands alone, and what is like it moves together", () => {
  const all = units(lectureSteps, "guided");
  assert.deepEqual(
    all
      .filter(({ likewise }) => !likewise)
      .map(({ steps }) => steps.map((index) => lectureSteps[index].writes[0]).join()),
    [
      ...["z.1.0", "a.1.0", "l", "dl_da.3.0", "dl_dz.3.0", "dl_da.2.0", "dl_dz.2.0"],
      ...["dl_dw.1.0.0", "dl_db.1.0", "w_new.1.0.0", "b_new.1.0"],
    ],
  );
  assert.deepEqual(
    stops(all),
    [
      0, 1, 2, 3, 4, 6, 8, 10, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 23, 25, 27, 28, 29, 30, 33, 39, 45, 46, 47, 48,
      51, 57, 63,
    ],
  );
  assert.ok(all.every(({ operation }) => operation === null));
});

test("guided, the first sum of several paths is told in full, also where a layer with one path comes first", () => {
  const problem = lecture();
  problem.layers[2] = { W: [[3, -1]], b: [-2], activation: "sigmoid" };
  problem.target = [[1]];
  const { steps } = trace(problem);
  const alone = units(steps, "guided").filter(({ likewise }) => !likewise);
  const told = alone.map((unit) => steps[unit.start].writes[0]);
  assert.ok(told.includes("dl_da.2.0") && told.includes("dl_da.1.0"), told.join());
});

test("guided, a number is known when all that moves with it has come", () => {
  assert.equal(known(lectureSteps, "guided", 5).has("z.2.0"), false);
  assert.equal(known(lectureSteps, "guided", 6).has("z.2.0"), true);
  assert.equal(known(lectureSteps, "neuron", 5).has("z.2.0"), true);
  assert.deepEqual(moving(lectureSteps, units(lectureSteps, "guided"), "guided", 5).steps, [4, 5]);
});

test("one wire needs no sum on the way back, but a bias is always added on the way forward", () => {
  const { steps } = trace(reluHomework());
  const counts = units(steps, "operation")
    .filter(({ operation }) => operation?.index === 0)
    .map(({ steps: [index], operation }) => [steps[index].quantity, operation.count]);
  assert.deepEqual(counts, [
    ["z", 3],
    ["z", 3],
    ["z", 3],
    ["dl_dx", 3],
    ["dl_dx", 3],
  ]);
});

test("units cover the whole of time without gaps, in every grain", () => {
  for (const { steps } of stories(25, 11)) {
    for (const grain of GRAINS) {
      const all = units(steps, grain);
      const places = stops(all);
      assert.equal(places[0], 0);
      assert.equal(places.at(-1), steps.length);
      for (let i = 1; i < places.length; i++) assert.ok(places[i] > places[i - 1]);
      all.forEach((unit, i) => assert.equal(unit.start, places[i]));
      assert.deepEqual(
        [...new Set(all.flatMap((unit) => unit.steps))],
        steps.map((_, i) => i),
      );
    }
  }
});

test("pressing on from the start to the end and back meets the same stops", () => {
  for (const { steps } of stories(12, 12)) {
    for (const grain of GRAINS) {
      const places = stops(units(steps, grain));
      const there = [0];
      while (there.at(-1) < places.at(-1)) there.push(next(places, there.at(-1)));
      assert.deepEqual(there, places);
      const back = [places.at(-1)];
      while (back.at(-1) > 0) back.push(previous(places, back.at(-1)));
      assert.deepEqual(back.reverse(), places);
    }
  }
});

test("a place that is off by a rounding error is the stop itself", () => {
  const places = stops(units(lectureSteps, "operation"));
  assert.equal(next(places, 1 / 3 - 1e-12), 2 / 3);
  assert.equal(next(places, 1 / 3 + 1e-12), 2 / 3);
  assert.equal(previous(places, 2 / 3 - 1e-12), 1 / 3);
  assert.equal(previous(places, 2 / 3 + 1e-12), 1 / 3);
  assert.equal(next(places, 63), 63);
  assert.equal(next(places, 70), 63);
  assert.equal(previous(places, 0), 0);
  assert.equal(next([0], 0), 0);
});

test("the present unit is the one that is under way, or at rest the one that has just ended", () => {
  const all = units(lectureSteps, "neuron");
  assert.equal(now(all, 0), null);
  assert.deepEqual(now(all, 7.5), { unit: all[7], progress: 0.5 });
  assert.deepEqual(now(all, 8), { unit: all[7], progress: 1 });
  assert.deepEqual(now(all, 8 + 1e-12), { unit: all[7], progress: 1 });
  assert.equal(now(all, 8 + 1e-6).unit, all[8]);
  assert.equal(now(all, 63).unit, all[62]);
  assert.equal(now(all, 99).unit, all[62]);
  assert.equal(now([], 3), null);
  assert.equal(now(all, NaN), null);
});

test("in a layer the same quantity of all neurons moves together", () => {
  const all = units(lectureSteps, "layer");
  assert.deepEqual(runs(lectureSteps, all[0]), [
    { start: 0, end: 2, steps: [0, 1] },
    { start: 2, end: 4, steps: [2, 3] },
  ]);
  assert.deepEqual(moving(lectureSteps, all, "layer", 1), { steps: [0, 1], progress: 0.5, operation: null });
  assert.deepEqual(moving(lectureSteps, all, "layer", 2), { steps: [0, 1], progress: 1, operation: null });
  assert.deepEqual(moving(lectureSteps, all, "layer", 2.5), { steps: [2, 3], progress: 0.25, operation: null });
  const phase = units(lectureSteps, "phase");
  assert.deepEqual(moving(lectureSteps, phase, "phase", 14).steps, [13, 14]);
  assert.deepEqual(moving(lectureSteps, phase, "phase", 27).steps, [25, 26]);
});

test("in a neuron one step moves, and in an operation one part of it", () => {
  assert.deepEqual(moving(lectureSteps, units(lectureSteps, "neuron"), "neuron", 19.25), {
    steps: [19],
    progress: 0.25,
    operation: null,
  });
  const { steps, progress, operation } = moving(lectureSteps, units(lectureSteps, "operation"), "operation", 0.5);
  assert.deepEqual([steps, operation], [[0], { index: 1, count: 3 }]);
  assert.ok(Math.abs(progress - 0.5) < 1e-12);
  assert.equal(moving(lectureSteps, units(lectureSteps, "neuron"), "neuron", 0), null);
});

test("nothing is known at the start and everything at the end", () => {
  for (const { steps } of stories(15, 13)) {
    for (const grain of GRAINS) {
      assert.equal(known(steps, grain, 0).size, 0);
      assert.deepEqual([...known(steps, grain, steps.length)].sort(), [...writerIndex(steps).keys()].sort());
    }
  }
});

test("what is known stays known, in whatever order the moments are asked for", () => {
  for (const { steps, draw } of stories(15, 14)) {
    for (const grain of GRAINS) {
      const moments = Array.from({ length: 30 }, () => draw() * steps.length).sort((a, b) => a - b);
      const sets = moments.map((at) => known(steps, grain, at));
      for (let i = 1; i < sets.length; i++) assert.ok([...sets[i - 1]].every((address) => sets[i].has(address)));
      const again = moments
        .toReversed()
        .map((at) => known(steps, grain, at))
        .reverse();
      assert.deepEqual(again, sets);
    }
  }
});

test("a number is known when its step has ended, and what it reads is known before", () => {
  for (const { steps } of stories(15, 15)) {
    const index = knownIndex(steps, "neuron");
    steps.forEach(({ writes, reads }, i) => {
      for (const address of writes) assert.equal(index.get(address), i + 1);
      for (const address of reads) assert.ok((index.get(address) ?? 0) <= i);
    });
  }
  assert.ok(!known(lectureSteps, "neuron", 0.999).has("z.1.0"));
  assert.ok(known(lectureSteps, "neuron", 1).has("z.1.0"));
  assert.ok(known(lectureSteps, "operation", 1 - 1e-12).has("z.1.0"));
});

test("in the coarse grains the numbers of a run appear together", () => {
  assert.deepEqual([...known(lectureSteps, "layer", 1.5)], []);
  assert.deepEqual([...known(lectureSteps, "layer", 2)], ["z.1.0", "z.1.1"]);
  assert.deepEqual([...known(lectureSteps, "phase", 3.9)], ["z.1.0", "z.1.1"]);
});

test("a frame that learns nothing new gets the same set again", () => {
  assert.equal(known(lectureSteps, "neuron", 7.2), known(lectureSteps, "neuron", 7.9));
  assert.notEqual(known(lectureSteps, "neuron", 7.9), known(lectureSteps, "neuron", 8));
});

test("the writer of a number is the step that computes it", () => {
  const index = writerIndex(lectureSteps);
  assert.equal(index.get("z.1.0"), 0);
  assert.equal(index.get("da_dz.1.0"), 2);
  assert.equal(index.get("L"), 12);
  assert.equal(lectureSteps[index.get("dL_dw.2.0.1")].source, 1);
  assert.equal(index.get("x.0"), undefined);
});
