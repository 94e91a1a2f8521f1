/** The link to this moment, and what it is to fix. */

import { withPart } from "../../network/fixed.js";
import { MAX_LINK_LENGTH } from "../../state/link.js";

/** @type {Record<string, import("../screen.js").Action>} */
export const SHARE_ACTIONS = {
  share: async (store, _of, platform) => {
    const link = await platform.link();
    if (link.length > MAX_LINK_LENGTH) return store.set({ toast: store.get().t("page.link.too-long") });
    const copied = await platform.copy(link);
    const { t, fixed } = store.get();
    store.set({ dialog: "link", shared: link, sharedFixed: fixed ?? [], toast: copied ? t("page.link-copied") : null });
  },
};

/** @type {Record<string, import("../screen.js").Change>} */
export const SHARE_CHANGES = {
  "share-fixed": async (store, value, part, platform) => {
    const sharedFixed = withPart(store.get().sharedFixed, part, value === "true");
    store.set({ sharedFixed });
    const shared = await platform.link(sharedFixed.length > 0 ? sharedFixed : null);
    if (store.get().sharedFixed === sharedFixed) store.set({ shared });
  },
};
