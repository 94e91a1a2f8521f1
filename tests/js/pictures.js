/** Marks as a test reads them: all that are such, and the text in them. */

/** @param {any[]} marks @param {(mark: any) => boolean} such */
export function all(marks, such) {
  return marks.flatMap((mark) =>
    mark && typeof mark === "object" ? [...(such(mark) ? [mark] : []), ...all(mark.children, such)] : [],
  );
}

/** @param {any} mark @returns {string} */
export function textOf(mark) {
  return typeof mark === "string" ? mark : mark.children.map(textOf).join("");
}
