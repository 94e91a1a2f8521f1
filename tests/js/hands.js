/** A page in the hands of a test. */

import { ACTIONS, CHANGES } from "../../static/js/screens/explore/actions.js";
import { stepped } from "./frames.js";
import { page } from "./pages.js";

/** A page whose buttons a test presses, and the world around it. */
export function hands(name = "lecture", patch = {}, outside = {}) {
  const store = stepped(page(name, patch));
  const world = {
    get: async () => null,
    copy: async () => true,
    link: async () => "http://page/#at=3",
    fillScreen: () => {},
    random: () => 0.25,
    ...outside,
  };
  return {
    store,
    state: () => store.get(),
    press: (action, of = "") => ACTIONS[action](store, of, world),
    change: (name_, value, of = "") => CHANGES[name_](store, value, of, world),
  };
}
