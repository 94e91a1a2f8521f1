import assert from "node:assert/strict";
import { test } from "node:test";
import {
  forSample,
  exists,
  neuronOf,
  parseAddress,
  perSample,
  printAddress,
  valueAt,
  wireOf,
} from "../../../static/js/network/address.js";
import { anyProblem, lecture, random, reluHomework, softmaxBatch } from "../problems.js";
import { trace } from "../reference.js";

test("an address says its quantity, its indices and its sample", () => {
  assert.deepEqual(parseAddress("dl_dz.2.0"), { quantity: "dl_dz", indices: [2, 0], sample: 0 });
  assert.deepEqual(parseAddress("w.3.1.0"), { quantity: "w", indices: [3, 1, 0], sample: 0 });
  assert.deepEqual(parseAddress("z.2.1@3"), { quantity: "z", indices: [2, 1], sample: 3 });
  assert.deepEqual(parseAddress("l@12"), { quantity: "l", indices: [], sample: 12 });
  assert.deepEqual(parseAddress("da_dz.1.0.2"), { quantity: "da_dz", indices: [1, 0, 2], sample: 0 });
});

test("what is not exactly an address is none", () => {
  const wrong = [
    "",
    "z",
    "z.1",
    "z.1.-1",
    "z.1.0.0",
    "z.01.0",
    "z.+1.0",
    "z. 1.0",
    "z.1.0 ",
    " z.1.0",
    "z.1.0; drop",
    "z.1.0@",
    "z.1.0@-1",
    "z.1.0@01",
    "z.1.0@1@2",
    "Z.1.0",
    "q.1.0",
    "w.1.0",
    "x",
    "x.0.0",
    "l.0",
    "L@1",
    "w.1.0.0@1",
    "b_new.1.0@2",
    "dL_dw.1.0.0@1",
    "da_dz.1",
    "da_dz.1.0.0.0",
    "z.0.0",
    "z.1.1e3",
    "z.1.0x1",
    "z.1.9999999999",
    "constructor",
    "__proto__.1.0",
    "toString",
    "z.1.０",
  ];
  for (const text of wrong) assert.equal(parseAddress(text), null, text);
});

test("printing takes back what parsing read", () => {
  for (const text of [
    "x.0",
    "t.1",
    "l",
    "L",
    "l@3",
    "z.2.1",
    "a.10.11@99",
    "w.2.1.0",
    "b.2.1",
    "da_dz.2.1",
    "da_dz.2.1.0@1",
    "dl_dx.0@4",
    "w_new.1.0.0",
  ]) {
    assert.equal(printAddress(parseAddress(text)), text);
  }
  assert.equal(printAddress(parseAddress("z.1.0@0")), "z.1.0");
});

test("every number that a step writes or reads has an address that prints as itself, exists, and has a value", () => {
  const next = random(7);
  for (let round = 0; round < 60; round++) {
    const problem = anyProblem(next);
    const sample = Math.floor(next() * problem.x.length);
    const traced = trace(problem, { sample, perSample: next() < 0.5 });
    for (const address of traced.steps.flatMap(({ writes, reads }) => [...writes, ...reads])) {
      assert.equal(printAddress(parseAddress(address)), address);
      assert.ok(exists(address, problem), address);
      assert.equal(typeof valueAt(address, problem, traced), "number", address);
    }
  }
});

test("another sample is asked for only where each sample has its own number", () => {
  assert.equal(forSample("z.2.1", 3), "z.2.1@3");
  assert.equal(forSample("z.2.1@3", 0), "z.2.1");
  assert.equal(forSample("w.2.1.0", 3), "w.2.1.0");
  assert.equal(forSample("dL_dw.2.1.0", 3), "dL_dw.2.1.0");
  assert.equal(forSample(parseAddress("l"), 2), "l@2");
  assert.equal(forSample("L", 2), "L");
  assert.equal(forSample("nonsense", 2), "nonsense");
  assert.ok(perSample("dl_dw") && !perSample("dL_dw") && !perSample("nonsense"));
});

