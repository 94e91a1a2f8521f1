import assert from "node:assert/strict";
import { test } from "node:test";
import { CHANGES, make } from "../../../../static/js/screens/explore/actions.js";
import { typeNumber } from "../../../../static/js/stage/hands/typing.js";
import { caseProblem } from "../../../../static/js/network/worked-example.js";
import { editsSince } from "../../../../static/js/network/recipe.js";
import { FIELD } from "../../../../static/js/state/page.js";
import { reason } from "../../../../static/js/server/trace.js";
import { hands } from "../../hands.js";
import { page, preset } from "../../pages.js";
import { refusal, server, settled } from "../../server.js";

const RECIPE = page().recipeChoices;

/** A world whose examples arrive when the test says so. */
function library() {
  const waiting = new Map();
  return {
    get: (path) => new Promise((resolve) => waiting.set(path.split("/").at(-1), resolve)),
    deliver: (id, value = preset(id)) => waiting.get(id)(value),
  };
}

test("another sample is told, and the chosen number becomes that sample's", () => {
  const { press, state } = hands("softmax-batch", { chosen: "dl_dz.1.2@1" });
  press("sample", "2");
  assert.deepEqual([state().sample, state().chosen], [2, "dl_dz.1.2@2"]);
  press("sample", "0");
  assert.equal(state().chosen, "dl_dz.1.2");
  const shared = hands("softmax-batch", { chosen: "w.1.0.0" });
  shared.press("sample", "2");
  assert.equal(shared.state().chosen, "w.1.0.0");
});

test("a sample is added behind the last", () => {
  const { press, state } = hands("softmax-batch");
  press("add-sample");
  assert.equal(state().problem.x.length, 4);
  assert.deepEqual(state().problem.x[3], state().problem.x[2]);
});

test("when a sample before it goes, the told sample is still the same one", () => {
  const { press, state } = hands("softmax-batch", { sample: 2, chosen: "z.1.0@2" });
  const told = state().problem.x[2];
  press("remove-sample", "0");
  assert.deepEqual([state().sample, state().chosen], [1, "z.1.0@1"]);
  assert.equal(state().problem.x[1], told);
});

test("when the told sample itself goes, the next is told, or the last", () => {
  const { press, state } = hands("softmax-batch", { sample: 1, chosen: "l@1" });
  press("remove-sample", "1");
  assert.deepEqual([state().sample, state().chosen], [1, "l@1"]);
  press("remove-sample", "1");
  assert.deepEqual([state().sample, state().chosen, state().problem.x.length], [0, "l", 1]);
});

test("a case starts anew with its problem", () => {
  const homework = preset("relu-homework");
  const { press, state } = hands("lecture", {
    preset: homework,
    at: 9,
    playing: true,
    goal: 63,
    sample: 1,
    chosen: "z.1.0",
  });
  press("case", "dead-hidden");
  assert.equal(state().problem, caseProblem(homework, "dead-hidden"));
  assert.deepEqual(
    [state().case, state().at, state().playing, state().goal, state().sample, state().chosen],
    ["dead-hidden", 0, false, null, 0, null],
  );
  const own = hands();
  const before = own.state();
  own.press("case", "dead-hidden");
  assert.equal(own.state(), before, "one's own network has no cases");
});

test("keeping the new weights goes on with them from the start", () => {
  const { press, state } = hands("lecture", { at: 63 });
  const { update } = state().answer.trace;
  press("keep");
  assert.deepEqual(
    state().problem.layers.map(({ W }) => W),
    update.layers.map(({ W_new }) => W_new),
  );
  assert.deepEqual(
    state().problem.layers.map(({ b }) => b),
    update.layers.map(({ b_new }) => b_new),
  );
  assert.equal(state().at, 0);
});

test("new weights that are not finite are not kept", () => {
  const { store, press, state } = hands("lecture", { at: 63 });
  const { answer } = state();
  const layers = answer.trace.update.layers.map((layer) => ({ ...layer, b_new: ["NaN", 0] }));
  store.set({ answer: { ...answer, trace: { ...answer.trace, update: { ...answer.trace.update, layers } } } });
  const before = state().problem;
  press("keep");
  assert.equal(state().problem, before);
});

