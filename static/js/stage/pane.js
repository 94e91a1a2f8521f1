/**
 * The drawing in its window: the two networks, what moves over them, and the names of the columns.
 */

import { percent } from "../state/zoom.js";
import { createCrowd } from "./wire-canvas.js";
import { draw, m } from "../dom/marks.js";
import { FOLD_ABOVE } from "./scene/folding.js";
import { curvesOf, figureMarks, movesOn, contextOf } from "./scene/drawing.js";
import { pointAt } from "./scene/pointing.js";
import { coloursOn, drawPulses } from "./pulse-canvas.js";
import { activationOptions, lossOptions } from "../language/options.js";
import { layerName } from "../language/summary.js";
import { sizesOf } from "../network/problem.js";
import { litNumber } from "../state/asking.js";
import { memo } from "../state/memo.js";
import { FIELD, RANKINGS, VIEWS } from "../state/page.js";
import { reason } from "../server/trace.js";
import { iconButton, select, segmented } from "../dom/controls.js";
import { heldFixed } from "./hands/fixed-marks.js";
import { askedAt } from "./asked.js";
import { onPaper } from "./paper.js";

/** @typedef {import("./index.js").Parts} Parts */

/**
 * @param {Parts} parts
 * @param {import("../state/page.js").Boot} boot
 * @returns {{draw: (page: import("../state/page.js").Page) => void, follow: (still: boolean) => void}} `follow` keeps
 *   in sight what moves
 */
export function createPane(parts, boot) {
  const curves = curvesOf(boot);
  const choicesOf = memo(choices);
  const namesOf = heldFixed(columnNames);
  const drawingOf = memo((/** @type {import("../state/page.js").Page} */ page) => {
    const shown = page.printing ? onPaper(page) : page;
    const context = contextOf(shown, curves, !page.printing);
    return {
      context,
      space: shown.space,
      label: page.t("page.stage.label"),
      marks: figureMarks(shown, context),
      names: namesOf(shown, context, boot),
    };
  });
  /** @type {ReturnType<typeof drawingOf> | null} */
  let drawn = null;
  /** @type {string | null} */
  let pointed = null;
  /** @type {import("./scene/pulse.js").Pulse[]} */
  let moves = [];
  let again = () => {};
  const colours = coloursOn(parts.moving);
  const crowd = createCrowd(parts.crowd, parts.figure);
  parts.scroller.addEventListener("scroll", () => again());
  return { draw: show, follow: (still) => drawn && scrollTo(parts.scroller, drawn.context.layout, moves, still) };

  /** @param {import("../state/page.js").Page} page */
  function show(page) {
    draw(parts.views, choicesOf(page));
    if (!page.answer) return;
    if (!isDrawn(page) && !page.printing) {
      draw(parts.figure, []);
      draw(parts.columns, []);
      drawn = null;
      moves = [];
      parts.moving.width = 0;
      parts.crowd.hidden = true;
      return;
    }
    const drawing = drawingOf(page);
    if (drawing !== drawn || litNumber(page) !== pointed) {
      if (drawing !== drawn) fitParts(parts, drawing);
      drawn = drawing;
      pointed = litNumber(page);
      draw(parts.figure, pointAt(drawing.context, drawing.marks, pointed));
      draw(parts.columns, drawing.names);
      crowd.show(drawing.context);
    }
    const { layout } = drawing.context;
    const moved = movesOn(page, drawing.context);
    moves = moved.moves;
    again = () => {
      const shown = windowOn(parts.scroller, layout, page.space);
      crowd.paint(shown, window.devicePixelRatio, colours());
      drawPulses(parts.moving, shown, moves, moved.progress, window.devicePixelRatio, colours());
    };
    again();
  }
}

/**
 * The visible part of the drawing.
 *
 * @param {HTMLElement} scroller
 * @param {import("./scene/layout.js").Layout} layout
 * @param {import("../state/page.js").Page["space"]} space
 * @returns {import("./pulse-canvas.js").Viewport}
 */
function windowOn(scroller, { width, scale }, { width: room, height, head }) {
  const left = Math.max(0, (room - Math.floor(width * scale)) / 2);
  return {
    width: room,
    height: height + head,
    left: left - scroller.scrollLeft,
    top: head - scroller.scrollTop,
    scale,
  };
}

/**
 * Keep in sight what moves, where the drawing is larger than its window: on the way back, what the reversed network
 * does.
 *
 * @param {HTMLElement} scroller
 * @param {import("./scene/layout.js").Layout} layout
 * @param {readonly import("./scene/pulse.js").Pulse[]} moves
 * @param {boolean} still
 */
function scrollTo(scroller, { width, height, scale }, moves, still) {
  const { clientWidth, clientHeight, scrollLeft, scrollTop } = scroller;
  if (moves.length === 0 || (width * scale <= clientWidth + 2 && height * scale <= clientHeight + 2)) return;
  const first = moves.filter(({ starts }) => starts === 0);
  const lane = first.filter(({ colour }) => colour === "backward");
  const places = (lane.length > 0 ? lane : first)
    .map(({ way }) => way[way.length - 1])
    .map(({ x, y }) => ({ x: x * scale, y: y * scale }));
  const [top, bottom] = [Math.min(...places.map(({ y }) => y)), Math.max(...places.map(({ y }) => y))];
  const [start, end] = [Math.min(...places.map(({ x }) => x)), Math.max(...places.map(({ x }) => x))];
  const aside = start < scrollLeft + MIN_EDGE_DISTANCE || end > scrollLeft + clientWidth - MIN_EDGE_DISTANCE;
  const left = aside ? (start + end - clientWidth) / 2 : scrollLeft;
  const hidden = bottom > scrollTop + clientHeight - 120 || top < scrollTop;
  const down = hidden ? (bottom - top > clientHeight - 200 ? top - 140 : (top + bottom - clientHeight) / 2) : scrollTop;
  if (aside || down !== scrollTop) scroller.scrollTo({ left, top: down, behavior: still ? "instant" : "smooth" });
}

