import assert from "node:assert/strict";
import { test } from "node:test";
import { NO_PICTURE, pictures } from "../../../static/js/export/dialog.js";
import { zoomOf } from "../../../static/js/export/recorder.js";
import { isPossible } from "../../../static/js/export/naming.js";
import { hands } from "../hands.js";
import { page } from "../pages.js";
import { all, textOf } from "../pictures.js";

/** Makers that write down what was asked of them; a film ends when the test lets it. */
function makers(patch = {}) {
  const files = [];
  const films = [];
  return {
    files,
    films,
    pictures: {
      renderSvg: () => ({ text: "<svg/>", width: 500, height: 300 }),
      dataUrlOf: (text) => `data:${text}`,
      pixels: async () => new Blob(["png"]),
      films: () => true,
      film: (begin, onProgress, signal) => new Promise((end) => films.push({ begin, onProgress, signal, end })),
      save: (_file, name) => files.push(name),
      ...patch,
    },
  };
}

/** The dialog, open at a step. */
function opened(patch = {}, outside = makers()) {
  const hand = hands("lecture", { at: 20, example: "lecture", ...patch }, outside);
  hand.press("picture");
  return { ...hand, ...outside, picture: () => hand.state().picture };
}

const buttons = (state) =>
  all(pictures(state).filter(Boolean), (mark) => mark.tag === "button").map((mark) => mark.attrs["data-do"]);
const wordsOf = (state) => pictures(state).filter(Boolean).map(textOf).join("\n");
const rest = () => new Promise((done) => setTimeout(done, 0));

test("opening stops time where it is and shows what would be saved", () => {
  const { state, picture } = opened({ at: 19.5, playing: true, goal: 63 });
  assert.deepEqual([state().dialog, state().at, state().playing, state().goal], ["picture", 19.5, false, null]);
  assert.equal(picture().preview, "data:<svg/>");
  assert.match(wordsOf(state()), /PNG 4× 2000 × 1200/);
});

test("the preview follows whether the sentence is wanted", () => {
  const { change, picture, state } = opened(
    {},
    makers({
      renderSvg: ({ picture: { caption } }) => ({ text: String(caption), width: 500, height: caption ? 358 : 300 }),
    }),
  );
  assert.deepEqual([picture().preview, picture().size], ["data:true", { width: 500, height: 358 }]);
  change("picture-caption", "false");
  assert.deepEqual([picture().preview, picture().size], ["data:false", { width: 500, height: 300 }]);
  assert.equal(
    all(pictures(state()).filter(Boolean), (mark) => mark.attrs.type === "checkbox")[0].attrs.checked,
    false,
  );
});

test("before there is an answer there is no picture", () => {
  assert.equal(opened({ answer: null }).state().dialog, null);
});

test("a file is named, and the name is said", async () => {
  const { press, files, state } = opened();
  press("save-svg");
  await press("save-png", "1");
  await press("save-png", "4");
  assert.deepEqual(files, [
    "backprop-lecture-step-20.svg",
    "backprop-lecture-step-20.png",
    "backprop-lecture-step-20@4x.png",
  ]);
  assert.match(wordsOf(state()), /Saved: backprop-lecture-step-20@4x\.png/);
});

test("where the browser cannot make so large a picture, it is said and nothing is saved", async () => {
  const { press, files, state } = opened({}, makers({ pixels: async () => null }));
  await press("save-png", "4");
  assert.deepEqual(files, []);
  assert.match(wordsOf(state()), /could not make it/);
});

test("a size that no browser can make is not offered, and the others are", () => {
  const { state } = opened({}, makers({ renderSvg: () => ({ text: "<svg/>", width: 3000, height: 12_000 }) }));
  const offered = all(pictures(state()).filter(Boolean), (mark) => mark.attrs["data-do"] === "save-png");
  assert.deepEqual(
    offered.map((mark) => Boolean(mark.attrs.disabled)),
    [false, false, true],
  );
  assert.deepEqual(offered.map(textOf), [
    "PNG 1× 3000 × 12000",
    "PNG 2× 6000 × 24000",
    "PNG 4× too large for a browser",
  ]);
  assert.ok(isPossible({ width: 4000, height: 4000 }, 4));
  assert.ok(!isPossible({ width: 4200, height: 4000 }, 4), "too many pixels in all");
});

test("a film that would take an hour is not recorded, and it is said what makes it shorter", () => {
  const hour = page("lecture", { picture: { ...NO_PICTURE, films: true, speed: 1 / 64 } });
  const [button] = all(pictures(hour).filter(Boolean), (mark) => mark.attrs["data-do"] === "record");
  assert.equal(button.attrs.disabled, true);
  assert.match(
    wordsOf(hour),
    /It would take \d+ minutes to record; more than 15 minutes are not recorded\. Larger steps make it shorter\./,
  );
  const [able] = all(
    pictures(page("lecture", { picture: { ...NO_PICTURE, films: true } })).filter(Boolean),
    (mark) => mark.attrs["data-do"] === "record",
  );
  assert.equal(able.attrs.disabled, false);
});