test("an example opens at its start, as it was published", async () => {
  const books = library();
  const { change, state } = hands("lecture", { at: 20, chosen: "z.1.0", playing: true, goal: 63 }, books);
  const opening = change("example", "xor");
  books.deliver("xor");
  await opening;
  assert.deepEqual(
    [state().example, state().case, state().at, state().chosen, state().playing],
    ["xor", null, 0, null, false],
  );
  assert.equal(state().problem, caseProblem(state().preset, null));
});

test("of two examples opened quickly only the last counts, whichever arrives first", async () => {
  for (const order of [
    ["xor", "mazur"],
    ["mazur", "xor"],
  ]) {
    const books = library();
    const { change, state } = hands("lecture", {}, books);
    const opening = [change("example", "xor"), change("example", "mazur")];
    for (const id of order) {
      books.deliver(id);
      await settled();
    }
    await Promise.all(opening);
    assert.equal(state().example, "mazur", order.join(" then "));
    assert.equal(state().preset.id, "mazur");
  }
});

test("an example that does not come says so and leaves everything as it is", async () => {
  let there = false;
  const { change, press, state } = hands(
    "lecture",
    { example: "lecture" },
    { get: async () => (there ? preset("xor") : null) },
  );
  const { problem } = state();
  await change("example", "xor");
  assert.deepEqual([state().example, state().problem], ["lecture", problem]);
  assert.match(reason(state(), FIELD.network), /does not answer/);
  there = true;
  await press("retry");
  assert.deepEqual([state().example, state().rejection], ["xor", null], "another try asks for it again");
});

test("a new network is asked for by sizes, scheme and seed, and takes the samples with it", async (t) => {
  const asked = server(t);
  const { store, state } = hands("lecture", { example: "lecture", chosen: "dl_dw.3.1.1", at: 9 });
  store.set({
    recipeChoices: {
      ...RECIPE,
      sizes: "2 – 3, 1",
      activation: "tanh",
      output: "sigmoid",
      scheme: "uniform",
      seed: " 7 ",
    },
  });
  const making = make(store);
  assert.equal(asked[0].path, "/api/networks");
  assert.deepEqual(asked[0].body, {
    sizes: [2, 3, 1],
    activations: ["tanh", "sigmoid"],
    scheme: "uniform",
    seed: 7,
    low: -1,
    high: 1,
  });
  const layers = [
    {
      W: [
        [1, 2],
        [3, 4],
        [5, 6],
      ],
      b: [0, 0, 0],
      activation: "tanh",
    },
    { W: [[1, 2, 3]], b: [0], activation: "sigmoid" },
  ];
  asked[0].answer(200, { layers });
  await making;
  assert.deepEqual([state().problem.layers, state().problem.x, state().problem.target], [layers, [[1, -1]], [[1]]]);
  assert.deepEqual([state().example, state().preset, state().at, state().chosen], [null, null, 0, null]);
});

test("a network of the same sizes keeps the chosen number, and an edit made meanwhile", async (t) => {
  const asked = server(t);
  const { store, state } = hands("lecture", {
    chosen: "dl_dw.3.1.1",
    recipeChoices: { ...RECIPE, sizes: "2-2-2-2", activation: "tanh", output: "tanh", scheme: "zeros", seed: "1" },
  });
  const making = make(store);
  typeNumber(store, "x.0", "stage", "8");
  asked[0].answer(200, { layers: state().problem.layers });
  await making;
  assert.equal(state().chosen, "dl_dw.3.1.1");
  assert.deepEqual(state().problem.x, [[8, -1]]);
});

