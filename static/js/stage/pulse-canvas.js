/**
 * What moves, on a canvas over the drawing. The drawing itself stays untouched while a pulse travels.
 */

import { pulseAt, tail } from "./scene/pulse.js";
import { breadth } from "./scene/context.js";

/** How far the glow around a pulse reaches. */
export const GLOW_WIDTH = 6;

/** The opacity of the glow, beside that of the pulse. */
export const GLOW_OPACITY = 0.22;

/** How thick the ring of a negative number is. */
export const RING_WIDTH = 2;

/** Up to this many pulses carry a label; more labels would overlap. */
export const MAX_LABELLED_PULSES = 8;

/** Up to this many pulses have a tail. */
export const MAX_TAILED_PULSES = 250;

/** Up to this many glow; the glows of more would lie over one another, and a frame would take too long. */
export const MAX_GLOWING_PULSES = 2500;

/** Sizes of a pulse's label, and its distance from the pulse. */
export const LABEL = { size: 12, height: 18, gap: 5, character: 7 };

/** What of the theme is painted with: colours and the typeface, and beside them how strongly wires are drawn. */
const THEME_PROPERTIES = /** @type {const} */ ([
  "forward",
  "backward",
  "forward-negative",
  "backward-negative",
  "panel",
  "ink",
  "text",
  "faint",
  "waiting",
  "hot",
  "flow-0",
  "flow-1",
  "flow-2",
  "flow-3",
  "flow-4",
]);

/**
 * @typedef {Readonly<Record<"forward" | "backward" | "panel" | "ink" | "text", string>>} PulseColours  and the typeface
 */
/** @typedef {Readonly<Record<typeof THEME_PROPERTIES[number], string>>} Theme */

/** The theme's colours, read once for each theme. @param {Element} element @returns {() => Theme} */
export function coloursOn(element) {
  /** @type {Record<string, Theme>} */
  const known = {};
  return () => {
    const theme = document.documentElement.dataset.theme ?? "light";
    if (!known[theme]) {
      const style = getComputedStyle(element);
      known[theme] = /** @type {Theme} */ (
        Object.fromEntries(THEME_PROPERTIES.map((name) => [name, style.getPropertyValue(`--${name}`)]))
      );
    }
    return known[theme];
  };
}

/**
 * The visible part of the drawing, in pixels of the page.
 *
 * @typedef {object} Viewport
 * @property {number} width
 * @property {number} height
 * @property {number} left  of the drawing, from the window's own left edge: negative where it is scrolled
 * @property {number} top
 * @property {number} scale  of the drawing
 */

/**
 * @param {HTMLCanvasElement} canvas  as large as the window
 * @param {Viewport} window
 * @param {import("./scene/pulse.js").Pulse[]} pulses
 * @param {number} progress  in [0, 1]
 * @param {number} density  device pixels in one pixel of the page
 * @param {PulseColours} colours
 */
export function drawPulses(canvas, window, pulses, progress, density, colours) {
  const width = Math.round(window.width * density);
  const height = Math.round(window.height * density);
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  const context = canvas.getContext("2d");
  if (!context) return;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, width, height);
  if (pulses.length === 0 || progress >= 1) return;
  const zoom = window.scale * density;
  context.setTransform(zoom, 0, 0, zoom, window.left * density, window.top * density);
  paintPulses(context, pulses, progress, colours);
}

/**
 * @param {CanvasRenderingContext2D} context  in the drawing's own units
 * @param {import("./scene/pulse.js").Pulse[]} pulses
 * @param {number} progress
 * @param {PulseColours} colours
 */
export function paintPulses(context, pulses, progress, colours) {
  if (pulses.length <= MAX_TAILED_PULSES) {
    for (const pulse of pulses) {
      for (const { x, y, radius, opacity } of tail(pulse, progress)) {
        context.globalAlpha = opacity * GLOW_OPACITY;
        disc(context, colours[pulse.colour], x, y, radius);
      }
    }
  }
  for (const pulse of pulses) {
    const { x, y, radius, opacity, negative } = pulseAt(pulse, progress);
    if (opacity === 0 || radius === 0) continue;
    if (pulses.length <= MAX_GLOWING_PULSES) {
      context.globalAlpha = opacity * GLOW_OPACITY;
      disc(context, colours[pulse.colour], x, y, radius + GLOW_WIDTH);
    }
    context.globalAlpha = opacity;
    disc(context, colours[pulse.colour], x, y, radius);
    if (negative) disc(context, colours.panel, x, y, Math.max(0.5, radius - RING_WIDTH));
    if (!pulse.stopped) continue;
    const gate = gateOf(pulse);
    context.fillStyle = colours.ink;
    context.fillRect(gate.x, gate.y, gate.width, gate.height);
  }
  if (pulses.length <= MAX_LABELLED_PULSES) for (const pulse of pulses) paintLabel(context, pulse, progress, colours);
  context.globalAlpha = 1;
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {import("./scene/pulse.js").Pulse} pulse
 * @param {number} progress
 * @param {PulseColours} colours
 */
function paintLabel(context, pulse, progress, colours) {
  const tag = labelOf(pulse, progress);
  if (tag.clear <= 0) return;
  context.globalAlpha = tag.clear;
  context.fillStyle = colours.panel;
  context.strokeStyle = colours[pulse.colour];
  context.lineWidth = 1;
  context.beginPath();
  context.roundRect(tag.x - tag.width / 2, tag.y - LABEL.height / 2, tag.width, LABEL.height, LABEL.height / 2);
  context.fill();
  context.stroke();
  context.fillStyle = colours[pulse.colour];
  context.font = `600 ${LABEL.size}px ${colours.text}`;
  context.textAlign = "center";
  context.textBaseline = "alphabetic";
  context.fillText(tag.words, tag.x, tag.y + 4);
}

/**
 * The number that goes with a pulse.
 *
 * @param {import("./scene/pulse.js").Pulse} pulse
 * @param {number} progress
 */
export function labelOf(pulse, progress) {
  const { x, y, radius, words, clear } = pulseAt(pulse, progress);
  const off = radius + LABEL.gap + LABEL.height / 2;
  const width = 14 + LABEL.character * breadth(words);
  return {
    x: x + (pulse.lean * width) / 2,
    y: pulse.under ? y + off : y - off,
    words,
    clear: words === "" ? 0 : clear,
    width,
  };
}

/** The bar before which a signal stops. @param {import("./scene/pulse.js").Pulse} pulse */
export function gateOf({ way, sizes: [size] }) {
  const { x, y } = way[way.length - 1];
  const height = 2 * size + 8;
  return { x: x - size - 6, y: y - height / 2, width: 3, height };
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {string} colour
 * @param {number} x
 * @param {number} y
 * @param {number} radius
 */
function disc(context, colour, x, y, radius) {
  context.fillStyle = colour;
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.fill();
}
