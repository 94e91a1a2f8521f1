import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { plural, split, translator } from "../../../static/js/language/catalogue.js";

const t = translator({
  greet: "Hello, {name}!",
  twice: "{a}{b}{a}",
  "n.one": "{count} wire of {owner}",
  "n.other": "{count} wires of {owner}",
  "only.other": "{count} 个",
});

test("placeholders are filled in, and a missing key comes back as itself", () => {
  assert.equal(t("greet", { name: "z²₁" }), "Hello, z²₁!");
  assert.equal(t("twice", { a: 1, b: 2 }), "121");
  assert.equal(t("greet"), "Hello, {name}!");
  assert.equal(t("not there", { name: 1 }), "not there");
  assert.equal(t("toString"), "toString");
});

test("a value with braces in it is not filled in again", () => {
  assert.equal(t("twice", { a: "{b}", b: "x" }), "{b}x{b}");
});

test("a text can be cut at its placeholders", () => {
  const node = { node: true };
  assert.deepEqual(split("Hello, {name}!", { name: node }), ["Hello, ", node, "!"]);
  assert.deepEqual(split("{a}{b}", { a: node, b: node }), [node, node]);
  assert.deepEqual(split("{a} {constructor}", { a: 0 }), [0, " ", "{constructor}"]);
  assert.deepEqual(split("", {}), []);
});

test("a count takes the form that its language wants", () => {
  assert.equal(plural(t, "n", 1, "en", { owner: "a" }), "1 wire of a");
  assert.equal(plural(t, "n", 0, "en", { owner: "a" }), "0 wires of a");
  assert.equal(plural(t, "n", 1, "zh-Hans", { owner: "a" }), "1 wires of a");
  assert.equal(plural(t, "only", 1, "en"), "1 个");
});

test("all languages have the same keys with the same placeholders for all that these modules say", () => {
  const [en, ...others] = ["en", "zh-Hans", "zh-Hant"].map((code) =>
    JSON.parse(readFileSync(new URL(`../../../app/locales/${code}.json`, import.meta.url), "utf8")),
  );
  const mine = (words) =>
    Object.keys(words)
      .filter((key) => /^(step|spoken)\./.test(key))
      .sort();
  assert.ok(mine(en).length > 60);
  const placeholders = (text) => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort();
  for (const other of others) {
    assert.deepEqual(mine(other), mine(en));
    for (const key of mine(en)) assert.deepEqual(placeholders(other[key]), placeholders(en[key]), key);
  }
});
