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
import {
  NUDGE_PLACES,
  changeAt,
  nudgeQuestion,
  nudgedNow,
  subjectOf,
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

test("a weight, a bias or an input is moved, also when its gradient is chosen", () => {
  const subjects = {
    "w.2.0.1": "w.2.0.1",
    "dl_dw.2.0.1@2": "w.2.0.1",
    "dL_db.1.0": "b.1.0",
    "w_new.1.0.0": "w.1.0.0",
    "dl_dx.1@3": "x.1@3",
    "x.0": "x.0",
  };
  for (const [address, subject] of Object.entries(subjects)) assert.equal(subjectOf(address), subject);
  for (const address of ["z.1.0", "a.1.0", "l", "t.0", "dl_dz.1.0", null]) assert.equal(subjectOf(address), null);
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
    nudgeQuestion(page("lecture", { at: 63, chosen: "z.3.0", nudge: { of: "w.3.0.0", reach: 1, place: 0 } })),
    null,
  );
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
  assert.equal(push.move(200), false);
});
