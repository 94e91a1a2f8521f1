/**
 * What people do: clicks, keys, typing, pointing. Each becomes a change of the state; nothing is drawn here.
 */

import { exists } from "../network/address.js";
import { goTo } from "../time/clock.js";
import { isFixedNumber } from "../state/fixed.js";
import { createDrive } from "../stage/hands/drag-signal.js";
import { underFinger } from "../stage/hands/finger.js";
import { isTyping, onKey } from "./keyboard.js";
import { createPush } from "../stage/hands/drag-nudge.js";
import { momentAt } from "../time/timeline.js";
import { numberIn } from "../stage/index.js";
import { beginTyping, closeEditor, openEditor, typeNumber, undoTyping } from "../stage/hands/typing.js";

/** @typedef {import("../stage/hands/tip.js").Pointer} Pointer */

/** @param {EventTarget | null} target @param {string} name */
function closest(target, name) {
  return target instanceof Element ? target.closest(`[data-${name}]`) : null;
}

/**
 * Types a minus before the number of a field, or takes it away. The digits stay selected: who types on means others.
 *
 * @param {Element} button  beside the field
 */
function flipSign(button) {
  const field = button.parentElement?.querySelector("input");
  if (!field) return;
  const [, sign, digits] = /** @type {RegExpExecArray} */ (/^\s*([-+−–－＋]?)\s*(.*?)\s*$/s.exec(field.value));
  const minus = sign === "" || sign === "+" || sign === "＋" ? "-" : "";
  field.value = minus + digits;
  field.setSelectionRange(minus.length, field.value.length);
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

/**
 * What is pointed at: a number, or what `data-point` says, a whole layer or a sample.
 *
 * @param {EventTarget | null} target
 */
function pointed(target) {
  const over = target instanceof Element ? target.closest("[data-point], [data-choose]") : null;
  return over?.getAttribute("data-point") ?? over?.getAttribute("data-choose") ?? null;
}

/**
 * The upper edge of the neuron, input or number of the drawing that is pointed at: what is told of it stands over that.
 *
 * @param {EventTarget | null} target
 */
const topOf = (target) =>
  target instanceof Element ? target.closest("svg.figure g[data-walk]")?.getBoundingClientRect().top : undefined;

/**
 * @param {object} given
 * @param {Document} given.document
 * @param {import("../state/page.js").Store} given.store
 * @param {import("../screens/explore/actions.js").Platform} given.platform
 * @param {() => void} given.redraw
 * @param {(language: string) => void} given.speak
 * @param {() => import("../screens/screen.js").Screen} given.screenNow
 * @returns {Pointer} kept up to date
 */
export function listen({ document, store, platform, redraw, speak, screenNow }) {
  /** @type {Pointer} */
  const pointer = { byPointer: false, pushing: false, x: 0, y: 0, top: 0 };
  const push = createPush(store);
  const drive = createDrive(store);

  document.addEventListener("click", (event) => {
    // The end of a push is no click; a press by key is one, whatever was pushed before.
    if (event.detail > 0 && (push.pushed() || drive.pushed())) return;
    const flip = closest(event.target, "flip");
    if (flip) return flipSign(flip);
    const doer = closest(event.target, "do");
    if (doer)
      return void screenNow().actions[doer.getAttribute("data-do") ?? ""]?.(
        store,
        doer.getAttribute("data-of") ?? "",
        platform,
      );
    const isFinger = touched && event.target instanceof Element;
    choose(isFinger ? underFinger(/** @type {Element} */ (event.target), event.clientX, event.clientY) : event.target);
  });

  /**
   * @param {EventTarget | null} target
   * @param {string | null} [enter]  what Enter changes there, where a click only chooses
   */
  function choose(target, enter = null) {
    const meant = closest(target, "edit")?.getAttribute("data-edit") ?? enter;
    const editable = meant !== null && isFixedNumber(store.get(), meant) ? null : meant;
    const chosen = closest(target, "choose")?.getAttribute("data-choose");
    // Until the next frame the numbers of a network that has just gone are still on the screen. In the view of the
    // push, and over the section in whose list it stands, a sheet would cover what is chosen there.
    const { problem, view } = store.get();
    const isListed = target instanceof Element && target.closest(".drawer") !== null;
    if (chosen && exists(chosen, problem)) store.set({ chosen, sheet: !editable && view !== "push" && !isListed });
    if (editable) openEditor(store, editable);
    else if (!closest(target, "place")) closeEditor(store);
  }

  document.addEventListener("input", (event) => {
    const field = /** @type {HTMLInputElement} */ (event.target);
    const { number, place: where, recipe, slide, of } = field.dataset;
    if (number) typeNumber(store, number, /** @type {"stage" | "drawer" | "inspector"} */ (where), field.value);
    else if (slide) screenNow().changes[slide]?.(store, field.value, of ?? "", platform);
    else if (recipe) store.set({ recipeChoices: { ...store.get().recipeChoices, [recipe]: field.value } });
  });

  document.addEventListener("change", (event) => {
    const field = /** @type {HTMLInputElement} */ (event.target);
    const { change, of } = field.dataset;
    if (pointer.byPointer && field.localName === "select") field.blur();
    if (change === "language") return void speak(field.value);
    const value = field.type === "checkbox" ? String(field.checked) : field.value;
    if (change) screenNow().changes[change]?.(store, value, of ?? "", platform);
    if (change) queueMicrotask(redraw);
  });

  document.addEventListener("submit", (event) => {
    event.preventDefault();
    const { form } = /** @type {HTMLElement} */ (event.target).dataset;
    if (form) screenNow().forms[form](store);
  });

  document.addEventListener("paste", (event) => {
    const text = event.clipboardData?.getData("text/plain") ?? "";
    const field = event.target instanceof HTMLElement ? event.target.dataset.number : undefined;
    const isFree = !isTyping(document.activeElement) && !store.get().dialog;
    if (screenNow().paste(store, text, field ?? null, isFree)) event.preventDefault();
  });

  /** @param {DragEvent} event */
  const isFile = (event) => event.dataTransfer?.types.includes("Files") ?? false;
  document.addEventListener("dragover", (event) => {
    if (!isFile(event) || store.get().dialog) return;
    event.preventDefault();
    store.set({ dropping: true });
  });
  document.addEventListener("dragleave", (event) => event.relatedTarget === null && store.set({ dropping: false }));
  document.addEventListener("drop", (event) => {
    if (!isFile(event)) return;
    event.preventDefault();
    store.set({ dropping: false });
    const file = event.dataTransfer?.files[0];
    if (file && !store.get().dialog) void screenNow().openFile(store, file, platform);
  });

  document.addEventListener("focusout", (event) => {
    const field = /** @type {HTMLElement} */ (event.target);
    if (field.dataset.number && store.get().editing?.address === field.dataset.number) closeEditor(store);
    if (/^(?:input|textarea)$/.test(field.localName)) requestAnimationFrame(redraw);
  });

  document.addEventListener("focusin", (event) => {
    const field = /** @type {HTMLInputElement} */ (event.target);
    const whole = field.dataset?.place === "drawer" ? beginTyping(store, field.dataset.number ?? "", "drawer") : null;
    if (whole !== null) field.value = whole;
    if (!pointer.byPointer) store.set({ hover: pointed(event.target) });
  });

  document.addEventListener("keydown", (event) => {
    pointer.byPointer = false;
    const focused = /** @type {HTMLElement | null} */ (document.activeElement);
    if (event.key === "Enter" && focused?.dataset.number) return finish(focused);
    if (event.key === "Escape" && focused?.dataset.number) {
      // The field over the drawing takes back what was typed in it; a panel keeps what the drawing has answered.
      if (focused.dataset.place === "stage") undoTyping(store);
      leave(focused);
      if (focused.dataset.place === "drawer") store.set({ drawer: null });
      return;
    }
    if (
      (event.key === "Enter" || event.key === " ") &&
      focused?.getAttribute("role") === "button" &&
      focused instanceof SVGElement
    ) {
      event.preventDefault();
      return focused.dataset.do
        ? void screenNow().actions[focused.dataset.do]?.(store, focused.dataset.of ?? "", platform)
        : choose(focused, focused.dataset.enter);
    }
    onKey(event, store, platform, document, screenNow());
  });

  /** Enter ends typing; a text that was not taken stays, with the reason beside it. @param {HTMLElement} field */
  function finish(field) {
    if (store.get().rejection?.where !== field.dataset.number) leave(field);
  }

  /** From the field over a number of the picture the focus goes back to that number. @param {HTMLElement} field */
  function leave(field) {
    const { place, number: address = "" } = field.dataset;
    const stage = field.closest(".stage");
    closeEditor(store);
    field.blur();
    if (place !== "stage" || !stage) return;
    const stop = numberIn(stage, address)?.closest("[data-walk]") ?? stage.querySelector(`[data-enter="${address}"]`);
    /** @type {SVGElement | null} */ (stop)?.focus();
  }

  document.addEventListener("pointermove", (event) => {
    pointer.byPointer = true;
    Object.assign(pointer, { x: event.clientX, y: event.clientY, top: topOf(event.target) ?? event.clientY });
    if (dragging) scrub(event);
    pointer.pushing = push.move(event.clientX);
    const over = drive.move(event.clientX) || event.pointerType === "touch" ? null : pointed(event.target);
    store.set({ hover: over });
  });

  let dragging = false;

  /** Whether the last press was a finger's. */
  let touched = false;

  /** Whether the pointer has hold of a number that it can draw: then it marks no text. */
  let holding = false;
  for (const name of ["selectstart", "dragstart"])
    document.addEventListener(name, (event) => holding && event.preventDefault());

  /** @param {PointerEvent} event */
  function scrub(event) {
    const track = document.querySelector("[data-track]");
    if (!track) return;
    const box = track.getBoundingClientRect();
    goTo(store, momentAt(store.get(), (event.clientX - box.x) / box.width));
  }

  document.addEventListener("pointerdown", (event) => {
    pointer.byPointer = true;
    touched = event.pointerType === "touch";
    const number = event.button === 0 && closest(event.target, "choose");
    const pressed = (number && number.closest("svg.figure") && number.getAttribute("data-choose")) || "";
    const [pushes, drives] = [push, drive].map((hand) => hand.begin(pressed, event.clientX));
    holding = pushes || drives;
    // The field keeps the focus, and so the keypad stays.
    if (closest(event.target, "flip")) event.preventDefault();
    if (!closest(event.target, "track")) return;
    event.preventDefault();
    dragging = true;
    scrub(event);
  });

  for (const end of ["pointerup", "pointercancel"]) {
    document.addEventListener(end, () => {
      dragging = false;
      holding = false;
      push.end();
      drive.end();
      if (pointer.pushing) queueMicrotask(redraw);
      pointer.pushing = false;
    });
  }

  return pointer;
}
