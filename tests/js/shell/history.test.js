import assert from "node:assert/strict";
import { test } from "node:test";
import { caseProblem } from "../../../static/js/network/worked-example.js";
import { followHistory, linkOf, pageFromLink } from "../../../static/js/shell/history.js";
import { encode } from "../../../static/js/state/link.js";
import { withNumber } from "../../../static/js/network/problem.js";
import { stepped } from "../frames.js";
import { page, preset } from "../pages.js";

const lecture = preset("lecture");
const open = (patch = {}) =>
  page("lecture", {
    grain: "guided",
    example: "lecture",
    preset: lecture,
    problem: caseProblem(lecture, null),
    ...patch,
  });

/** The world of a page: the project's examples, and which of them were fetched. */
function world() {
  const fetched = [];
  const get = async (path) => {
    fetched.push(path);
    try {
      return preset(path.split("/").at(-1));
    } catch {
      return null;
    }
  };
  return { get, fetched, copy: async () => true, link: async () => "", random: Math.random };
}

const USUAL = {
  at: 0,
  sample: 0,
  grain: "guided",
  speed: 1,
  until: "whole",
  chosen: null,
  view: "both",
  present: false,
  drawer: null,
  digits: 4,
  name: null,
  notation: "lecture",
  ranking: "gradient",
  pinned: null,
  zoom: 1,
  opened: null,
  drive: null,
  gains: null,
  kept: false,
  fixed: null,
  case: null,
};

test("a link that says nothing means the lecture at its start", async () => {
  const outside = world();
  const state = await pageFromLink("", open({ at: 20, drawer: "network", digits: 7 }), outside);
  assert.deepEqual(state, {
    ...USUAL,
    example: "lecture",
    preset: lecture,
    problem: caseProblem(lecture, null),
    recipe: null,
    recipeLayers: null,
    sheet: false,
    screen: "explore",
    lesson: null,
    arriving: false,
    arrived: null,
    onOwn: false,
  });
  assert.deepEqual(outside.fetched, [], "the example that is open is not fetched again");
});

test("what a link does not say is usual, also where the page stood elsewhere", async () => {
  const state = await pageFromLink(
    "#at=7.5&grain=layer&chosen=dl_dz.2.0",
    open({ view: "forward", speed: 4, sample: 3 }),
    world(),
  );
  assert.deepEqual(
    [state.at, state.grain, state.chosen, state.view, state.speed, state.sample, state.sheet],
    [7.5, "layer", "dl_dz.2.0", "both", 1, 0, true],
  );
});

test("a link names its example and its case", async () => {
  const outside = world();
  const state = await pageFromLink("#example=relu-homework&case=dead-hidden", open(), outside);
  assert.deepEqual(outside.fetched, ["/api/presets/relu-homework"]);
  assert.equal(state.problem, caseProblem(state.preset, "dead-hidden"));
  assert.deepEqual([state.example, state.case], ["relu-homework", "dead-hidden"]);
});

test("an edited example keeps its name, and one's own network has none", async () => {
  const edited = withNumber(caseProblem(lecture, null), "w.1.0.0", 0.75);
  const link = await encode(open({ problem: edited }), caseProblem(lecture, null));
  const state = await pageFromLink(link, open(), world());
  assert.deepEqual([state.example, state.preset], ["lecture", lecture]);
  assert.deepEqual(state.problem, edited);
  const own = await pageFromLink(await encode(open({ example: null, problem: edited }), null), open(), world());
  assert.deepEqual([own.example, own.preset, own.problem], [null, null, edited]);
});

test("an example that is not here is said and changes nothing", async () => {
  const { t } = open();
  assert.deepEqual(await pageFromLink("#example=gone&at=3", open(), world()), {
    toast: t("page.link.unknown-example"),
  });
});

test("a damaged link is said and changes nothing", async () => {
  const { t } = open();
  assert.deepEqual(await pageFromLink("#net=1.AAAA&at=3", open(), world()), { toast: t("page.link.damaged") });
  assert.deepEqual(await pageFromLink("#net=9.AAAA", open(), world()), { toast: t("page.link.later-version") });
  assert.notEqual(t("page.link.damaged"), "page.link.damaged");
});

test("the address of a moment says language, example and step, and reads back", async () => {
  const shown = open({ at: 20, chosen: "l", language: "zh-Hans" });
  const href = await linkOf(shown, /** @type {any} */ ({ href: "http://page/?lang=en&x=1#at=1" }));
  assert.equal(href, "http://page/?lang=zh-Hans&x=1#example=lecture&at=20&chosen=l");
  const state = await pageFromLink(new URL(href).hash, open(), world());
  assert.deepEqual([state.at, state.chosen, state.problem], [20, "l", caseProblem(lecture, null)]);
});

