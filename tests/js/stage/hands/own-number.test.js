import assert from "node:assert/strict";
import { test } from "node:test";
import { OWN_CHANGES, ownNumberField } from "../../../../static/js/stage/hands/own-number.js";
import { createStore } from "../../../../static/js/state/store.js";
import { page } from "../../pages.js";
import { textOf } from "../../pictures.js";

const said = (shown, text, of = "dl_dz.2.0") => textOf(ownNumberField({ ...shown, compared: { of, text } }, of));

test("with a gradient that is not finite no number is compared", () => {
  const shown = page("lecture", { at: 63 });
  assert.match(said(shown, "-0.04576"), /✓/);
  const layers = shown.answer.trace.layers.map((layer) => ({ ...layer, dl_dz: [["-Infinity", "NaN"]] }));
  const answer = { ...shown.answer, trace: { ...shown.answer.trace, layers } };
  for (const text of ["5", "-5", "0"]) {
    const words = said({ ...shown, answer }, text);
    assert.match(words, /not finite/);
    assert.doesNotMatch(words, /[✓✗]/);
  }
});

test("what was said of a number goes when another is typed", () => {
  const store = createStore(page("lecture", { at: 63 }), (tell) => tell());
  OWN_CHANGES.own(store, "-0.04576", "dl_dz.2.0");
  assert.match(textOf(ownNumberField(store.get(), "dl_dz.2.0")), /✓/);
  OWN_CHANGES["own-typing"](store, "7", "dl_dz.2.0");
  assert.doesNotMatch(textOf(ownNumberField(store.get(), "dl_dz.2.0")), /✓/);
});
