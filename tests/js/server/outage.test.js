import assert from "node:assert/strict";
import { test } from "node:test";
import { followQuestion } from "../../../static/js/server/ask.js";
import { MAX_TRIES, askAgain, followOutage, silent } from "../../../static/js/server/outage.js";
import { witnessQuestion } from "../../../static/js/screens/explore/inspector/witnesses.js";
import { stepped } from "../frames.js";
import { page } from "../pages.js";
import { server, settled } from "../server.js";

/** A page whose server is silent, and a clock in the test's hand. */
function silenced() {
  const waits = [];
  const heard = {};
  let due = null;
  const window = {
    setTimeout: (then, milliseconds) => {
      waits.push(milliseconds / 1000);
      due = then;
      return 1;
    },
    clearTimeout: () => (due = null),
    addEventListener: (name, listener) => (heard[name] = listener),
    document: { hidden: false, addEventListener: (name, listener) => (heard[name] = listener) },
  };
  const store = stepped(page());
  followOutage(store, window);
  /** It is asked, and does not answer. */
  const fail = () => {
    silent(store);
    store.frame();
  };
  const wait = () => {
    due?.();
    store.frame();
  };
  return { store, waits, heard, window, fail, wait, waiting: () => due !== null };
}

test("it is asked again by itself, less and less often, and not for ever", () => {
  const { store, waits, fail, wait, waiting } = silenced();
  for (let tries = 1; tries < MAX_TRIES; tries += 1) {
    fail();
    assert.deepEqual(store.get().unanswered, { tries, again: false });
    wait();
    assert.deepEqual(store.get().unanswered, { tries, again: true });
  }
  fail();
  assert.ok(!waiting());
  assert.deepEqual(waits.slice(0, 8), [1, 2, 4, 8, 15, 30, 30, 30]);
  assert.equal(waits.length, MAX_TRIES - 1);
});

test("an answer ends it, and nothing waits any more", () => {
  const { store, fail, waiting } = silenced();
  fail();
  assert.ok(waiting());
  store.set({ unanswered: null });
  store.frame();
  assert.ok(!waiting());
});

test("somebody who asks, a connection that is back and a window that is seen again begin anew", () => {
  for (const begin of [
    ({ store }) => askAgain(store),
    ({ heard }) => heard.online(),
    ({ heard }) => heard.visibilitychange(),
  ]) {
    const given = silenced();
    for (let k = 0; k < 3; k += 1) {
      given.fail();
      given.wait();
    }
    given.fail();
    begin(given);
    assert.deepEqual(given.store.get().unanswered, { tries: 0, again: true });
  }
});

test("a window that is hidden asks nothing, and where the server answers nobody is asked", () => {
  const { heard, window, fail, store } = silenced();
  heard.online();
  assert.equal(store.get().unanswered, null);
  fail();
  window.document.hidden = true;
  heard.visibilitychange();
  assert.equal(store.get().unanswered.again, false);
});

test("a question that nobody answered is asked again once the server answers, and none before", async (t) => {
  const asked = server(t);
  const store = stepped(page("lecture", { at: 63, chosen: "dl_dz.2.0" }));
  followQuestion(store, "witnessed", witnessQuestion);
  store.set({ digits: 5 });
  store.frame();
  assert.equal(asked.length, 1);
  asked[0].gone();
  await settled();
  store.frame();
  assert.deepEqual(store.get().unanswered, { tries: 1, again: false });
  store.set({ digits: 6 });
  store.frame();
  assert.equal(asked.length, 1);
  store.set({ unanswered: null });
  store.frame();
  assert.equal(asked.length, 2);
});