/** Pixels that what moves keeps from the left and right edges of its window: half a neuron and its numbers. */
const MIN_EDGE_DISTANCE = 110;

/**
 * Make everything as large as the drawing.
 *
 * @param {Parts} parts
 * @param {{context: import("./scene/context.js").Context, space: import("../state/page.js").Page["space"], label:
 *   string}} drawing
 */
function fitParts({ sheet, figure, moving, crowd }, { context, space, label }) {
  const { width, height, scale } = context.layout;
  const size = { width: `${Math.floor(width * scale)}px`, height: `${Math.floor(height * scale)}px` };
  sheet.style.width = size.width;
  sheet.style.setProperty("--shape", String(width / height));
  for (const canvas of [moving, crowd])
    Object.assign(canvas.style, { width: `${space.width}px`, height: `${space.height + space.head}px` });
  figure.setAttribute("viewBox", `0 0 ${width} ${height}`);
  figure.setAttribute("width", size.width);
  figure.setAttribute("height", size.height);
  figure.setAttribute("aria-label", label);
}

/** Columns that are closer together than this, in pixels, have no room for their names. */
const MIN_COLUMN_PITCH = 110;

/**
 * @param {import("../state/page.js").Page} page
 * @param {import("./scene/context.js").Context} context
 * @param {import("../state/page.js").Boot} boot
 */
function columnNames(page, context, boot) {
  const { t } = page;
  const { columns, width, pitch, scale } = context.layout;
  const last = context.sizes.length - 1;
  if (pitch * scale < MIN_COLUMN_PITCH) return [];
  return columns.map((x, index) => {
    const style = { left: `${((100 * x) / width).toFixed(3)}%` };
    if (index === 0)
      return m(
        "div",
        { key: "input", class: "column", style },
        m("strong", null, t("page.stage.input"), page.opened?.includes(0) && foldBack(page, 0)),
      );
    if (index > last) {
      return m(
        "div",
        { key: "loss", class: "column", style },
        m("strong", null, t("page.stage.loss")),
        select({
          label: t("page.network.loss"),
          value: context.problem.loss,
          change: "loss",
          options: lossOptions(boot, t),
        }),
        wrong(page, FIELD.loss),
      );
    }
    const title = layerName(t, index, last);
    return m(
      "div",
      { key: `layer-${index}`, class: "column", style },
      m("strong", null, title, page.opened?.includes(index) && foldBack(page, index)),
      select({
        label: t("page.network.activation-of", { layer: index }),
        value: context.problem.layers[index - 1].activation,
        change: "activation",
        data: String(index),
        options: activationOptions(boot, t),
      }),
      wrong(page, FIELD.activation(index)),
    );
  });
}

/** @param {import("../state/page.js").Page} page @param {string} where */
function wrong(page, where) {
  const why = reason(page, where);
  return (
    why &&
    m(
      "p",
      { key: "wrong", class: "wrong", role: "alert" },
      why,
      iconButton({
        action: "dismiss",
        of: "rejection",
        image: "close",
        label: page.t("page.close"),
        name: "icon close",
      }),
    )
  );
}

/** @param {import("../state/page.js").Page} page @param {number} layer  that is unfolded */
function foldBack({ t }, layer) {
  return m(
    "button",
    {
      key: "fold",
      type: "button",
      class: "plain fold",
      "data-do": "unfold-layer",
      "data-of": String(layer),
      "aria-label": t("page.fold.fold-layer", { layer }),
    },
    t("page.fold.fold"),
  );
}

/** Whether the networks are drawn. @param {import("../state/page.js").Page} page */
const isDrawn = ({ view }) => view !== "text" && view !== "push";

/** @param {import("../network/types.js").Translate} t @param {string} name @param {string} of @param {string} words */
const zoomButton = (t, name, of, words) =>
  m(
    "button",
    {
      key: name,
      type: "button",
      "data-do": "zoom",
      "data-of": of,
      "aria-label": t(`page.zoom.${name}`),
      title: t(`page.zoom.${name}`),
    },
    words,
  );

/** What is drawn and how large: in the corner of the stage. @param {import("../state/page.js").Page} page */
function choices(page) {
  const { t, view } = page;
  return [
    isDrawn(page) &&
      Math.max(...sizesOf(page.problem)) > FOLD_ABOVE &&
      select({
        label: t("page.fold.ranking"),
        value: page.ranking,
        change: "ranking",
        options: RANKINGS.map((ranking) => [ranking, t(`page.fold.${ranking}`)]),
      }),
    isDrawn(page) &&
      m(
        "div",
        { key: "zoom", class: "segmented", role: "group", "aria-label": t("page.zoom.label") },
        zoomButton(t, "out", "0.8", "−"),
        m("output", { key: "percent", class: "percent" }, t("page.stage.percent", { percent: percent(page.zoom) })),
        zoomButton(t, "in", "1.25", "+"),
        zoomButton(t, "fit", "fit", t("page.zoom.fit")),
      ),
    askedAt(page, view),
    segmented({
      label: t("page.view.label"),
      action: "view",
      value: view,
      options: VIEWS.map((name) => [name, t(`page.view.${name}`)]),
    }),
  ];
}
