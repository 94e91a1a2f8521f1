import assert from "node:assert/strict";
import { test } from "node:test";
import {
  INPUT_RADIUS,
  MIN_LABEL_HEIGHT,
  LOSS_RADIUS,
  along,
  bends,
  curve,
  layout,
  portPitch,
  round,
} from "../../../../static/js/stage/scene/layout.js";
import { wires } from "../../../../static/js/stage/scene/wires.js";
import { pageOf, contextOn, sized } from "../../pages.js";

const TUPLES = [
  [1, 1],
  [2, 2, 2, 2],
  [2, 2, 1],
  [1, 8, 1],
  [2, 4, 4, 1],
  [3, 5, 2],
  [4, 3],
  [2, 6, 6, 2],
  [1, 5, 1],
  [2, 2, 2, 2, 2, 2],
  [8, 2],
  [10, 10],
  [1, 20, 3],
];
const SPACES = [
  { width: 344, height: 260 },
  { width: 980, height: 560 },
  { width: 1060, height: 640 },
  { width: 1840, height: 1100 },
];
const VIEWS = /** @type {const} */ (["both", "forward", "backward"]);

/** Every picture that these tests look at. */
function* pictures() {
  for (const sizes of TUPLES)
    for (const view of VIEWS)
      for (const space of SPACES)
        yield {
          sizes,
          view,
          space,
          place: layout(sizes, view, space),
          name: `${sizes.join("-")} ${view} ${space.width}`,
        };
}

/** What a neuron, amplifier or input covers, with the bias over it. */
function boxes(place, lane) {
  const { node, amplifier } = place;
  const reach =
    lane === "forward"
      ? { left: node.width / 2, right: node.width / 2, top: node.height / 2 + 17, bottom: node.height / 2 }
      : {
          left: amplifier.width / 2 + amplifier.capsule - 2,
          right: amplifier.width / 2,
          top: amplifier.height / 2 + 15,
          bottom: amplifier.height / 2,
        };
  const input = { left: INPUT_RADIUS, right: INPUT_RADIUS, top: INPUT_RADIUS, bottom: INPUT_RADIUS };
  const disc = { left: LOSS_RADIUS, right: LOSS_RADIUS, top: LOSS_RADIUS, bottom: LOSS_RADIUS };
  const around = ({ x, y }, { left, right, top, bottom }) => ({
    left: x - left,
    right: x + right,
    top: y - top,
    bottom: y + bottom,
  });
  const found = place[lane].nodes.flatMap((column, layer) =>
    column.map((at) => around(at, layer === 0 ? input : reach)),
  );
  return [...found, around(place[lane].loss, disc)];
}

const meet = (one, other) =>
  one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;

test("both lanes share their columns", () => {
  for (const { place, name } of pictures()) {
    for (const lane of [place.forward, place.backward]) {
      if (!lane) continue;
      lane.nodes.forEach((column, layer) => column.forEach(({ x }) => assert.equal(x, place.columns[layer], name)));
      assert.equal(lane.loss.x, place.columns.at(-1), name);
    }
  }
});

test("a column stands for every layer, evenly apart, with the input a little further before them and the loss behind", () => {
  for (const { sizes, place, name } of pictures()) {
    assert.equal(place.columns.length, sizes.length + 1);
    for (let i = 1; i < place.columns.length; i++)
      assert.ok(Math.abs(place.columns[i] - place.columns[i - 1] - place.pitch - (i === 1 ? 8 : 0)) < 1e-9, name);
  }
});

test("a view draws the lanes that it names, and both draws the reversed network beneath", () => {
  for (const { view, place } of pictures()) {
    assert.equal(place.forward !== null, view !== "backward");
    assert.equal(place.backward !== null, view !== "forward");
    if (place.forward && place.backward)
      assert.ok(place.backward.box.y >= place.forward.box.y + place.forward.box.height + 10);
  }
});

test("everything stands inside its lane, and no neuron covers another", () => {
  for (const { place, name } of pictures()) {
    for (const lane of /** @type {const} */ (["forward", "backward"])) {
      if (!place[lane]) continue;
      const { box } = place[lane];
      const all = boxes(place, lane);
      for (const one of all) {
        assert.ok(one.left >= box.x && one.right <= box.x + box.width, `${name} ${lane}: beside its lane`);
        assert.ok(one.top >= box.y + 26 && one.bottom <= box.y + box.height, `${name} ${lane}: over or under its lane`);
      }
      all.forEach((one, i) =>
        all.slice(0, i).forEach((other) => assert.ok(!meet(one, other), `${name} ${lane}: two overlap`)),
      );
    }
  }
});

