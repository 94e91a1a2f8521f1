import assert from "node:assert/strict";
import { test } from "node:test";
import { deflateRawSync } from "node:zlib";
import { decode, encode, screenIn } from "../../../static/js/state/link.js";
import { anyNumber, anyProblem, lecture, random, reluHomework } from "../problems.js";

const usual = () => ({
  example: "lecture",
  case: null,
  problem: lecture(),
  sample: 0,
  at: 0,
  grain: "guided",
  speed: 1,
  until: "whole",
  playing: false,
  chosen: null,
  view: "both",
  drawer: null,
  digits: 4,
  notation: "lecture",
  language: "en",
});
const packed = (value) =>
  `net=1.${deflateRawSync(typeof value === "string" ? value : JSON.stringify(value)).toString("base64url")}`;

test("a link says only what is not usual, in words", async () => {
  assert.equal(await encode(usual(), lecture()), "example=lecture");
  const state = {
    ...usual(),
    at: 20,
    grain: "operation",
    sample: 2,
    chosen: "dl_dz.2.0@1",
    view: "backward",
    speed: 0.5,
    until: "backward",
    digits: 6,
    drawer: "network",
    notation: "delta",
    case: "zero-input",
    playing: true,
  };
  const link = await encode(state, lecture());
  assert.equal(
    link,
    "example=lecture&case=zero-input&at=20&sample=2&grain=operation&view=backward&chosen=dl_dz.2.0@1&speed=0.5&until=backward&digits=6&notation=delta&drawer=network",
  );
  const { problem, playing, language, ...said } = state;
  assert.deepEqual(await decode(`#${link}`), { state: said });
});

test("the network is in the link only when it is not the example's", async () => {
  const edited = lecture();
  edited.layers[1].W[0][1] = -0.0;
  const link = await encode({ ...usual(), problem: edited }, lecture());
  assert.match(link, /^example=lecture&net=1\.[A-Za-z0-9_-]+$/);
  const { state } = await decode(link);
  assert.deepEqual(state.problem, edited);
  assert.ok(Object.is(state.problem.layers[1].W[0][1], -0));
  assert.match(await encode({ ...usual(), example: null }, null), /^net=1\./);
  const sameInAnotherOrder = Object.fromEntries(Object.entries(lecture()).reverse());
  assert.equal(await encode(usual(), sameInAnotherOrder), "example=lecture");
});

test("every float and every moment comes back exactly", async () => {
  const next = random(21);
  for (let round = 0; round < 80; round++) {
    const problem = anyProblem(next, { number: () => anyNumber(next) });
    const at = next() * 60;
    const { state } = await decode(await encode({ ...usual(), example: null, problem, at }, null));
    assert.deepStrictEqual(state, { at, problem });
  }
});

test("a large network makes a link and comes back", async () => {
  const next = random(22);
  const row = (width) => Array.from({ length: width }, () => next() - 0.5);
  const problem = {
    ...lecture(),
    layers: [
      { W: Array.from({ length: 128 }, () => row(100)), b: row(128), activation: "tanh" },
      { W: [row(128), row(128)], b: row(2), activation: "softmax" },
    ],
    x: [row(100)],
  };
  const { state } = await decode(await encode({ ...usual(), problem }, lecture()));
  assert.deepEqual(state.problem, problem);
});

test("how near the drawing is, and what of it is folded, pinned and ranked, is in the link", async () => {
  const state = {
    ...usual(),
    ranking: "activation",
    pinned: ["1.12", "2.3"],
    opened: [1, 3],
    zoom: 1.5625000000000002,
  };
  const link = await encode(state, lecture());
  assert.equal(link, "example=lecture&ranking=activation&pinned=1.12,2.3&opened=1,3&zoom=1.563");
  const { state: said } = await decode(link);
  assert.deepEqual([said.ranking, said.pinned, said.opened, said.zoom], ["activation", ["1.12", "2.3"], [1, 3], 1.563]);
  for (const zoom of ["0", "0.04", "4.1", "-1", "x"]) assert.deepEqual(await decode(`zoom=${zoom}`), { state: {} });
});

test("unknown keys and values that are not allowed count as not said", async () => {
  const odd =
    "at=-1&sample=1.5&grain=molecule&view=up&chosen=z.1&speed=0&until=noon&digits=99&drawer=constructor&example=../../etc&case=A&zoom=30&__proto__=1&constructor=2";
  assert.deepEqual(await decode(odd), { state: {} });
  for (const at of ["NaN", "Infinity", "1e999", "0x10", "", "%", " 3", "３"])
    assert.deepEqual(await decode(`at=${at}`), { state: {} });
  assert.deepEqual(await decode(""), { state: {} });
  assert.deepEqual(await decode("#&&==&%%%"), { state: {} });
  assert.deepEqual(await decode("chosen=javascript:alert(1)&example=<img src=x onerror=alert(1)>"), { state: {} });
  assert.equal({}.polluted, undefined);
});

test("a network cannot reach a prototype", async () => {
  const text = JSON.stringify(lecture())
    .replace("{", '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},')
    .replace('{"W"', '{"__proto__":{"frozen":["W"]},"W"');
  const { state } = await decode(packed(text));
  assert.deepEqual(state.problem, lecture());
  assert.equal(Object.getPrototypeOf(state.problem), Object.prototype);
  assert.equal({}.polluted, undefined);
  assert.equal(state.problem.layers[0].frozen, undefined);
  const inherited = `{"__proto__":${JSON.stringify(lecture())}}`;
  assert.deepEqual(await decode(packed(inherited)), { error: "damaged" });
});

