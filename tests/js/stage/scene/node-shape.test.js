import assert from "node:assert/strict";
import { test } from "node:test";
import { layout } from "../../../../static/js/stage/scene/layout.js";

test("a lane that is drawn alone uses the height: taller neurons with larger curves, taller amplifiers", () => {
  const space = { width: 970, height: 490 };
  const both = layout([2, 2, 2, 2], "both", space);
  const forward = layout([2, 2, 2, 2], "forward", space);
  const backward = layout([2, 2, 2, 2], "backward", space);
  assert.equal(both.node.tall, false);
  assert.ok(forward.node.tall && forward.node.height > 1.6 * both.node.height);
  assert.ok(forward.node.curve > 1.6 * both.node.curve);
  assert.ok(backward.amplifier.height > 1.4 * both.amplifier.height);
  const { height, lines, curve } = forward.node;
  assert.ok(-height / 2 + 8 + curve < lines.z - 12, "the numbers stand beneath the curve");
  assert.ok(lines.z < lines.rule && lines.rule < lines.a && lines.a < height / 2);
});
