import assert from "node:assert/strict";
import { test } from "node:test";
import { kept } from "../answers.js";
import { trace } from "../reference.js";

function agree(ours, theirs, where) {
  if (typeof ours === "number") assert.ok(Math.abs(ours - theirs) <= 1e-12 * Math.max(1, Math.abs(theirs)), where);
  else if (Array.isArray(ours)) {
    assert.equal(ours.length, theirs.length, where);
    ours.forEach((one, index) => agree(one, theirs[index], `${where}/${index}`));
  } else if (typeof ours === "object" && ours !== null) {
    assert.deepEqual(Object.keys(ours).sort(), Object.keys(theirs).sort(), where);
    for (const key of Object.keys(ours)) agree(ours[key], theirs[key], `${where}/${key}`);
  } else assert.equal(ours, theirs, where);
}

test("the second reading of the contract gives the server's numbers and its steps", () => {
  for (const name of ["lecture", "softmax-batch", "dead-relu-frozen"]) {
    const { problem, trace: answer, sample } = kept(name);
    const read = trace(problem, { sample, perSample: "dl_dW" in answer.layers[0] });
    assert.deepEqual(read.steps, answer.steps, name);
    for (const field of ["l", "L", "input", "layers", "update"]) agree(read[field], answer[field], `${name}/${field}`);
  }
});
