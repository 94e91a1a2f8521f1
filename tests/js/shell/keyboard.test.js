import assert from "node:assert/strict";
import { test } from "node:test";
import { onKey } from "../../../static/js/shell/keyboard.js";
import { explore } from "../../../static/js/screens/explore/index.js";
import { KEYS } from "../../../static/js/screens/explore/keys.js";
import { words } from "../answers.js";
import { stepped } from "../frames.js";
import { page } from "../pages.js";

/** An element that has the focus, or may get it. */
function thing(document, localName, { type = "", role = null, inDialog = false } = {}) {
  const one = {
    localName,
    type,
    getAttribute: (name) => (name === "role" ? role : null),
    closest: () => (inDialog ? {} : null),
    focus() {
      document.activeElement = one;
    },
  };
  return one;
}

/** A keyboard over a page: `press` gives whether the browser's own use of the key was taken from it. */
function keyboard(patch = {}) {
  const store = stepped(page("lecture", patch));
  const walked = [];
  const filled = [];
  const document = { activeElement: null, querySelectorAll: (selector) => (selector === "[data-walk]" ? walked : []) };
  for (const [x, y] of [
    [400, 0],
    [40, 90],
    [40, 10],
  ]) {
    const one = thing(document, "g", { role: "button" });
    walked.push(
      Object.assign(one, {
        dataset: { walk: "forward" },
        getBoundingClientRect: () => ({ x, y, width: 20, height: 20 }),
      }),
    );
  }
  const press = (key, more = {}) => {
    let taken = false;
    onKey(
      {
        key,
        ctrlKey: false,
        metaKey: false,
        altKey: false,
        defaultPrevented: false,
        preventDefault: () => (taken = true),
        ...more,
      },
      store,
      { fillScreen: (on) => filled.push(on) },
      document,
      explore,
    );
    return taken;
  };
  return {
    store,
    document,
    walked,
    filled,
    press,
    focus: (localName, how) => thing(document, localName, how).focus(),
    state: () => store.get(),
  };
}

test("Control or the command key with Z undoes, with Shift and Z or with Y redoes, also while single keys are off", () => {
  for (const held of [{ ctrlKey: true }, { metaKey: true }]) {
    const { press, store, state, focus } = keyboard({ shortcuts: false });
    const { problem } = state();
    const other = { ...problem };
    store.set({ problem: other, past: [{ ...state(), problem }] });
    assert.ok(press("z", held));
    assert.equal(state().problem, problem);
    assert.ok(press("Z", { ...held, shiftKey: true }));
    assert.equal(state().problem, other);
    assert.ok(press("z", held) && press("y", held));
    assert.equal(state().problem, other);
    focus("input", { type: "text" });
    assert.equal(press("z", held), false, "a field has its own");
    assert.equal(state().problem, other);
    focus("select");
    assert.ok(press("z", held));
    assert.equal(state().problem, problem);
  }
});

test("right and left, full stop and comma are one unit on and back", () => {
  const { press, state } = keyboard({ at: 5 });
  assert.ok(press("ArrowRight"));
  assert.equal(state().goal, 6);
  press("ArrowLeft");
  assert.deepEqual([state().at, state().goal], [4, null]);
  press(".");
  assert.equal(state().goal, 5);
  press(",");
  assert.equal(state().at, 3);
});

test("Space plays and pauses, Home and End go to the ends", () => {
  const { press, state } = keyboard({ at: 5 });
  press(" ");
  assert.equal(state().playing, true);
  press(" ");
  assert.equal(state().playing, false);
  press("End");
  assert.equal(state().at, 63);
  press("Home");
  assert.equal(state().at, 0);
});

test("the digits choose the grain and V the view", () => {
  const { press, state } = keyboard();
  const grains = ["1", "2", "3", "4"].map((key) => (press(key), state().grain));
  assert.deepEqual(grains, ["phase", "layer", "neuron", "operation"]);
  const views = ["v", "V", "v", "v", "v", "v"].map((key) => (press(key), state().view));
  assert.deepEqual(views, ["forward", "backward", "push", "matrices", "text", "both"]);
});

test("plus and minus go through the speeds and stop at both ends", () => {
  const { press, state } = keyboard();
  const speeds = ["+", "=", "+", "-", "−", "-", "-", "-"].map((key) => (press(key), state().speed));
  assert.deepEqual(speeds, [2, 4, 4, 2, 1, 0.5, 0.25, 0.25]);
});

