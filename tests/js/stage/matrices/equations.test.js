import assert from "node:assert/strict";
import { test } from "node:test";
import { heatOf, largestMagnitude } from "../../../../static/js/stage/matrices/arrays.js";
import {
  SCALE_STEPS,
  cellAt,
  channels,
  dots,
  gridIn,
  gridOf,
  hasDigits,
  colourScale,
  spread,
  strength,
  cellFormat,
} from "../../../../static/js/stage/matrices/heat.js";
import { equations, matrices, roomOf } from "../../../../static/js/stage/matrices/equations.js";
import {
  between,
  kindsAt,
  targetBoxes,
  targetOf,
  stepUseBoxes,
  stepUseOf,
} from "../../../../static/js/stage/matrices/outlines.js";
import { stepsOf } from "../../../../static/js/state/page.js";
import { page, pageOf, sized } from "../../pages.js";
import { all, textOf } from "../../pictures.js";

const lecture = (patch = {}) => page("lecture", { at: 1e9, view: "matrices", ...patch });
const times = (A, v) => A.map((row) => row.reduce((sum, w, j) => sum + w * v[j], 0));
const values = ({ rows, columns, value }) =>
  Array.from({ length: rows }, (_, i) => Array.from({ length: columns }, (_, j) => Number(value(i, j))));
const close = (one, other) =>
  assert.ok(Math.abs(one - other) <= 1e-12 * Math.max(1, Math.abs(other)), `${one} is not ${other}`);

