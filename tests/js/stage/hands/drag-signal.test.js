import assert from "node:assert/strict";
import { test } from "node:test";
import { createDrive } from "../../../../static/js/stage/hands/drag-signal.js";
import { lanesOf } from "../../../../static/js/stage/scene/drawing.js";
import { decode, encode } from "../../../../static/js/state/link.js";
import { fitting, passOf } from "../../../../static/js/network/request.js";
import { reason } from "../../../../static/js/server/trace.js";
import {
  beginTyping,
  isTyped,
  openEditor,
  resting,
  typeNumber,
  undoTyping,
} from "../../../../static/js/stage/hands/typing.js";
import { unitsQuestion } from "../../../../static/js/server/questions/units.js";
import { stepped } from "../../frames.js";
import { hands } from "../../hands.js";
import { page } from "../../pages.js";
import { lecture } from "../../problems.js";
import { outputOf, signals } from "../../../../static/js/network/drive.js";

const NO_RECIPE = { recipe: null, recipeLayers: null };

test("without a hand the signals are the loss's own", () => {
  assert.deepEqual(
    signals(page()).map((one) => one.toFixed(4)),
    ["-0.3823", "0.8291"],
  );
  assert.deepEqual(signals(page("lecture", { drive: [1, 2] })), [1, 2]);
});

test("one output or all of them take a signal of 1, and the loss takes them back", () => {
  const { press, state } = hands();
  press("inject", "1");
  assert.deepEqual(state().drive, [0, 1]);
  assert.equal(state().at, 27, "time goes to where the answer can be seen");
  press("inject", "all");
  assert.deepEqual(state().drive, [1, 1]);
  press("drive-loss");
  assert.equal(state().drive, null);
});

test("an output that is switched off and on again has the signal that it had", () => {
  const { change, state } = hands("lecture", { drive: [1, 1] });
  change("signal", "−0.5", "0");
  assert.deepEqual(state().drive, [-0.5, 1]);
  change("signal-on", "false", "0");
  assert.deepEqual(state().drive, [0, 1]);
  change("signal-on", "true", "0");
  assert.deepEqual(state().drive, [-0.5, 1]);
  change("signal", "0", "1");
  change("signal-on", "true", "1");
  assert.deepEqual(state().drive, [-0.5, 1], "one that never had another takes 1");
});

test("a signal is typed as any number of the network, and taken back", () => {
  const { store, state } = hands("lecture", { at: 27 });
  assert.equal(isTyped(state(), "dl_da.3.1"), true);
  assert.equal(isTyped(state(), "dl_da.2.1"), false);
  assert.equal(resting(state(), "dl_da.3.0"), "−0.3823");
  openEditor(store, "dl_da.3.0");
  assert.equal(state().editing.text, String(state().answer.trace.layers[2].dl_da[0][0]));
  typeNumber(store, "dl_da.3.0", "stage", "1/4");
  assert.equal(state().drive[0], 0.25);
  typeNumber(store, "dl_da.3.0", "stage", "nonsense");
  assert.equal(state().drive[0], 0.25);
  assert.match(reason(state(), "dl_da.3.0"), /number/);
  undoTyping(store);
  assert.deepEqual([state().drive, state().rejection], [null, null]);
});

test("a field of the editor shows what the page shows, and the whole number while one types", () => {
  const { store, state } = hands("lecture", { drive: [0.1 + 0.2, -0.5] });
  assert.equal(resting(state(), "dl_da.3.0"), "0.3");
  assert.equal(resting(state(), "dl_da.3.1"), "−0.5");
  beginTyping(store, "dl_da.3.0", "drawer");
  assert.equal(state().editing.text, "0.30000000000000004");
  assert.deepEqual(state().drive, [0.1 + 0.2, -0.5]);
});

test("from an odd number the hand goes over round ones", () => {
  const store = stepped(page("lecture", { drive: [-0.3823, 0] }));
  const drive = createDrive(store);
  drive.begin("dl_da.3.0", 100);
  const met = [108, 112, 104, 100, 92].map((x) => {
    drive.move(x);
    return store.get().drive[0];
  });
  assert.deepEqual(met, [-0.3, -0.25, -0.35, -0.3823, -0.45]);
});