test("a speed out of a link goes to the next one up or down", () => {
  for (const [speed, up, down] of [
    [3, 4, 2],
    [0.1, 0.25, 0.1],
    [100, 100, 4],
  ]) {
    const faster = keyboard({ speed });
    faster.press("+");
    assert.equal(faster.state().speed, up);
    const slower = keyboard({ speed });
    slower.press("-");
    assert.equal(slower.state().speed, down);
  }
});

test("a question mark opens the help", () => {
  const { press, state } = keyboard();
  press("?");
  assert.equal(state().dialog, "help");
});

test("with Control, Alt or the command key, and where somebody else has used it, a key is not ours", () => {
  const { press, state, store } = keyboard();
  const before = state();
  for (const more of [{ ctrlKey: true }, { metaKey: true }, { altKey: true }, { defaultPrevented: true }])
    for (const key of ["ArrowRight", " ", "1", "Escape"]) assert.equal(press(key, more), false);
  assert.equal(state(), before);
  assert.equal(press("x"), false);
  assert.equal(store.get(), before);
});

test("where somebody types or chooses, keys are theirs", () => {
  for (const [localName, how] of [
    ["input", { type: "text" }],
    ["select", {}],
    ["textarea", {}],
    ["p", { inDialog: true }],
  ]) {
    const { press, state, focus } = keyboard();
    focus(localName, how);
    const before = state();
    for (const key of ["ArrowRight", " ", "1", "v", "+", "?", "ArrowDown", "Home"])
      assert.equal(press(key), false, `${localName} ${key}`);
    assert.equal(state(), before);
  }
});

test("Space and Enter press the button or tick the box that has the focus; other keys still act", () => {
  for (const [localName, how] of [
    ["button", {}],
    ["input", { type: "checkbox" }],
    ["g", { role: "button" }],
  ]) {
    const { press, state, focus } = keyboard();
    focus(localName, how);
    assert.equal(press(" "), false, localName);
    assert.equal(press("Enter"), false, localName);
    assert.equal(state().playing, false);
    assert.ok(press("ArrowRight"));
    assert.equal(state().goal, 1);
  }
});

test("down and up walk over the numbers of the picture, round and round", () => {
  const { press, walked, document } = keyboard();
  const visited = ["ArrowDown", "ArrowDown", "ArrowDown", "ArrowDown", "ArrowUp", "ArrowUp"].map(
    (key) => (assert.ok(press(key)), walked.indexOf(document.activeElement)),
  );
  assert.deepEqual(visited, [2, 1, 0, 2, 0, 1], "from left to right, from top to bottom");
  document.activeElement = null;
  press("ArrowUp");
  assert.equal(walked.indexOf(document.activeElement), 0);
});

test("the page keys leap from column to column, where something of the picture has the focus", () => {
  const { press, walked, document } = keyboard();
  assert.equal(press("PageDown"), false, "else they scroll");
  press("ArrowDown");
  const visited = ["PageDown", "PageDown", "PageUp"].map(
    (key) => (assert.ok(press(key)), walked.indexOf(document.activeElement)),
  );
  assert.deepEqual(visited, [0, 2, 0]);
});

test("wires are walked as they are drawn, however high they reach", () => {
  const { press, walked, document } = keyboard();
  for (const [index, y] of [70, 20, 50].entries())
    Object.assign(walked[index], {
      localName: "path",
      getBoundingClientRect: () => ({ x: 100, y, width: 60, height: 9 }),
    });
  assert.deepEqual(
    ["ArrowDown", "ArrowDown", "ArrowDown"].map((key) => (press(key), walked.indexOf(document.activeElement))),
    [0, 1, 2],
  );
});

test("on the slider up and down and the page keys are time too", () => {
  const { press, state, focus } = keyboard({ at: 5 });
  focus("div", { role: "slider" });
  for (const [key, goal] of [
    ["ArrowUp", 6],
    ["PageUp", 7],
  ]) {
    assert.ok(press(key));
    assert.equal(state().goal, goal);
  }
  for (const [key, at] of [
    ["PageDown", 5],
    ["ArrowDown", 4],
  ]) {
    assert.ok(press(key));
    assert.equal(state().at, at);
  }
});

