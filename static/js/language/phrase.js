/** Words one after the other, with the spaces and the punctuation of the language. */

/** @typedef {import("../network/types.js").Translate} Translate */

/** Sentences one after the other. @param {Translate} t @param {readonly string[]} sentences */
export const inOneText = (t, sentences) =>
  sentences.reduce((first, second) => (first === "" ? second : t("step.both", { first, second })), "");

/** What stands between a sentence and an element behind it: a space, or nothing. @param {Translate} t */
export const sentenceGap = (t) => t("step.both", { first: "", second: "" });

/** A number or a remark behind a name. @param {Translate} t @param {string} first @param {string} second */
export const withAside = (t, first, second) => t("phrase.aside", { first, second });

/** Several remarks, read aloud in one breath. @param {Translate} t @param {...string} remarks */
export const remarksOf = (t, ...remarks) => remarks.reduce((first, second) => t("phrase.also", { first, second }));