test("the equations hold for the arrays that stand in them", () => {
  for (const shown of [lecture(), pageOf(sized([3, 5, 2, 4]), { at: 1e9 }), page("softmax-batch", { at: 1e9 })]) {
    shown.answer.problem.layers.forEach((_, index) => {
      const [forward, backward, gradient] = equations(shown, index + 1).map(({ parts }) =>
        parts.filter((part) => typeof part !== "string"),
      );
      const [W, a, b, z] = forward.map(values);
      times(W, a.flat()).forEach((sum, i) => close(sum + b[i][0], z[i][0]));
      const out = values(backward.at(-1)).flat();
      const came = values(backward.at(-2)).flat();
      if (index < shown.answer.problem.layers.length - 1)
        times(values(backward[1]), values(backward[2]).flat()).forEach((sum, i) => close(sum, came[i]));
      const gain = values(backward[0]);
      (gain[0].length === 1 ? gain.map(([one], i) => one * came[i]) : times(gain, came)).forEach((one, i) =>
        close(one, out[i]),
      );
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
  const cells = (at) =>
    all(matrices(lecture({ at })), ({ attrs }) => String(attrs.class).startsWith("cell ") || attrs.class === "cell");
  const dashes = (at) => cells(at).filter((cell) => textOf(cell) === "–").length;
  assert.ok(dashes(0) > 0);
  assert.ok(dashes(20) < dashes(0));
  assert.equal(dashes(1e9), 0);
});

test("what is pointed at is outlined in every array in which it stands", () => {
  const lit = (hover) =>
    [
      ...new Set(
        all(matrices(lecture({ hover })), ({ attrs }) => /\blit\b/.test(String(attrs.class))).map(
          ({ attrs }) => attrs["data-choose"],
        ),
      ),
    ].sort();
  assert.deepEqual(lit("w.2.0.1"), ["a.1.1", "dL_dw.2.0.1", "dl_dz.2.0", "w.2.0.1", "z.2.0"]);
  assert.deepEqual(lit("dl_dz.1.1"), ["a.1.1", "b.1.1", "da_dz.1.1", "dl_da.1.1", "dl_dz.1.1", "z.1.1"]);
  assert.deepEqual(lit("x.0"), ["x.0"]);
  assert.deepEqual(lit("L"), []);
});

const ROOM = { width: 500, height: 200, big: 1 };

test("a large array is painted, and a place on it is a cell", () => {
  const heat = heatOf(pageOf(sized([40, 16, 2]), { at: 1e9 }), "w.1");
  assert.equal(hasDigits(heat), false);
  const grid = gridOf(heat, ROOM);
  assert.deepEqual(
    [grid.across, grid.down, grid.width, grid.height],
    [{ size: 12, share: 1 }, { size: 12, share: 1 }, 480, 192],
  );
  assert.deepEqual(cellAt(heat, grid, 12 * 7 + 3, 12 * 15 + 11), { row: 15, column: 7 });
  for (const [x, y] of [
    [-1, 5],
    [5, -1],
    [12 * 40, 5],
    [5, 12 * 16],
  ])
    assert.equal(cellAt(heat, grid, x, y), null);
});

test("where numbers outnumber pixels a dot has the colour of the largest of its numbers, and is that cell", () => {
  const numbers = [
    [1, -3, 0, 2, 1],
    [0, 2, 0, -1, -4],
  ];
  const heat = { ...heatOf(lecture(), "w.1"), rows: 2, columns: 5, value: (i, j) => numbers[i][j] };
  const grid = gridOf(heat, { width: 3, height: 1, big: 1 });
  assert.deepEqual(
    [grid.across, grid.down, grid.width, grid.height],
    [{ size: 1, share: 2 }, { size: 1, share: 2 }, 3, 1],
  );
  const painted = dots(heat, grid, 4);
  assert.deepEqual(
    [painted.width, painted.height, [...painted.places]],
    [3, 1, [SCALE_STEPS - 75, SCALE_STEPS + 50, SCALE_STEPS - 100]],
  );
  assert.deepEqual(
    [0, 1, 2].map((x) => cellAt(heat, grid, x + 0.5, 0.5)),
    [
      { row: 0, column: 1 },
      { row: 0, column: 3 },
      { row: 1, column: 4 },
    ],
  );
});

test("from its pixels one knows how an array was painted", () => {
  for (const [rows, columns] of [
    [128, 784],
    [784, 1],
    [1, 784],
    [64, 128],
    [17, 3],
    [201, 401],
  ]) {
    const grid = gridOf({ rows, columns }, { width: 391, height: 200, big: 1.5 });
    assert.deepEqual(gridIn({ rows, columns }, grid), grid, `${rows} × ${columns}`);
  }
  assert.deepEqual(
    [spread(784, 391, 12), spread(10, 200, 12), spread(100, 250, 12)],
    [
      { size: 1, share: 3 },
      { size: 12, share: 1 },
      { size: 2, share: 1 },
    ],
  );
});

test("the scale has another hue on each side of nothing", () => {
  const colours = {
    forward: "#0000ff",
    "forward-negative": "#400000",
    backward: "#ff8000",
    "backward-negative": "#200040",
    panel: "#ffffff",
  };
  const scale = colourScale("forward", colours);
  assert.deepEqual(
    [scale[0], scale[SCALE_STEPS], scale[2 * SCALE_STEPS], scale[SCALE_STEPS + SCALE_STEPS / 2]],
    [
      [64, 0, 0],
      [255, 255, 255],
      [0, 0, 255],
      [128, 128, 255],
    ],
  );
  assert.deepEqual(colourScale("backward", colours)[0], [32, 0, 64]);
});

test("an equation of a large layer fits on one line", () => {
  for (const width of [1012, 960, 834]) {
    const shown = pageOf(sized([784, 128, 64, 10]), { at: 1e9, space: { width, height: 600, head: 60 } });
    for (const layer of [1, 2, 3]) {
      for (const { parts } of equations(shown, layer)) {
        const room = roomOf(shown, parts);
        const taken = parts.reduce(
          (sum, part) =>
            sum +
            6 +
            (typeof part === "string" ? 7 * part.length : part.columns === 1 ? 78 : gridOf(part, room).width + 2),
          80,
        );
        assert.ok(taken <= width - 70, `layer ${layer} at ${width}: ${taken}`);
      }
    }
  }
});

test("the numbers of a cell keep the chosen digits where there is room, and never fewer than two", () => {
  const heat = { ...heatOf(lecture(), "w.1"), rows: 1, columns: 2, value: (_, j) => [-0.00098765, 12.345678][j] };
  const at = (width, digits = 4) => cellFormat(heat, { width, height: 200, big: 1 }, digits)?.digits;
  assert.deepEqual([at(400), at(400, 6), at(180), at(150), at(20)], [4, 6, 4, 2, 2]);
  const wide = { ...heat, columns: 12, value: () => -0.00098765 };
  assert.equal(cellFormat(wide, { width: 200, height: 200, big: 1 }, 4), null, "colours, not one digit");
  assert.ok(
    cellFormat(heat, { width: 400, height: 200, big: 1.5 }, 4).cell >
      cellFormat(heat, { width: 400, height: 200, big: 1 }, 4).cell,
  );
});

test("colours are measured by the largest number, and what is not finite is as strong as can be", () => {
  const heat = heatOf(lecture(), "w.1");
  assert.equal(largestMagnitude(heat), 2);
  assert.deepEqual(
    [strength(2, 2), strength(-1, 2), strength(0, 2), strength(Number.NaN, 2), strength(1, 0)],
    [1, 0.5, 0, 1, 0],
  );
  assert.deepEqual(channels(" #1f62d0"), [31, 98, 208]);
});

const wide = (patch) => pageOf(sized([40, 30, 4]), { at: 1e9, ...patch });
const boxesOf = (shown, id, how) =>
  targetBoxes(heatOf(shown, id, how), targetOf(shown)).map(({ row, column, rows, columns, kind }) => [
    row,
    column,
    rows,
    columns,
    kind,
  ]);

test("a neuron that is pointed at is a row of its own weights and a column of the next", () => {
  const shown = wide({ hover: "z.1.7" });
  assert.deepEqual(boxesOf(shown, "z.1"), [[7, 0, 1, 1, "spot"]]);
  assert.deepEqual(boxesOf(shown, "w.1"), [[7, 0, 1, 40, "along"]]);
  assert.deepEqual(boxesOf(shown, "w.2"), [[0, 7, 4, 1, "along"]]);
  assert.deepEqual(boxesOf(shown, "w.2", { turned: true }), [[7, 0, 1, 4, "along"]]);
  assert.deepEqual(boxesOf(shown, "x"), []);
});

test("a wire that is pointed at is a cell, and its ends are cells", () => {
  const shown = wide({ hover: "dl_dw.1.7.33" });
  assert.deepEqual(
    [boxesOf(shown, "w.1"), boxesOf(shown, "dL_dw.1")],
    [[[7, 33, 1, 1, "spot"]], [[7, 33, 1, 1, "spot"]]],
  );
  assert.deepEqual(
    [boxesOf(shown, "z.1"), boxesOf(shown, "x"), boxesOf(shown, "x", { turned: true })],
    [[[7, 0, 1, 1, "spot"]], [[33, 0, 1, 1, "spot"]], [[0, 33, 1, 1, "spot"]]],
  );
  assert.deepEqual(boxesOf(shown, "w.2"), []);
});

test("the neurons that are not drawn are lit together", () => {
  assert.deepEqual(between([1, 2, 5], 8), [
    { from: 0, to: 0 },
    { from: 3, to: 4 },
    { from: 6, to: 7 },
  ]);
  const lit = boxesOf(wide({ hover: "rest.1" }), "z.1").reduce((sum, [, , rows]) => sum + rows, 0);
  assert.equal(lit, 26, "four are drawn");
});

const toldIn = (shown, equation) => {
  const [key, layer] = equation.split(".");
  const told = stepUseOf(shown);
  assert.equal(told.equation, equation);
  return equations(shown, Number(layer))
    .find((one) => one.key === key)
    .parts.flatMap((part) =>
      typeof part === "string"
        ? []
        : stepUseBoxes(part, told).map(({ row, column, rows, columns }) => [part.id, row, column, rows, columns]),
    );
};
const during = (quantity, writes, patch = {}) => {
  const shown = lecture(patch);
  const index = stepsOf(shown).findIndex((step) => step.quantity === quantity && step.writes.includes(writes));
  return { ...shown, at: index + 1 };
};

test("a step marks what it uses and what it makes: a row of W, a column on the way back, a product for the gradient", () => {
  assert.deepEqual(toldIn(during("z", "z.2.1"), "forward.2"), [
    ["w.2", 1, 0, 1, 2],
    ["a.1", 0, 0, 2, 1],
    ["b.2", 1, 0, 1, 1],
    ["z.2", 1, 0, 1, 1],
  ]);
  assert.deepEqual(toldIn(during("dl_da", "dl_da.1.1"), "backward.1"), [
    ["w.2", 1, 0, 1, 2],
    ["dl_dz.2", 0, 0, 2, 1],
    ["dl_da.1", 1, 0, 1, 1],
  ]);
  assert.deepEqual(toldIn(during("dl_dw", "dl_dw.2.1.0"), "gradient.2"), [
    ["dl_dz.2", 1, 0, 1, 1],
    ["a.1", 0, 0, 1, 1],
    ["dL_dw.2", 1, 0, 1, 1],
  ]);
  assert.equal(stepUseOf(lecture({ at: 0 })), null);
});

test("while a single product is told its two factors are marked", () => {
  const shown = during("z", "z.2.1", { grain: "operation" });
  assert.deepEqual(toldIn({ ...shown, at: shown.at - 1 + 2 / 3 }, "forward.2"), [
    ["w.2", 1, 1, 1, 1],
    ["a.1", 1, 0, 1, 1],
  ]);
});

test("a cell is of every kind of box that it is in", () => {
  const boxes = [
    { row: 1, column: 0, rows: 1, columns: 3, kind: "along" },
    { row: 1, column: 2, rows: 1, columns: 1, kind: "spot" },
  ];
  assert.deepEqual(
    [kindsAt(boxes, 1, 2), kindsAt(boxes, 1, 0), kindsAt(boxes, 0, 0)],
    [["along", "spot"], ["along"], []],
  );
});

test("Tab comes to one cell of each array: to that of the number pointed at, else to the first", () => {
  const stops = (hover) =>
    all(matrices(lecture({ hover })), ({ attrs }) => String(attrs.class).startsWith("cells")).map(({ children }) =>
      children.filter(({ attrs }) => attrs.tabindex === "0"),
    );
  for (const stop of stops(null)) assert.equal(stop.length, 1);
  assert.ok(stops(null).every(([cell]) => /\.0(@\d+)?$/.test(cell.attrs["data-choose"])));
  const pointed = stops("w.2.1.0").map(([cell]) => cell.attrs["data-choose"]);
  assert.equal(
    pointed.filter((address) => address === "w.2.1.0").length,
    2,
    "as it stands in layer 2, and turned round in layer 1",
  );
  assert.equal(pointed.length, stops(null).length);
});

test("a cell is heard by the name of its number, with all its digits, and its place", () => {
  const [cell] = all(matrices(lecture({ at: 0, digits: 6 })), ({ attrs }) => attrs["data-choose"] === "dl_dz.1.1");
  assert.match(
    cell.attrs["aria-label"],
    /^Partial derivative of the loss with respect to z of neuron 2 in layer 1: not computed yet; .*, row 2, column 1$/,
  );
  const [weight] = all(matrices(lecture()), ({ attrs }) => attrs["data-choose"] === "w.1.0.1");
  assert.match(weight.attrs["aria-label"], /^Weight of the wire from input 2 to neuron 1 of layer 1: −2; W/);
});
