import assert from "node:assert/strict";
import { test } from "node:test";
import { crumbs, followTrail, goBack, trailTo } from "../../../static/js/state/trail.js";
import { stepped } from "../frames.js";
import { page } from "../pages.js";
import { all, textOf } from "../pictures.js";

test("each visited number is left behind the next", () => {
  assert.deepEqual(trailTo([], "dl_dw.1.0.0", "dl_dz.1.0"), ["dl_dw.1.0.0"]);
  assert.deepEqual(trailTo(["dl_dw.1.0.0"], "dl_dz.1.0", "w.2.0.0"), ["dl_dw.1.0.0", "dl_dz.1.0"]);
});

test("coming to one of them again goes back to it", () => {
  assert.deepEqual(trailTo(["l", "dl_dz.3.0", "dl_dz.2.0"], "z.2.0", "dl_dz.3.0"), ["l"]);
});

test("leaving the choice forgets the way, another sample takes it along", () => {
  assert.deepEqual(trailTo(["l", "dl_dz.3.0"], "dl_dz.2.0", null), []);
  assert.deepEqual(trailTo(["l", "w.1.0.0"], "dl_dz.2.0", "dl_dz.2.0@1"), ["l@1", "w.1.0.0"]);
});

test("the way is not endless", () => {
  let trail = [];
  for (let i = 0; i < 40; i++) trail = trailTo(trail, `z.1.${i}`, `z.1.${i + 1}`);
  assert.equal(trail.length, 12);
  assert.equal(trail.at(-1), "z.1.39");
});

test("the page keeps its trail by itself, from the number that a step showed on", () => {
  const store = stepped(page("lecture", { at: 20 }));
  followTrail(store);
  for (const chosen of ["da_dz.2.0", "z.2.0"]) {
    store.set({ chosen });
    store.frame();
  }
  assert.deepEqual(store.get().trail, ["dl_dz.2.0", "da_dz.2.0"]);
  goBack(store);
  store.frame();
  assert.deepEqual([store.get().chosen, store.get().trail], ["da_dz.2.0", ["dl_dz.2.0"]]);
  store.set({ chosen: null });
  store.frame();
  assert.deepEqual(store.get().trail, []);
});

test("the crumbs lead back, and numbers that are gone are left out", () => {
  const shown = page("lecture", { trail: ["z.9.0", "l", "dl_dz.3.0"] });
  const marks = [crumbs(shown, "dl_dz.2.0")];
  assert.deepEqual(
    all(marks, (mark) => mark.attrs["data-choose"]).map((mark) => mark.attrs["data-choose"]),
    ["l", "dl_dz.3.0"],
  );
  assert.equal(textOf(marks[0]), "l›∂l/∂z³₁›∂l/∂z²₁");
  assert.equal(crumbs(page("lecture"), "z.1.0"), null);
});