test("a loss on logits becomes the squared error where the output is none", async (t) => {
  for (const [loss, output, expected] of [
    ["softmax_cross_entropy", "softmax", "half_squared_error"],
    ["binary_cross_entropy_with_logits", "sigmoid", "half_squared_error"],
    ["softmax_cross_entropy", "identity", "softmax_cross_entropy"],
    ["absolute_error", "tanh", "absolute_error"],
  ]) {
    const asked = server(t);
    const { store, state } = hands();
    store.set({
      problem: { ...state().problem, loss },
      recipeChoices: { ...RECIPE, sizes: "2-2-2-2", activation: "tanh", output, scheme: "zeros", seed: "1" },
    });
    const making = make(store);
    asked[0].answer(200, { layers: state().problem.layers });
    await making;
    assert.equal(state().problem.loss, expected, `${loss} ${output}`);
  }
});

test("a network that cannot be made says why, and the old one stays", async (t) => {
  const asked = server(t);
  const { store, state } = hands("lecture", {
    recipeChoices: { ...RECIPE, sizes: "２-3-2000", activation: "tanh", output: "tanh", scheme: "zeros", seed: "7" },
  });
  const { problem } = state();
  const making = make(store);
  assert.deepEqual([asked[0].body.sizes, asked[0].body.seed], [[2, 3, 2000], 7]);
  asked[0].answer(422, refusal("too-few", "#/sizes"));
  await making;
  assert.equal(state().problem, problem);
  assert.equal(state().rejection.where, FIELD.recipe);
});

test("each hidden layer can have an activation of its own", async (t) => {
  const asked = server(t);
  const { store, state } = hands();
  store.set({ recipeChoices: { ...RECIPE, sizes: "2-3-3-3-1", activation: "tanh", output: "sigmoid" } });
  CHANGES["recipe-layer"](store, "relu", "2");
  make(store);
  assert.deepEqual(asked[0].body.activations, ["tanh", "relu", "tanh", "sigmoid"]);
  CHANGES["recipe-hidden"](store, "gelu", "");
  make(store);
  assert.deepEqual(asked[1].body.activations, ["gelu", "gelu", "gelu", "sigmoid"]);
  CHANGES["recipe-layer"](store, "relu", "3");
  store.set({ recipeChoices: { ...state().recipeChoices, sizes: "2-3-1" } });
  make(store);
  assert.deepEqual(asked[2].body.activations, ["gelu", "sigmoid"], "of layers that there are");
});

test("a new network without biases has zeros that no update moves", async (t) => {
  const asked = server(t);
  const { store, state } = hands();
  store.set({ recipeChoices: { ...RECIPE, sizes: "2-1" } });
  CHANGES["recipe-biases"](store, "true", "");
  const making = make(store);
  asked[0].answer(200, { layers: [{ W: [[1, 2]], b: [0.5], activation: "tanh" }] });
  await making;
  assert.deepEqual(state().problem.layers, [{ W: [[1, 2]], b: [0], activation: "tanh", frozen: ["b"] }]);
  const edits = editsSince(state().recipeLayers, state().problem);
  assert.deepEqual(edits, [{ address: "b.1.0", value: 0 }], "its link says what differs from its recipe");
});

test("the learning rate is that of the new network, and not of the one before it", async (t) => {
  const asked = server(t);
  const { store, state } = hands("lecture", { recipeChoices: { ...RECIPE, sizes: "2-1" } });
  store.set({ problem: { ...state().problem, learning_rate: 300 } });
  for (const [rate, expected] of [
    ["0.1", 0.1],
    ["0,03", 0.03],
    ["1/4", 0.25],
  ]) {
    store.set({ recipeChoices: { ...state().recipeChoices, rate } });
    const making = make(store);
    asked.at(-1).answer(200, { layers: [{ W: [[1, 2]], b: [0], activation: "tanh" }] });
    await making;
    assert.equal(state().problem.learning_rate, expected, rate);
  }
  store.set({ recipeChoices: { ...state().recipeChoices, rate: "fast" } });
  await make(store);
  assert.equal(state().rejection.fault.code, "not-a-number");
});

