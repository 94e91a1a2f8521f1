/**
 * Undo and redo. Every change of the network, its samples or what drives it is remembered with the moment and the
 * chosen number before it, and brought back with them. One text that is typed, and one signal or learning rate that is
 * dragged, is one change.
 *
 * @typedef {import("./page.js").Page} Page
 * @typedef {import("./page.js").Store} Store
 * @typedef {Pick<Page, (typeof KEPT_FIELDS)[number]>} Kept
 */

import { fitting } from "../network/request.js";
import { signals } from "../network/drive.js";
import { openMoment } from "./moment.js";

/** What makes a change; all else only comes back with it. */
const EDITED_FIELDS = /** @type {const} */ (["problem", "example", "name", "drive", "gains"]);
const KEPT_FIELDS = /** @type {const} */ ([
  ...EDITED_FIELDS,
  "case",
  "preset",
  "recipe",
  "recipeLayers",
  "sample",
  "at",
  "chosen",
  "pinned",
  "opened",
  "fixed",
  "origin",
  "descent",
]);

/** How many changes are remembered. */
export const MAX_UNDO_STEPS = 100;

/** What a drag changes one after another comes less than this many milliseconds apart. */
const MAX_DRAG_GAP_MILLISECONDS = 600;

/** @param {Page} page @returns {Kept} */
const keptOf = (page) => /** @type {Kept} */ (Object.fromEntries(KEPT_FIELDS.map((key) => [key, page[key]])));

/**
 * @param {Pick<Page, (typeof EDITED_FIELDS)[number]>} page
 * @param {Pick<Page, (typeof EDITED_FIELDS)[number]>} before
 */
const isSame = (page, before) => EDITED_FIELDS.every((key) => page[key] === before[key]);

/** @param {Page} page @param {Page} before */
const isDriven = (page, before) =>
  isSame({ ...page, drive: null, gains: null }, { ...before, drive: null, gains: null });

/**
 * Whether a change belongs to the one before it: the same text is being typed, the same number dragged, or the network
 * no longer fits what drove it.
 *
 * @param {Page} page @param {Page} before @param {boolean} soon  whether what changes was changed just now
 */
function isContinued(page, before, soon) {
  const latest = page.past[page.past.length - 1];
  if (!latest) return false;
  if (page.editing)
    return (
      latest.problem === page.editing.before.problem &&
      latest.drive === page.editing.before.drive &&
      latest.gains === page.gains &&
      latest.example === page.example
    );
  return soon || (isDriven(page, before) && isDropped(page, before));
}

/** Whether what drove the network went because it no longer fits it. @param {Page} page @param {Page} before */
function isDropped({ problem, drive, gains }, before) {
  const fits = fitting({ problem, drive: before.drive, gains: before.gains });
  return (fits.drive !== before.drive || fits.gains !== before.gains) && fits.drive === drive && fits.gains === gains;
}

/** The one output whose signal is another; -1 where it is not exactly one. @param {Page} page @param {Page} before */
function changedOutput(page, before) {
  const old = signals(before);
  const changed = page.drive?.flatMap((signal, i) => (signal === old[i] ? [] : [i])) ?? [];
  return changed.length === 1 ? changed[0] : -1;
}

/** Whether the learning rate is another, and nothing else. @param {Page} page @param {Page} before */
function isRateChanged(page, before) {
  const keys = /** @type {(keyof Page["problem"])[]} */ (Object.keys(page.problem));
  return (
    isSame({ ...page, problem: before.problem }, before) &&
    keys.every((key) => (key === "learning_rate") !== (page.problem[key] === before.problem[key]))
  );
}

/** What a hand may be dragging; null where it is nothing of the kind. @param {Page} page @param {Page} before */
function draggedNumber(page, before) {
  if (isRateChanged(page, before)) return "learning_rate";
  const output = isDriven(page, before) ? changedOutput(page, before) : -1;
  return output === -1 ? null : `output ${output}`;
}

/**
 * Remembers the changes in the state itself.
 *
 * @param {Store} store
 * @param {() => number} [now]  in milliseconds
 */
export function followEdits(store, now = () => performance.now()) {
  let last = store.get();
  let { past } = last;
  let dragged = { time: -Infinity, number: /** @type {string | null} */ (null) };

  /** @param {Page} page */
  function look(page) {
    const before = last;
    last = page;
    if (page.past !== past) {
      past = page.past;
      return;
    }
    if (isSame(page, before)) return;
    const number = draggedNumber(page, before);
    const soon = number !== null && number === dragged.number && now() - dragged.time < MAX_DRAG_GAP_MILLISECONDS;
    dragged = { time: now(), number };
    const latest = past.at(-1);
    if (latest && isSame(page, latest)) past = past.slice(0, -1);
    else if (isContinued(page, before, soon)) {
      if (page.future.length > 0) store.set({ future: [] });
      return;
    } else past = [...past, keptOf(before)].slice(-MAX_UNDO_STEPS);
    store.set({ past, future: [] });
  }
  store.subscribe(look);
  store.subscribe(returnTo(store));
}

/**
 * A network that comes back has other steps than the one before it: once its pass is there, the moment is the
 * remembered one.
 *
 * @param {Store} store
 * @returns {(page: Page) => void}
 */
function returnTo(store) {
  return ({ returning, answer, problem }) => {
    if (!returning) return;
    if (problem !== returning.problem) store.set({ returning: null });
    else if (answer?.problem === problem)
      store.set({ at: Math.min(returning.at, answer.trace.steps.length), returning: null });
  };
}

/** @param {Store} store @param {"past" | "future"} from */
function restore(store, from) {
  const page = store.get();
  const kept = page[from].at(-1);
  if (!kept) return;
  const rest = page[from].slice(0, -1);
  const others = [...page[from === "past" ? "future" : "past"], keptOf(page)];
  const stacks = from === "past" ? { past: rest, future: others } : { past: others, future: rest };
  const { zoom, silenced } = page;
  openMoment(store, { zoom, ...kept }, { ...stacks, silenced, returning: { problem: kept.problem, at: kept.at } });
}

/** @param {Store} store */
export const undo = (store) => restore(store, "past");

/** @param {Store} store */
export const redo = (store) => restore(store, "future");

/**
 * The network as it was opened, from its beginning: a change of its own, also where it leads back to the one before.
 *
 * @param {Store} store
 */
export function reset(store) {
  const page = store.get();
  const { origin, problem, name } = page;
  if (!origin || origin.problem === problem) return;
  const past = [...page.past, keptOf(page)].slice(-MAX_UNDO_STEPS);
  openMoment(store, { ...origin, name }, { origin, descent: null, past, future: [] });
}
