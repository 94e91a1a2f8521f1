/** A PNG file of few colours, written without a screen: bytes in, bytes out. */

/** @param {Uint8Array} bytes */
function crc(bytes) {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
  }
  return ~sum >>> 0;
}

/** @param {Uint8Array} bytes */
function adler(bytes) {
  let [low, high] = [1, 0];
  for (const byte of bytes) {
    low = (low + byte) % 65521;
    high = (high + low) % 65521;
  }
  return ((high << 16) | low) >>> 0;
}

/** @param {number} value  of 32 bits */
const word = (value) => [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255];

/** @param {string} type @param {ArrayLike<number>} data @returns {number[]} */
function chunk(type, data) {
  const named = Uint8Array.from([...type].map((letter) => letter.charCodeAt(0)).concat(Array.from(data)));
  return [...word(data.length), ...named, ...word(crc(named))];
}

/** Bytes as zlib has them, not made smaller. @param {Uint8Array} bytes */
function uncompressed(bytes) {
  const MOST = 32768;
  const parts = [0x78, 0x01];
  for (let from = 0; from < bytes.length; from += MOST) {
    const part = bytes.subarray(from, from + MOST);
    const size = [part.length & 255, part.length >>> 8];
    parts.push(from + MOST >= bytes.length ? 1 : 0, ...size, ...size.map((byte) => byte ^ 255), ...part);
  }
  return [...parts, ...word(adler(bytes))];
}

/**
 * @param {object} given
 * @param {number} given.width
 * @param {number} given.height
 * @param {Uint8Array} given.places  of each dot, row by row, its place in the palette
 * @param {readonly number[][]} given.palette  red, green and blue, at most 256
 * @returns {Uint8Array}
 */
export function pngFile({ width, height, places, palette }) {
  const lines = new Uint8Array((width + 1) * height);
  for (let row = 0; row < height; row += 1)
    lines.set(places.subarray(row * width, (row + 1) * width), row * (width + 1) + 1);
  return Uint8Array.from([
    0x89,
    0x50,
    0x4e,
    0x47,
    0x0d,
    0x0a,
    0x1a,
    0x0a,
    ...chunk("IHDR", [...word(width), ...word(height), 8, 3, 0, 0, 0]),
    ...chunk("PLTE", palette.flat()),
    ...chunk("IDAT", uncompressed(lines)),
    ...chunk("IEND", []),
  ]);
}

/** @param {Uint8Array} file @returns {string} an address of the image that a drawing can carry */
export function pngAddress(file) {
  let letters = "";
  for (const byte of file) letters += String.fromCharCode(byte);
  return `data:image/png;base64,${btoa(letters)}`;
}
