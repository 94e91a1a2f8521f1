/** What leads into the view of the push and out of it, and what its buttons do: the view is fetched when shown. */

import { parseAddress } from "../../network/address.js";
import { subjectOf } from "../../network/push.js";
import { nudgeNow } from "../../server/questions/nudge.js";
import { inspected } from "../../state/page.js";

/** Back to the view from which one came. @param {import("../../state/page.js").Store} store */
export function leavePush(store) {
  const { pushing } = store.get();
  store.set({ view: pushing.from ?? "both", pushing: { ...pushing, from: null, progress: null } });
}

/**
 * What the buttons of the view do.
 *
 * @type {Record<string, (store: import("../../state/page.js").Store, of: string) => unknown>}
 */
export const PUSH_ACTIONS = {
  /** Follow what is chosen, or what the inspector shows; a second time, back to the drawing. */
  push: (store, of) => {
    const page = store.get();
    if (of === "" && page.view === "push") return leavePush(store);
    const chosen = of || inspected(page);
    const subject = subjectOf(chosen);
    const sample = chosen?.startsWith("dl_") ? parseAddress(chosen)?.sample : page.sample;
    const from = page.view === "push" ? page.pushing.from : page.view;
    store.set({
      view: "push",
      sample: sample ?? page.sample,
      pushing: { ...page.pushing, from },
      ...(subject !== null && { chosen }),
      sheet: false,
    });
  },
  "push-play": (store) => {
    const { pushing } = store.get();
    store.set({ pushing: { ...pushing, progress: pushing.progress === null ? 0 : null } });
  },
  "push-wires": (store) => {
    const { pushing } = store.get();
    store.set({ pushing: { ...pushing, opened: !pushing.opened } });
  },
  "push-ask": (store) => {
    const { pushing } = store.get();
    store.set({ pushing: { ...pushing, asking: !pushing.asking } });
  },
  "push-turn": (store) => {
    const { pushing } = store.get();
    store.set({ pushing: { ...pushing, backwards: !pushing.backwards, progress: null } });
  },
  "push-reach": (store, of) => {
    const now = nudgeNow(store.get());
    if (now) store.set({ nudge: { ...now, reach: Number(of) } });
  },
};
