/**
 * The view of the push: one number is moved by hand, the change is followed forward to the loss, and becomes the
 * formula of its gradient; turned round, the same picture is the backward pass.
 */

import { segmented } from "../../dom/controls.js";
import { draw, m } from "../../dom/marks.js";
import { nameOf } from "../../language/notation.js";
import { isByHand } from "../../network/request.js";
import { pushed } from "../../network/push.js";
import { explain } from "../../server/api.js";
import { answerTo } from "../../server/ask.js";
import {
  NUDGE_PLACES,
  REACHES,
  changeAt,
  nudgeNow,
  nudgeAbout,
  nudgedNow,
  pushedNumber,
} from "../../server/questions/nudge.js";
import { memo } from "../../state/memo.js";
import { isKnown } from "../../state/page.js";
import { curvesOf } from "../scene/drawing.js";
import { createPushClock } from "./clock.js";
import { pushFormula } from "./formula.js";
import { keepPlayInSight } from "./in-sight.js";
import { linearErrorOf } from "./linear-error.js";
import { askButton, askedAfter, pushQuestion } from "./question.js";
import { planInRoom, roomFor } from "./room.js";
import { pushFigure } from "./scene.js";
import { playingOf, stagesOf } from "./stages.js";
import { changeText, deltaOf, inFewDigits, lossOf, pushSentences } from "./words.js";
import { inOneText, remarksOf } from "../../language/phrase.js";

/** @typedef {import("../../state/page.js").Page} Page */

/** What the keys do to the handle, in places. @type {Record<string, number>} */
const KEYS = {
  ArrowRight: 1,
  ArrowUp: 1,
  ArrowLeft: -1,
  ArrowDown: -1,
  PageUp: 10,
  PageDown: -10,
  End: 2 * NUDGE_PLACES,
};

/** The keys that put it back to where nothing is pushed. */
const REST_KEYS = new Set(["0", "Home"]);

/**
 * @param {HTMLElement} pane
 * @param {import("../../state/page.js").Store} store
 * @param {import("../../state/page.js").Boot} boot
 * @returns {(page: Page) => void}
 */
export function createPushView(pane, store, boot) {
  const curves = curvesOf(boot);
  const marksOf = memo(pushMarks);
  const document = pane.ownerDocument;
  /** @type {string | null} */
  let before = null;
  createPushClock(store, requestAnimationFrame.bind(window));
  listen(pane, store);

  return (page) => {
    const shown = page.view === "push" && page.answer !== null && !page.printing;
    const subject = shown ? pushedNumber(page) : null;
    const hadFocus = pane.contains(document.activeElement);
    draw(pane, shown ? marksOf(page, curves) : []);
    const comes = before === null ? page.pushing.from !== null : hadFocus;
    if (subject !== null && subject !== before && comes)
      /** @type {SVGElement | null} */ (pane.querySelector("[data-handle]"))?.focus({ preventScroll: true });
    before = subject;
    if (shown) keepPlayInSight(pane, page.pushing);
  };
}

/**
 * The whole view.
 *
 * @param {Page} given  with an answer
 * @param {import("./scene.js").ShownPush["curves"]} curves
 */
