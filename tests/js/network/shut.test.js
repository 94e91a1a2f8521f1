import assert from "node:assert/strict";
import { test } from "node:test";
import { shutKey, shutOf } from "../../../static/js/network/shut.js";
import { comingBack } from "../../../static/js/screens/explore/inspector/coming-back.js";
import { pageOf } from "../pages.js";
import { textOf } from "../pictures.js";
import { reluHomework } from "../problems.js";
import { trace } from "../reference.js";

/** A network of one or two ReLUs, with these samples. */
const shutIn = (problem, layer, neuron, sample = 0) => shutOf(problem, trace(problem), layer, neuron, sample);
const dead = reluHomework({ dead: true });
const opened = { ...dead, x: [...dead.x, [3, 3]], target: [[1], [1]] };

test("a shut neuron of the first layer is opened by other samples only, one of a later layer by the layers before too", () => {
  assert.equal(shutIn(dead, 1, 0), null);
  assert.deepEqual(shutIn(dead, 1, 1), { open: 0, count: 1, isFirst: true });
  const [first, last] = dead.layers;
  const later = { ...dead, layers: [first, { ...last, b: [-9] }] };
  assert.deepEqual(shutIn(later, 2, 0), { open: 0, count: 1, isFirst: false });
  assert.deepEqual([shutIn(dead, 1, 1), shutIn(later, 2, 0), { open: 0, count: 3, isFirst: true }].map(shutKey), [
    "shut.first.one",
    "shut.later.one",
    "shut.first.other",
  ]);
});

test("the samples that open it are counted", () => {
  assert.deepEqual(shutIn(opened, 1, 1), { open: 1, count: 2, isFirst: true });
  assert.equal(shutIn(opened, 1, 1, 1), null, "for that sample it is open");
});

test("the panel of a shut neuron, and of a wire into it, says whether it can come back", () => {
  const shown = (address, patch = {}) =>
    textOf(comingBack(pageOf({ problem: opened, trace: trace(opened) }, { at: 99, ...patch }), address) || "");
  assert.match(shown("dl_dz.1.1"), /^Can it come back\? .*open in 1 of 2 samples/);
  assert.equal(shown("dL_dw.1.1.0"), shown("dl_dz.1.1"));
  assert.equal(shown("dl_dz.1.1@1"), "");
  assert.equal(shown("dl_dz.1.0"), "");
  assert.equal(shown("dl_dz.1.1", { at: 0 }), "", "nothing is said ahead of its curve");
});
