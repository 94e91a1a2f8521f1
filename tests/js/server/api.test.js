import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { explain, get, latest, located, post, serveFrom } from "../../../static/js/server/api.js";
import { translator } from "../../../static/js/language/catalogue.js";

const answering =
  (body, { status = 200, type = "application/json" } = {}) =>
  async () =>
    new Response(typeof body === "string" ? body : JSON.stringify(body), { status, headers: { "content-type": type } });
const mismatch = {
  type: "/problems/shape-mismatch",
  title: "Layer shapes do not match",
  status: 422,
  detail: "Layer 2 expects 3 inputs, but layer 1 has 4 neurons.",
  errors: [
    {
      code: "shape-mismatch",
      pointer: "#/layers/1/W",
      detail: "Layer 2 expects 3 inputs, but layer 1 has 4 neurons.",
      params: { layer: 2, expected: 3, actual: 4 },
    },
  ],
};

test("a request is JSON, and an answer is a value", async () => {
  const sent = [];
  const fetch = async (path, options) => {
    sent.push([path, options]);
    return Response.json({ L: 0.5 });
  };
  assert.deepEqual(await post("/api/trace", { x: [[1]] }, { fetch }), { ok: true, value: { L: 0.5 } });
  const [[path, { method, body, headers }]] = sent;
  assert.deepEqual(
    [path, method, body, headers["content-type"]],
    ["/api/trace", "POST", '{"x":[[1]]}', "application/json"],
  );
});

test("behind a prefix every path has it", async (t) => {
  const sent = [];
  t.mock.method(globalThis, "fetch", async (path) => {
    sent.push(path);
    return Response.json({});
  });
  serveFrom("/explorer");
  t.after(() => serveFrom(""));
  await post("/api/trace", {});
  await get("/api/presets/lecture");
  assert.deepEqual(
    [...sent, located("/docs")],
    ["/explorer/api/trace", "/explorer/api/presets/lecture", "/explorer/docs"],
  );
});

test("what is not there, or does not come, is nothing", async (t) => {
  t.mock.method(globalThis, "fetch", answering({}, { status: 404 }));
  assert.equal(await get("/api/presets/none"), null);
  t.mock.method(globalThis, "fetch", async () => {
    throw new TypeError("fetch failed");
  });
  assert.equal(await get("/api/presets/lecture"), null);
});

test("what the server refuses comes back as its problem", async () => {
  const fetch = answering(mismatch, { status: 422, type: "application/problem+json" });
  assert.deepEqual(await post("/api/trace", {}, { fetch }), { ok: false, problem: mismatch });
});

test("no connection, and an answer that is not the server's own, are the problem unreachable", async () => {
  const broken = [
    async () => {
      throw new TypeError("fetch failed");
    },
    answering("<html>Bad gateway</html>", { status: 502, type: "text/html" }),
    answering('{"L": 0.', { status: 200 }),
    answering({ detail: "Not Found" }, { status: 404 }),
    answering("null", { status: 500 }),
  ];
  for (const fetch of broken) {
    const { ok, problem } = await post("/api/trace", {}, { fetch });
    assert.equal(ok, false);
    assert.equal(problem.errors[0].code, "unreachable");
  }
});

test("a call that is aborted says so and is no problem", async () => {
  const control = new AbortController();
  const fetch = (_, { signal }) =>
    new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
  const asked = post("/api/trace", {}, { signal: control.signal, fetch });
  control.abort();
  await assert.rejects(asked, { name: "AbortError" });
});

test("only the newest answer arrives, whichever comes first", async () => {
  const open = [];
  const ask = latest((signal, value) => new Promise((resolve) => open.push({ signal, answer: () => resolve(value) })));
  const calls = ["first", "second", "third"].map((value) => ask(value));
  assert.deepEqual(
    open.map(({ signal }) => signal.aborted),
    [true, true, false],
  );
  open[2].answer();
  open[0].answer();
  open[1].answer();
  assert.deepEqual(await Promise.all(calls), [undefined, undefined, "third"]);
});

