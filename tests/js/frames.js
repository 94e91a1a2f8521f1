import { createStore } from "../../static/js/state/store.js";

/** A store whose listeners are told when the test says so. */
export function stepped(initial) {
  const waiting = [];
  const store = createStore(initial, (tell) => waiting.push(tell));
  return { ...store, waiting, frame: () => waiting.splice(0).forEach((tell) => tell()) };
}

/** A screen: whoever asks is called in the next frame, and a test lets the frames come, 20 ms apart. */
export function screen() {
  let asked = [];
  let now = 1000;
  const frames = (count = 1) => {
    for (let i = 0; i < count; i++) {
      now += 20;
      const due = asked;
      asked = [];
      for (const call of due) call(now);
    }
  };
  return {
    request: (call) => asked.push(call),
    frames,
    /** @param {number} seconds */
    wait: (seconds) => frames(Math.round(seconds * 50)),
    idle: () => asked.length === 0,
  };
}