/** A window whose timers go off when the test says so, and what was written into its history. */
function browser(store, outside = world()) {
  const timers = new Map();
  const listeners = {};
  const entries = [];
  const location = {
    href: "http://page/?lang=en#example=lecture",
    get hash() {
      return new URL(this.href).hash;
    },
  };
  const write = (how) => (_state, _title, href) => (entries.push([how, new URL(href).hash]), (location.href = href));
  let id = 0;
  followHistory(
    store,
    outside,
    /** @type {any} */ ({
      location,
      history: { pushState: write("push"), replaceState: write("replace") },
      setTimeout: (call) => (timers.set((id += 1), call), id),
      clearTimeout: (one) => timers.delete(one),
      addEventListener: (name, call) => (listeners[name] = call),
    }),
  );
  const later = async () => {
    store.frame();
    for (const [key, call] of [...timers]) {
      timers.delete(key);
      await call();
    }
  };
  const pop = (href) => ((location.href = href), listeners.popstate());
  return { entries, later, pop, timers };
}

test("a step of time renews the entry, an edit and an example make a new one", async () => {
  const store = stepped(open());
  const { entries, later } = browser(store);
  store.set({ at: 3 });
  await later();
  store.set({ problem: withNumber(store.get().problem, "x.0", 2) });
  await later();
  store.set({ view: "forward" });
  await later();
  const xor = preset("xor");
  store.set({ example: "xor", preset: xor, problem: caseProblem(xor, null), at: 0, view: "both" });
  await later();
  assert.deepEqual(
    entries.map(([how]) => how),
    ["replace", "push", "replace", "push"],
  );
  assert.equal(entries[0][1], "#example=lecture&at=3");
  assert.equal(entries[3][1], "#example=xor");
});

test("the very first thing that somebody edits can be taken back", async () => {
  const store = stepped(open());
  const { entries, later } = browser(store);
  store.set({ problem: withNumber(store.get().problem, "x.0", 2) });
  await later();
  assert.equal(entries[0][0], "push");
});

test("what is typed in one go is one entry", async () => {
  const store = stepped(open());
  const { entries, later } = browser(store);
  store.set({ at: 1 });
  await later();
  for (const value of [2, 23, 234]) {
    store.set({
      problem: withNumber(store.get().problem, "x.0", value),
      editing: { address: "x.0", place: "stage", text: String(value) },
    });
    await later();
  }
  assert.deepEqual(
    entries.map(([how]) => how),
    ["replace", "push", "replace", "replace"],
  );
});

test("while something moves the address waits", async () => {
  const store = stepped(open());
  const { entries, later, timers } = browser(store);
  store.set({ at: 0.5, goal: 1 });
  await later();
  assert.deepEqual(entries, []);
  assert.equal(timers.size, 1);
  store.set({ at: 1, goal: null });
  await later();
  assert.deepEqual(entries, [["replace", "#example=lecture&at=1"]]);
});

test("what no link carries writes nothing", async () => {
  const store = stepped(open());
  const { timers } = browser(store);
  store.set({ hover: "x.0", toast: "copied", sheet: true });
  store.frame();
  assert.equal(timers.size, 0);
});

test("going back sets the state, stops time, and is no new entry", async () => {
  const store = stepped(
    open({ at: 9, playing: true, goal: 63, editing: { address: "x.0", place: "stage", text: "3" } }),
  );
  const { entries, later, pop } = browser(store);
  await pop("http://page/?lang=en#example=lecture&at=4");
  const { at, playing, goal, editing } = store.get();
  assert.deepEqual([at, playing, goal, editing], [4, false, null, null]);
  await later();
  assert.deepEqual(entries, []);
});

test("of two steps back the last counts, whichever is read first", async () => {
  const store = stepped(open());
  const waiting = [];
  const slow = { ...world(), get: () => new Promise((resolve) => waiting.push(resolve)) };
  const { pop } = browser(store, slow);
  const first = pop("http://page/?lang=en#example=xor");
  const second = pop("http://page/?lang=en#example=lecture&at=7");
  await second;
  while (waiting.length === 0) await new Promise(setImmediate);
  waiting[0](preset("xor"));
  await first;
  assert.deepEqual([store.get().example, store.get().at], ["lecture", 7]);
});
