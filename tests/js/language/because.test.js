import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { becauseKey } from "../../../static/js/language/because.js";
import { lecture } from "../problems.js";
import { preset } from "../pages.js";

const passOver = (problem) => ({ problem, drive: null, gains: null });
const words = (language) => JSON.parse(readFileSync(`app/locales/${language}.json`, "utf-8"));

test("every computed number of a network has a reason in every language, and no reason is left over", () => {
  const softmax = preset("softmax-three").request;
  const several = {
    ...lecture(),
    x: [
      [1, 0],
      [0, 1],
    ],
    target: [
      [1, 0],
      [0, 1],
    ],
  };
  const quantities = [
    "z.1.0",
    "a.1.0",
    "da_dz.1.0",
    "dl_da.1.0",
    "dl_dz.1.0",
    "dl_dw.1.0.0",
    "dl_db.1.0",
    "dL_dw.1.0.0",
    "w_new.1.0.0",
  ];
  const addresses = [...quantities, "b_new.1.0", "dL_db.1.0", "dl_dx.0", "l", "L"];
  const used = new Set();
  for (const problem of [lecture(), several, softmax]) {
    const last = problem.layers.length;
    for (const address of [...addresses, `dl_da.${last}.0`, `a.${last}.0`, `da_dz.${last}.0.0`, `dl_dz.${last}.0`]) {
      const key = becauseKey(passOver(problem), address);
      if (address === "L" && problem.x.length === 1) {
        assert.equal(key, null);
        continue;
      }
      assert.ok(key, address);
      used.add(key);
    }
  }
  for (const language of ["en", "zh-Hans", "zh-Hant"])
    assert.deepEqual(
      Object.keys(words(language))
        .filter((key) => key.startsWith("because."))
        .sort(),
      [...used].sort(),
    );
});

test("the reason is that of the case: the output, a softmax layer, several samples", () => {
  const softmax = preset("softmax-three").request;
  const last = softmax.layers.length;
  assert.equal(becauseKey(passOver(lecture()), "dl_da.3.0"), "because.dl_da.output");
  assert.equal(becauseKey(passOver(lecture()), "dl_da.2.0"), "because.dl_da");
  assert.equal(becauseKey(passOver(softmax), `dl_dz.${last}.0`), "because.dl_dz.softmax");
  assert.equal(becauseKey(passOver(lecture()), "dL_dw.1.0.0"), "because.dl_dw");
  assert.equal(
    becauseKey(
      passOver({
        ...lecture(),
        x: [
          [1, 2],
          [3, 4],
        ],
      }),
      "dL_dw.1.0.0",
    ),
    "because.samples",
  );
  assert.equal(becauseKey(passOver(lecture()), "w.1.0.0"), null);
  assert.equal(becauseKey({ ...passOver(lecture()), drive: [1, 0] }, "dl_da.2.0"), null, "no loss is its reason");
  assert.equal(becauseKey({ ...passOver(lecture()), drive: [1, 0] }, "z.2.0"), "because.z");
});
