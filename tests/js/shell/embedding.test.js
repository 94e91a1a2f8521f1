import assert from "node:assert/strict";
import { test } from "node:test";
import { embedded } from "../../../static/js/shell/dialogs.js";
import { reportSize, wanted, wholePageLink } from "../../../static/js/shell/embedding.js";
import { layout } from "../../../static/js/stage/scene/layout.js";
import { stepped } from "../frames.js";
import { page, pageOf, sized } from "../pages.js";

test("the link of a frame and the link of the whole page lead to the same moment", () => {
  for (const link of [
    "http://host/?lang=en#at=20",
    "http://host/prefix/?lang=en#example=xor&at=3",
    "http://host/#at=1",
  ]) {
    const frame = embedded(link).replaceAll("&amp;", "&");
    assert.match(new URL(frame).pathname, /\/embed$/);
    assert.equal(wholePageLink(frame), link);
  }
  assert.equal(wholePageLink("http://host/embed?hide=inspector&theme=dark&lang=en#at=2"), "http://host/?lang=en#at=2");
  assert.ok(!embedded('http://host/#a="onload=x').includes('"'), "nothing ends the attribute");
});

test("a larger network wants a higher frame", () => {
  const small = wanted(page(), 900).height;
  const large = wanted(pageOf(sized([6, 6, 6])), 900).height;
  assert.ok(large > small && small > 300);
});

test("in the height that it wants the drawing fits, however narrow its place", () => {
  for (const sizes of [
    [2, 2, 2],
    [6, 6, 6],
    [2, 4, 4, 1],
    [1, 8, 1],
    [3, 3, 3, 3, 3, 3, 3],
  ]) {
    for (const width of [200, 320, 480, 640, 900, 1300, 2400]) {
      const shown = pageOf(sized(sizes));
      const { height } = wanted(shown, width);
      const placed = layout(sizes, "both", { width, height });
      assert.ok(
        placed.height * placed.scale <= height + 0.5,
        `${sizes} in ${width}: ${placed.height * placed.scale} of ${height}`,
      );
    }
  }
});

/** A window in another page's frame: how high the drawing's place is, and what the host was told. */
function frame(innerWidth, innerHeight) {
  const told = [];
  const due = [];
  const heard = {};
  const window = {
    innerWidth,
    innerHeight,
    location: { href: "" },
    parent: { postMessage: (message, to) => told.push([message, to]) },
    addEventListener: (name, listener) => (heard[name] = listener),
    requestAnimationFrame: (then) => due.push(then),
    document: {
      addEventListener() {},
      // 60 pixels of names over the drawing, 140 of time beneath it.
      querySelector: (selector) =>
        selector === "[data-part=columns]"
          ? { offsetHeight: 60 }
          : {
              offsetWidth: window.innerWidth,
              offsetHeight: window.innerHeight - 140,
              clientHeight: window.innerHeight - 140,
            },
    },
  };
  const draw = () => due.splice(0).forEach((then) => then());
  return { window, told, draw, heard };
}

test("the host is told the size once, and again only when it changes", () => {
  const { window, told, draw } = frame(900, 760);
  const store = stepped(page());
  reportSize(store, window);
  for (const patch of [{ at: 3 }, { at: 4 }, { view: "backward" }]) {
    store.set(patch);
    store.frame();
    draw();
  }
  assert.equal(told.length, 2);
  assert.deepEqual([told[0][0].type, told[0][0].width, told[0][1]], ["backprop-explorer:size", 900, "*"]);
  assert.ok(told[1][0].height < told[0][0].height);
});

test("a host that gives the height that was asked for is not asked again; another width is another height", () => {
  const { window, told, draw, heard } = frame(900, 300);
  const store = stepped(page());
  reportSize(store, window);
  store.set({ at: 1 });
  store.frame();
  draw();
  for (let k = 0; k < 5; k += 1) {
    window.innerHeight = told.at(-1)[0].height;
    heard.resize();
    draw();
  }
  assert.equal(told.length, 1);
  window.innerWidth = 1200;
  heard.resize();
  draw();
  assert.deepEqual(
    told.map(([{ width }]) => width),
    [900, 1200],
  );
  assert.ok(told[1][0].height > told[0][0].height);
});
