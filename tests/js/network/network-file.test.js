import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { bodyIn, fileOf, opened, textIn } from "../../../static/js/network/network-file.js";
import { USUAL_LEARNING_RATE } from "../../../static/js/network/problem.js";

const PROBLEM = {
  layers: [
    { W: [[0.1, -0, 1e-300]], b: [0.30000000000000004], activation: "tanh", frozen: ["W", "b"] },
    { W: [[5e-324], [-1.7976931348623157e308]], b: [1 / 3, 2], activation: "identity" },
  ],
  loss: "half_squared_error",
  reduction: "mean",
  x: [
    [1, 2, 3],
    [4, 5, 6],
  ],
  target: [
    [0, 1],
    [1, 0],
  ],
  learning_rate: 0.7,
};
const STILL = { problem: PROBLEM, sample: 0, drive: null, gains: null };

test("a network that is saved and opened is the same to the last digit, with its learning rate", () => {
  const again = opened(bodyIn(fileOf(STILL)).body);
  assert.deepEqual(again, { ...STILL, isCut: false });
  assert.ok(Object.is(again.problem.layers[0].W[0][1], -0));
});

test("the told sample and what drives or freezes the backward pass are saved too", () => {
  const driven = { ...STILL, sample: 1, drive: [0.5, -0], gains: [...PROBLEM.x] };
  assert.deepEqual(opened(bodyIn(fileOf(driven)).body), { ...driven, isCut: false });
});

test("a row of numbers stands on one line", () => {
  const lines = fileOf(STILL).split("\n");
  assert.ok(lines.includes("        [0.1, -0, 1e-300]"), fileOf(STILL));
  assert.ok(lines.includes('      "frozen": ["W", "b"]'));
  assert.ok(lines.includes("    [4, 5, 6]"));
});

test("what a file does not say is as the API and the command line have it", () => {
  const { learning_rate: _, reduction: __, ...rest } = JSON.parse(JSON.stringify(PROBLEM));
  const body = JSON.stringify({
    ...rest,
    include: ["steps"],
    layers: rest.layers.map((one) => ({ ...one, kind: "dense" })),
  });
  assert.deepEqual(opened(body).problem, { ...rest, reduction: "sum", learning_rate: USUAL_LEARNING_RATE });
  const python = readFileSync(new URL("../../../app/link.py", import.meta.url), "utf8");
  assert.match(python, new RegExp(`^USUAL_LEARNING_RATE = ${USUAL_LEARNING_RATE}$`, "m"));
});

test("signals that differ from sample to sample are left out, and that is known", () => {
  const body = (dl_dy) => JSON.stringify({ ...PROBLEM, dl_dy });
  assert.deepEqual(
    opened(
      body([
        [1, 2],
        [1, 2],
      ]),
    ).drive,
    [1, 2],
  );
  const cut = opened(
    body([
      [1, 2],
      [1, 3],
    ]),
  );
  assert.equal(cut.drive, null);
  assert.equal(cut.isCut, true);
});

test("a worked example is opened at its request, and all else is sent as it stands", () => {
  const example = readFileSync(new URL("../../../app/presets/mazur.json", import.meta.url), "utf8");
  const { body, beneath } = bodyIn(example);
  assert.deepEqual(JSON.parse(body), JSON.parse(example).request);
  assert.equal(beneath, "/request");
  for (const text of ["", "{", "[]", "null", '{"request": 1}', '{"layers": [], "request": {}}', '{"x":1,"x":2}'])
    assert.deepEqual(bodyIn(text), { body: text, beneath: "" });
});

test("a byte-order mark says how a file is to be read, and is left out", () => {
  const text = '{"a": "ü"}';
  const units = (size, little) => {
    const view = new DataView(new ArrayBuffer((text.length + 1) * size));
    [0xfeff, ...[...text].map((letter) => letter.charCodeAt(0))].forEach((unit, i) =>
      size === 2 ? view.setUint16(2 * i, unit, little) : view.setUint32(4 * i, unit, little),
    );
    return new Uint8Array(view.buffer);
  };
  const encoded = new TextEncoder().encode(text);
  for (const bytes of [
    encoded,
    new Uint8Array([0xef, 0xbb, 0xbf, ...encoded]),
    units(2, true),
    units(2, false),
    units(4, true),
    units(4, false),
  ])
    assert.equal(textIn(bytes), text, bytes.slice(0, 4).join());
});

test("what is no text is not taken for one", () => {
  for (const bytes of [
    [0x89, 0x50, 0x4e, 0x47],
    [0x7b, 0, 0x7d, 0],
    [0xff, 0xfe, 0x7b],
    [0xef, 0xbb, 0xbf, 0xef, 0xbb, 0xbf],
    [0xff, 0xfe, 0, 0, 0xff, 0xff, 0xff, 0xff],
  ])
    assert.equal(textIn(new Uint8Array(bytes)), null, bytes.join());
  assert.equal(textIn(new Uint8Array()), "");
});
