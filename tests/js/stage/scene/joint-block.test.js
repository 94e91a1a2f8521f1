import assert from "node:assert/strict";
import { test } from "node:test";
import { backwardLane } from "../../../../static/js/stage/scene/backward.js";
import { contextOn, page } from "../../pages.js";
import { all } from "../../pictures.js";

const END = 999;
const lane = (name) => backwardLane(contextOn(page(name, { at: END })));
const named = (marks, pattern) => all(marks, ({ key }) => pattern.test(String(key)));

test("a softmax layer has one block that all its signals enter, and no amplifier with a gain of its own", () => {
  const shown = page("softmax-batch", { at: END });
  const { problem } = shown.answer;
  assert.equal(problem.layers.at(-1).activation, "softmax");
  const layer = problem.layers.length;
  const marks = lane("softmax-batch");
  const [block, ...others] = named(marks, /^joint\.\d/);
  assert.equal(others.length, 0);
  const [{ attrs }] = all([block], ({ tag }) => tag === "rect");
  const [left, right, top, bottom] = [attrs.x, attrs.x + attrs.width, attrs.y, attrs.y + attrs.height].map(Number);
  const entering = named(marks, /^entering:\d+$/);
  assert.equal(entering.length, problem.layers.at(-1).b.length);
  for (const wire of entering) {
    const [x, y] = wire.attrs.d.match(/-?[\d.]+/g).map(Number);
    assert.ok(Math.abs(x - right) < 1 && y > top && y < bottom, "each signal ends at the block");
  }
  const amplifiers = named(marks, new RegExp(`^amp\\.${layer}\\.`));
  assert.equal(amplifiers.length, problem.layers.at(-1).b.length);
  for (const amplifier of amplifiers) {
    assert.equal(named([amplifier], /^gain$/).length, 0);
    const [, x] = named([amplifier], /^triangle$/)[0].attrs.d.match(/^M([\d.]+)/);
    assert.ok(Number(x) >= left - 1);
  }
  assert.equal(named(lane("lecture"), /^joint/).length, 0);
});