test("neurons of a layer stand one under the other around the middle of the lane", () => {
  const { forward, row } = layout([2, 3, 1], "both", { width: 1060, height: 640 });
  const [inputs, hidden, output] = forward.nodes.map((column) => column.map(({ y }) => y));
  assert.deepEqual(output, [forward.loss.y]);
  assert.equal(hidden[1], forward.loss.y);
  assert.ok(Math.abs(hidden[2] - hidden[1] - row) < 1e-9);
  assert.ok(Math.abs((inputs[0] + inputs[1]) / 2 - forward.loss.y) < 1e-9);
});

const SMALLEST_LETTERS = 11;

test("letters are never shrunk below 9 pixels, in a small network not below 11, nor blown up without end", () => {
  for (const { sizes, place, name } of pictures()) {
    const least = sizes.length <= 4 && Math.max(...sizes) <= 2 ? 11 : 9;
    assert.ok(place.scale * SMALLEST_LETTERS >= least - 1e-9 && place.scale <= 1.7, `${name}: ${place.scale}`);
  }
  assert.equal(layout([2, 2, 2, 2], "both", { width: 1e5, height: 1e5 }).scale, 1.7);
  assert.equal(layout([2, 2, 2, 2], "both", { width: 0, height: -60 }).scale, 1);
});

test("where there is room the drawing fills it exactly; where there is not it is as small as may be", () => {
  const space = { width: 1840, height: 1100 };
  const wide = layout([2, 2, 2, 2], "both", space);
  assert.ok(Math.abs(wide.width * wide.scale - space.width) < 1e-9);
  assert.ok(Math.abs(wide.height * wide.scale - space.height) < 1e-9);
  const small = layout([2, 2, 2, 2], "both", { width: 344, height: 260 });
  assert.ok(small.width * small.scale > 344);
  assert.equal(small.pitch, 204);
  assert.equal(Math.round(small.row), 78);
});

test("to be read from afar what has room is as large as fits", () => {
  const space = { width: 1500, height: 700 };
  assert.ok(layout([2, 2, 2, 2], "both", space, undefined, 1, true).scale > layout([2, 2, 2, 2], "both", space).scale);
});

test("a larger window never makes the drawing smaller", () => {
  for (const sizes of TUPLES) {
    let before = 0;
    for (let width = 300; width < 2400; width += 20) {
      const { scale } = layout(sizes, "both", { width, height: width * 0.6 });
      assert.ok(scale >= before - 1e-12, `${sizes.join("-")} at ${width}`);
      before = scale;
    }
  }
});

const isWhole = ({ width, height, scale }, space) =>
  width * scale <= space.width + 1e-9 && height * scale <= space.height + 1e-9;

test("all of the drawing is in sight as long as its letters can be read", () => {
  for (const sizes of [
    [2, 4, 4, 1],
    [2, 3, 1],
    [1, 1, 1, 1, 1, 1, 1, 1, 1],
  ]) {
    const { width, height } = layout(sizes, "both", { width: 0, height: 0 });
    for (const [part, whole] of [
      [0.8, false],
      [0.83, true],
      [1, true],
    ]) {
      const space = { width: width * part, height: height * part };
      assert.equal(isWhole(layout(sizes, "both", space), space), whole, `${sizes.join("-")} at ${part}`);
    }
  }
});

