import assert from "node:assert/strict";
import { test } from "node:test";
import { linkOf, pageFromLink } from "../../../static/js/shell/history.js";
import { decode, encode, isOnlyLesson, isToldOnOwn } from "../../../static/js/state/link.js";
import { ownNetwork, setBy } from "../../../static/js/state/lesson.js";
import { caseProblem } from "../../../static/js/network/worked-example.js";
import { withNumber } from "../../../static/js/network/problem.js";
import { page, preset } from "../pages.js";

const lecture = preset("lecture");
const opened = caseProblem(lecture, null);
const told = (patch = {}) => {
  const shown = page("lecture", {
    screen: "learn",
    lesson: "chapter-5.slope",
    grain: "guided",
    example: "lecture",
    preset: lecture,
    problem: opened,
    at: 17,
    view: "push",
    chosen: "z.2.0",
    ...patch,
  });
  return { ...shown, arrived: setBy(shown) };
};
const hashOf = async (shown) =>
  new URL(await linkOf(shown, /** @type {any} */ ({ href: "http://page/#screen=learn" }))).hash;
const outside = { get: async () => lecture };
const read = (hash) => pageFromLink(hash, told(), /** @type {any} */ (outside));

test("a text that is as it was set is all that its link says, beside how it is read", async () => {
  assert.equal(await hashOf(told()), "#screen=learn&lesson=chapter-5.slope");
  assert.equal(
    await hashOf(told({ digits: 6, notation: "delta", speed: 2 })),
    "#screen=learn&speed=2&digits=6&notation=delta&lesson=chapter-5.slope",
  );
});

test("who has wandered off has the moment in the link, and the text beside it", async () => {
  const hash = await hashOf({ ...told(), at: 20 });
  assert.equal(hash, "#screen=learn&example=lecture&at=20&view=push&chosen=z.2.0&lesson=chapter-5.slope");
  const state = await read(hash);
  assert.deepEqual(
    [state.screen, state.lesson, state.at, state.arriving, state.arrived],
    ["learn", "chapter-5.slope", 20, false, null],
  );
});

test("a link to a text leaves network and moment to the text, and asks for nothing", async () => {
  const asked = [];
  const state = await pageFromLink(
    "#screen=learn&lesson=chapter-5.slope&digits=6",
    told(),
    /** @type {any} */ ({ get: async (path) => asked.push(path) }),
  );
  assert.deepEqual(
    [state.lesson, state.digits, state.notation, state.arriving, state.arrived, state.onOwn],
    ["chapter-5.slope", 6, "lecture", true, null, false],
  );
  assert.equal("problem" in state || "at" in state || "example" in state, false);
  assert.deepEqual(asked, []);
});

test("Explore's link says no text", async () => {
  assert.equal(await hashOf({ ...told(), screen: "explore" }), "#example=lecture&at=17&view=push&chosen=z.2.0");
});

test("told on one's own network, the link has that network, also where the text has borrowed another", async () => {
  const problem = withNumber(opened, "x.0", 2);
  const mine = told({ onOwn: true, problem });
  const hash = await hashOf(mine);
  assert.match(hash, /^#screen=learn&example=lecture&lesson=chapter-5\.slope&own=true&net=1\.[\w-]+$/);
  const state = await read(hash);
  assert.deepEqual([state.onOwn, state.arriving, state.lesson], [true, true, "chapter-5.slope"]);
  assert.deepEqual(state.problem, problem);
  const lent = { opened, own: ownNetwork(mine) };
  const borrowed = told({ onOwn: true, borrowed: true, lent, origin: { problem: opened } });
  assert.equal(await hashOf(borrowed), hash);
});

test("a moment to which one has wandered on one's own network says its time, even at its start", async () => {
  const own = told({ onOwn: true });
  const hash = await hashOf({ ...own, at: 0, view: "both", chosen: null });
  assert.equal(hash, "#screen=learn&example=lecture&at=0&lesson=chapter-5.slope&own=true");
  const state = await read(hash);
  assert.deepEqual([state.arriving, state.onOwn, state.at], [false, true, 0]);
});

test("what a link may call a lesson", async () => {
  for (const name of ["questions", "questions.why-sum", "chapter-1.what", "chapter-12.a-b"])
    assert.equal((await decode(`lesson=${name}`)).state.lesson, name);
  for (const name of ["chapter-1", "questions.", "chapter-123.what", "Questions", "chapter-1.What", "../x", "x.y"])
    assert.equal((await decode(`lesson=${encodeURIComponent(name)}`)).state.lesson, undefined, name);
});

test("which links leave the moment to the text", () => {
  for (const hash of ["#screen=learn", "#screen=learn&lesson=questions", "screen=learn&digits=3&present=true"])
    assert.equal(isOnlyLesson(hash), true, hash);
  for (const hash of ["#screen=learn&at=0", "#lesson=chapter-1.what&chosen=l", "#screen=learn&net=1.AA"])
    assert.equal(isOnlyLesson(hash), false, hash);
  assert.equal(isOnlyLesson("#screen=learn&lesson=chapter-1.what&own=true&net=1.AA"), true);
  assert.equal(isOnlyLesson("#screen=learn&lesson=chapter-1.what&own=true&net=1.AA&at=0"), false);
  assert.deepEqual(["#own=true", "#own=false", "#lesson=x"].map(isToldOnOwn), [true, false, false]);
});

test("only Learn's link says that a lesson is told on one's own network", async () => {
  assert.equal(
    await encode({ ...told({ onOwn: true }), screen: "explore" }, opened),
    "example=lecture&at=17&view=push&chosen=z.2.0",
  );
});
