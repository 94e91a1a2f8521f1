import assert from "node:assert/strict";
import { test } from "node:test";
import { MAX_EXPLANATIONS, followExplanations, isExplainedAhead } from "../../../static/js/server/explanation.js";
import { inspected } from "../../../static/js/state/page.js";
import { createClock, playOrPause } from "../../../static/js/time/clock.js";
import { screen, stepped } from "../frames.js";
import { page } from "../pages.js";
import { server, settled } from "../server.js";

const LINES = { lines: [{ kind: "symbolic", parts: [] }], texts: {} };

/** A page that asks a server in the test's hand. */
function asking(t, patch = {}) {
  const asked = server(t);
  const store = stepped(page("lecture", patch));
  followExplanations(store);
  store.set({ hover: "w.1.0.0" });
  store.frame();
  return { asked, store };
}

/** Answer everything that is asked, until nothing more is. */
async function answerAll({ asked, store }) {
  for (let answered = 0; answered < asked.length; answered++) {
    asked[answered].answer(200, LINES);
    await settled();
    store.frame();
  }
}

test("the number in the inspector is asked for first, then those of the next two steps", async (t) => {
  const asks = asking(t, { at: 20 });
  await answerAll(asks);
  assert.deepEqual(
    asks.asked.map(({ body }) => body.address),
    ["dl_dz.2.0", "dl_dz.2.1", "dl_da.1.0"],
  );
  assert.deepEqual([...asks.store.get().explanations.keys()], ["dl_dz.2.0", "dl_dz.2.1", "dl_da.1.0"]);
});

test("a number is explained before it is computed, and nothing else where it is chosen", async (t) => {
  const asks = asking(t, { at: 0, chosen: "dl_dw.1.0.0" });
  await answerAll(asks);
  assert.deepEqual(
    asks.asked.map(({ body }) => body.address),
    ["dl_dw.1.0.0"],
  );
});

test("before time begins nothing is asked", async (t) => {
  const { asked, store } = asking(t);
  assert.equal(asked.length, 0);
  playOrPause(store);
  store.frame();
  assert.equal(asked[0].body.address, "z.1.0");
});

test("a number that this pass has not is not asked for", async (t) => {
  const { asked } = asking(t, { chosen: "dl_dw.9.0.0" });
  assert.equal(asked.length, 0);
});

test("what the server does not explain is not asked for again", async (t) => {
  const { asked, store } = asking(t, { chosen: "z.1.0", at: 3 });
  asked[0].answer(422, { errors: [{ code: "unknown-address", pointer: "/address", detail: "", params: {} }] });
  await settled();
  store.set({ hover: null });
  store.frame();
  assert.equal(asked.length, 1);
});

test("other letters are asked for anew, and until they come the old ones stay", async (t) => {
  const asks = asking(t, { at: 5, chosen: "z.1.0" });
  await answerAll(asks);
  asks.store.set({ notation: "delta" });
  asks.store.frame();
  assert.equal(asks.asked.at(-1).body.notation, "delta");
  assert.ok(asks.store.get().explanations.has("z.1.0"));
});

test("of all answers the newest are kept", async (t) => {
  const old = new Map(Array.from({ length: MAX_EXPLANATIONS }, (_, index) => [`z.1.${index + 10}`, {}]));
  const asks = asking(t, { at: 5, chosen: "z.1.0", explanations: old });
  await answerAll(asks);
  const { explanations } = asks.store.get();
  assert.equal(explanations.size, MAX_EXPLANATIONS);
  assert.ok(explanations.has("z.1.0") && !explanations.has("z.1.10"));
});

for (const grain of ["neuron", "operation", "layer", "phase"])
  test(`while time plays by ${grain} and answers take 100 ms, no look finds a step without its formula`, async (t) => {
    t.mock.timers.enable({ apis: ["setTimeout"] });
    t.mock.method(globalThis, "fetch", async () => {
      await new Promise((done) => setTimeout(done, 100));
      return { ok: true, status: 200, json: async () => LINES };
    });
    const store = stepped(page("lecture", { grain }));
    const frames = screen();
    followExplanations(store);
    createClock(store, frames.request, { isReady: isExplainedAhead });
    const pass = async () => {
      frames.frames();
      store.frame();
      t.mock.timers.tick(20);
      await settled();
    };
    for (let frame = 0; frame < 20; frame++) await pass();
    playOrPause(store);
    let looks = 0;
    for (let frame = 0; frame < 800 && (frame < 5 || store.get().playing); frame++) {
      await pass();
      const address = inspected(store.get());
      if (address === null) continue;
      looks += 1;
      assert.ok(store.get().explanations.has(address), `${address} at ${store.get().at}`);
    }
    assert.ok(looks >= 300, String(looks));
  });
