import assert from "node:assert/strict";
import { inflateSync } from "node:zlib";
import { test } from "node:test";
import { matricesMarks } from "../../../static/js/export/matrices.js";
import { picture } from "../../../static/js/export/picture.js";
import { pngAddress, pngFile } from "../../../static/js/export/png-image.js";
import { page, pageOf, sized } from "../pages.js";
import { all, textOf } from "../pictures.js";

const COLOURS = {
  forward: "#1f62d0",
  "forward-negative": "#5c0f3c",
  backward: "#b93c08",
  "backward-negative": "#2f0f5c",
  panel: "#ffffff",
};
const CURVES = { curve_z: [-2, 0, 2], curves: { sigmoid: [0.1, 0.5, 0.9], tanh: [-0.9, 0, 0.9] } };
const marksOf = (shown, width = 1000) => matricesMarks(shown, COLOURS, width).marks;
const rects = (marks, name) =>
  all(marks, ({ tag, attrs }) => tag === "rect" && String(attrs.class ?? "").startsWith(name));

test("a PNG holds the dots that were put into it", () => {
  const palette = [
    [255, 255, 255],
    [1, 2, 3],
    [250, 0, 128],
  ];
  for (const [width, height] of [
    [3, 2],
    [400, 300],
  ]) {
    const places = Uint8Array.from({ length: width * height }, (_, i) => i % 3);
    const file = Buffer.from(pngFile({ width, height, places, palette }));
    assert.equal(file.subarray(1, 4).toString(), "PNG");
    assert.deepEqual([file.readUInt32BE(16), file.readUInt32BE(20), file[24], file[25]], [width, height, 8, 3]);
    const [from, at] = [file.indexOf("PLTE"), file.indexOf("IDAT")];
    assert.deepEqual([...file.subarray(from + 4, from + 13)], palette.flat());
    const lines = inflateSync(file.subarray(at + 4, at + 4 + file.readUInt32BE(at - 4)));
    assert.deepEqual(
      Array.from({ length: height }, (_, row) => [
        ...lines.subarray(row * (width + 1) + 1, (row + 1) * (width + 1)),
      ]).flat(),
      [...places],
    );
    assert.equal(file.subarray(-8).toString("hex"), "49454e44ae426082");
  }
  assert.match(
    pngAddress(pngFile({ width: 1, height: 1, places: Uint8Array.of(0), palette })),
    /^data:image\/png;base64,iVBORw0KGgo/,
  );
});

test("a picture of the matrices has every array with its name, shape and numbers", () => {
  const marks = marksOf(page("lecture", { at: 1e9, view: "matrices" }));
  const words = all(marks, ({ tag }) => tag === "text").map(textOf);
  for (const one of ["layer 1", "W¹", "2 × 2", "−2", "0.982", "→ sigmoid →", "∂L/∂W³"])
    assert.ok(words.includes(one), one);
  assert.equal(all(marks, ({ tag }) => tag === "image").length, 0);
});

test("what is not computed is a dash, and what a step uses is outlined", () => {
  const marks = marksOf(page("lecture", { at: 2, view: "matrices" }));
  assert.ok(
    all(marks, ({ tag }) => tag === "text")
      .map(textOf)
      .filter((words) => words === "–").length > 20,
  );
  assert.equal(rects(marks, "heat-box part").length, 4, "a row of W, x, b and z");
});

test("large arrays are images, small ones and columns rectangles, with the numbers of the scale", () => {
  const marks = marksOf(pageOf(sized([60, 40, 3]), { at: 1e9, view: "matrices" }));
  assert.equal(all(marks, ({ tag }) => tag === "image").length, 2, "W and its gradient");
  assert.ok(all(marks, ({ attrs }) => attrs.class === "heat-scale").some((mark) => textOf(mark) === "−2.3"));
});

test("nothing of a picture lies beside it, on a narrow page too", () => {
  for (const width of [1000, 360]) {
    const { marks, height } = matricesMarks(page("lecture", { at: 1e9, view: "matrices" }), COLOURS, width);
    for (const { attrs } of rects(marks, "")) {
      assert.ok(attrs.x >= 0 && attrs.x + attrs.width <= width, `${attrs.x} and ${attrs.width} in ${width}`);
      assert.ok(attrs.y >= 0 && attrs.y + attrs.height <= height);
    }
  }
});

test("a picture has the matrices beneath the drawing in their view alone", () => {
  const sizeOf = (view, colours) => picture(page("lecture", { at: 20, view }), CURVES, { colours }).height;
  assert.ok(sizeOf("matrices", COLOURS) > sizeOf("matrices", null) + 800);
  assert.equal(sizeOf("both", COLOURS), sizeOf("both", null));
});