test("a later version is told apart from a damaged link", async () => {
  for (const later of ["net=2.abc", "net=17.", "net=2.%20"])
    assert.deepEqual(await decode(later), { error: "later-version" });
  for (const damaged of [
    "net=",
    "net=1",
    "net=1.",
    "net=1.!!!",
    "net=0.abc",
    "net=-1.abc",
    "net=x.abc",
    "net=1.abc",
    "net=1.AAAA",
  ])
    assert.deepEqual(await decode(damaged), { error: "damaged" }, damaged);
});

test("a link that was cut off is damaged, wherever it was cut", async () => {
  const link = await encode({ ...usual(), problem: reluHomework() }, lecture());
  const start = link.indexOf("net=1.") + 6;
  for (let cut = start; cut < link.length; cut += 1)
    assert.deepEqual(await decode(link.slice(0, cut)), { error: "damaged" });
});

test("more than four mebibytes are never inflated", async () => {
  const bomb = deflateRawSync(Buffer.alloc(64 * 1024 * 1024, 32)).toString("base64url");
  assert.ok(bomb.length < 200_000);
  const before = process.memoryUsage().arrayBuffers;
  assert.deepEqual(await decode(`net=1.${bomb}`), { error: "too-large" });
  assert.ok(process.memoryUsage().arrayBuffers - before < 32 * 1024 * 1024);
  assert.deepEqual(await decode(`net=1.${"A".repeat(10 * 1024 * 1024)}`), { error: "too-large" });
});

test("a network beyond the product's limits is too large", async () => {
  const neurons = {
    ...lecture(),
    layers: [{ W: Array.from({ length: 1025 }, () => [1, 1]), b: Array(1025).fill(0), activation: "relu" }],
  };
  const layers = {
    ...lecture(),
    layers: Array(65).fill({ W: [[1]], b: [0], activation: "relu" }),
    x: [[1]],
    target: [[1]],
  };
  const samples = { ...lecture(), x: Array(4097).fill([1, 1]), target: Array(4097).fill([1, 1]) };
  for (const problem of [neurons, layers, samples])
    assert.deepEqual(await decode(packed(problem)), { error: "too-large" });
});

test("a network whose shapes or values are not right is damaged", async () => {
  const wrong = [
    null,
    [],
    "x",
    3,
    {},
    { layers: [] },
    { ...lecture(), layers: [] },
    { ...lecture(), layers: [{}] },
    { ...lecture(), x: [] },
    { ...lecture(), x: [[]] },
    { ...lecture(), x: [[1]] },
    { ...lecture(), x: [[1, "2"]] },
    { ...lecture(), x: [[1, null]] },
    { ...lecture(), x: [[1, 2], [3]] },
    {
      ...lecture(),
      target: [
        [1, 0],
        [1, 0],
      ],
    },
    { ...lecture(), target: [[1]] },
    { ...lecture(), learning_rate: "0.5" },
    { ...lecture(), reduction: "max" },
    { ...lecture(), loss: "<img src=x>" },
    { ...lecture(), loss: 5 },
    { ...lecture(), loss: undefined },
  ];
  const inLayer = [
    { W: [[1, 2], [3]] },
    { W: [[1, 2]] },
    { b: [1] },
    { b: [1, true] },
    { W: [] },
    {
      W: [
        [1, 2, 3],
        [1, 2, 3],
      ],
    },
    { activation: "re lu" },
    { activation: ["relu"] },
    { frozen: ["x"] },
    { frozen: "W" },
  ].map((change) => ({ ...lecture(), layers: [{ ...lecture().layers[0], ...change }, ...lecture().layers.slice(1)] }));
  for (const problem of [...wrong, ...inLayer])
    assert.deepEqual(await decode(packed(problem)), { error: "damaged" }, JSON.stringify(problem));
  assert.deepEqual(await decode(packed('{"layers":1e999}')), { error: "damaged" });
  assert.deepEqual(await decode(packed(JSON.stringify(lecture()).replace("-2", "1e999"))), { error: "damaged" });
  assert.deepEqual(await decode(`net=1.${deflateRawSync(Buffer.from([0xff, 0xfe, 0x7b])).toString("base64url")}`), {
    error: "damaged",
  });
});

test("a link says the screen unless it is Explore, and one that names none, or none that there is, means Explore", async () => {
  assert.equal(screenIn("#at=3"), "explore");
  assert.equal(screenIn("#screen=train&at=3"), "train");
  assert.equal(await encode({ ...usual(), screen: "explore" }, lecture()), "example=lecture");
  assert.equal(await encode({ ...usual(), screen: "train" }, lecture()), "screen=train&example=lecture");
  const { state } = await decode("#screen=nowhere&example=lecture&at=3");
  assert.deepEqual(state, { example: "lecture", at: 3 });
});

test("a link says which of the two is seen where a section and the chosen number have one place", async () => {
  const shown = { ...usual(), chosen: "w.1.0.0", drawer: "samples" };
  assert.ok(!(await encode({ ...shown, sheet: false }, lecture())).includes("front"));
  assert.ok(!(await encode({ ...shown, drawer: null, sheet: true }, lecture())).includes("front"));
  const link = await encode({ ...shown, sheet: true }, lecture());
  assert.deepEqual((await decode(link)).state.sheet, true);
  assert.equal("sheet" in (await decode(link.replace("front=number", ""))).state, false);
});

test("a recipe that cannot be read is a damaged link", async () => {
  for (const hash of ["made=9.9&frame=1.A", "made=2-2~xavier_uniform~1"])
    assert.deepEqual(await decode(hash), { error: "damaged" });
});

test("that what is kept is marked stands in a link", async () => {
  const link = await encode({ ...usual(), kept: true }, lecture());
  assert.match(link, /(^|&)kept=true$/);
  assert.equal((await decode(link)).state.kept, true);
  assert.ok(!(await encode(usual(), lecture())).includes("kept"));
});
