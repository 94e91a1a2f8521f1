import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { followLesson } from "../../../../static/js/screens/learn/arriving.js";
import { column } from "../../../../static/js/screens/learn/column.js";
import { caseProblem } from "../../../../static/js/network/worked-example.js";
import { holdingFixed } from "../../../../static/js/state/fixed.js";
import { stepped } from "../../frames.js";
import { page, preset } from "../../pages.js";

const file = (name) =>
  JSON.parse(readFileSync(new URL(`../../../../app/lessons/${name}.json`, import.meta.url), "utf8"));
const NAMES = ["chapter-1", "chapter-6", "questions"];
const contents = {
  language: "en",
  lessons: NAMES.map((name) => ({
    name,
    title: "",
    texts: file(`${name}/lesson`).texts.map(({ id }) => ({ id, title: id })),
  })),
};

/** Learn arriving at a text, on a network that the link may fix; what is asked of the server is written down. */
async function arriving(lesson, fixed) {
  const lecture = preset("lecture");
  const problem = caseProblem(lecture, null);
  const shown = page("lecture", { preset: lecture, example: "lecture", problem, fixed, screen: "learn", lesson });
  const inner = stepped({ ...shown, contents, arriving: true, answer: { ...shown.answer, problem } });
  const store = { ...holdingFixed(inner), frame: inner.frame };
  const asked = [];
  followLesson(store, async (path) => {
    asked.push(path);
    const [, , kind, , name] = path.split("/");
    if (kind === "presets") return preset(path.split("/").at(-1));
    return { language: "en", name, texts: file(`${name}/lesson`).texts, words: file(`${name}/en`) };
  });
  for (let k = 0; k < 8; k += 1) {
    await new Promise((done) => setTimeout(done));
    inner.frame();
  }
  return { state: store.get(), problem, asked };
}

const said = (mark) => (typeof mark === "string" ? mark : (mark?.children ?? []).map(said).join(""));
const words = (state) => column(state).filter(Boolean).map(said).join("\n");

test("a text that needs another network says why it is not told, and leaves the fixed one", async () => {
  const { state, problem, asked } = await arriving("questions.dead-relu", ["network"]);
  assert.equal(state.problem, problem);
  assert.deepEqual([state.arriving, state.arrived], [false, null]);
  assert.ok(asked.every((path) => !path.includes("presets")));
  assert.match(words(state), /the link that is open fixes this one/);
  assert.doesNotMatch(words(state), /the network that is open/);
});

test("a text that can be told on the fixed network is told on it", async () => {
  const { state, problem } = await arriving("chapter-6.turned-round", ["network"]);
  assert.equal(state.problem, problem);
  assert.notEqual(state.arrived, null);
  assert.doesNotMatch(words(state), /fixes this one/);
});

test("where only inputs are fixed a text may bring its network, and they stay fixed", async () => {
  const { state, problem } = await arriving("questions.dead-relu", ["inputs"]);
  assert.notEqual(state.problem, problem);
  assert.equal(state.example, "dead-relu");
  assert.deepEqual(state.fixed, ["inputs"]);
});
