import assert from "node:assert/strict";
import { test } from "node:test";
import { heatOf, most } from "../../static/js/arrays.js";
import { cellAt, cellOf, channels, isWritten, strength } from "../../static/js/heat.js";
import { equations, matrices } from "../../static/js/matrices.js";
import { page, pageOf, sized } from "./pages.js";
import { all, textOf } from "./pictures.js";

const lecture = (patch = {}) => page("lecture", { at: 1e9, view: "matrices", ...patch });
const times = (A, v) => A.map((row) => row.reduce((sum, w, j) => sum + w * v[j], 0));
const values = ({ rows, columns, value }) => Array.from({ length: rows }, (_, i) => Array.from({ length: columns }, (_, j) => Number(value(i, j))));
const close = (one, other) => assert.ok(Math.abs(one - other) <= 1e-12 * Math.max(1, Math.abs(other)), `${one} is not ${other}`);

test("the equations hold for the arrays that stand in them", () => {
  for (const shown of [lecture(), pageOf(sized([3, 5, 2, 4]), { at: 1e9 }), page("softmax-batch", { at: 1e9 })]) {
    shown.answer.problem.layers.forEach((_, index) => {
      const [forward, backward, gradient] = equations(shown, index + 1).map(({ parts }) => parts.filter((part) => typeof part !== "string"));
      const [W, a, b, z] = forward.map(values);
      times(W, a.flat()).forEach((sum, i) => close(sum + b[i][0], z[i][0]));
      const out = values(backward.at(-1)).flat();
      const came = backward.length === 4 ? times(values(backward[1]), values(backward[2]).flat()) : values(backward[1]).flat();
      const gain = values(backward[0]);
      (gain[0].length === 1 ? gain.map(([one], i) => one * came[i]) : times(gain, came)).forEach((one, i) => close(one, out[i]));
      if (shown.problem.x.length > 1) return;
      const [delta, before, dW] = gradient.map(values);
      dW.forEach((row, i) => row.forEach((one, j) => close(one, delta[i][0] * before[0][j])));
    });
  }
});

test("every cell has the address of its number, turned round too", () => {
  const shown = pageOf(sized([3, 5, 2]), { at: 1e9 });
  const W = heatOf(shown, "w.1");
  assert.deepEqual([W.rows, W.columns, W.shape, W.address(4, 2)], [5, 3, "5 × 3", "w.1.4.2"]);
  const turned = heatOf(shown, "w.1", { turned: true });
  assert.deepEqual([turned.rows, turned.columns, turned.shape, turned.address(2, 4)], [3, 5, "3 × 5", "w.1.4.2"]);
  assert.equal(turned.value(2, 4), W.value(4, 2));
  assert.deepEqual([heatOf(shown, "x").shape, heatOf(shown, "dl_dz.2").address(1, 0)], ["3 × 1", "dl_dz.2.1"]);
  assert.equal(heatOf(page("softmax-batch", { sample: 1 }), "z.1").address(0, 0), "z.1.0@1");
});

test("an array of another sample's numbers is that sample's", () => {
  const shown = page("softmax-batch", { at: 1e9 });
  assert.ok(shown.answer.sample > 0);
  assert.equal(heatOf(shown, "z.1").value(0, 0), shown.answer.trace.layers[0].z[shown.answer.sample][0]);
});

test("before they are computed cells wait", () => {
  const cells = (at) => all(matrices(lecture({ at })), ({ attrs }) => String(attrs.class).startsWith("cell ") || attrs.class === "cell");
  const dashes = (at) => cells(at).filter((cell) => textOf(cell) === "–").length;
  assert.ok(dashes(0) > 0);
  assert.ok(dashes(20) < dashes(0));
  assert.equal(dashes(1e9), 0);
});

test("what is pointed at is outlined in every array in which it stands", () => {
  const lit = (hover) => [...new Set(all(matrices(lecture({ hover })), ({ attrs }) => /\blit\b/.test(String(attrs.class))).map(({ attrs }) => attrs["data-choose"]))].sort();
  assert.deepEqual(lit("w.2.0.1"), ["a.1.1", "dL_dw.2.0.1", "dl_dz.2.0", "w.2.0.1", "z.2.0"]);
  assert.deepEqual(lit("dl_dz.1.1"), ["a.1.1", "b.1.1", "da_dz.1.1", "dl_dz.1.1", "z.1.1"]);
  assert.deepEqual(lit("x.0"), ["x.0"]);
  assert.deepEqual(lit("L"), []);
});

test("a large array is painted, and a place on it is a cell", () => {
  const heat = heatOf(pageOf(sized([40, 30, 2]), { at: 1e9 }), "w.1");
  assert.equal(isWritten(heat), false);
  const { across, down } = cellOf(heat);
  assert.deepEqual([across, down], [12, 12]);
  assert.deepEqual(cellAt(heat, 12 * 7 + 3, 12 * 29 + 11), { row: 29, column: 7 });
  for (const [x, y] of [[-1, 5], [5, -1], [12 * 40, 5], [5, 12 * 30]]) assert.equal(cellAt(heat, x, y), null);
  assert.equal(cellOf({ ...heat, rows: 128, columns: 784 }).across, 1);
});

test("colours are measured by the largest number, and what is not finite is as strong as can be", () => {
  const heat = heatOf(lecture(), "w.1");
  assert.equal(most(heat), 2);
  assert.deepEqual([strength(2, 2), strength(-1, 2), strength(0, 2), strength(Number.NaN, 2), strength(1, 0)], [1, 0.5, 0, 1, 0]);
  assert.deepEqual(channels(" #1f62d0"), [31, 98, 208]);
});

test("a column too long to stand lies down under its own name", () => {
  const [{ parts }] = equations(pageOf(sized([200, 3]), { at: 1e9 }), 1);
  const x = parts.filter((part) => typeof part !== "string")[1];
  assert.deepEqual([x.rows, x.columns, x.shape, x.name, x.address(0, 199)], [1, 200, "200 × 1", "x", "x.199"]);
});

test("Tab comes to one cell of each array: to that of the number pointed at, else to the first", () => {
  const stops = (hover) => all(matrices(lecture({ hover })), ({ attrs }) => String(attrs.class).startsWith("cells")).map(({ children }) => children.filter(({ attrs }) => attrs.tabindex === "0"));
  for (const stop of stops(null)) assert.equal(stop.length, 1);
  assert.ok(stops(null).every(([cell]) => /\.0(@\d+)?$/.test(cell.attrs["data-choose"])));
  const pointed = stops("w.2.1.0").map(([cell]) => cell.attrs["data-choose"]);
  assert.equal(pointed.filter((address) => address === "w.2.1.0").length, 2, "as it stands in layer 2, and turned round in layer 1");
  assert.equal(pointed.length, stops(null).length);
});

test("a cell is heard by the name of its number, with all its digits, and its place", () => {
  const [cell] = all(matrices(lecture({ at: 0, digits: 6 })), ({ attrs }) => attrs["data-choose"] === "dl_dz.1.1");
  assert.match(cell.attrs["aria-label"], /^Partial derivative of the loss with respect to z of neuron 2 in layer 1: not computed yet; .*, row 2, column 1$/);
  const [weight] = all(matrices(lecture()), ({ attrs }) => attrs["data-choose"] === "w.1.0.1");
  assert.match(weight.attrs["aria-label"], /^Weight of the wire from input 2 to neuron 1 of layer 1: −2; W/);
});
