/** Plays a push: while it runs its progress grows with each frame, a link in so many seconds. */

import { planNow, nudgeNow } from "../../server/questions/nudge.js";
import { stagesOf } from "./stages.js";

/** Seconds of one link. */
const SECONDS = 1.5;

/**
 * @param {import("../../state/page.js").Store} store
 * @param {(frame: (now: number) => void) => number} request  requestAnimationFrame
 */
export function createPushClock(store, request) {
  let last = 0;
  let running = false;
  /** What has passed since the last jump, where motion is unwanted. */
  let passed = 0;

  /** @param {number} now  milliseconds */
  function frame(now) {
    const page = store.get();
    const { pushing } = page;
    const number = nudgeNow(page);
    const plan = number && page.view === "push" ? planNow(page, number.of) : null;
    running = pushing.progress !== null && plan !== null;
    if (!running || pushing.progress === null || !plan) return;
    passed += (Math.min(100, Math.max(0, now - last)) / 1000 / SECONDS) * page.speed;
    last = now;
    const end = stagesOf(plan).length;
    const progress = page.still ? pushing.progress + Math.floor(passed) : pushing.progress + passed;
    passed = page.still ? passed % 1 : 0;
    request(frame);
    if (progress !== pushing.progress)
      store.set({ pushing: { ...pushing, progress: progress >= end ? null : progress } });
  }

  store.subscribe(({ pushing, view }, before) => {
    // However the view was left: the next time one may come from elsewhere.
    if (view !== "push" && before.view === "push" && pushing.from !== null)
      store.set({ pushing: { ...pushing, from: null } });
    if (pushing.progress === null || view !== "push" || running) return;
    running = true;
    passed = 0;
    request((now) => {
      last = now;
      frame(now);
    });
  });
}