test("a film is no larger than an encoder takes, in the drawing's own shape", () => {
  assert.equal(zoomOf(1600, 900), 1);
  assert.equal(zoomOf(800, 600), 2);
  for (const [width, height] of [
    [6000, 2000],
    [1000, 20_000],
    [5000, 5000],
  ]) {
    const zoom = zoomOf(width, height);
    assert.ok(zoom * Math.max(width, height) <= 4096.5 && zoom * zoom * width * height <= 3840 * 2160 + 1);
  }
});

test("a film that is begun right after another was cancelled is not stopped by that one's end", async () => {
  const { press, films, files, store, picture } = opened();
  press("record");
  store.frame();
  press("stop-film");
  store.frame();
  press("record");
  store.frame();
  films[0].end(null);
  await rest();
  store.frame();
  assert.equal(picture().recorded, 0);
  assert.equal(films[1].signal.aborted, false);
  films[1].end({ file: new Blob(["film"]), ending: ".webm" });
  await rest();
  assert.deepEqual(files, ["backprop-lecture.webm"]);
});

test("a film is recorded from the chosen step at the chosen speed, and saved when it is done", async () => {
  const { press, films, files, store, picture } = opened();
  press("film-from", "here");
  press("film-speed", "2");
  press("record");
  assert.deepEqual([films[0].begin.at, films[0].begin.speed], [20, 2]);
  films[0].onProgress(0.5);
  assert.equal(picture().recorded, 0.5);
  films[0].end({ file: new Blob(["film"]), ending: ".webm" });
  await rest();
  store.frame();
  assert.deepEqual(files, ["backprop-lecture.webm"]);
  assert.deepEqual([picture().recorded, picture().saved], [null, "backprop-lecture.webm"]);
  assert.equal(store.get().speed, 1);
});

for (const [way, stop] of /** @type {const} */ ([
  ["cancel", ({ press }) => press("stop-film")],
  ["closing the dialog", ({ press }) => press("close-dialog")],
  ["closing and opening it again", ({ press }) => (press("close-dialog"), press("picture"))],
])) {
  test(`${way} ends a film, and leaves no file`, async () => {
    const hand = opened();
    hand.press("record");
    hand.store.frame();
    stop(hand);
    hand.store.frame();
    assert.equal(hand.films[0].signal.aborted, true);
    hand.films[0].onProgress(0.7);
    hand.films[0].end({ file: new Blob(["film"]), ending: ".webm" });
    await rest();
    assert.deepEqual(hand.files, []);
    assert.deepEqual([hand.picture().recorded, hand.picture().saved, hand.picture().failed], [null, null, null]);
  });
}

test("while a film is recorded the only other button is the one that cancels it", () => {
  const { press, state, films } = opened();
  press("record");
  press("record");
  assert.equal(films.length, 1);
  const able = all(pictures(state()).filter(Boolean), (mark) => mark.tag === "button" && !mark.attrs.disabled);
  assert.deepEqual(
    able.map((mark) => mark.attrs["data-do"]),
    ["stop-film"],
  );
});

test("a film that breaks is said to have failed", async () => {
  const { press, state, store } = opened(
    {},
    makers({
      film: async () => {
        throw new Error("no encoder");
      },
    }),
  );
  await press("record");
  store.frame();
  assert.match(wordsOf(state()), /could not make it/);
  assert.deepEqual(buttons(state()).includes("record"), true);
});

test("a browser that records nothing is onProgress which ones do", () => {
  const { state } = opened({}, makers({ films: () => false }));
  assert.match(wordsOf(state()), /cannot record films/);
  assert.deepEqual(buttons(state()), ["save-svg", "save-png", "save-png", "save-png"]);
});

test("it is said how long a film takes: seconds, then minutes", () => {
  const length = (patch) => wordsOf(page("lecture", { picture: { ...NO_PICTURE, films: true }, ...patch }));
  assert.match(length({}), /It takes 5 minutes to record/);
  assert.match(length({ picture: { ...NO_PICTURE, films: true, speed: 0.5 } }), /It takes 11 minutes to record/);
  assert.doesNotMatch(length({ grain: "guided" }), /Larger steps/);
  assert.match(
    length({ grain: "operation", picture: { ...NO_PICTURE, films: true, speed: 0.5 } }),
    /It takes \d\d minutes to record\. Larger steps make it shorter/,
  );
  assert.match(length({ grain: "phase" }), /It takes \d\d seconds to record/);
});
