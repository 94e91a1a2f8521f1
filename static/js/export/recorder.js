/** Records a film: each moment is drawn on a canvas, and the browser films that canvas while time goes on. */

import { playingTime } from "../time/pace.js";
import { movesOn } from "../stage/scene/drawing.js";
import { HOLD_SECONDS, nextStill, projector, stillOf } from "./film-clock.js";
import { paintPulses } from "../stage/pulse-canvas.js";
import { picture } from "./picture.js";
import { rasterised } from "./offscreen.js";
import { withDuration } from "./webm.js";

/**
 * @typedef {import("../state/page.js").Page} Page
 * @typedef {{still: string, context: import("../stage/scene/context.js").Context, scale: number, top: number, canvas:
 *   HTMLCanvasElement}} DrawnFrame  a drawing in pixels, without the pulses
 * @typedef {{page: Page, curves: import("../stage/scene/context.js").Context["curves"], offscreen:
 *   import("./offscreen.js").Offscreen, onProgress: (recorded: number) => void, signal: AbortSignal}} Task
 */

/** What a browser may record, best first. */
const TYPES = ["video/webm;codecs=vp9", "video/webm;codecs=vp8", "video/webm", "video/mp4"];

const FRAMES_A_SECOND = 30;
const BITS_A_SECOND = 8_000_000;

/** Pixels that a film is wide, unless the drawing itself is wider. */
const FILM_WIDTH = 1600;

/** Pixels of a side, and in all, that an encoder takes. */
const MAX_FILM_SIDE = 4096;
const MAX_FILM_PIXELS = 3840 * 2160;

/**
 * Pixels of a film to one of the page: less than one where the drawing is too large for an encoder.
 *
 * @param {number} width
 * @param {number} height
 */
export const zoomOf = (width, height) =>
  Math.min(
    Math.max(1, Math.min(2, FILM_WIDTH / width)),
    MAX_FILM_SIDE / width,
    MAX_FILM_SIDE / height,
    Math.sqrt(MAX_FILM_PIXELS / (width * height)),
  );

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
  const canvas2d = canvas.getContext("2d", { alpha: false });
  if (!type || !canvas2d) return null;

  const shown = show(task, canvas2d, zoom);
  await shown.begin();
  const stream = canvas.captureStream(FRAMES_A_SECOND);
  const recorder = new MediaRecorder(stream, { mimeType: type, videoBitsPerSecond: BITS_A_SECOND });
  /** @type {Blob[]} */
  const parts = [];
  recorder.addEventListener("dataavailable", ({ data }) => parts.push(data));
  let broken = false;
  recorder.addEventListener("error", () => (broken = true));
  const stopped = new Promise((done) => ["stop", "error"].forEach((event) => recorder.addEventListener(event, done)));
  // A hidden window is given no frames.
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
 * @param {CanvasRenderingContext2D} canvas2d
 * @param {number} zoom
 */
function show({ page, curves, offscreen, onProgress, signal }, canvas2d, zoom) {
  const [time, ahead] = [projector(page), projector(page)];
  const whole = playingTime(page) + HOLD_SECONDS;
  const colours = {
    forward: offscreen.colour("forward"),
    backward: offscreen.colour("backward"),
    panel: offscreen.colour("panel"),
    ink: offscreen.colour("ink"),
    text: offscreen.colour("text"),
  };
  /** @type {DrawnFrame} */
  let current;
  /** @type {{still: string, frame: Promise<DrawnFrame>} | null} */
  let next = null;

  /** @param {Page} moment @returns {Promise<DrawnFrame>} */
  async function renderFrame(moment) {
    const { mark, context, scale, top, width, height } = picture(moment, curves, { moving: false });
    return {
      still: stillOf(moment),
      context,
      scale,
      top,
      canvas: await rasterised(offscreen.text(mark), { width, height }, zoom),
    };
  }

  /** Switch to the drawing of this moment, and prepare the next one. */
  async function turn() {
    const now = time.page();
    const still = stillOf(now);
    current = await (next?.still === still ? next.frame : renderFrame(now));
    const then = nextStill(ahead, now);
    next = { still: stillOf(then), frame: renderFrame(then) };
    next.frame.catch(() => undefined);
  }

  function paint() {
    const { moves, progress } = movesOn(time.page(), current.context);
    canvas2d.setTransform(1, 0, 0, 1, 0, 0);
    canvas2d.drawImage(current.canvas, 0, 0, canvas2d.canvas.width, canvas2d.canvas.height);
    const unit = current.scale * zoom;
    canvas2d.setTransform(unit, 0, 0, unit, 0, current.top * unit);
    if (progress < 1) paintPulses(canvas2d, moves, progress, colours);
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
      while (!signal.aborted && filming() && held < HOLD_SECONDS) {
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
        onProgress(percent / 100);
      }
    },
  };
}

/** @returns {Promise<number>} milliseconds, when the next frame is due */
function frame() {
  return new Promise((done) => requestAnimationFrame(done));
}
