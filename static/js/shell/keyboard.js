/**
 * The keyboard. Keys act everywhere except where the user types; the arrows up and down walk over the numbers of the
 * picture, left and right are always time.
 */

/** @typedef {Pick<import("../screens/screen.js").Screen, "actions" | "keys">} ScreenKeys */

/** @param {Element | null} element */
export function isTyping(element) {
  if (!element) return false;
  if (element.localName === "input") return /** @type {HTMLInputElement} */ (element).type !== "checkbox";
  return element.localName === "select" || element.localName === "textarea" || element.closest("dialog") !== null;
}

/** Whether an element has an undo of its own: a field of text. @param {Element | null} element */
const isWriting = (element) =>
  isTyping(element) && element?.localName !== "select" && element?.getAttribute("type") !== "range";

/** What a slider must understand. @type {Record<string, string>} */
const SLIDER_KEYS = {
  ArrowUp: "on",
  PageUp: "on",
  ArrowDown: "back",
  PageDown: "back",
  ArrowRight: "on",
  ArrowLeft: "back",
  Home: "start",
  End: "end",
};

/** Which way the arrows with Shift move the drawing. @type {Record<string, [number, number]>} */
const PAN_KEYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** @param {KeyboardEvent} event @param {Document} document */
function pan(event, document) {
  event.preventDefault();
  const [left, top] = PAN_KEYS[event.key].map((way) => way * 90);
  const stage = document.activeElement?.closest(".stage") ?? document;
  stage.querySelector("[data-part=scroller]")?.scrollBy({ left, top });
}

/** Whether Space and Enter mean this element: a button, or a box to tick. @param {Element | null} element */
function isPressed(element) {
  return (
    element?.localName === "button" || element?.localName === "input" || element?.getAttribute("role") === "button"
  );
}

/**
 * @param {KeyboardEvent} event
 * @param {import("../state/page.js").Store} store
 * @param {import("../screens/explore/actions.js").Platform} platform
 * @param {Document} document
 * @param {ScreenKeys} screen
 */
export function onKey(event, store, platform, document, { actions, keys }) {
  const focused = document.activeElement;
  const { key } = event;
  if (event.altKey || event.defaultPrevented) return;
  if (event.ctrlKey || event.metaKey) return retrace(event, store, platform, focused, actions);
  if (key === "Escape") return void (store.get().dialog === null && actions.escape(store, "", platform));
  if (isTyping(focused) || store.get().dialog) return;
  if (store.get().present && key in REMOTE_KEYS) {
    event.preventDefault();
    return void actions[REMOTE_KEYS[key]](store, "", platform);
  }
  if (focused?.getAttribute("role") === "slider" && key in SLIDER_KEYS) {
    event.preventDefault();
    actions[SLIDER_KEYS[key]](store, "", platform);
    return;
  }
  if (!store.get().shortcuts && !(isWalked(focused) && key in WALK_KEYS)) return;
  if (isPressed(focused) && (key === " " || key === "Enter")) return;
  if (focused?.localName === "a" && key === "Enter") return;
  if (event.shiftKey && key in PAN_KEYS) return pan(event, document);
  if (key in WALK_KEYS) return WALK_KEYS[key](event, document);
  const command = keys.find(({ does }) => does && Object.hasOwn(does, key))?.does?.[key];
  if (!command) return;
  event.preventDefault();
  actions[command[0]](store, command[1], platform);
}

/**
 * Undo and redo, where a text field has none of its own.
 *
 * @param {KeyboardEvent} event
 * @param {import("../state/page.js").Store} store
 * @param {import("../screens/explore/actions.js").Platform} platform
 * @param {Element | null} focused
 * @param {ScreenKeys["actions"]} actions
 */
function retrace(event, store, platform, focused, actions) {
  const key = event.key.toLowerCase();
  if ((key !== "z" && key !== "y") || store.get().dialog || isWriting(focused)) return;
  event.preventDefault();
  actions[key === "y" || event.shiftKey ? "redo" : "undo"](store, "", platform);
}

/** What the buttons of a presenter's remote control send. @type {Record<string, string>} */
const REMOTE_KEYS = { PageDown: "on", PageUp: "back" };

/**
 * To the next thing of the picture that can be chosen.
 *
 * @param {KeyboardEvent} event
 * @param {Document} document
 * @param {1 | -1} by
 */
function walk(event, document, by) {
  const all = inOrder(document);
  if (all.length === 0) return;
  event.preventDefault();
  const index = all.findIndex(({ element }) => element === document.activeElement);
  const next = index < 0 ? (by > 0 ? 0 : all.length - 1) : (index + by + all.length) % all.length;
  all[next].element.focus();
}

/**
 * To the first thing of the next column, where a walk over all of a column would be long.
 *
 * @param {KeyboardEvent} event
 * @param {Document} document
 * @param {1 | -1} by
 */
function leap(event, document, by) {
  const all = inOrder(document);
  const here = all.find(({ element }) => element === document.activeElement);
  if (!here) return;
  event.preventDefault();
  const firsts = all.filter(
    (stop, index) => index === 0 || stop.lane !== all[index - 1].lane || stop.column !== all[index - 1].column,
  );
  const column = firsts.findIndex((stop) => stop.lane === here.lane && stop.column === here.column);
  firsts[(column + by + firsts.length) % firsts.length].element.focus();
}

/**
 * What moves the focus over the drawing: with the focus in it also while single keys are off.
 *
 * @type {Record<string, (event: KeyboardEvent, document: Document) => void>}
 */
const WALK_KEYS = {
  ArrowDown: (event, document) => walk(event, document, 1),
  ArrowUp: (event, document) => walk(event, document, -1),
  PageDown: (event, document) => leap(event, document, 1),
  PageUp: (event, document) => leap(event, document, -1),
};

/** @param {Element | null} focused */
const isWalked = (focused) => /** @type {SVGElement | null} */ (focused)?.dataset?.walk !== undefined;

/**
 * As one reads the picture: lane after lane, from left to right, from top to bottom, whatever was drawn last. Wires
 * span the height of their layers: they come as they are drawn, those of one neuron after another.
 *
 * @param {Document} document
 */
function inOrder(document) {
  return /** @type {SVGElement[]} */ ([...document.querySelectorAll("[data-walk]")])
    .map((element) => ({
      element,
      lane: element.dataset.walk === "forward" ? 0 : 1,
      box: element.getBoundingClientRect(),
    }))
    .map(({ element, lane, box }) => ({
      element,
      lane,
      column: Math.round((box.x + box.width / 2) / 24),
      y: element.localName === "path" ? 0 : box.y,
    }))
    .sort((a, b) => a.lane - b.lane || a.column - b.column || a.y - b.y);
}
