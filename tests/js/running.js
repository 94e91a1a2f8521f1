import { createClock } from "../../static/js/time/clock.js";
import { screen, stepped } from "./frames.js";
import { page } from "./pages.js";

/**
 * A page whose time runs: its frames come when the test lets them, and every place that `at` was at is written down.
 */
export function running(patch = {}, name = "lecture", watching = {}) {
  const frames = screen();
  const waiting = [];
  const store = stepped(page(name, patch));
  const clock = screen();
  createClock(store, clock.request, watching);
  const places = [store.get().at];
  store.subscribe(({ at }) => places.push(at));
  return {
    store,
    places,
    at: () => store.get().at,
    frames: (count) => {
      for (let i = 0; i < count; i++) {
        store.frame();
        clock.frames();
        store.frame();
      }
    },
    wait(seconds) {
      this.frames(Math.round(seconds * 50));
    },
  };
}
