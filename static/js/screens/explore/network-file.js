/** Networks in files and on the clipboard: opened after the server has looked at them, copied and saved. */

import { picturesOf } from "../../export/dialog.js";
import { fault, latest, post } from "../../server/api.js";
import { bodyIn, fileOf, opened, recipeIn, textIn } from "../../network/network-file.js";
import { openMoment } from "../../state/moment.js";

/**
 * @typedef {import("../../state/page.js").Store} Store
 * @typedef {import("./actions.js").Platform} Platform
 */

/** Only the file that was opened last counts. */
const newest = latest((signal, /** @type {string} */ body, /** @type {typeof post} */ ask) =>
  ask("/api/trace", body, { signal }),
);

/** @param {Store} store @param {string} name @param {import("../../server/api.js").Fault[]} faults */
const refuse = (store, name, faults, total = faults.length) =>
  store.set({ refused: { name, faults, total }, dropping: false });

/**
 * @param {Store} store
 * @param {Pick<File, "name" | "size" | "arrayBuffer">} file
 * @param {number} maxBytes
 * @param {typeof post} [ask]
 */
export async function openFile(store, file, maxBytes, ask = post) {
  const { name } = file;
  if (file.size > maxBytes)
    return refuse(store, name, [{ ...fault("body-too-large"), params: { actual: file.size, value: maxBytes } }]);
  const bytes = await file.arrayBuffer().catch(() => null);
  const text = bytes && textIn(new Uint8Array(bytes));
  if (!bytes || text === null) return refuse(store, name, [fault(bytes ? "not-utf-8" : "unreadable")]);
  return openText(store, name, text, ask);
}

/**
 * The network that a text says, if the server takes it: one change, which can be undone.
 *
 * @param {Store} store
 * @param {string} name  of the file, or what else it came out of
 * @param {string} text
 * @param {typeof post} [ask]
 */
export async function openText(store, name, text, ask = post) {
  store.set({ refused: null, dropping: false });
  if (text.trim() === "") return refuse(store, name, [fault("empty-body")]);
  const { body, beneath } = bodyIn(text);
  const answer = await newest(body, ask);
  if (!answer) return;
  if (!answer.ok) {
    const { errors, errors_total: total } = answer.problem;
    const placed = errors.map((error) => ({ ...error, pointer: error.pointer.replace(/^#?/, `#${beneath}`) }));
    return refuse(store, name, placed, total);
  }
  const recipe = recipeIn(body);
  const made = recipe && (await ask("/api/networks", recipe));
  if (made && !made.ok) return refuse(store, name, made.problem.errors);
  const { isCut, ...state } = opened(
    body,
    made && /** @type {import("../../network/types.js").Layer[]} */ (made.value.layers),
  );
  const { t } = store.get();
  const done = t("page.file.opened", { name });
  const toast = isCut ? t("step.both", { first: done, second: t("file.dl-dy-left-out") }) : done;
  openMoment(
    store,
    { ...state, example: null, case: null, chosen: null },
    { recipe: null, recipeLayers: null, preset: null, toast },
  );
}

/** @type {Record<string, (store: Store, of: string, platform: Platform) => unknown>} */
export const FILE_ACTIONS = {
  "open-file": async (store, _of, platform) => {
    const file = await platform.pick();
    if (file) await openFile(store, file, platform.maxBytes);
  },
  "copy-network": async (store, _of, platform) => {
    const done = await platform.copy(fileOf(store.get()));
    store.set({ toast: store.get().t(done ? "page.file.copied" : "page.file.not-copied") });
  },
  "save-network": async (store, _of, platform) => {
    const { example, t } = store.get();
    const name = `${example ?? "network"}.json`;
    const maker = platform.pictures ?? (await picturesOf(store, platform));
    if (!maker) return;
    maker.save(new Blob([fileOf(store.get())], { type: "application/json" }), name);
    store.set({ toast: t("page.picture.saved", { file: name }) });
  },
};
