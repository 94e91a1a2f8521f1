/** Records a film: each moment is drawn on a canvas, and the browser films that canvas while time goes on. */

import { playingTime } from "../time/clock.js";
import { movesOn } from "../stage/scene/drawing.js";
import { HOLD, nextStill, projector, stillOf } from "./film-clock.js";
import { paintPulses } from "../stage/pulse-canvas.js";
import { picture } from "./picture.js";
import { developed } from "./offscreen.js";
import { withDuration } from "./webm.js";

/**
 * @typedef {import("../state/page.js").Page} Page
 * @typedef {{still: string, seen: import("../stage/scene/context.js").Seen, scale: number, top: number, canvas:
 *   HTMLCanvasElement}} Shot  a drawing in pixels, without what travels over it
 * @typedef {{page: Page, curves: import("../stage/scene/context.js").Seen["curves"], studio:
 *   import("./offscreen.js").Studio, told: (recorded: number) => void, signal: AbortSignal}} Task
 */

/** What a browser may record, best first. */
const TYPES = ["video/webm;codecs=vp9", "video/webm;codecs=vp8", "video/webm", "video/mp4"];

const FRAMES_A_SECOND = 30;
const BITS_A_SECOND = 8_000_000;

/** Pixels that a film is wide, unless the drawing itself is wider. */
const WIDE = 1600;

/** Pixels of a side, and in all, that an encoder takes. */
const SIDE = 4096;
const AREA = 3840 * 2160;

/**
 * Pixels of a film to one of the page: less than one where the drawing is too large for an encoder.
 *
 * @param {number} width
 * @param {number} height
 */
export const zoomOf = (width, height) =>
  Math.min(Math.max(1, Math.min(2, WIDE / width)), SIDE / width, SIDE / height, Math.sqrt(AREA / (width * height)));

/** The best type that this browser records, null where it records none. */
export function filmType() {
  if (typeof MediaRecorder === "undefined" || !("captureStream" in HTMLCanvasElement.prototype)) return null;
  return TYPES.find((type) => MediaRecorder.isTypeSupported(type)) ?? null;
}

/**
 * @param {Task} task
 * @returns {Promise<{file: Blob, ending: string} | null>} null when it was cancelled, or cannot be recorded
 */
export async function recordFilm(task) {
  const type = filmType();
  const { width, height } = picture(task.page, task.curves);
  const zoom = zoomOf(width, height);
  const canvas = document.createElement("canvas");
  // Codecs want even numbers.
  canvas.width = 2 * Math.round((width * zoom) / 2);
  canvas.height = 2 * Math.round((height * zoom) / 2);
  const context = canvas.getContext("2d", { alpha: false });
  if (!type || !context) return null;

  const shown = show(task, context, zoom);
  await shown.begin();
  const stream = canvas.captureStream(FRAMES_A_SECOND);
  const recorder = new MediaRecorder(stream, { mimeType: type, videoBitsPerSecond: BITS_A_SECOND });
  /** @type {Blob[]} */
  const parts = [];
  recorder.addEventListener("dataavailable", ({ data }) => parts.push(data));
  let broken = false;
  recorder.addEventListener("error", () => (broken = true));
  const stopped = new Promise((done) => ["stop", "error"].forEach((event) => recorder.addEventListener(event, done)));
  // A window that nobody sees is given no frames.
  const watch = () => {
    if (recorder.state === "inactive") return;
    if (document.hidden) recorder.pause();
    else recorder.resume();
  };
  document.addEventListener("visibilitychange", watch);
  recorder.start(1000);
  try {
    await shown.run(() => recorder.state !== "inactive");
  } finally {
    document.removeEventListener("visibilitychange", watch);
    if (recorder.state !== "inactive") recorder.stop();
    await stopped;
    for (const track of stream.getTracks()) track.stop();
  }
  if (broken || task.signal.aborted || parts.length === 0) return null;
  const recorded = new Uint8Array(await new Blob(parts).arrayBuffer());
  const isWebm = type.startsWith("video/webm");
  return {
    file: new Blob([isWebm ? withDuration(recorded) : recorded], { type: isWebm ? "video/webm" : "video/mp4" }),
    ending: isWebm ? ".webm" : ".mp4",
  };
}

/**
 * The show that is filmed.
 *
 * @param {Task} task
 * @param {CanvasRenderingContext2D} context
 * @param {number} zoom
 */
function show({ page, curves, studio, told, signal }, context, zoom) {
  const [time, ahead] = [projector(page), projector(page)];
  const whole = playingTime(page) + HOLD;
  const colours = {
    forward: studio.colour("forward"),
    backward: studio.colour("backward"),
    panel: studio.colour("panel"),
    ink: studio.colour("ink"),
    text: studio.colour("text"),
  };
  /** @type {Shot} */
  let current;
  /** @type {{still: string, made: Promise<Shot>} | null} */
  let next = null;

  /** @param {Page} at @returns {Promise<Shot>} */
  async function shoot(at) {
    const { mark, seen, scale, top, width, height } = picture(at, curves, { moving: false });
    return {
      still: stillOf(at),
      seen,
      scale,
      top,
      canvas: await developed(studio.text(mark), { width, height }, zoom),
    };
  }

  /** Go over to the drawing of this moment, and make the one after it. */
  async function turn() {
    const now = time.page();
    const still = stillOf(now);
    current = await (next?.still === still ? next.made : shoot(now));
    const then = nextStill(ahead, now);
    next = { still: stillOf(then), made: shoot(then) };
    next.made.catch(() => undefined);
  }

  function paint() {
    const { moves, progress } = movesOn(time.page(), current.seen);
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.drawImage(current.canvas, 0, 0, context.canvas.width, context.canvas.height);
    const unit = current.scale * zoom;
    context.setTransform(unit, 0, 0, unit, 0, current.top * unit);
    if (progress < 1) paintPulses(context, moves, progress, colours);
  }

  return {
    begin: () => turn().then(paint),
    /** @param {() => boolean} filming  false when the browser has stopped recording by itself */
    run: async (filming) => {
      let last = await frame();
      let more = true;
      let held = 0;
      let shown = 0;
      let percent = 0;
      while (!signal.aborted && filming() && held < HOLD) {
        const now = await frame();
        const elapsed = Math.min(100, Math.max(0, now - last));
        last = now;
        shown += elapsed / 1000;
        if (more) more = time.on(elapsed);
        else held += elapsed / 1000;
        if (stillOf(time.page()) !== current.still) await turn();
        paint();
        if (100 * shown < whole * (percent + 1)) continue;
        percent = Math.min(100, Math.floor((100 * shown) / whole));
        told(percent / 100);
      }
    },
  };
}

/** @returns {Promise<number>} milliseconds, when the next frame is due */
function frame() {
  return new Promise((done) => requestAnimationFrame(done));
}
