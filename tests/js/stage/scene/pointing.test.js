import assert from "node:assert/strict";
import { test } from "node:test";
import { draw } from "../../../../static/js/dom/marks.js";
import { contextOf, figureMarks } from "../../../../static/js/stage/scene/drawing.js";
import { pointAt } from "../../../../static/js/stage/scene/pointing.js";
import { fakeDocument } from "../../fake-document.js";
import { page, pageOf, sized } from "../../pages.js";
import { all } from "../../pictures.js";

const CURVES = { curve_z: [-2, -1, 0, 1, 2], curves: {} };

/** A drawing, and the same with what is pointed at. */
function drawing(shown, sparse = false) {
  const context = contextOf(shown, CURVES, sparse);
  const marks = figureMarks(shown, context);
  return { marks, at: (address) => pointAt(context, marks, address) };
}

const wide = (sizes, patch = {}) =>
  drawing(pageOf(sized(sizes), { opened: sizes.map((_, layer) => layer), at: 1e9, ...patch }), true);

/** Keys of the marks that are lit. */
const litKeys = (marks) =>
  all(marks, ({ attrs }) => /\bpointed\b/.test(String(attrs.class)))
    .map(({ key }) => key)
    .sort();

/** The marks of a drawing that another one has not. */
function fresh(marks, before) {
  const known = new Set(all(before, () => true));
  return all(marks, (mark) => !known.has(mark));
}

test("a number that is pointed at lights what stands for it, in both networks", () => {
  const { at, marks } = drawing(page("lecture", { at: 1e9 }));
  assert.deepEqual(litKeys(marks), []);
  assert.deepEqual(litKeys(at("a.1.0")), ["n.1.0"]);
  assert.deepEqual(litKeys(at("dl_dz.1.0")), ["amp.1.0", "n.1.0"]);
  assert.deepEqual(litKeys(at("x.0")), ["x.0"]);
  assert.deepEqual(litKeys(at("t.1")), ["t.1"]);
  assert.deepEqual(litKeys(at("L")), ["loss"]);
  assert.deepEqual(litKeys(at("b.1.1")), ["bias"]);
  const wire = ["backward:1.0.1", "backward:1.0.1:label", "forward:1.0.1", "forward:1.0.1:label"];
  for (const address of ["w.1.0.1", "dl_dw.1.0.1", "dL_dw.1.0.1", "w_new.1.0.1"])
    assert.deepEqual(litKeys(at(address)), wire);
  assert.deepEqual(litKeys(at("sample.1")), []);
});

test("a whole layer that is pointed at lights all of it", () => {
  const { at } = drawing(page("lecture", { at: 1e9 }));
  assert.deepEqual(litKeys(at("dl_dz.2")), ["amp.2.0", "amp.2.1", "n.2.0", "n.2.1"]);
  assert.equal(litKeys(at("w.2")).length, 16);
});

test("what is chosen looks chosen, also while it is pointed at", () => {
  const { at } = drawing(page("lecture", { at: 1e9, chosen: "w.1.0.1" }));
  assert.deepEqual(litKeys(at("w.1.0.1")), []);
});

test("no mark is made anew for a pointer but those that are lit and what they stand in", () => {
  for (const { at, marks } of [drawing(page("lecture", { at: 1e9 })), wide([2, 4, 4, 2])]) {
    const count = all(marks, () => true).length;
    for (const address of ["a.1.0", "w.2.0.1", "b.1.1", "x.1", "L"]) {
      const changed = fresh(at(address), marks);
      const lit = litKeys(at(address)).length;
      assert.ok(lit > 0 && changed.length <= 4 * lit + 2, `${address}: ${changed.length} of ${count}`);
    }
    assert.equal(fresh(at("sample.1"), marks).length, 0);
    assert.equal(at(null), marks);
  }
});

test("a pointer touches nothing in the document but the classes of what it comes to and what it leaves", () => {
  const { place, touched } = fakeDocument();
  const { at, marks } = drawing(page("lecture", { at: 1e9 }));
  draw(place, marks);
  touched();
  draw(place, at("a.1.0"));
  assert.deepEqual(touched(), ["set class"]);
  draw(place, at("a.1.1"));
  assert.deepEqual(touched(), ["set class", "set class"]);
  draw(place, at(null));
  assert.deepEqual(touched(), ["set class"]);
});

test("where not every wire has a label, that of the wire pointed at is there, and no other over it", () => {
  const { at, marks } = wide([12, 12, 4]);
  const labels = (some) => all(some, ({ key }) => /^forward:.*:label$/.test(key)).map(({ key }) => key.split(":")[1]);
  assert.deepEqual(labels(marks), []);
  assert.deepEqual(labels(at("w.1.4.4")), ["1.4.4"]);
  const moving = wide([12, 12, 4], { grain: "neuron", at: 0.5 });
  const hot = labels(moving.marks);
  assert.ok(hot.length > 1);
  const [first] = hot.map((wire) => wire.split(".").map(Number));
  const near = labels(moving.at(`w.1.${first[1] + 1}.${first[2]}`));
  assert.ok(near.includes(`1.${first[1] + 1}.${first[2]}`));
});

test("a wire that is only painted comes into the drawing while it is pointed at", () => {
  const { at, marks } = wide([40, 40, 4]);
  const paths = (some) => all(some, ({ key }) => key === "forward:1.3.7").length;
  assert.deepEqual([paths(marks), paths(at("w.1.3.7")), paths(at(null))], [0, 1, 0]);
  assert.equal(
    all(at("w.1.3.7"), ({ attrs }) => attrs.class === "hit" && attrs["data-choose"] === "w.1.3.7").length,
    1,
  );
});

test("a neuron in a folded box is said there while it is pointed at, and its wire leads to the box", () => {
  const { at, marks } = drawing(pageOf(sized([12, 12, 4]), { at: 1e9 }));
  const hidden = Array.from({ length: 12 }, (_, i) => i).find(
    (i) => all(marks, ({ key }) => key === `n.1.${i}`).length === 0,
  );
  assert.deepEqual(litKeys(at(`a.1.${hidden}`)), ["folded:1", "folded:1"]);
  assert.ok(litKeys(at(`w.1.${hidden}.0`)).includes("hidden-wire"));
  assert.deepEqual(litKeys(at(null)), []);
});
