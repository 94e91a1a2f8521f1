/**
 * Words out of a catalogue: a text by its key, with `{name}` placeholders filled in; or the text cut at its
 * placeholders, so that a caller can put elements or emphasised parts there.
 *
 * @typedef {import("../network/types.js").Translate} Translate
 */

const PLACEHOLDER = /\{(\w+)\}/;

/**
 * @param {Readonly<Record<string, string>>} catalogue
 * @param {Readonly<Record<string, string>>} [letters]  fill placeholders in every text
 * @returns {Translate} a missing key comes back as itself, an unknown placeholder stays as it stands
 */
export function translator(catalogue, letters = {}) {
  return (key, params = {}) => {
    if (!Object.hasOwn(catalogue, key)) return key;
    return split(catalogue[key], { ...letters, ...params }).join("");
  };
}

/**
 * A text cut at its placeholders, which are replaced by whatever stands for them.
 *
 * @template T
 * @param {string} text
 * @param {Readonly<Record<string, T>>} params
 * @returns {(string | T)[]} pieces in order, none of them an empty string
 */
export function split(text, params) {
  return text
    .split(PLACEHOLDER)
    .map((piece, index) => {
      if (index % 2 === 0) return piece;
      return Object.hasOwn(params, piece) ? params[piece] : `{${piece}}`;
    })
    .filter((piece) => piece !== "");
}

/** @type {Map<string, Intl.PluralRules>} */
const RULES = new Map();

/**
 * A text with a count in it, in the form that the language wants for that count.
 *
 * @param {Translate} t
 * @param {string} key  its forms are `key.one`, `key.other`; a form that is missing falls back on `key.other`
 * @param {number} count  also the placeholder {count}
 * @param {string} language
 * @param {Record<string, string | number>} [params]
 * @returns {string}
 */
export function plural(t, key, count, language, params = {}) {
  const rules = RULES.get(language) ?? new Intl.PluralRules(language);
  RULES.set(language, rules);
  const form = `${key}.${rules.select(count)}`;
  const text = t(form, { count, ...params });
  return text === form ? t(`${key}.other`, { count, ...params }) : text;
}