export function pushMarks(given, curves) {
  const page = inFewDigits(given);
  const { t, answer, pushing, space } = page;
  if (!answer) return [];
  if (isByHand(answer)) return [m("p", { key: "none", class: "push-none" }, t("page.push.by-hand"))];
  const now = nudgeNow(page);
  const plan = now && planInRoom(page, now.of);
  if (!now || !plan) return [];
  const nudged = nudgedNow(page);
  const about = nudgeAbout(page, now);
  const fault = about && answerTo(page.nudged, { about })?.fault;
  const by = changeAt(now.reach, now.place);
  const push = pushed(answer, plan, by, nudged?.moved ?? null);
  const playing = playingOf(stagesOf(plan), pushing);
  const { happened, why, verdict } = pushSentences(page, push, linearErrorOf(answer, push, nudged));
  const name = nameOf(page, plan.subject);
  const asked = askedAfter(answer, plan);
  const text = remarksOf(
    t,
    `${deltaOf(page, plan.subject)} = ${changeText(by, page.digits)}`,
    `${deltaOf(page, lossOf(plan))} = ${changeText(push.loss.actual, page.digits)}`,
    t("page.push.promised", { number: changeText(push.loss.promised, page.digits) }),
  );
  return [
    m(
      "div",
      { key: "head", class: "push-head" },
      m(
        "div",
        { key: "words" },
        m("h2", { key: "title" }, t("page.push.title", { name })),
        m(
          "p",
          { key: "hint", class: "hint" },
          inOneText(t, [
            t(pushing.backwards ? "page.push.hint-back" : "page.push.hint"),
            t(isKnown(page, plan.gradient) ? "page.push.timeless" : "page.push.ahead"),
          ]),
        ),
      ),
      controls(page, now),
    ),
    pushFigure(
      {
        page,
        push,
        now,
        found: nudged?.found ?? null,
        curves,
        playing,
        words: { label: t("page.push.slider", { name }), text },
      },
      { width: space.width, height: roomFor(space, plan) },
    ),
    m(
      "div",
      { key: "beneath", class: `push-beneath${pushing.backwards ? " backwards" : ""}` },
      pushFormula(page, push, playing),
      m(
        "div",
        { key: "said", class: "push-said", "aria-live": "polite" },
        asked && pushing.asking
          ? pushQuestion(page, asked)
          : [
              m("p", { key: "happened" }, happened),
              m(
                "p",
                { key: "why" },
                m("strong", null, why),
                verdict && ` ${verdict}`,
                asked && " ",
                asked && askButton(page, t("page.push.now-you", { name: nameOf(page, asked.gradient) })),
              ),
            ],
        fault && m("p", { key: "fault", class: "hint" }, explain(fault, t, page.language)),
      ),
    ),
  ];
}

/** @param {Page} page @param {{reach: number, place: number}} now */
function controls({ t, pushing }, { reach }) {
  return m(
    "div",
    { key: "controls", class: "push-controls" },
    segmented({
      label: t("page.nudge.reach"),
      action: "push-reach",
      value: String(reach),
      options: REACHES.map((one) => [String(one), `±${one}`]),
    }),
    pushing.opened &&
      m("button", { key: "fewer", type: "button", class: "plain", "data-do": "push-wires" }, t("page.push.fewer")),
    m(
      "button",
      { key: "play", type: "button", class: "primary", "data-do": "push-play" },
      t(pushing.progress === null ? "page.push.play" : "page.push.stop"),
    ),
    m(
      "button",
      {
        key: "turn",
        type: "button",
        class: "plain turn",
        "data-do": "push-turn",
        "aria-pressed": String(pushing.backwards),
      },
      t(pushing.backwards ? "page.push.forwards" : "page.push.backwards"),
    ),
  );
}

/**
 * The handle: drawn by the pointer, moved by the keys.
 *
 * @param {HTMLElement} pane
 * @param {import("../../state/page.js").Store} store
 */
function listen(pane, store) {
  /** @type {{left: number, zero: number, stride: number} | null} */
  let held = null;

  /** @param {number} place */
  function pushTo(place) {
    const now = nudgeNow(store.get());
    const within = Math.max(-NUDGE_PLACES, Math.min(NUDGE_PLACES, place));
    if (now && (now.place !== within || store.get().nudge?.of !== now.of))
      store.set({ nudge: { of: now.of, reach: now.reach, place: within } });
  }

  /** @param {EventTarget | null} target */
  const handleOf = (target) => (target instanceof Element ? target.closest("[data-handle]") : null);

  pane.addEventListener("pointerdown", (event) => {
    const knob = handleOf(event.target);
    const figure = knob?.closest("svg");
    if (!knob || !figure || event.button !== 0) return;
    event.preventDefault();
    held = {
      left: figure.getBoundingClientRect().x,
      zero: Number(knob.getAttribute("data-handle")),
      stride: Number(knob.getAttribute("data-stride")),
    };
    pane.setPointerCapture(event.pointerId);
    /** @type {SVGElement} */ (knob).focus();
    pushTo(Math.round((event.clientX - held.left - held.zero) / held.stride));
  });
  pane.addEventListener("pointermove", (event) => {
    if (held) pushTo(Math.round((event.clientX - held.left - held.zero) / held.stride));
  });
  for (const end of /** @type {const} */ (["pointerup", "pointercancel"]))
    pane.addEventListener(end, () => {
      held = null;
    });

  pane.addEventListener("keydown", (event) => {
    const by = KEYS[event.key];
    const rests = REST_KEYS.has(event.key);
    const now = handleOf(event.target) && nudgeNow(store.get());
    if ((by === undefined && !rests) || !now || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    pushTo(rests ? 0 : now.place + by);
  });
}