test("an older call may fail as it likes, the newest may not", async () => {
  const open = [];
  const ask = latest((signal, value) => new Promise((_, reject) => open.push(() => reject(new Error(value)))));
  const calls = [ask("old"), ask("new")];
  open.forEach((fail) => fail());
  assert.equal(await calls[0], undefined);
  await assert.rejects(calls[1], /new/);
});

test("a fault is said in the page's language out of its code and numbers", () => {
  const t = translator({
    "problem.shape-mismatch.detail": "第 {layer} 层应有 {expected} 个输入，而前一层有 {actual} 个神经元。",
    "problem.unknown-activation.detail": "No such activation. There are: {known}.",
    "problem.suggestion": " Did you mean “{suggestion}”?",
  });
  assert.equal(explain(mismatch.errors[0], t, "zh-Hans"), "第 2 层应有 3 个输入，而前一层有 4 个神经元。");
  const misspelt = {
    code: "unknown-activation",
    pointer: "",
    detail: "…",
    params: { known: ["relu", "tanh"], suggestion: "relu" },
  };
  assert.equal(explain(misspelt, t, "en"), "No such activation. There are: relu, tanh. Did you mean “relu”?");
});

test("a fault that the catalogue cannot say keeps the server's own words", () => {
  const t = translator({ "problem.shape-mismatch.detail": "Layer {layer} expects {other}." });
  assert.equal(explain(mismatch.errors[0], t, "en"), mismatch.detail);
  assert.equal(
    explain({ code: "new-code", pointer: "", detail: "Something new.", params: {} }, t, "en"),
    "Something new.",
  );
});

const CATALOGUES = Object.fromEntries(
  ["en", "zh-Hans", "zh-Hant"].map((code) => [
    code,
    JSON.parse(readFileSync(new URL(`../../../app/locales/${code}.json`, import.meta.url), "utf8")),
  ]),
);

test("a count has its noun in the form that the page's language wants", () => {
  const said = (actual, language) =>
    explain(
      { ...mismatch.errors[0], params: { layer: 2, previous: 1, expected: 4, actual } },
      translator(CATALOGUES[language]),
      language,
    );
  assert.equal(said(3, "en"), "Layer 2 expects 3 inputs, but layer 1 has 4 neurons.");
  assert.equal(said(1, "en"), "Layer 2 expects 1 input, but layer 1 has 4 neurons.");
  assert.equal(said(1, "zh-Hans"), "第 2 层需要 1 个输入，而第 1 层有 4 个神经元。");
  assert.equal(said(1, "zh-Hant"), "第 2 層需要 1 個輸入，第 1 層卻有 4 個神經元。");
  assert.equal(said("9007199254740993", "en"), "Layer 2 expects 9007199254740993 inputs, but layer 1 has 4 neurons.");
});

test("every problem of the catalogues can be said from its params", () => {
  for (const [language, words] of Object.entries(CATALOGUES)) {
    const details = Object.entries(words).filter(([key]) => /^problem\..*\.detail$/.test(key));
    assert.ok(details.length > 50);
    for (const [key, text] of details) {
      const params = Object.fromEntries([...text.matchAll(/\{(\w+)/g)].map(([, name]) => [name, 7]));
      const said = explain(
        { code: key.slice("problem.".length, -".detail".length), pointer: "", detail: "the server's own", params },
        translator(words),
        language,
      );
      assert.ok(said !== "the server's own" && !/[{}]/.test(said), key);
    }
  }
});

test("a count without its number keeps the server's own words", () => {
  const t = translator({ "problem.bias-length.detail": "{actual:biases}" });
  assert.equal(explain({ code: "bias-length", pointer: "", detail: "Its own.", params: {} }, t, "en"), "Its own.");
});

test("behind a suggestion stands how it differs, and what there is only elsewhere is said to be missing", () => {
  const t = translator(CATALOGUES.en);
  const loss = (params) =>
    explain({ code: "unknown-loss", pointer: "#/loss", detail: "…", params: { known: ["huber"], ...params } }, t, "en");
  assert.equal(
    loss({ suggestion: "squared_error", note: "half" }),
    "No loss has this name. There are: huber. Did you mean “squared_error”? With ½ before the sum it is “half_squared_error”.",
  );
  assert.equal(
    loss({ unavailable: true }),
    "No loss has this name. There are: huber. Other libraries have it; here it is not available.",
  );
});
