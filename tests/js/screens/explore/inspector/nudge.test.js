import assert from "node:assert/strict";
import { test } from "node:test";
import { nudge } from "../../../../../static/js/screens/explore/inspector/nudge.js";
import { nudgeGeometry } from "../../../../../static/js/screens/explore/inspector/nudge-plot.js";
import { createPush } from "../../../../../static/js/stage/hands/drag-nudge.js";
import { given, withNumber } from "../../../../../static/js/network/problem.js";
import { stepped } from "../../../frames.js";
import { hands } from "../../../hands.js";
import { page } from "../../../pages.js";
import { all, textOf } from "../../../pictures.js";
import { trace } from "../../../reference.js";
import { subjectOf } from "../../../../../static/js/network/push.js";
import {
  FIRST_PLACE,
  NUDGE_PLACES,
  changeAt,
  nudgeNow,
  nudgeQuestion,
  nudgedNow,
  pushedNumber,
} from "../../../../../static/js/server/questions/nudge.js";

/** What the server would answer: the reference engine's losses with the number moved. */
function answer(question) {
  const { address, by, sample, ...problem } = question.body;
  const whole = { ...problem, learning_rate: 0.5 };
  const old = trace(whole);
  const [, layer, i, j] = address.split(".").map(Number);
  const slope =
    old.layers[layer - 1].dl_dz[sample][i] * (layer === 1 ? whole.x[sample][j] : old.layers[layer - 2].a[sample][j]);
  const moved = by.map((change) => {
    const value = given(whole, address) + change;
    return {
      by: change,
      value,
      l: trace(withNumber(whole, address, value)).l[sample],
      forecast: old.l[sample] + slope * change,
    };
  });
  return { address, l: old.l[sample], gradient: { address: `dl_d${address}`, value: slope }, total: undefined, moved };
}

/** A page at its end on which a weight is nudged, with the server's answer. */
function nudged(patch = {}) {
  const shown = page("lecture", { at: 63, chosen: "w.3.0.0", nudge: { of: "w.3.0.0", reach: 1, place: 0 }, ...patch });
  const question = nudgeQuestion(shown);
  return { ...shown, nudged: { about: question.about, value: answer(question), fault: null } };
}

test("what a gradient is taken by is moved, also when the gradient is chosen", () => {
  const subjects = {
    "w.2.0.1": "w.2.0.1",
    "dl_dw.2.0.1@2": "w.2.0.1",
    "dL_db.1.0": "b.1.0",
    "w_new.1.0.0": "w.1.0.0",
    "dl_dx.1@3": "x.1@3",
    "x.0": "x.0",
    "z.1.0@2": "z.1.0@2",
    "dl_dz.1.0@2": "z.1.0@2",
    "da_dz.2.1": "z.2.1",
    "da_dz.2.1.0": "z.2.0",
    "dl_da.2.1": "a.2.1",
  };
  for (const [address, subject] of Object.entries(subjects)) assert.equal(subjectOf(address), subject);
  for (const address of ["l", "L", "t.0", "no address", null]) assert.equal(subjectOf(address), null);
});

test("a number of a network whose answer has not come yet is not asked for", () => {
  const ofAnother = page("lecture", { at: 63, chosen: "w.5.0.0", nudge: { of: "w.5.0.0", reach: 1, place: 0 } });
  assert.equal(nudgeQuestion(ofAnother), null);
  assert.notEqual(nudgeQuestion({ ...ofAnother, chosen: "w.2.0.0" }), null);
});

test("every place of the scale is asked for at once, 0 in the middle", () => {
  const { path, body } = nudgeQuestion(nudged());
  assert.equal(path, "/api/nudge");
  assert.equal(body.by.length, 2 * NUDGE_PLACES + 1);
  assert.deepEqual([body.by[0], body.by[NUDGE_PLACES], body.by[NUDGE_PLACES + 1], body.by.at(-1)], [-1, 0, 0.025, 1]);
  assert.equal(changeAt(10, -NUDGE_PLACES), -10);
  assert.equal("learning_rate" in body, false);
  assert.equal(nudgeQuestion(nudged({ nudge: { of: "w.3.0.0", reach: 0.1, place: 3 } })).body.by.at(-1), 0.1);
});

test("nothing is asked while nothing is nudged, or what is chosen cannot be", () => {
  assert.equal(nudgeQuestion(page("lecture", { at: 63, chosen: "w.3.0.0" })), null);
  assert.equal(
    nudgeQuestion(page("lecture", { at: 63, chosen: "t.0", nudge: { of: "w.3.0.0", reach: 1, place: 0 } })),
    null,
  );
});

test("in the view of the push the numbers on its way are asked for too, whatever is chosen last", () => {
  const push = page("lecture", { view: "push" });
  const { body, about } = nudgeQuestion(push);
  assert.deepEqual([body.address, body.watch], ["z.2.0", ["z.2.0", "a.2.0", "z.3.0", "z.3.1"]]);
  assert.deepEqual(nudgeNow(push), { of: "z.2.0", reach: 1, place: FIRST_PLACE });
  assert.equal(nudgeNow({ ...push, nudge: { of: "z.2.0", reach: 10, place: -3 } }).place, -3);
  assert.equal(nudgeNow({ ...push, nudge: { of: "w.1.0.0", reach: 10, place: -3 } }).place, FIRST_PLACE);
  assert.equal(pushedNumber({ ...push, chosen: "dl_dz.1.1" }), "z.1.1");
  assert.equal(pushedNumber({ ...push, chosen: "l", trail: ["w.1.0.1", "dl_da.1.0", "t.0"] }), "a.1.0");
  assert.equal(pushedNumber({ ...push, chosen: "z.9.9" }), "z.2.0", "a number that this network does not have");
  const answered = nudgeQuestion({ ...push, chosen: "z.2.0", nudge: { of: "z.2.0", reach: 1, place: 7 } });
  assert.deepEqual(answered.about, about, "drawing the handle asks nothing");
  const byHand = { ...push.answer, drive: [1, 0] };
  assert.equal(nudgeQuestion({ ...push, answer: byHand }), null);
});

