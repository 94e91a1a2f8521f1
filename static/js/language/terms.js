/** Terms of the glossary in a text: `[[delta|words]]` are words that lead to the entry of delta. */

const TERM = /\[\[([a-z-]+)\|(.+?)\]\]/;

/**
 * A text cut at its terms.
 *
 * @param {string} text
 * @returns {{term: string | null, text: string}[]} in order, none of them empty
 */
export function termsIn(text) {
  const cut = text.split(TERM);
  return cut
    .flatMap((piece, index) => {
      if (index % 3 === 1) return [];
      return [{ term: index % 3 === 2 ? cut[index - 1] : null, text: piece }];
    })
    .filter((piece) => piece.text !== "");
}

/** The words alone. @param {string} text */
export const withoutTerms = (text) =>
  termsIn(text)
    .map((piece) => piece.text)
    .join("");
