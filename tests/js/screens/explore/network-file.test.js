import assert from "node:assert/strict";
import { test } from "node:test";

import { FILE_ACTIONS, openFile, openText } from "../../../../static/js/screens/explore/network-file.js";
import { notices } from "../../../../static/js/screens/explore/notices.js";
import { followEdits, undo } from "../../../../static/js/state/undo.js";
import { stepped } from "../../frames.js";
import { page, preset } from "../../pages.js";
import { textOf } from "../../pictures.js";

const NETWORK = preset("mazur").request;
const taken = async () => ({ ok: true, value: {} });

/** @param {string | number[]} content */
const file = (content, name = "mine.json") => {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : new Uint8Array(content);
  return { name, size: bytes.length, arrayBuffer: async () => bytes.buffer };
};

function explorer(patch = {}) {
  const store = stepped(page("lecture", patch));
  followEdits(store);
  return store;
}

/** What stands over the drawing. */
const said = (store) => notices(store.get()).filter(Boolean).map(textOf).join(" ");

test("a file is opened with its learning rate, as one change that can be undone", async () => {
  const store = explorer({ example: "lecture", drive: [1, 0] });
  const before = store.get().problem;
  await openFile(store, file(JSON.stringify({ ...NETWORK, learning_rate: 0.03, sample: 0 })), 1e6, taken);
  store.frame();
  const { problem, example, drive, toast, past } = store.get();
  assert.deepEqual(problem.layers, NETWORK.layers);
  assert.equal(problem.learning_rate, 0.03);
  assert.equal(example, null);
  assert.equal(drive, null);
  assert.match(toast, /mine\.json is opened/);
  assert.equal(past.length, 1);
  undo(store);
  assert.equal(store.get().problem, before);
  assert.equal(store.get().example, "lecture");
  assert.deepEqual(store.get().drive, [1, 0]);
});

test("what is wrong is said in words, with its place in the file, and nothing is changed", async () => {
  const store = explorer();
  const { problem } = store.get();
  const errors = Array.from({ length: 6 }, (_, index) => ({
    code: "missing-field",
    pointer: `#/layers/${index}/W`,
    detail: "",
    params: { field: "W" },
  }));
  const refusing = async () => ({ ok: false, problem: { errors, errors_total: 6 } });
  await openText(store, "mine.json", JSON.stringify({ request: {} }), refusing);
  assert.equal(store.get().problem, problem);
  assert.match(said(store), /mine\.json is no network.*“W” is missing.*\(#\/request\/layers\/0\/W\)/);
  assert.match(said(store), /and 2 more/);
  await openText(store, "mine.json", JSON.stringify(NETWORK), taken);
  assert.equal(said(store), "");
});

test("a file that is too large, empty or no text is not even sent", async () => {
  const never = async () => assert.fail("sent");
  for (const [content, most, words] of [
    ["{}{}", 3, /has 4 bytes; the limit is 3/],
    ["", 9, /is empty/],
    [[0xff], 9, /not text in UTF-8/],
  ]) {
    const store = explorer();
    await openFile(store, file(content), most, never);
    assert.match(said(store), words);
    assert.doesNotMatch(said(store), /request|body/);
  }
});

test("signals that differ from sample to sample are left out with a word", async () => {
  const store = explorer();
  const two = { ...NETWORK, x: [...NETWORK.x, ...NETWORK.x], target: [...NETWORK.target, ...NETWORK.target] };
  await openText(
    store,
    "a",
    JSON.stringify({
      ...two,
      dl_dy: [
        [1, 0],
        [0, 1],
      ],
    }),
    taken,
  );
  assert.match(store.get().toast, /dl_dy differ/);
});

test("the network is copied and saved as the file that opens it", async () => {
  const store = explorer();
  let [copied, saved] = ["", /** @type {[Blob, string] | null} */ (null)];
  await FILE_ACTIONS["copy-network"](store, "", { copy: async (text) => ((copied = text), true) });
  FILE_ACTIONS["save-network"](store, "", { pictures: { save: (blob, name) => (saved = [blob, name]) } });
  assert.deepEqual(JSON.parse(copied), store.get().problem);
  assert.equal(await saved[0].text(), copied);
  assert.equal(saved[1], "network.json");
  await FILE_ACTIONS["copy-network"](store, "", { copy: async () => false });
  assert.match(store.get().toast, /Save the network/);
});

test("a file with a recipe is opened with the layers that the server makes, its edits and what is frozen", async () => {
  const store = explorer();
  const recipe = { sizes: [2, 2, 1], activation: "tanh", scheme: "zeros", seed: 0 };
  const layers = [
    {
      W: [
        [0, 0],
        [0, 0],
      ],
      b: [0, 0],
      activation: "tanh",
    },
    { W: [[0, 0]], b: [0], activation: "tanh" },
  ];
  const asked = [];
  const answering = async (path, body) => {
    asked.push([path, body]);
    return { ok: true, value: path === "/api/networks" ? { layers } : {} };
  };
  const rest = { loss: "half_squared_error", x: [[1, 2]], target: [[1]] };
  const text = JSON.stringify({ recipe, edits: { "w.1.0.1": 0.5, "b.2.0": -1 }, frozen: [["b"], []], ...rest });
  await openText(store, "recipe.json", text, answering);
  store.frame();
  const { problem } = store.get();
  assert.deepEqual(asked[1], ["/api/networks", recipe]);
  assert.deepEqual(problem.layers[0].W, [
    [0, 0.5],
    [0, 0],
  ]);
  assert.deepEqual(problem.layers[0].frozen, ["b"]);
  assert.deepEqual(problem.layers[1].b, [-1]);
  assert.equal("recipe" in problem, false);
});
