/** What lies outside the page: the clipboard, the whole screen, paper, and what a browser remembers. */

/**
 * Fill the screen, or leave it again; a browser may refuse.
 *
 * @param {Document} document
 * @param {boolean} on
 */
export function fillScreen(document, on) {
  const done = on
    ? document.documentElement.requestFullscreen?.()
    : document.fullscreenElement && document.exitFullscreen();
  Promise.resolve(done).catch(() => undefined);
}

/** @param {string} text @returns {Promise<boolean>} whether it was copied */
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

/** A file that the user chooses. @param {Document} document @returns {Promise<File | null>} */
export const pick = (document) =>
  new Promise((done) => {
    const chooser = Object.assign(document.createElement("input"), { type: "file", accept: ".json,application/json" });
    chooser.addEventListener("change", () => done(chooser.files?.[0] ?? null));
    chooser.addEventListener("cancel", () => done(null));
    chooser.click();
  });

/** What was chosen here before; a browser may refuse to store anything. @param {string} name */
export function stored(name) {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

/** @param {string} name @param {string} value */
export function remember(name, value) {
  try {
    localStorage.setItem(name, value);
  } catch {
    // It lasts as long as the page.
  }
}
