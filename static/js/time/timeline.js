/**
 * The controls of time: five buttons, the track of phases, the grain and speed, and one sentence that says
 * what the present step does.
 */

import { m } from "../dom/marks.js";
import { iconButton, segmented, select, withheld } from "../dom/controls.js";
import { descent } from "./descent.js";
import { predictButton, question } from "./question.js";
import { pageSentence } from "../state/sentence.js";
import { now, phases } from "../network/steps.js";
import { notationOptions } from "../language/options.js";
import { ENDS, SPEEDS, VIEWS, grainOf, grainsOf, isDerivable, isKnown, stepsOf, unitsOf } from "../state/page.js";

/** @typedef {import("../state/page.js").Page} Page */

/**
 * @param {Page} page
 * @param {import("../dom/marks.js").Child | null} [beside]  what stands beside the sentence
 */
export function timeline(page, beside = null) {
  return [controls(page), track(page), settings(page), sentenceLine(page, beside), ...leaving(page)];
}

/** Every phase has at least this part of the longest phase's share of the track. */
const MIN_PHASE_SHARE = 0.28;

/** The ways out of a presentation, and out of another one's page. @param {Page} page */
function leaving({ present, embedded, t }) {
  return [
    present &&
      m(
        "button",
        { key: "leave", type: "button", class: "plain leave", "data-do": "present" },
        t("page.present.leave"),
      ),
    embedded &&
      m(
        "a",
        { key: "full", class: "full-page", href: "./", target: "_blank", rel: "noopener", "data-full": true },
        t("page.embed.open"),
      ),
  ];
}

/** @param {Page} page */
function controls(page) {
  const { t, at } = page;
  const end = stepsOf(page).length;
  const running = page.playing;
  /**
   * @param {string} action
   * @param {Parameters<typeof iconButton>[0]["image"]} image
   * @param {boolean} disabled
   * @param {string} [name]
   */
  const button = (action, image, disabled, name = "control") =>
    iconButton({ action, image, label: t(`page.time.${image}`), name, attrs: { disabled } });
  return m(
    "div",
    { key: "controls", class: "controls", role: "group", "aria-label": t("page.time.controls") },
    button("start", "start", at <= 0),
    button("back", "back", at <= 0),
    button("play", running ? "pause" : "play", end === 0, "control play"),
    button("on", "on", at >= end),
    button("end", "end", at >= end),
    edits(page),
  );
}

/** Whether playing has stopped here until one goes on. @param {Page} page */
const waits = ({ waiting, at, goal }) => waiting !== null && waiting === at && goal === null;

/** Undo and redo of what was changed, and the way back to its beginning, in reach of a thumb. @param {Page} page */
function edits({ t, past, future, problem, origin }) {
  /** @param {"undo" | "redo" | "reset"} action @param {boolean} disabled */
  const button = (action, disabled) =>
    iconButton({ action, image: action, label: t(`page.edits.${action}`), name: "control", attrs: { disabled } });
  return m(
    "div",
    { key: "edits", class: "edits", role: "group", "aria-label": t("page.edits.label") },
    button("undo", past.length === 0),
    button("redo", future.length === 0),
    button("reset", origin === null || origin.problem === problem),
  );
}

/**
 * Where the phases lie on the track. A phase of one step would be too narrow to point at, so a phase's share grows
 * with the root of the number of its steps, and none has less than a part of the longest one's.
 *
 * @param {Page} page
 * @returns {{phase: string, start: number, end: number, from: number, to: number}[]} from and to in [0, 1]
 */
export function segments(page) {
  const found = phases(stepsOf(page));
  const roots = found.map(({ start, end }) => Math.sqrt(end - start) + 0.8);
  const shares = roots.map((root) => Math.max(root, MIN_PHASE_SHARE * Math.max(...roots)));
  const sum = shares.reduce((a, b) => a + b, 0);
  let from = 0;
  return found.map((phase, index) => {
    const to = from + shares[index] / sum;
    const placed = { ...phase, from, to };
    from = to;
    return placed;
  });
}

/** Place on the track of a moment. @param {Page} page @param {number} at @returns {number} in [0, 1] */
export function trackPosition(page, at) {
  const segment = segments(page).find(({ end }) => at <= end);
  return segment
    ? segment.from + ((at - segment.start) / (segment.end - segment.start)) * (segment.to - segment.from)
    : 0;
}

/** Moment of a place on the track. @param {Page} page @param {number} place  in [0, 1] */
export function momentAt(page, place) {
  const all = segments(page);
  const segment = all.find(({ to }) => place <= to) ?? all[all.length - 1];
  if (!segment) return 0;
  return (
    segment.start +
    Math.max(0, Math.min(1, (place - segment.from) / (segment.to - segment.from))) * (segment.end - segment.start)
  );
}

