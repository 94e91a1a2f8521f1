/**
 * How long a WebM film is. A browser writes a film's head before it knows; players then show no length, and cannot go
 * to a place in it. Here the length is read off the last picture and written into the head.
 * The format: Matroska, RFC 9559, of elements in EBML, RFC 8794.
 */

const SEGMENT = 0x18538067;
const INFO = 0x1549a966;
const TIMESTAMP_SCALE = 0x2ad7b1;
const DURATION = 0x4489;
const CLUSTER = 0x1f43b675;
const TIMESTAMP = 0xe7;
const SIMPLE_BLOCK = 0xa3;
const GROUP = 0xa0;
const BLOCK = 0xa1;

/** Elements that are looked into; all others are passed over. */
const CONTAINERS = new Set([SEGMENT, INFO, CLUSTER, GROUP]);

/**
 * @typedef {{id: number, start: number, from: number, to: number}} Element  `start` of the whole, `from` and `to` of
 *   what it holds
 */

/**
 * All elements in their order, those that hold others before what they hold.
 *
 * @param {Uint8Array} bytes
 * @returns {Generator<Element>}
 */
function* elements(bytes) {
  let offset = 0;
  while (offset < bytes.length) {
    const name = integer(bytes, offset, false);
    const size = name && integer(bytes, offset + name.length, true);
    if (!name || !size) return;
    const from = offset + name.length + size.length;
    const to = size.value === null ? bytes.length : Math.min(bytes.length, from + size.value);
    yield { id: name.value ?? 0, start: offset, from, to };
    offset = CONTAINERS.has(name.value ?? 0) ? from : to;
  }
}

/**
 * A number whose first bits say how many bytes it has.
 *
 * @param {Uint8Array} bytes @param {number} offset @param {boolean} bare  without those bits
 * @returns {{value: number | null, length: number} | null} null for no number; its value is null where all its bits are
 *   set: 'unknown'
 */
function integer(bytes, offset, bare) {
  const first = bytes[offset] ?? 0;
  const length = Math.clz32(first) - 23;
  if (length > 8 || offset + length > bytes.length) return null;
  let value = bare ? first & (0xff >> length) : first;
  let all = bare && value === 0xff >> length;
  for (let i = 1; i < length; i += 1) {
    value = value * 256 + bytes[offset + i];
    all &&= bytes[offset + i] === 0xff;
  }
  return { value: all ? null : value, length };
}

/** @param {Uint8Array} bytes @param {Element} element */
function whole(bytes, { from, to }) {
  return bytes.slice(from, to).reduce((sum, byte) => sum * 256 + byte, 0);
}

/**
 * @param {Uint8Array<ArrayBuffer>} bytes  of a WebM file
 * @returns {Uint8Array<ArrayBuffer>} the same with its length in the head; the same object where it is there already,
 *   or this is no WebM
 */
export function withDuration(bytes) {
  /** @type {Element | null} */
  let info = null;
  let scale = 1_000_000;
  let cluster = 0;
  /** @type {number[]} */
  const times = [];
  for (const element of elements(bytes)) {
    if (element.id === INFO) info = element;
    else if (element.id === DURATION) return bytes;
    else if (element.id === TIMESTAMP_SCALE) scale = whole(bytes, element);
    else if (element.id === TIMESTAMP) cluster = whole(bytes, element);
    else if (element.id === SIMPLE_BLOCK || element.id === BLOCK) {
      const track = integer(bytes, element.from, true);
      const place = element.from + (track?.length ?? 1);
      times.push(cluster + new DataView(bytes.buffer, bytes.byteOffset + place, 2).getInt16(0));
    }
  }
  if (!info || times.length === 0) return bytes;
  times.sort((a, b) => a - b);
  const last = times[times.length - 1];
  // The last picture stays as long as a picture does; a time is counted in units of `scale` nanoseconds.
  const duration =
    last - times[0] + (times.length > 1 ? (last - times[0]) / (times.length - 1) : 1_000_000_000 / scale / 30);

  const held = bytes.slice(info.from, info.to);
  const head = new Uint8Array(12 + 11);
  const view = new DataView(head.buffer);
  view.setUint32(0, INFO);
  view.setUint8(4, 0x01);
  view.setUint32(8, held.length + 11);
  view.setUint16(12, DURATION);
  view.setUint8(14, 0x88);
  view.setFloat64(15, duration);
  const file = new Uint8Array(info.start + head.length + held.length + bytes.length - info.to);
  file.set(bytes.subarray(0, info.start));
  file.set(head, info.start);
  file.set(held, info.start + head.length);
  file.set(bytes.subarray(info.to), info.start + head.length + held.length);
  return file;
}
