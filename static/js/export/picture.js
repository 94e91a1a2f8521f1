/**
 * A picture that stands by itself: the drawing of one moment with the names of its columns, the pulses that are on
 * their way, and in words which network and which moment it shows. Pure: marks out of the page's state.
 */

import { m } from "../dom/marks.js";
import { CAPTION, captionMarks } from "./caption.js";
import { figureMarks, movesOn, seenOn } from "../stage/scene/drawing.js";
import { round } from "../stage/scene/layout.js";
import { matricesMarks } from "./matrices.js";
import { GLOW, HALO, RING, TAG, TAILED, WORDED, gateOf, tagOf } from "../stage/pulse-canvas.js";
import { grainOf, stepsOf, unitsOf } from "../state/page.js";
import { placed, tail } from "../stage/scene/pulse.js";
import { sentence } from "../language/sentences/sentence.js";
import { stepNumber } from "../time/timeline.js";
import { phases } from "../network/steps.js";
import { summary } from "../language/summary.js";

/**
 * @typedef {import("../state/page.js").Page} Page
 * @typedef {import("../stage/scene/context.js").Seen} Seen
 * @typedef {import("../stage/scene/pulse.js").Pulse} Pulse
 * @typedef {{mark: import("../dom/marks.js").Mark, seen: Seen, width: number, height: number, top: number, scale:
 *   number}} Picture  sizes in pixels of the page; `top` is what the names of the columns take, in the drawing's units
 */

/** What the names of the columns take above the lanes. */
const TOP = 48;

/** A space that is not drawn together with others. */
const EM = "\u2003";

/**
 * @param {Page} page  with an answer
 * @param {Seen["curves"]} curves
 * @param {{moving?: boolean, colours?: import("../stage/matrices/heat.js").Colours | null}} [options]  without the
 *   pulses, for a film that draws them itself; with the colours of heat maps, for the matrices
 * @returns {Picture}
 */
export function picture(page, curves, { moving = true, colours = null } = {}) {
  const shown = { ...page, hover: null };
  const seen = seenOn(shown, curves);
  const { width, height, scale } = seen.layout;
  const foot = page.picture.caption ? CAPTION : 0;
  const arrays = page.view === "matrices" && colours ? matricesMarks(shown, colours, Math.floor(width * scale)) : null;
  const below = height + (arrays?.height ?? 0) / scale;
  const size = { width: Math.floor(width * scale), height: Math.floor((below + TOP + foot) * scale) };
  const { moves, progress } = movesOn(shown, seen);
  // Whole pixels, and exactly their shape: else an edge of the picture would stay empty.
  const box = [0, -TOP, width, Math.round((1000 * size.height * width) / size.width) / 1000];
  const told = said(page);
  const mark = m(
    "svg",
    {
      class: "figure",
      xmlns: "http://www.w3.org/2000/svg",
      role: "img",
      "xml:lang": page.language,
      viewBox: box.join(" "),
      width: size.width,
      height: size.height,
    },
    m("title", { key: "title" }, titleOf(page)),
    m("desc", { key: "desc" }, describe(page, seen, told)),
    m("rect", { key: "ground", class: "picture-ground", x: box[0], y: box[1], width: box[2], height: box[3] }),
    m("g", { key: "columns" }, columns(page, seen)),
    ...figureMarks(shown, seen),
    foot > 0 &&
      m(
        "g",
        { key: "caption" },
        captionMarks([{ text: `${momentOf(page)}${EM}`, role: "mute" }, ...told], { y: below, width }),
      ),
    arrays &&
      m("g", { key: "matrices", transform: `translate(0 ${round(height)}) scale(${1 / scale})` }, ...arrays.marks),
    moving && progress < 1 && m("g", { key: "pulses" }, pulseMarks(moves, progress)),
  );
  return { mark, seen, ...size, top: TOP, scale: size.width / width };
}

/** The name of the network. @param {Page} page */
const networkOf = ({ preset, t }) => (preset ? t(`preset.${preset.id}.title`) : t("page.bar.own"));

/** Which network, which moment. @param {Page} page */
export function titleOf(page) {
  const { t, at } = page;
  const steps = stepsOf(page);
  const phase = phases(steps).find(({ end }) => at <= end)?.phase ?? "forward";
  const moment = t("page.time.value", { step: stepNumber(at), count: steps.length, phase: t(`page.phase.${phase}`) });
  return t("page.picture.heading", { network: networkOf(page), moment });
}

/** @param {Page} page */
function momentOf(page) {
  return page.t("page.time.step", { step: stepNumber(page.at), count: stepsOf(page).length });
}

/** What happens at this moment. @param {Page} page */
function said(page) {
  const { problem, trace, sample } = /** @type {NonNullable<Page["answer"]>} */ (page.answer);
  return sentence({
    problem,
    trace,
    state: { ...page, grain: grainOf(page), sample },
    units: unitsOf(page),
    t: page.t,
    digits: page.digits,
  });
}