test("sizes and seeds that are none are not sent", async (t) => {
  const asked = server(t);
  const { store, state } = hands();
  for (const sizes of ["", "2", "1.5-2", "1-1e3", "2--3", "a-b", "2-0-1"]) {
    store.set({ recipeChoices: { ...RECIPE, sizes, activation: "tanh", output: "tanh", scheme: "zeros", seed: "1" } });
    await make(store);
    assert.equal(state().rejection.fault.code, "wrong-sizes", sizes);
  }
  for (const seed of ["", "-1", "1.5", "many", "12345678901234567890123"]) {
    store.set({
      recipeChoices: { ...RECIPE, sizes: "2-1", activation: "tanh", output: "tanh", scheme: "zeros", seed },
    });
    await make(store);
    assert.equal(state().rejection.fault.code, "wrong-seed", seed);
  }
  assert.equal(asked.length, 0);
});

test("of two networks thrown quickly only the last counts", async (t) => {
  const asked = server(t);
  const seeds = [0.25, 0.5];
  const { press, state } = hands("lecture", {}, { random: () => seeds.shift() });
  const throws = [press("reseed"), press("reseed")];
  assert.deepEqual(
    asked.map(({ body }) => body.seed),
    [250000, 500000],
  );
  assert.equal(state().recipeChoices.seed, "500000");
  assert.deepEqual(
    asked.map((request) => request.aborted()),
    [true, false],
  );
  asked[1].answer(200, { layers: [{ W: [[2, 2]], b: [2], activation: "tanh" }] });
  asked[0].answer(200, { layers: [{ W: [[1, 1]], b: [1], activation: "tanh" }] });
  await Promise.all(throws);
  assert.deepEqual(state().problem.layers[0].b, [2]);
});

test("a choice of the network is one edit", () => {
  const { change, state } = hands();
  change("loss", "absolute_error");
  change("reduction", "mean");
  change("activation", "relu", "2");
  change("frozen", "true", "3.b");
  const { loss, reduction, layers } = state().problem;
  assert.deepEqual(
    [loss, reduction, layers[1].activation, layers[2].frozen],
    ["absolute_error", "mean", "relu", ["b"]],
  );
  change("frozen", "false", "3.b");
  assert.deepEqual(state().problem.layers[2].frozen, []);
});

test("what is copied is the number itself, and it says that it was", async () => {
  const copied = [];
  const { press, state } = hands("lecture", {}, { copy: async (text) => (copied.push(text), true) });
  await press("copy", "0.12345");
  assert.deepEqual(copied, ["0.12345"]);
  assert.match(state().toast, /\w/);
});

test("the link is shown, and copied where it can be", async () => {
  const sure = hands();
  await sure.press("share");
  assert.deepEqual(
    [sure.state().dialog, sure.state().shared, Boolean(sure.state().toast)],
    ["link", "http://page/#at=3", true],
  );
  const barred = hands("lecture", {}, { copy: async () => false });
  await barred.press("share");
  assert.deepEqual([barred.state().dialog, barred.state().toast], ["link", null]);
});

test("a section of the editor opens, changes and closes", () => {
  const { press, state } = hands();
  const drawers = [
    ["drawer", "network"],
    ["drawer", "samples"],
    ["drawer", "samples"],
    ["drawer", "recipe"],
    ["close-drawer", ""],
  ].map(([action, of]) => (press(action, of), state().drawer));
  assert.deepEqual(drawers, ["network", "samples", null, "recipe", null]);
});

test("the theme goes round", () => {
  const { press, state } = hands();
  assert.deepEqual(
    [1, 2, 3].map(() => (press("theme"), state().theme)),
    ["light", "dark", "auto"],
  );
});

test("going to a step stops time there", () => {
  const { press, state } = hands("lecture", { playing: true, goal: 63 });
  press("go", "20");
  assert.deepEqual([state().at, state().goal, state().playing], [20, null, false]);
  press("end");
  assert.equal(state().at, 63);
  press("start");
  assert.equal(state().at, 0);
});
