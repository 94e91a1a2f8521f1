import assert from "node:assert/strict";
import { test } from "node:test";
import { withDuration } from "../../../static/js/export/webm.js";

/** An element: its name, one byte or eight for its length, and what it holds. */
const element = (name, ...held) => {
  const inside = held.flat();
  return [
    ...name,
    ...(inside.length < 127 ? [0x80 | inside.length] : [0x01, 0, 0, 0, 0, 0, inside.length >> 8, inside.length & 255]),
    ...inside,
  ];
};
const unknown = (name, ...held) => [...name, 0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, ...held.flat()];
const HEAD = element([0x1a, 0x45, 0xdf, 0xa3], [1, 2, 3]);
const SCALE = element([0x2a, 0xd7, 0xb1], [0x0f, 0x42, 0x40]);
const APP = element([0x57, 0x41], [67, 104]);
const INFO = [0x15, 0x49, 0xa9, 0x66];
const block = (time, name = [0xa3]) => element(name, [0x81, time >> 8, time & 255, 0x80, 7, 7]);
const cluster = (time, ...blocks) =>
  unknown([0x1f, 0x43, 0xb6, 0x75], element([0xe7], [time >> 8, time & 255]), ...blocks);

/** A film as a browser records it: its segment and its clusters have no length. */
const film = (info, ...clusters) =>
  Uint8Array.from([...HEAD, ...unknown([0x18, 0x53, 0x80, 0x67], element(INFO, ...info), ...clusters)]);

/** The number behind the name of the duration. */
function durationOf(bytes) {
  const at = bytes.findIndex((byte, index) => byte === 0x44 && bytes[index + 1] === 0x89 && bytes[index + 2] === 0x88);
  return at < 0 ? null : new DataView(bytes.buffer).getFloat64(at + 3);
}

test("a film's length is that of its pictures, the last one included", () => {
  const bytes = film(
    [SCALE, APP],
    cluster(0, block(0), block(40), block(80)),
    cluster(1000, block(0), block(40), block(120)),
  );
  // Six pictures from 0 to 1120 milliseconds: the last stays as long as they do on average.
  assert.equal(durationOf(withDuration(bytes)), 1120 + 224);
});

test("blocks in groups count too, and a film that begins late", () => {
  const group = element([0xa0], block(60, [0xa1]));
  assert.equal(durationOf(withDuration(film([SCALE], cluster(500, block(0), group)))), 120);
});

test("nothing else of the file changes", () => {
  const bytes = film([SCALE, APP], cluster(0, block(0), block(40)));
  const made = withDuration(bytes);
  const info = element(INFO, SCALE, APP).length;
  const begin = HEAD.length + 12;
  assert.equal(made.length, bytes.length + 18);
  assert.deepEqual(made.slice(0, begin), bytes.slice(0, begin));
  assert.deepEqual(made.slice(begin + info + 18), bytes.slice(begin + info));
  assert.deepEqual(
    [...made.slice(begin, begin + 12)],
    [...INFO, 0x01, 0, 0, 0, 0, 0, 0, SCALE.length + APP.length + 11],
  );
});

test("a length that is there already stays", () => {
  const bytes = film([SCALE, element([0x44, 0x89], [0x40, 0x8f, 0x40, 0, 0, 0, 0, 0])], cluster(0, block(0)));
  assert.equal(withDuration(bytes), bytes);
});

test("what is no film, or none to its end, comes back as it is", () => {
  for (const bytes of [new Uint8Array(), Uint8Array.of(0, 0, 0, 0), Uint8Array.of(0x1a, 0x45), film([SCALE])])
    assert.equal(withDuration(bytes), bytes);
});
