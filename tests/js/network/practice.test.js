import assert from "node:assert/strict";
import { test } from "node:test";
import { exists, valueAt } from "../../../static/js/network/address.js";
import { verdictOn } from "../../../static/js/network/asked.js";
import { MAX_PRACTICE_SEED, PRACTICE_KINDS, practiceQuestion } from "../../../static/js/network/practice.js";
import { seeded } from "../../../static/js/network/seeded.js";
import { random } from "../problems.js";
import { trace } from "../reference.js";

const SEEDS = [...Array.from({ length: 150 }, (_, seed) => seed), 123_456, MAX_PRACTICE_SEED];
const PLACES = PRACTICE_KINDS.map((_, index) => index + 1);
const ALL = SEEDS.flatMap((seed) => PLACES.map((place) => practiceQuestion(seed, place)));
const PROBLEMS = [...new Set(ALL.map(({ problem }) => problem))];

test("chance is the same for the same seed", () => {
  const [one, other] = [seeded(7), random(7)];
  for (let n = 0; n < 20; n++) assert.equal(one(), other());
});

test("a seed gives ten questions, one of each kind, on three networks", () => {
  for (const seed of SEEDS) {
    const ten = PLACES.map((place) => practiceQuestion(seed, place));
    assert.deepEqual(
      ten.map(({ kind }) => kind),
      PRACTICE_KINDS,
    );
    assert.equal(new Set(ten.map(({ problem }) => problem)).size, 3);
  }
  const texts = new Set(PROBLEMS.map((problem) => JSON.stringify(problem)));
  assert.ok(texts.size > 0.9 * PROBLEMS.length, "other seeds, other networks");
  // Links to a practice are given to others: what a seed means stays.
  assert.deepEqual(practiceQuestion(0, 1).problem, {
    layers: [
      {
        W: [
          [-0.5, -0.5],
          [-2, 1],
        ],
        b: [0, -0.5],
        activation: "relu",
      },
      { W: [[-2, -1]], b: [-0.5], activation: "identity" },
    ],
    loss: "half_squared_error",
    reduction: "sum",
    x: [[-1, -1]],
    target: [[-0.5]],
    learning_rate: 0.1,
  });
});

test("the numbers of a network are short, and so are those that come out without a sigmoid", () => {
  let sigmoids = 0;
  for (const problem of PROBLEMS) {
    const given = [problem.x, problem.target, ...problem.layers.flatMap(({ W, b }) => [...W, b])].flat(2);
    for (const number of given) assert.ok(Number.isInteger(2 * number) && Math.abs(number) <= 2, String(number));
    sigmoids += Number(problem.layers.some(({ activation }) => activation === "sigmoid"));
  }
  assert.ok(sigmoids > 0 && sigmoids < 0.25 * PROBLEMS.length, `${sigmoids} of ${PROBLEMS.length}`);
  for (const { problem, of } of ALL) {
    if (problem.layers.some(({ activation }) => activation === "sigmoid")) continue;
    const value = 10_000 * valueAt(of, problem, trace(problem));
    assert.ok(Math.abs(value - Math.round(value)) < 1e-6, `${of} = ${value / 10_000}`);
  }
});

test("nothing is saturated, no gradient is lost everywhere, and what is asked for exists and is fair", () => {
  for (const question of ALL) {
    const { problem, of, wire, before, kind } = question;
    const traced = trace(problem);
    for (const { z, da_dz } of traced.layers)
      z[0].forEach((one, i) => {
        assert.ok(Math.abs(one) <= 5 && Math.abs(one) >= 0.2);
        assert.ok(da_dz[0][i] === 0 || da_dz[0][i] > 0.1, "a gain is open, or plainly shut");
      });
    assert.ok(traced.layers[0].dL_dW.flat().some((gradient) => gradient !== 0));
    assert.ok(exists(of, problem) && exists(before, problem) && (wire === null || exists(wire, problem)));
    const exact = valueAt(of, problem, traced);
    if (!["a", "slope", "w_new"].includes(kind)) assert.notEqual(exact, 0, `${kind} ${of}`);
    const pass = { problem, trace: traced, sample: 0 };
    assert.equal(verdictOn(pass, question, exact, 2).isRight, true);
    if (kind === "dz_dw") assert.equal(verdictOn(pass, question, valueAt(wire, problem), 2).isRight, false);
    if (kind === "dl_da") {
      const ways = [0, 1].map((k) => problem.layers[1].W[k][Number(of.at(-1))] * traced.layers[1].dl_dz[0][k]);
      for (const way of ways) assert.equal(verdictOn(pass, question, way, 2).isRight, false, "one way is not enough");
    }
  }
});