test("the lecture's numbers are read by their addresses", () => {
  const problem = lecture();
  const traced = trace(problem);
  const near = (address, value) => assert.ok(Math.abs(valueAt(address, problem, traced) - value) < 1e-8, address);
  near("z.2.0", 1.84482466);
  near("dl_dz.2.0", -0.04576289);
  near("dl_dz.1.1", -0.0009867);
  near("l", 0.41679811);
  near("da_dz.3.1", 0.1416774);
  assert.equal(valueAt("x.1", problem, null), -1);
  assert.equal(valueAt("w.3.1.0", problem, null), -1);
  assert.equal(valueAt("b.3.1", problem, null), 2);
  assert.equal(valueAt("t.0", problem, null), 1);
  assert.equal(valueAt("z.2.0", problem, null), undefined);
  assert.equal(valueAt("dl_dw.2.0.0", problem, traced), traced.layers[0].a[0][0] * traced.layers[1].dl_dz[0][0]);
  assert.equal(valueAt("dl_db.2.0", problem, traced), valueAt("dl_dz.2.0", problem, traced));
  assert.equal(valueAt("w_new.1.0.0", problem, traced), 1 - 0.5 * valueAt("dL_dw.1.0.0", problem, traced));
  assert.equal(valueAt("b_new.1.0", problem, traced), 1 - 0.5 * valueAt("dL_db.1.0", problem, traced));
});

test("a weight's gradient of one sample is the same product, asked for or not", () => {
  const problem = softmaxBatch();
  const [short, long] = [trace(problem), trace(problem, { perSample: true })];
  for (const address of ["dl_dw.1.2.1@2", "dl_dw.1.0.0"])
    assert.equal(valueAt(address, problem, short), valueAt(address, problem, long));
});

test("a product of numbers beyond the range is written as the API writes it", () => {
  const problem = lecture();
  const traced = trace(problem);
  traced.layers[0].a[0][0] = "Infinity";
  assert.equal(valueAt("dl_dw.2.0.0", problem, traced), "-Infinity");
  traced.layers[1].dl_dz[0][0] = 0;
  assert.equal(valueAt("dl_dw.2.0.0", problem, traced), "NaN");
});

test("a softmax has a Jacobian and the others a slope", () => {
  const soft = softmaxBatch();
  assert.ok(exists("da_dz.1.2.0", soft) && !exists("da_dz.1.2", soft) && !exists("da_dz.1.2.3", soft));
  assert.ok(exists("da_dz.1.1", lecture()) && !exists("da_dz.1.1.0", lecture()));
  assert.equal(valueAt("da_dz.1.2", soft, trace(soft)), undefined);
  assert.equal(valueAt("da_dz.1.1.0", lecture(), trace(lecture())), undefined);
});

test("what the network has not, does not exist and has no value", () => {
  const problem = reluHomework();
  const traced = trace(problem);
  for (const address of [
    "dl_dw.9.0.0",
    "z.1.2",
    "z.3.0",
    "z.1.0@1",
    "w.1.0.2",
    "x.2",
    "t.1",
    "l@1",
    "dl_dx.2",
    "b.2.1",
    "nonsense",
  ]) {
    assert.ok(!exists(address, problem), address);
    assert.equal(valueAt(address, problem, traced), undefined, address);
  }
  const frozen = { ...problem, layers: [{ ...problem.layers[0], frozen: ["b"] }, problem.layers[1]] };
  assert.ok(!exists("b_new.1.0", frozen) && exists("w_new.1.0.0", frozen) && exists("b_new.2.0", frozen));
});

test("a number belongs to a neuron or to a wire", () => {
  assert.deepEqual(neuronOf("da_dz.2.1.0"), { layer: 2, neuron: 1 });
  assert.deepEqual(neuronOf("b_new.3.0"), { layer: 3, neuron: 0 });
  assert.deepEqual(neuronOf("dl_dx.1"), { layer: 0, neuron: 1 });
  assert.equal(neuronOf("w.1.0.0"), null);
  assert.equal(neuronOf("t.0"), null);
  assert.deepEqual(wireOf("dL_dw.2.1.0"), { layer: 2, to: 1, from: 0 });
  assert.equal(wireOf("b.2.1"), null);
  assert.equal(wireOf("nonsense"), null);
});