test("a hand that stays where it is changes nothing", () => {
  const store = stepped(page("lecture", { drive: [1, 0] }));
  const drive = createDrive(store);
  drive.begin("dl_da.3.0", 100);
  drive.move(120);
  const before = store.get();
  drive.move(121);
  assert.equal(store.get(), before);
});

test("only a signal at an output can be drawn", () => {
  const store = stepped(page("lecture", { drive: [1, 0] }));
  assert.equal(outputOf(store.get(), "dl_da.2.0"), null);
  const drive = createDrive(store);
  drive.begin("dl_da.3.0", 10);
  assert.equal(drive.move(13), false);
  assert.equal(drive.move(50), true);
  assert.deepEqual(store.get().drive, [1.5, 0]);
  drive.begin("z.1.0", 10);
  assert.equal(drive.move(90), false);
});

test("frozen gains are those of the inputs at that moment", () => {
  const { press, state } = hands();
  press("freeze");
  assert.deepEqual(state().gains, [[1, -1]]);
  assert.notEqual(state().gains[0], state().problem.x[0], "later edits do not reach them");
  press("freeze");
  assert.equal(state().gains, null);
});

test("the request says what drives, and then asks for no update", () => {
  assert.equal(passOf({ problem: lecture(), drive: null, gains: null }, NO_RECIPE).learning_rate, 0.5);
  const asked = passOf(
    {
      problem: {
        ...lecture(),
        x: [
          [1, 2],
          [3, 4],
        ],
      },
      drive: [1, 0],
      gains: [
        [1, 2],
        [3, 4],
      ],
    },
    NO_RECIPE,
  );
  assert.deepEqual(
    [asked.dl_dy, asked.gains_x, "learning_rate" in asked],
    [
      [
        [1, 0],
        [1, 0],
      ],
      [
        [1, 2],
        [3, 4],
      ],
      false,
    ],
  );
});

test("what does not fit the network is dropped", () => {
  assert.deepEqual(
    fitting({
      problem: lecture(),
      drive: [1],
      gains: [
        [1, 2],
        [3, 4],
      ],
    }),
    { drive: null, gains: null },
  );
  assert.deepEqual(fitting({ problem: lecture(), drive: [1, 2], gains: [[1, 2]] }), { drive: [1, 2], gains: [[1, 2]] });
});

test("a link carries signals and frozen inputs", async () => {
  const state = {
    example: "lecture",
    problem: lecture(),
    drive: [0.5, -1e-7],
    gains: [
      [1, 2],
      [3, -4],
    ],
  };
  const link = await encode(state, lecture());
  assert.equal(link, "example=lecture&drive=0.5,-1e-7&gains=1,2;3,-4");
  const { state: said } = await decode(link);
  assert.deepEqual([said.drive, said.gains], [state.drive, state.gains]);
  for (const bad of ["drive=1,x", "drive=", "drive=1e999", "gains=1,2;", "gains=;"]) {
    const { state: none } = await decode(bad);
    assert.deepEqual([none.drive, none.gains], [undefined, undefined], bad);
  }
});

test("while one drives, each signal is asked for alone, and no other signals ask again", () => {
  const shown = page("lecture", { drawer: "drive" });
  const driving = (drive) => unitsQuestion({ ...shown, drive, answer: { ...shown.answer, drive } });
  const asked = driving([2, -3]);
  assert.deepEqual(asked.body.dl_dy, [
    [1, 0],
    [0, 1],
  ]);
  assert.equal(asked.body.x.length, 2);
  assert.deepEqual(driving([1, 0]).about, asked.about);
  assert.equal(unitsQuestion({ ...shown, drawer: null }), null);
});

test("a low stage is given to the reversed network alone while one drives it", () => {
  const low = { width: 360, height: 200, head: 60 };
  assert.equal(lanesOf(page("lecture", { drawer: "drive", space: low })), "backward");
  assert.equal(lanesOf(page("lecture", { drawer: "drive", space: low, view: "forward" })), "forward");
  assert.equal(lanesOf(page("lecture", { drawer: "network", space: low })), "both");
  assert.equal(lanesOf(page("lecture", { drawer: "drive" })), "both");
});
