import assert from "node:assert/strict";
import { test } from "node:test";
import { countKeys, keyWords, keysOf, wireLock } from "../../../../static/js/stage/scene/wire-lock.js";
import { wires } from "../../../../static/js/stage/scene/wires.js";
import { page, contextOn } from "../../pages.js";
import { all } from "../../pictures.js";

const at = (moment, patch = {}) => contextOn(page("lecture", { at: moment, ...patch }));
const counts = (moment) => {
  const { wires: all_, forward, backward, both } = countKeys(at(moment));
  return [all_, forward, backward, both];
};

test("keys come with time: inputs are given, a with the forward pass, ∂l/∂z with the backward pass", () => {
  assert.deepEqual(counts(0), [12, 4, 0, 0]);
  assert.deepEqual(counts(4), [12, 8, 0, 0]);
  assert.deepEqual(counts(13), [12, 12, 0, 0]);
  assert.deepEqual(counts(17), [12, 12, 4, 4]);
  assert.deepEqual(counts(27), [12, 12, 12, 12]);
  assert.deepEqual(counts(45), [12, 12, 12, 12]);
});

test("every key is there exactly when the step that computes it has ended", () => {
  const { steps } = page().answer.trace;
  const written = (moment) => new Set(steps.slice(0, moment).flatMap(({ writes }) => writes));
  for (let moment = 0; moment <= steps.length; moment++) {
    const known = written(moment);
    for (const [layer, sizes] of [
      [1, 2],
      [2, 2],
      [3, 2],
    ]) {
      for (let to = 0; to < sizes; to++) {
        for (let from = 0; from < 2; from++) {
          const keys = keysOf(at(moment), { layer, to, from });
          assert.equal(keys.forward, layer === 1 || known.has(`a.${layer - 1}.${from}`));
          assert.equal(keys.backward, known.has(`dl_dz.${layer}.${to}`));
          assert.equal(keys.product, known.has(`dl_dw.${layer}.${to}.${from}`));
        }
      }
    }
  }
});

test("a lock is open with both keys only, and gives way to the product", () => {
  const locks = (moment, lane = "backward", view = "both") =>
    all([wires(at(moment, { view }), lane).labels], (mark) => mark.key === "lock").map(
      (mark) => mark.attrs["data-lock"],
    );
  assert.deepEqual(new Set(locks(0)), new Set(["a-", "--"]));
  assert.equal(locks(0).filter((held) => held === "a-").length, 4);
  assert.deepEqual(new Set(locks(27)), new Set(["ad"]));
  assert.deepEqual(locks(45), []);
  assert.deepEqual(locks(27, "forward"), [], "one lane of two carries them");
  assert.equal(locks(27, "forward", "forward").length, 12);
  assert.equal(all([wireLock({ forward: true, backward: false }, 0, 0)], (mark) => mark.key === "ring").length, 0);
  assert.equal(all([wireLock({ forward: true, backward: true }, 0, 0)], (mark) => mark.key === "ring").length, 1);
});

test("which keys a wire holds is said in words", () => {
  const said = (moment) => keyWords(at(moment), keysOf(at(moment), { layer: 3, to: 0, from: 0 }));
  assert.equal(said(0), "holds neither key yet");
  assert.match(said(13), /^holds the forward key, activation a of neuron 1 in layer 2: 0\.8635;/);
  assert.match(
    said(17),
    /^holds both keys, activation a of neuron 1 in layer 2: 0\.8635, and partial derivative of the loss with respect to z of neuron 1 in layer 3: −0\.09028$/,
  );
  const [label] = all([wires(at(17), "backward").labels], (mark) => mark.key === "backward:3.0.0:label");
  assert.match(label.attrs["aria-label"], /both keys/);
});