test("a z or an a can be nudged in the inspector, but not kept", () => {
  for (const chosen of ["z.2.0", "a.2.0"]) {
    const shown = page("lecture", { at: 63, chosen, nudge: { of: chosen, reach: 1, place: 4 } });
    const question = nudgeQuestion(shown);
    assert.equal(question.body.address, chosen);
    const moved = question.body.by.map((by) => ({ by, value: by, l: by, forecast: by }));
    const value = { address: chosen, l: 1, gradient: { address: `dl_d${chosen}`, value: 1 }, moved };
    const panel = [nudge({ ...shown, nudged: { about: question.about, value, fault: null } }, chosen)];
    assert.equal(all(panel, ({ attrs }) => attrs["data-do"] === "nudge-back").length, 1);
    assert.equal(all(panel, ({ attrs }) => attrs["data-do"] === "keep-nudge").length, 0);
  }
});

test("beside the true new loss stands the forecast, and it fails further out", () => {
  const rows = (place) => {
    const shown = nudged({ nudge: { of: "w.3.0.0", reach: 1, place } });
    const marks = [nudge(shown, "w.3.0.0")];
    const read = (name) => textOf(all(marks, (mark) => mark.attrs["data-nudged"] === name)[0]);
    return { shown, truth: read("true"), forecast: read("forecast"), miss: read("miss") };
  };
  assert.equal(rows(0).miss, "0");
  assert.equal(rows(0).truth, "0.4168");
  const near = nudgedNow(rows(4).shown).moved;
  const far = nudgedNow(rows(40).shown).moved;
  const ratio = (far.l - far.forecast) / (near.l - near.forecast);
  assert.ok(ratio > 60 && ratio < 140, `ten times as far misses about a hundred times as much, here ${ratio}`);
  assert.notEqual(rows(40).truth, rows(40).forecast);
});

test("without its gradient there is no forecast, but the way to it", () => {
  const shown = page("lecture", { at: 13, chosen: "w.3.0.0", nudge: { of: "w.3.0.0", reach: 1, place: 0 } });
  const marks = [nudge(shown, "w.3.0.0")];
  assert.equal(all(marks, (mark) => mark.attrs["data-nudged"]).length, 0);
  assert.equal(all(marks, (mark) => mark.attrs["data-do"] === "go").length, 1);
});

test("the plot holds the curve and the line, which touch at 0", () => {
  const points = nudgeGeometry(nudgedNow(nudged()).found);
  assert.equal(points.length, 81);
  assert.equal(points[NUDGE_PLACES].truth, points[NUDGE_PLACES].forecast);
  const slope = (which) => points[NUDGE_PLACES + 1][which] - points[NUDGE_PLACES - 1][which];
  assert.ok(
    Math.abs(slope("truth") - slope("forecast")) < 0.05 * Math.abs(slope("truth")),
    "the line is the curve's tangent",
  );
  for (const one of points) assert.ok(one.truth >= 0 && one.truth <= 132);
});

test("a loss that overflows leaves a gap in the plot and breaks nothing", () => {
  const shown = nudged();
  shown.nudged.value.moved[80].l = "Infinity";
  shown.nudge = { of: "w.3.0.0", reach: 1, place: 40 };
  assert.equal(all([nudge(shown, "w.3.0.0")], (mark) => mark.key === "at-truth").length, 0);
  shown.nudged.value.moved.forEach((one) => (one.l = "NaN"));
  assert.ok(nudge(shown, "w.3.0.0"));
});

test("a kept nudge becomes the weight", () => {
  const { press, change, state } = hands("lecture", { at: 63, chosen: "w.3.0.0" });
  press("nudge", "w.3.0.0");
  change("nudge", "20", "w.3.0.0");
  assert.equal(state().nudge.place, 20);
  press("keep-nudge", "w.3.0.0");
  assert.equal(state().problem.layers[2].W[0][0], 3.5);
  assert.equal(state().nudge.place, 0);
  press("nudge", "w.3.0.0");
  assert.equal(state().nudge, null);
});

test("a number pressed and drawn sideways is nudged; pressed and let go it is only clicked", () => {
  const store = stepped(page("lecture", { at: 63 }));
  const push = createPush(store);
  push.begin("w.3.0.0", 100);
  assert.equal(push.move(103), false);
  push.end();
  assert.equal(push.pushed(), false);
  push.begin("w.3.0.0", 100);
  assert.equal(push.move(120), true);
  assert.deepEqual(store.get().nudge, { of: "w.3.0.0", reach: 1, place: 5 });
  assert.equal(store.get().chosen, "w.3.0.0");
  push.move(9000);
  assert.equal(store.get().nudge.place, NUDGE_PLACES);
  push.end();
  assert.equal(push.pushed(), true);
  push.begin("z.1.0", 100);
  assert.equal(push.move(120), true);
  push.end();
  for (const back of ["dl_da.3.0", "dl_dz.1.0", "da_dz.1.0"]) {
    push.begin(back, 100);
    assert.equal(push.move(200), false, "what comes back to a neuron is no handle of it");
  }
});
