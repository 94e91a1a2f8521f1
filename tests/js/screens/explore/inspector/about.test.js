import assert from "node:assert/strict";
import { test } from "node:test";
import { about } from "../../../../../static/js/screens/explore/inspector/about.js";
import { page } from "../../../pages.js";
import { all, textOf } from "../../../pictures.js";

const shown = (address, name = "lecture", patch = {}) => about(page(name, { at: 63, ...patch }), address);
const chosen = (mark) => all([mark], ({ attrs }) => attrs["data-choose"]).map(({ attrs }) => attrs["data-choose"]);

test("what comes back to a neuron and what leaves its amplifier are linked with each other", () => {
  assert.deepEqual(chosen(shown("dl_da.2.1")), ["dl_dz.2.1"]);
  assert.deepEqual(chosen(shown("dl_dz.2.1")), ["dl_da.2.1"]);
  assert.deepEqual(chosen(shown("dl_dz.1.0@2", "softmax-batch")), ["dl_da.1.0@2"]);
  assert.match(textOf(shown("dl_dz.2.1")), /∂l\/∂w and ∂l\/∂b are computed from it/);
  assert.match(textOf(shown("dl_da.3.1")), /the derivative of the loss function/);
  assert.deepEqual(chosen(shown("z.2.1")), []);
});

test("what is driven by hand is no gradient", () => {
  const driven = page("driven", { at: 63 });
  const answer = { ...driven.answer, drive: [1, 0] };
  assert.match(textOf(about({ ...driven, answer }, "dl_dz.1.0")), /your signals/);
});