test("a curve leaves and arrives level, and all points of `along` lie on it", () => {
  const from = { x: 10, y: 20 };
  const to = { x: 110, y: 220 };
  const [first, second] = bends(from, to);
  assert.ok(first.x > 60 && first.y === from.y && second.x > 60 && second.y === to.y, "level at its ends, bent late");
  assert.equal(curve(from, to), `M10,20 C${first.x},20 ${second.x},220 110,220`);
  const [a, b, c, d] = [from, first, second, to].map(({ x, y }) => [x, y]);
  for (let k = 0; k <= 20; k++) {
    const t = k / 20;
    const bezier = [0, 1].map(
      (i) => (1 - t) ** 3 * a[i] + 3 * (1 - t) ** 2 * t * b[i] + 3 * (1 - t) * t ** 2 * c[i] + t ** 3 * d[i],
    );
    const { x, y } = along(from, to, t);
    assert.ok(Math.abs(x - bezier[0]) < 1e-9 && Math.abs(y - bezier[1]) < 1e-9, `t = ${t}`);
  }
  assert.deepEqual([along(from, to, 0), along(from, to, 1)], [from, to]);
  for (const t of [0, 0.3, 1]) assert.deepEqual(along(to, from, t), along(from, to, 1 - t), "the same wire backward");
});

test("the wires of a neuron leave it one above the other, in the order of what they lead to, and within its height", () => {
  for (const { place, name } of pictures())
    for (let layer = 1; layer < place.counts.length; layer += 1) {
      const pitch = portPitch(place, layer);
      assert.ok(pitch > 0 && pitch <= 20, name);
      assert.ok(pitch * (place.counts[layer] - 1) < Math.min(place.node.height, place.amplifier.height), name);
    }
});

test("labels of wires never collide, whatever moves and whatever was chosen", () => {
  for (const { sizes, view, space, name } of pictures()) {
    if (sizes.includes(20) && space.width !== 1060) continue;
    for (const grain of /** @type {const} */ (["layer", "neuron"])) {
      const shown = pageOf(sized(sizes), { view, space, grain, chosen: "w.1.0.0" });
      const end = shown.answer.trace.steps.length;
      for (const at of [0, end * 0.1, end * 0.4, end * 0.6, end]) {
        const context = contextOn({ ...shown, at });
        for (const lane of /** @type {const} */ (["forward", "backward"])) {
          if (!context.layout[lane]) continue;
          const labels = wires(context, lane).labels.children.map(({ children }) => children[0].attrs);
          const drawn = labels.map(({ x, y, width, height }) => ({
            left: x,
            right: x + width,
            top: y + 0.1,
            bottom: y + height - 0.1,
          }));
          drawn.forEach((one, i) =>
            drawn.slice(0, i).forEach((other) => assert.ok(!meet(one, other), `${name} ${grain} at ${at} ${lane}`)),
          );
        }
      }
    }
  }
});

test("a label never hides a digit of the neuron on its left", () => {
  for (const { sizes, view, space, name } of pictures()) {
    const shown = pageOf(sized(sizes), { view, space });
    const context = contextOn({ ...shown, at: shown.answer.trace.steps.length });
    for (const lane of /** @type {const} */ (["forward", "backward"])) {
      if (!context.layout[lane]) continue;
      for (const { key, children } of wires(context, lane).labels.children) {
        const layer = Number(key.split(/[:.]/)[1]);
        const half =
          layer === 1
            ? INPUT_RADIUS
            : (lane === "forward" ? context.layout.node.width : context.layout.amplifier.width) / 2;
        assert.ok(
          children[0].attrs.x >= context.layout.columns[layer - 1] + (layer === 1 ? 0.7 * half : half),
          `${name} ${key}`,
        );
      }
    }
  }
});

test("where not every wire can show its number the chosen one still does", () => {
  const shown = pageOf(sized([12, 12, 2]), { chosen: "w.1.7.1", at: 7.5 });
  const context = contextOn(shown);
  assert.equal(context.roomy, false);
  const keys = wires(context, "forward").labels.children.map(({ key }) => key);
  assert.equal(keys.at(-1), "forward:1.7.1:label");
  assert.ok(keys.length > 1 && keys.length < 24);
  assert.equal(wires(contextOn({ ...shown, chosen: null, at: 0 }), "forward").labels.children.length, 0);
});

test("a label is tall enough for its digits", () => {
  for (const { sizes, view, space } of pictures()) {
    const context = contextOn(pageOf(sized(sizes), { view, space }));
    for (const { children } of wires(context, view === "backward" ? "backward" : "forward").labels.children)
      assert.ok(children[0].attrs.height >= MIN_LABEL_HEIGHT);
  }
});

test("coordinates keep one decimal", () => {
  assert.equal(round(1.25), 1.3);
  assert.equal(round(12), 12);
});
