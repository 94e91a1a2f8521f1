import assert from "node:assert/strict";
import { test } from "node:test";
import { driven, isSummed, throughTrueGains } from "../../../static/js/network/superposition.js";
import { trueGainsQuestion } from "../../../static/js/stage/scene/frozen-gains.js";
import { unitsQuestion } from "../../../static/js/server/questions/units.js";
import { kept } from "../answers.js";

/** The kept answer to signals, the network that they drive, and the kept answer to units. */
function drivenBy(name) {
  const { problem: request, trace } = kept(name);
  const { dl_dy, gains_x: gains = null, ...rest } = request;
  const problem = { ...rest, learning_rate: 0.5 };
  const page = {
    problem,
    gains,
    drive: dl_dy[0],
    drawer: null,
    answer: { problem, gains, drive: dl_dy[0], sample: 0 },
  };
  const units = kept(`${name}-units`);
  return { page, trace, units: units.trace, asked: units.problem };
}

/** Numbers that agree to rounding, wherever they are. */
function agree(ours, theirs, where = "") {
  if (typeof theirs === "number") assert.ok(Math.abs(ours - theirs) <= 1e-14 + 1e-12 * Math.abs(theirs), where);
  else if (theirs === null || typeof theirs === "string") assert.equal(ours, theirs, where);
  else {
    assert.deepEqual(Object.keys(ours).sort(), Object.keys(theirs).sort(), where);
    for (const key of Object.keys(theirs)) agree(ours[key], theirs[key], `${where}/${key}`);
  }
}

for (const name of ["driven", "driven-frozen"]) {
  test(`what the server is asked of units: ${name}`, () => {
    const { page, asked } = drivenBy(name);
    assert.deepEqual(unitsQuestion(page).body, asked);
  });

  test(`the weighted sum of the units is the server's own answer: ${name}`, () => {
    const { page, trace, units } = drivenBy(name);
    const others = driven(trace, units, [5, 2]);
    assert.notDeepEqual(others.input.dl_dx, trace.input.dl_dx);
    agree(driven(others, units, page.drive), trace);
  });
}

test("frozen elsewhere, the units say what the true gains would make of the signals", () => {
  const { page, units } = drivenBy("driven-frozen");
  const honest = throughTrueGains(units, page.drive, 3);
  const { trace } = drivenBy("driven");
  agree(honest.input.dl_dx, trace.input.dl_dx);
  honest.layers.forEach(({ dl_dz, da_dz }, index) => {
    agree(dl_dz, trace.layers[index].dl_dz);
    agree(da_dz, trace.layers[index].da_dz);
  });
  assert.notEqual(trueGainsQuestion(page), null);
  assert.equal(throughTrueGains(drivenBy("driven").units, page.drive, 3), null, "the gains are the true ones");
});

test("a signal of 0 takes no part, and an endless sum is the server's to say", () => {
  const { trace, units } = drivenBy("driven");
  const endless = structuredClone(units);
  endless.layers[0].dl_dz[0][0] = "Infinity";
  assert.equal(driven(trace, endless, [1, 1]), null);
  assert.notEqual(driven(trace, endless, [0, 1]), null);
  assert.equal(driven(trace, units, [1e308, 1e308]) === null, false);
  assert.equal(driven({ ...trace, nonfinite: { first: null, count: 1 } }, units, [1, 1]), null);
});

test("units of a large network with many samples are not asked for", () => {
  const wide = (outputs, samples) => ({
    layers: [{ W: Array(outputs).fill(Array(20).fill(0)), b: Array(outputs).fill(0), activation: "tanh" }],
    x: Array(samples).fill(Array(20).fill(0)),
  });
  assert.equal(isSummed(wide(10, 50)), true);
  assert.equal(isSummed(wide(10, 100)), false);
  assert.equal(isSummed(wide(1000, 1)), false);
});
