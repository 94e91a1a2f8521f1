import assert from "node:assert/strict";
import { test } from "node:test";
import { embedded } from "../../static/js/dialogs.js";
import { reportSize, wantedHeight, whole } from "../../static/js/embedding.js";
import { stepped } from "./frames.js";
import { page, pageOf, sized } from "./pages.js";

test("the link of a frame and the link of the whole page lead to the same moment", () => {
  for (const link of ["http://host/?lang=en#at=20", "http://host/prefix/?lang=en#example=xor&at=3", "http://host/#at=1"]) {
    const frame = embedded(link).replaceAll("&amp;", "&");
    assert.match(new URL(frame).pathname, /\/embed$/);
    assert.equal(whole(frame), link);
  }
  assert.equal(whole("http://host/embed?hide=inspector&theme=dark&lang=en#at=2"), "http://host/?lang=en#at=2");
  assert.ok(!embedded('http://host/#a="onload=x').includes('"'), "nothing ends the attribute");
});

test("a larger network wants a higher frame", () => {
  const small = wantedHeight(page(), 100);
  const large = wantedHeight(pageOf(sized([6, 6, 6])), 100);
  assert.ok(large > small && small > 400);
});

test("the host is told the size once, and again only when it changes", () => {
  const told = [];
  const store = stepped(page());
  const window = { innerWidth: 900, innerHeight: 760, parent: { postMessage: (message, to) => told.push([message, to]) }, addEventListener() {}, document: { addEventListener() {} }, location: { href: "" } };
  reportSize(store, window);
  for (const patch of [{ at: 3 }, { at: 4 }, { view: "backward" }]) {
    store.set(patch);
    store.frame();
  }
  assert.equal(told.length, 2);
  assert.deepEqual([told[0][0].type, told[0][0].width, told[0][1]], ["backprop-explorer:size", 900, "*"]);
  assert.ok(told[1][0].height < told[0][0].height);
});
