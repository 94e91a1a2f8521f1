/** The question about the next number, in the place of the sentence; and the button that asks it. */

import { m } from "../dom/marks.js";
import { nameOf, spoken } from "../language/notation.js";
import { number } from "../language/number.js";
import { plural } from "../language/catalogue.js";
import { inOneText } from "../language/phrase.js";
import { wrongWords } from "../language/slip-words.js";
import { valueAt } from "../network/address.js";
import { hintOf } from "../network/asked.js";
import {
  answerSign,
  answerSize,
  answerValue,
  askNext,
  askedDigits,
  leaveQuestion,
  nextNumber,
  revealNumber,
  typeValue,
  verdictOf,
} from "../state/asking.js";
import { stepOn } from "./clock.js";

/**
 * @typedef {import("../state/page.js").Page} Page
 * @typedef {import("../state/asking.js").AskedNumber} AskedNumber
 */

/** What an answer of each sign claims. @type {Readonly<Record<string, string>>} */
const SIGNS_CLAIMED = { 1: "> 0", 0: "= 0", "-1": "< 0" };

/** What leads to the question, while there is a next number. @param {Page} page */
export function predictButton(page) {
  const { t, touch, playing } = page;
  if (!nextNumber(page)) return null;
  return m(
    "button",
    { key: "ask", type: "button", class: "plain ask", "data-do": "ask", disabled: playing, title: t("page.ask.title") },
    t("page.ask.button"),
    !touch && m("kbd", { key: "key", "aria-hidden": "true" }, "Q"),
  );
}

/** How precise an answer has to be. @param {Page} page */
export const precisionWords = (page) => plural(page.t, "page.ask.digits", askedDigits(page), page.language);

/** @param {Page} page @param {AskedNumber} asked */
export function question(page, asked) {
  const { t, answer, digits } = page;
  const name = nameOf(page, asked.of);
  const neighbour = asked.neighbour ?? asked.of;
  const other = answer ? number(valueAt(neighbour, answer.problem, answer.trace), Math.max(4, digits)) : "";
  const words = {
    sign: () => t("page.ask.sign", { name }),
    size: () => t("page.ask.size", { name, other: `${nameOf(page, neighbour)} = ${other}` }),
    value: () => inOneText(t, [t("page.ask.value", { name }), precisionWords(page)]),
    answered: () => t("page.ask.answered", { name }),
  };
  return m(
    "div",
    { key: "asked", class: "asked", role: "group", "aria-label": t("page.ask.title") },
    m("p", { key: "words", class: "asked-words", id: "asked-words" }, words[asked.stage]()),
    asked.stage === "sign" && choices(page, "ask-sign", ["1", "0", "-1"]),
    asked.stage === "size" && choices(page, "ask-size", ["larger", "smaller"]),
    asked.stage === "value" && valueForm(page, asked),
    m("p", { key: "verdict", class: "asked-verdict", role: "status" }, verdict(page, asked)),
    m(
      "div",
      { key: "ways", class: "asked-ways" },
      m(
        "button",
        {
          key: "reveal",
          type: "button",
          class: asked.stage === "answered" ? "primary" : "plain",
          "data-do": "ask-reveal",
          "data-asks": asked.stage === "answered" ? "true" : null,
        },
        t("page.ask.reveal"),
        !page.touch && m("kbd", { key: "key", "aria-hidden": "true" }, "→"),
      ),
      m(
        "button",
        { key: "leave", type: "button", class: "plain", "data-do": "ask-leave" },
        t("page.ask.leave"),
        !page.touch && m("kbd", { key: "key", "aria-hidden": "true" }, "Esc"),
      ),
    ),
  );
}

/** Two or three answers to choose from. @param {Page} page @param {string} action @param {readonly string[]} answers */
const choices = ({ t, asked }, action, answers) =>
  m(
    "div",
    { key: action, class: "asked-choices", role: "group", "aria-labelledby": "asked-words" },
    answers.map((of, index) =>
      m(
        "button",
        {
          key: of,
          type: "button",
          class: `plain${asked?.wrong === of ? " is-wrong" : ""}`,
          "data-do": action,
          "data-of": of,
          "data-asks": index === 0 ? "true" : null,
          "aria-label": action === "ask-sign" ? t(`page.ask.sign.${of}`) : null,
        },
        action === "ask-sign" ? { 1: "+", 0: "0", "-1": "−" }[of] : t(`page.ask.${of}`),
      ),
    ),
  );

/** @param {Page} page @param {AskedNumber} asked */
function valueForm(page, { of, text }) {
  return m(
    "form",
    { key: "value", class: "own-number", "data-form": "asked" },
    answerField({ page, name: nameOf(page, of), said: spoken(of, page.t), slide: "ask-typing", text }),
  );
}

/**
 * The field for an answer in a form of its own, and the button that sends it.
 *
 * @param {{page: Page, name: string, said: string, slide: string, text: string}} field
 */
export const answerField = ({ page: { t }, name, said, slide, text }) =>
  m(
    "label",
    { key: "field", class: "own-field" },
    m("span", { "aria-hidden": "true" }, `${name} =`),
    m("input", {
      key: "input",
      type: "text",
      inputmode: "text",
      autocomplete: "off",
      spellcheck: "false",
      "aria-label": t("page.own.label", { name: said }),
      "data-slide": slide,
      "data-asks": "true",
      value: text,
    }),
    m("button", { key: "compare", type: "submit", class: "plain" }, t("page.own.compare")),
  );

/** What is said of the last answer. @param {Page} page @param {AskedNumber} asked */
function verdict(page, asked) {
  const { t, answer } = page;
  if (!answer) return "";
  const name = nameOf(page, asked.of);
  const hint = hintOf(answer, asked);
  if (asked.wrong !== null) return `✗ ${t(`page.ask.why.${asked.stage === "size" ? "size" : hint}`)}`;
  if (asked.judged !== null && asked.stage === "value") return wrongWords(page, verdictOf(page), hint);
  if (asked.stage === "sign") return "";
  const [exact, other] = [asked.of, asked.neighbour ?? asked.of].map((address) =>
    Number(valueAt(address, answer.problem, answer.trace)),
  );
  if (asked.stage === "answered" && exact !== 0) return `✓ ${t("page.ask.right")}`;
  const what =
    asked.stage === "value" && asked.neighbour
      ? `|${name}| ${Math.abs(exact) > Math.abs(other) ? ">" : "<"} |${nameOf(page, asked.neighbour)}|`
      : `${name} ${SIGNS_CLAIMED[Math.sign(exact)]}`;
  return `✓ ${t("page.ask.right-is", { what })}`;
}

/** @type {Record<string, (store: import("../state/page.js").Store, of: string) => unknown>} */
export const ASK_ACTIONS = {
  ask: (store) => (store.get().asked ? leaveQuestion(store) : askNext(store)),
  "ask-sign": answerSign,
  "ask-size": answerSize,
  "ask-reveal": revealNumber,
  "ask-leave": leaveQuestion,
  /** A step on shows what is asked for. */
  on: (store) => (store.get().asked ? revealNumber(store) : stepOn(store)),
};

/** @type {Record<string, (store: import("../state/page.js").Store, value: string) => unknown>} */
export const ASK_CHANGES = { "ask-typing": typeValue };

export const ASK_FORMS = { asked: answerValue };
