/**
 * A picture that stands by itself: the drawing of one moment with the names of its columns, the pulses that are on
 * their way, and in words which network and which moment it shows. Pure: marks out of the page's state.
 */

import { m } from "../dom/marks.js";
import { CAPTION_HEIGHT, captionMarks } from "./caption.js";
import { placeWords } from "../time/timeline.js";
import { titleOf } from "./naming.js";
import { figureMarks, movesOn, contextOf } from "../stage/scene/drawing.js";
import { round } from "../stage/scene/layout.js";
import { matricesMarks } from "./matrices.js";
import {
  GLOW_OPACITY,
  GLOW_WIDTH,
  RING_WIDTH,
  LABEL,
  MAX_TAILED_PULSES,
  MAX_LABELLED_PULSES,
  gateOf,
  labelOf,
} from "../stage/pulse-canvas.js";
import { pulseAt, tail } from "../stage/scene/pulse.js";
import { pageSentence } from "../state/sentence.js";
import { layerName, summary } from "../language/summary.js";

/**
 * @typedef {import("../state/page.js").Page} Page
 * @typedef {import("../stage/scene/context.js").Context} Context
 * @typedef {import("../stage/scene/pulse.js").Pulse} Pulse
 * @typedef {{mark: import("../dom/marks.js").Mark, context: Context, width: number, height: number, top: number, scale:
 *   number}} Picture  sizes in pixels of the page; `top` is what the names of the columns take, in the drawing's units
 */

/** What the names of the columns take above the lanes. */
const COLUMN_NAMES_HEIGHT = 48;

/** A space that is not drawn together with others. */
const EM = "\u2003";

/**
 * @param {Page} page  with an answer
 * @param {Context["curves"]} curves
 * @param {{moving?: boolean, colours?: import("../stage/matrices/heat.js").HeatColours | null}} [options]  without the
 *   pulses, for a film that draws them itself; with the colours of heat maps, for the matrices
 * @returns {Picture}
 */
export function picture(page, curves, { moving = true, colours = null } = {}) {
  const shown = { ...page, hover: null };
  const context = contextOf(shown, curves);
  const { width, height, scale } = context.layout;
  const foot = page.picture.caption ? CAPTION_HEIGHT : 0;
  const arrays = page.view === "matrices" && colours ? matricesMarks(shown, colours, Math.floor(width * scale)) : null;
  const below = height + (arrays?.height ?? 0) / scale;
  const size = { width: Math.floor(width * scale), height: Math.floor((below + COLUMN_NAMES_HEIGHT + foot) * scale) };
  const { moves, progress } = movesOn(shown, context);
  // Whole pixels, and exactly their shape: else an edge of the picture would stay empty.
  const box = [0, -COLUMN_NAMES_HEIGHT, width, Math.round((1000 * size.height * width) / size.width) / 1000];
  const parts = pageSentence(page);
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
    m("desc", { key: "desc" }, describe(page, context, parts)),
    m("rect", { key: "ground", class: "picture-ground", x: box[0], y: box[1], width: box[2], height: box[3] }),
    m("g", { key: "columns" }, columns(page, context)),
    ...figureMarks(shown, context),
    foot > 0 &&
      m(
        "g",
        { key: "caption" },
        captionMarks([{ text: `${placeWords(page)}${EM}`, role: "mute" }, ...parts], { y: below, width }),
      ),
    arrays &&
      m("g", { key: "matrices", transform: `translate(0 ${round(height)}) scale(${1 / scale})` }, ...arrays.marks),
    moving && progress < 1 && m("g", { key: "pulses" }, pulseMarks(moves, progress)),
  );
  return { mark, context, ...size, top: COLUMN_NAMES_HEIGHT, scale: size.width / width };
}

/**
 * The network, what happens, and the numbers of loss, as far as they are computed.
 *
 * @param {Page} page
 * @param {Context} context
 * @param {ReturnType<typeof pageSentence>} parts
 */
function describe(page, context, parts) {
  const { problem, trace } = context;
  const after = context.afterUpdate;
  /** @param {string} address @param {string | undefined} then */
  const loss = (address, then) =>
    `${context.name(address)} = ${context.shown(address, Infinity)}${then ? ` → ${then}` : ""}`;
  const losses = [loss(context.here("l"), after?.l), ...(trace.l.length > 1 ? [loss("L", after?.L)] : [])];
  return page.t("page.picture.description", {
    network: summary({ ...page, problem }),
    happens: parts.map(({ text }) => text).join(""),
    losses: losses.join(", "),
  });
}

/** The layers and what they do, over the columns. @param {Page} page @param {Context} context */
function columns({ t }, context) {
  const last = context.sizes.length - 1;
  return context.layout.columns.map((x, index) => {
    const isLoss = index > last;
    const name = index === 0 ? t("page.stage.input") : isLoss ? t("page.stage.loss") : layerName(t, index, last);
    const does =
      index === 0
        ? ""
        : isLoss
          ? t(`page.loss.${context.problem.loss}`)
          : t(`page.activation.${context.problem.layers[index - 1].activation}`);
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
    pulses.length > MAX_TAILED_PULSES
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
                opacity: hundredths(opacity * GLOW_OPACITY),
              }),
            ),
        );
  const discs = pulses.flatMap((pulse, index) => {
    const { x, y, radius, opacity, negative } = pulseAt(pulse, progress);
    if (opacity === 0 || radius === 0) return [];
    const disc = { class: `picture-pulse ${pulse.colour}`, cx: round(x), cy: round(y) };
    const gate = gateOf(pulse);
    return [
      m("circle", {
        key: `glow-${index}`,
        ...disc,
        r: round(radius + GLOW_WIDTH),
        opacity: hundredths(opacity * GLOW_OPACITY),
      }),
      m("circle", { key: `pulse-${index}`, ...disc, r: round(radius), opacity: hundredths(opacity) }),
      ...(negative
        ? [
            m("circle", {
              key: `hole-${index}`,
              ...disc,
              class: "picture-pulse hole",
              r: round(Math.max(0.5, radius - RING_WIDTH)),
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
    pulses.length > MAX_LABELLED_PULSES
      ? []
      : pulses.flatMap((pulse, index) => {
          const { x, y, words, clear, width } = labelOf(pulse, progress);
          return clear > 0
            ? [
                m(
                  "g",
                  { key: `tag-${index}`, class: `picture-tag ${pulse.colour}`, opacity: hundredths(clear) },
                  m("rect", {
                    key: "box",
                    x: round(x - width / 2),
                    y: round(y - LABEL.height / 2),
                    width: round(width),
                    height: LABEL.height,
                    rx: LABEL.height / 2,
                  }),
                  m(
                    "text",
                    { key: "number", x: round(x), y: round(y + 4), "text-anchor": "middle", "font-size": LABEL.size },
                    words,
                  ),
                ),
              ]
            : [];
        });
  return [...tails, ...discs, ...tags];
}
