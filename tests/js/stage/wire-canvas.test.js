import assert from "node:assert/strict";
import { test } from "node:test";
import { along } from "../../../static/js/stage/scene/layout.js";
import { contextOf } from "../../../static/js/stage/scene/drawing.js";
import { createCrowd, piecesInSight } from "../../../static/js/stage/wire-canvas.js";
import { pageOf, sized } from "../pages.js";

const CURVES = { curve_z: [], curves: {} };
const COLOURS = { panel: "white", faint: "grey", forward: "blue", backward: "red", waiting: "0.5", hot: "1" };
const WINDOW = { width: 3000, height: 20_000, left: 0, top: 60, scale: 1 };

/** A canvas that counts how many lines are drawn on it and on those made by its document, and what is copied. */
function fakeCanvas() {
  const counts = { lines: 0, copies: 0, cleared: 0 };
  const canvas2d = {
    setTransform() {},
    setLineDash() {},
    beginPath() {},
    moveTo() {},
    bezierCurveTo() {},
    stroke: () => (counts.lines += 1),
    drawImage: () => (counts.copies += 1),
    clearRect: () => (counts.cleared += 1),
  };
  const create = () => ({ width: 0, height: 0, hidden: false, getContext: () => canvas2d });
  const canvas = { ...create(), ownerDocument: { createElement: create } };
  /** What was drawn since the last time. */
  const drawn = () => {
    const now = { ...counts };
    for (const name of Object.keys(counts)) counts[name] = 0;
    return now;
  };
  return { canvas, drawn };
}

/** A crowd of wires, and the labels that are to stay free. */
function crowd() {
  const { canvas, drawn } = fakeCanvas();
  const labels = [];
  const wires = createCrowd(canvas, { querySelectorAll: () => labels });
  const answer = sized([40, 40, 40, 4]);
  const context = (at) => contextOf(pageOf(answer, { at, grain: "layer", opened: [0, 1, 2] }), CURVES, true);
  return { canvas, drawn, labels, wires, context };
}

test("the wires between two layers are painted again only when they look otherwise", () => {
  const { drawn, wires, context } = crowd();
  wires.show(context(0));
  wires.paint(WINDOW, 1, COLOURS);
  const whole = drawn();
  assert.ok(whole.lines > 3000);
  assert.equal(whole.copies > 3, true);
  wires.show(context(0.5));
  wires.paint(WINDOW, 1, COLOURS);
  const step = drawn();
  assert.ok(step.lines > 0 && step.lines <= 1600, `${step.lines} of ${whole.lines}`);
  wires.paint(WINDOW, 1, COLOURS);
  assert.deepEqual(drawn(), { lines: 0, copies: 0, cleared: 0 });
  wires.paint({ ...WINDOW, top: 0 }, 1, COLOURS);
  assert.ok(drawn().lines > step.lines, "what is moved is painted anew");
});

test("where only labels come and go no wire is painted: what was is copied around them", () => {
  const { drawn, labels, wires, context } = crowd();
  const still = context(0);
  wires.show(still);
  wires.paint(WINDOW, 1, COLOURS);
  drawn();
  labels.push({ getAttribute: () => "5" });
  wires.show(still);
  wires.paint(WINDOW, 1, COLOURS);
  const { lines, copies, cleared } = drawn();
  assert.deepEqual([lines, cleared], [0, 1]);
  assert.ok(copies > 0);
});

test("a drawing without very many wires hides the canvas", () => {
  const { canvas, wires } = crowd();
  wires.show(contextOf(pageOf(sized([2, 2, 2])), CURVES, true));
  wires.paint(WINDOW, 1, COLOURS);
  assert.equal(canvas.hidden, true);
});

test("the pieces of a wire that are painted are those in sight, and no more than one beyond", () => {
  for (const [from, to] of [
    [0, 1000],
    [1000, 0],
    [-300, 350],
  ]) {
    const way = [
      { x: 0, y: from },
      { x: 200, y: to },
    ];
    for (const [top, bottom] of [
      [100, 300],
      [-50, 20],
      [-1000, 5000],
    ]) {
      const pieces = piecesInSight(way, top, bottom);
      for (let place = 0; place <= 320; place += 1) {
        const { y } = along(way[0], way[1], place / 320);
        const isPainted = place / 10 >= pieces.from && place / 10 <= pieces.to;
        if (y > top && y < bottom) assert.ok(isPainted, `${y} of ${from} to ${to}`);
        const near = [-10, 10].some((shift) => {
          const other = along(way[0], way[1], Math.min(1, Math.max(0, (place + shift) / 320))).y;
          return other >= top && other <= bottom;
        });
        if (isPainted) assert.ok(near || (y >= top && y <= bottom), `${y} of ${from} to ${to}`);
      }
    }
  }
  assert.deepEqual(
    piecesInSight(
      [
        { x: 0, y: 5 },
        { x: 9, y: 5 },
      ],
      0,
      10,
    ),
    { from: 0, to: 32 },
  );
});
