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

/** Marks in lines, so that a change of them can be read. @param {any[]} marks */
export function linesOf(marks) {
  const lines = [];
  const write = (mark, depth) => {
    if (!mark || typeof mark !== "object") return;
    const attrs = Object.entries(mark.attrs)
      .filter(([, value]) => value !== null && value !== undefined && value !== false && value !== "")
      .map(([name, value]) => ` ${name}="${value}"`)
      .join("");
    const words = mark.children.filter((child) => typeof child === "string").join("");
    lines.push(`${"  ".repeat(depth)}${mark.tag}${attrs}${words && ` | ${words}`}`);
    for (const child of mark.children) write(child, depth + 1);
  };
  for (const mark of marks) write(mark, 0);
  return `${lines.join("\n")}\n`;
}