/**
 * The network, what happens, and the numbers of loss, as far as they are computed.
 *
 * @param {Page} page
 * @param {Seen} seen
 * @param {ReturnType<typeof said>} told
 */
function describe(page, seen, told) {
  const { problem, trace } = seen;
  const after = seen.afterUpdate;
  /** @param {string} address @param {string | undefined} then */
  const loss = (address, then) => `${seen.name(address)} = ${seen.shown(address, Infinity)}${then ? ` → ${then}` : ""}`;
  const losses = [loss(seen.here("l"), after?.l), ...(trace.l.length > 1 ? [loss("L", after?.L)] : [])];
  return page.t("page.picture.description", {
    network: summary({ ...page, problem }),
    happens: told.map(({ text }) => text).join(""),
    losses: losses.join(", "),
  });
}

/** The layers and what they do, over the columns. @param {Page} page @param {Seen} seen */
function columns({ t }, seen) {
  const last = seen.sizes.length - 1;
  return seen.layout.columns.map((x, index) => {
    const isLoss = index > last;
    const name =
      index === 0
        ? t("page.stage.input")
        : isLoss
          ? t("page.stage.loss")
          : t(index === last ? "page.stage.output" : "page.stage.layer", { layer: index });
    const does =
      index === 0
        ? ""
        : isLoss
          ? t(`page.loss.${seen.problem.loss}`)
          : t(`page.activation.${seen.problem.layers[index - 1].activation}`);
    return m(
      "g",
      { key: index },
      m(
        "text",
        { key: "name", class: "picture-column", x: round(x), y: does ? -27 : -18, "text-anchor": "middle" },
        name,
      ),
      m("text", { key: "does", class: "picture-column does", x: round(x), y: -10, "text-anchor": "middle" }, does),
    );
  });
}

/**
 * What travels, as the stage has it: tails, pulses, and the number of each.
 *
 * @param {Pulse[]} pulses
 * @param {number} progress
 */
export function pulseMarks(pulses, progress) {
  /** @param {number} value */
  const hundredths = (value) => Math.round(100 * value) / 100;
  const tails =
    pulses.length > TAILED
      ? []
      : pulses.flatMap((pulse, index) =>
          tail(pulse, progress)
            .filter(({ opacity, radius }) => opacity > 0 && radius > 0)
            .map(({ x, y, radius, opacity }, place) =>
              m("circle", {
                key: `tail-${index}-${place}`,
                class: `picture-pulse ${pulse.colour}`,
                cx: round(x),
                cy: round(y),
                r: round(radius),
                opacity: hundredths(opacity * GLOW),
              }),
            ),
        );
  const discs = pulses.flatMap((pulse, index) => {
    const { x, y, radius, opacity, negative } = placed(pulse, progress);
    if (opacity === 0 || radius === 0) return [];
    const at = { class: `picture-pulse ${pulse.colour}`, cx: round(x), cy: round(y) };
    const gate = gateOf(pulse);
    return [
      m("circle", { key: `glow-${index}`, ...at, r: round(radius + HALO), opacity: hundredths(opacity * GLOW) }),
      m("circle", { key: `pulse-${index}`, ...at, r: round(radius), opacity: hundredths(opacity) }),
      ...(negative
        ? [
            m("circle", {
              key: `hole-${index}`,
              ...at,
              class: "picture-pulse hole",
              r: round(Math.max(0.5, radius - RING)),
              opacity: hundredths(opacity),
            }),
          ]
        : []),
      ...(pulse.stopped
        ? [
            m("rect", {
              key: `gate-${index}`,
              class: "picture-pulse gate",
              x: round(gate.x),
              y: round(gate.y),
              width: gate.width,
              height: round(gate.height),
            }),
          ]
        : []),
    ];
  });
  const tags =
    pulses.length > WORDED
      ? []
      : pulses.flatMap((pulse, index) => {
          const { x, y, words, clear, width } = tagOf(pulse, progress);
          return clear > 0
            ? [
                m(
                  "g",
                  { key: `tag-${index}`, class: `picture-tag ${pulse.colour}`, opacity: hundredths(clear) },
                  m("rect", {
                    key: "box",
                    x: round(x - width / 2),
                    y: round(y - TAG.height / 2),
                    width: round(width),
                    height: TAG.height,
                    rx: TAG.height / 2,
                  }),
                  m(
                    "text",
                    { key: "number", x: round(x), y: round(y + 4), "text-anchor": "middle", "font-size": TAG.size },
                    words,
                  ),
                ),
              ]
            : [];
        });
  return [...tails, ...discs, ...tags];
}

/**
 * The name of a file: what it shows, in letters that every system takes.
 *
 * @param {Page} page
 * @param {string} ending
 */
export function fileName(page, ending) {
  return `backprop-${page.example ?? "network"}-step-${stepNumber(page.at)}${ending}`;
}