/** @param {Page} page */
function track(page) {
  const { t, at } = page;
  const end = stepsOf(page).length;
  const all = segments(page);
  const current = all.find((segment) => at <= segment.end)?.phase ?? "forward";
  return m(
    "div",
    {
      key: "track",
      class: "track",
      role: "slider",
      tabindex: "0",
      "data-track": true,
      "aria-label": t("page.time.track"),
      "aria-valuemin": 0,
      "aria-valuemax": end,
      "aria-valuenow": Math.round(at * 100) / 100,
      "aria-valuetext": t("page.time.value", { place: placeWords(page), phase: t(`page.phase.${current}`) }),
    },
    all.map(({ phase, start, end: stop, from, to }) =>
      m(
        "div",
        {
          key: phase,
          class: `segment ${phase}${phase === current ? " current" : ""}`,
          style: { "flex-grow": String(Math.round((to - from) * 1000)) },
        },
        m(
          "div",
          { class: "bar-of-phase" },
          m("i", {
            style: { width: `${(100 * Math.max(0, Math.min(1, (at - start) / (stop - start)))).toFixed(2)}%` },
          }),
        ),
        m("span", null, t(`page.phase.${phase}`)),
      ),
    ),
    m("div", { key: "thumb", class: "thumb", style: { left: `${(100 * trackPosition(page, at)).toFixed(3)}%` } }),
  );
}

/** @param {Page} page */
function settings(page) {
  const { t } = page;
  const grains = grainsOf(page).map((grain) => /** @type {const} */ ([grain, t(`page.grain.${grain}`)]));
  return m(
    "div",
    { key: "settings", class: "settings" },
    select({
      label: t("page.time.speed"),
      value: String(page.speed),
      change: "speed",
      options: [...new Set([...SPEEDS, page.speed])].sort((a, b) => a - b).map((speed) => [String(speed), `${speed}×`]),
    }),
    select({
      label: t("page.until.label"),
      value: page.until,
      change: "until",
      options: ENDS.map((end) => [end, t(`page.until.${end}`)]),
      name: "until",
    }),
    segmented({ label: t("page.grain.label"), action: "grain", value: grainOf(page), options: grains }),
    select({
      label: t("page.grain.label"),
      value: grainOf(page),
      change: "grain",
      options: grains,
      name: "narrow grain",
    }),
    select({
      label: t("page.view.label"),
      value: page.view,
      change: "view",
      options: VIEWS.map((view) => [view, t(`page.view.${view}`)]),
      name: "narrow",
    }),
    select({
      label: t("page.bar.notation"),
      value: page.notation,
      change: "notation",
      options: notationOptions(t),
      name: "narrow",
    }),
  );
}

/** The current step, or the one that has just ended: 7.4 is in step 8. @param {number} at */
export function stepNumber(at) {
  return Math.max(0, Math.ceil(at - 1e-9));
}

/**
 * The number of the step at a moment, as steps of the present size are counted.
 *
 * @param {Page} page
 * @param {number} at
 */
export function countedStep(page, at) {
  const all = unitsOf(page);
  const unit = now(all, at)?.unit;
  if (grainOf(page) === "operation") return stepNumber(at);
  return unit ? all.indexOf(unit) + 1 : 0;
}

/** The present step as it is counted in its size, and which part of it is going on. @param {Page} page */
export function placeWords(page) {
  const { t } = page;
  const all = unitsOf(page);
  const present = now(all, page.at)?.unit;
  const count = grainOf(page) === "operation" ? stepsOf(page).length : all.length;
  const step = countedStep(page, page.at);
  if (!present?.operation) return t("page.time.step", { step, count });
  return t("page.time.part", { step, count, part: present.operation.index + 1, parts: present.operation.count });
}

/** @param {Page} page @param {import("../dom/marks.js").Child | null} beside */
function sentenceLine(page, beside) {
  const { answer, asked } = page;
  const parts = pageSentence(page);
  return m(
    "div",
    // Where there is little room a long sentence scrolls, also by keyboard.
    {
      key: "say",
      class: "say",
      tabindex: page.embedded || page.space.width < 720 || page.space.height < 360 ? "0" : null,
    },
    m("span", { key: "count", class: "count" }, answer ? placeWords(page) : ""),
    !asked && predictButton(page),
    m(
      "div",
      { key: "sentence-and-sign", class: "sentence-and-sign" },
      // A new sentence is a new element, so that no words of the old one are reused.
      asked && question(page, asked),
      !asked &&
        m(
          "p",
          { key: "sentence", id: "sentence", tabindex: "-1", "aria-live": page.playing ? "off" : "polite" },
          m(
            "span",
            { key: parts.map(({ text }) => text).join(""), class: "sentence-text" },
            parts.map((part, index) => sentencePart(page, part, index)),
          ),
        ),
      !asked && beside,
    ),
    m(
      "span",
      { key: "go-on", class: "go-on", role: "status" },
      waits(page) ? page.t(page.touch ? "page.time.go-on.touch" : "page.time.go-on") : "",
    ),
    !asked && descent(page),
  );
}

/**
 * A piece of the sentence. A number that the step has still to compute comes with its end.
 *
 * @param {Page} page
 * @param {import("../network/types.js").Part} part
 * @param {number} index
 */
function sentencePart(page, { text, role, address }, index) {
  const shown = address && isDerivable(page, address) && !isKnown(page, address) ? withheld(text) : text;
  if (role === "plain" && shown === text) return text;
  return m(role === "strong" ? "strong" : "span", { key: index, class: `is-${role}` }, shown);
}
