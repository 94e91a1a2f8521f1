import assert from "node:assert/strict";
import { test } from "node:test";
import { underFinger } from "../../../../static/js/stage/hands/finger.js";

/** A label of 30 × 18 pixels at (100, 100) in a figure, and what else lies in it. */
function figure() {
  const label = { getBoundingClientRect: () => ({ left: 100, right: 130, top: 100, bottom: 118 }) };
  const root = { querySelectorAll: () => [label] };
  /** @param {{matches: () => boolean} | null} taken */
  const inside = (taken) => ({ closest: (selector) => (selector === "svg.figure" ? root : taken) });
  return {
    label,
    ground: inside(null),
    wire: inside({ matches: () => true }),
    neuron: inside({ matches: () => false }),
  };
}

test("a finger beside the number of a wire means it, within 24 pixels", () => {
  const { label, ground, wire } = figure();
  for (const under of [ground, wire]) {
    assert.equal(underFinger(under, 115, 97.5), label);
    assert.equal(underFinger(under, 115, 120.5), label);
    assert.equal(underFinger(under, 115, 96.5), under);
    assert.equal(underFinger(under, 131, 110), under);
  }
});

test("whatever else is there to be chosen is meant itself, and so is what lies outside the drawing", () => {
  const { neuron } = figure();
  assert.equal(underFinger(neuron, 115, 110), neuron);
  const outside = { closest: () => null };
  assert.equal(underFinger(outside, 115, 110), outside);
});