test("while a dialog is open no key reaches the page behind it", () => {
  const { press, state } = keyboard({ dialog: "help" });
  const before = state();
  for (const key of ["ArrowRight", " ", "1", "v", "ArrowDown"]) assert.equal(press(key), false);
  assert.equal(state(), before);
});

test("without a picture, down and up are the browser's", () => {
  const { press, walked } = keyboard();
  walked.length = 0;
  assert.equal(press("ArrowDown"), false);
});

test("Escape leaves what was opened last: the field, the number, the editor", () => {
  const editing = { address: "w.1.0.0", text: "x", place: "stage" };
  const { press, state } = keyboard({
    editing,
    rejection: { where: "w.1.0.0", fault: {} },
    chosen: "z.1.0",
    sheet: true,
    drawer: "network",
  });
  press("Escape");
  assert.deepEqual(
    [state().editing, state().rejection, state().chosen, state().drawer],
    [null, null, "z.1.0", "network"],
  );
  press("Escape");
  assert.deepEqual([state().chosen, state().sheet, state().drawer], [null, false, "network"]);
  press("Escape");
  assert.equal(state().drawer, null);
});

test("Escape in a dialog closes the dialog and nothing behind it", () => {
  const { press, state } = keyboard({ dialog: "help", chosen: "z.1.0" });
  assert.equal(press("Escape"), false, "the browser closes it");
  assert.equal(state().chosen, "z.1.0");
});

test("the help lists every key that does something", () => {
  const names = { " ": "Space", ArrowRight: "→", ArrowLeft: "←", Z: "Shift+Z", "=": "+", "-": "−" };
  const listed = KEYS.flatMap(({ shown }) => shown);
  for (const key of KEYS.flatMap(({ does }) => Object.keys(does ?? {})))
    assert.ok(
      listed.some((one) => one.toLowerCase() === (names[key] ?? key).toLowerCase()),
      key,
    );
  for (const key of [
    "V",
    "+",
    "−",
    "↑",
    "↓",
    "PageDown",
    "PageUp",
    "Esc",
    "Enter",
    "Shift+↑↓←→",
    "Ctrl+Z",
    "Ctrl+Shift+Z",
  ])
    assert.ok(listed.includes(key), key);
});

test("the help has words for every key that it lists, in every language", () => {
  for (const language of ["en", "zh-Hans", "zh-Hant"])
    for (const { words: key } of KEYS) assert.ok(words(language)[key], `${language} ${key}`);
});

test("P presents on the whole screen, Esc leaves, and a remote control steps", () => {
  const { press, state, filled } = keyboard({ at: 5, drawer: "network" });
  assert.equal(press("PageDown"), false, "without an audience the key scrolls as ever");
  press("p");
  assert.deepEqual([state().present, state().drawer, filled], [true, null, [true]]);
  assert.ok(press("PageDown"));
  assert.equal(state().goal, 6);
  press("PageUp");
  assert.equal(state().at, 4);
  press("Escape");
  assert.deepEqual([state().present, filled], [false, [true, false]]);
});

test("with the focus in the drawing one still walks while shortcuts are off", () => {
  const { press, walked, document } = keyboard({ shortcuts: false });
  assert.equal(press("ArrowDown"), false, "the page scrolls");
  walked[2].focus();
  assert.deepEqual(
    ["ArrowDown", "PageDown"].map((key) => (assert.ok(press(key)), walked.indexOf(document.activeElement))),
    [1, 0],
  );
  assert.equal(press("v"), false);
});

test("shortcuts can be switched off; the track and Escape keep theirs", () => {
  const { press, state, focus } = keyboard({ at: 5, shortcuts: false, chosen: "z.1.0" });
  for (const key of ["ArrowRight", " ", "v", "p", "2", "End", "?", "z"]) assert.equal(press(key), false, key);
  assert.deepEqual(
    [state().at, state().goal, state().playing, state().view, state().grain, state().dialog],
    [5, null, false, "both", "neuron", null],
  );
  press("Escape");
  assert.equal(state().chosen, null);
  focus("div", { role: "slider" });
  press("ArrowUp");
  assert.equal(state().goal, 6);
  press("ArrowRight");
  assert.equal(state().goal, 7);
});
