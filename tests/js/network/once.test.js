import assert from "node:assert/strict";
import { test } from "node:test";
import { once } from "../../../static/js/network/once.js";

test("of each object, and for each key, there is one", () => {
  const [trace, other] = [{}, {}];
  let made = 0;
  const of = (source, key) => once(source, key, () => `${key} ${(made += 1)}`);
  assert.equal(of(trace, "largest of z.1"), "largest of z.1 1");
  assert.equal(of(trace, "largest of z.1"), "largest of z.1 1");
  assert.equal(of(trace, "largest of z.2"), "largest of z.2 2");
  assert.equal(of(other, "largest of z.1"), "largest of z.1 3");
  assert.equal(of(trace, "largest of z.2"), "largest of z.2 2");
});

test("what is made of an object may be nothing", () => {
  let made = 0;
  const source = {};
  const nothing = () => once(source, "none", () => void (made += 1));
  assert.deepEqual([nothing(), nothing(), made], [undefined, undefined, 1]);
});

test("what could not be made is tried again", () => {
  const source = {};
  assert.throws(() =>
    once(source, "key", () => {
      throw new Error("no");
    }),
  );
  assert.equal(
    once(source, "key", () => 1),
    1,
  );
});
