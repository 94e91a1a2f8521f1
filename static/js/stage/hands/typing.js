/**
 * A number is typed: the network, or what drives the reversed one, follows every text that is one, and can be
 * taken back.
 */

import { fault } from "../../server/api.js";
import { isFixedNumber } from "../../state/fixed.js";
import { setSignal } from "./drag-signal.js";
import { exactText, number, typed } from "../../language/number.js";
import { given, isEditable, withNumber } from "../../network/problem.js";
import { outputOf, signals } from "../../network/drive.js";

/**
 * @typedef {import("../../state/page.js").Store} Store
 * @typedef {import("../../state/page.js").Page} Page
 * @typedef {"stage" | "drawer" | "inspector"} FieldPlace
 */

/**
 * Whether a number can be typed in: one that is given, or a signal that enters the reversed network.
 *
 * @param {Page} page
 * @param {string} address
 */
export const isTyped = (page, address) => isEditable(address) || outputOf(page, address) !== null;

/** The number that a field stands for. @param {Page} page @param {string} address */
function standing(page, address) {
  const output = outputOf(page, address);
  return output === null ? given(page.problem, address) : signals(page)[output];
}

/**
 * What a field shows while it is not being typed in: a signal may be computed, and is written as the page writes it.
 *
 * @param {Page} page
 * @param {string} address
 */
export function resting(page, address) {
  const value = standing(page, address);
  return outputOf(page, address) === null ? exactText(value) : number(value, page.digits);
}

/**
 * A text is typed into the field of a number: the drawing follows every text that is a number.
 *
 * @param {Store} store
 * @param {string} address
 * @param {FieldPlace} place
 * @param {string} text
 */
export function typeNumber(store, address, place, text) {
  const page = store.get();
  const value = typed(text);
  const editing = { ...begun(page, address), place, text };
  if (value === null) return store.set({ editing, rejection: { where: address, fault: fault("not-a-number") } });
  store.set({ editing, rejection: null });
  if (Object.is(standing(page, address), value)) return;
  const output = outputOf(page, address);
  if (output !== null) return setSignal(store, output, value);
  store.set({ problem: withNumber(page.problem, address, value) });
}

/** The network and the signals as they were before the typing. @param {Page} page @param {string} address */
function begun({ editing, problem, drive }, address) {
  return { address, before: editing?.address === address ? editing.before : { problem, drive } };
}

/**
 * A field of the editor has the focus.
 *
 * @param {Store} store
 * @param {string} address
 * @param {FieldPlace} place
 * @returns {string | null} the whole number, to stand in it instead of the rounded one
 */
export function beginTyping(store, address, place) {
  const page = store.get();
  if (outputOf(page, address) === null || page.editing?.address === address) return null;
  const text = exactText(standing(page, address));
  store.set({ editing: { ...begun(page, address), place, text }, rejection: null });
  return text;
}

/** Open the field over a number of the picture. @param {Store} store @param {string} address */
export function openEditor(store, address) {
  const page = store.get();
  if (isFixedNumber(page, address)) return;
  const text = exactText(standing(page, address));
  const { problem, drive } = page;
  store.set({
    editing: { address, place: "stage", text, before: { problem, drive } },
    rejection: null,
    playing: false,
    goal: null,
  });
}

/** @param {Store} store */
export function closeEditor(store) {
  if (store.get().editing) store.set({ editing: null, rejection: null });
}

/** Stop typing and take back what was typed. @param {Store} store */
export function undoTyping(store) {
  const { editing } = store.get();
  if (editing) store.set({ editing: null, rejection: null, ...editing.before });
}
