/** After a push, a question: the gradient of another neuron, out of the numbers that are known already. */

import { m } from "../../dom/marks.js";
import { nameOf } from "../../language/notation.js";
import { number } from "../../language/number.js";
import { printAddress } from "../../network/address.js";
import { once } from "../../network/once.js";
import { sizesOf } from "../../network/problem.js";
import { planOf } from "../../network/push.js";
import { ownNumberField } from "../hands/own-number.js";
import { sentenceGap } from "../../language/phrase.js";

/**
 * @typedef {import("../../state/page.js").Page} Page
 * @typedef {import("../../network/push.js").PushPlan} PushPlan
 */

/** A sum of more paths is too long to be worked out by hand. */
const MAX_PATHS = 4;

/**
 * What is asked after a push: the z of another neuron of its layer, else of another layer, the last first.
 *
 * @param {NonNullable<Page["answer"]>} answer
 * @param {PushPlan} plan
 * @returns {PushPlan | null} null where there is no other neuron with few enough paths
 */
export function askedAfter(answer, { subject, sample, from }) {
  return once(answer, `asked after ${subject}`, () => {
    const [, layer, neuron] = from.split("@")[0].split(".").map(Number);
    const sizes = sizesOf(answer.problem);
    const own = from.startsWith("x") ? 0 : layer;
    const layers = [own, ...sizes.map((_, index) => index).toReversed()].filter((one) => one > 0);
    for (const one of layers)
      for (let k = 1; k <= sizes[one]; k++) {
        const i = one === own ? (neuron + k) % sizes[one] : k - 1;
        if (one === own && i === neuron) continue;
        const plan = planOf(answer, printAddress({ quantity: "z", indices: [one, i], sample }));
        if (plan.branches.length + plan.rest.length <= MAX_PATHS) return plan;
      }
    return null;
  });
}

/** To the question and back. @param {Page} page @param {string} words */
export const askButton = ({ pushing }, words) =>
  m(
    "button",
    {
      key: "ask-button",
      type: "button",
      class: "plain push-ask",
      "data-do": "push-ask",
      "aria-expanded": String(pushing.asking),
    },
    words,
  );

/** With fewer digits of what is given nobody could come to the answer. */
const MIN_GIVEN_DIGITS = 4;

/** @param {Page} page @param {PushPlan} asked */
export function pushQuestion(page, asked) {
  const { t, digits } = page;
  /** @param {string} address @param {number} value */
  const equation = (address, value) =>
    `${nameOf(page, address)} = ${number(value, Math.max(digits, MIN_GIVEN_DIGITS))}`;
  const given = [
    ...(asked.curve ? [equation(asked.curve.slope, asked.curve.by)] : []),
    ...asked.branches.flatMap(({ factor, by, gradient, slope }) => [
      ...(factor ? [equation(factor, by)] : []),
      equation(gradient, slope),
    ]),
  ];
  return m(
    "div",
    { key: "question", class: "push-question" },
    m(
      "p",
      { key: "ask" },
      m("strong", null, t("page.push.ask", { name: nameOf(page, asked.gradient) })),
      sentenceGap(t),
      t("page.push.given", { numbers: given.join(", ") }),
    ),
    ownNumberField(page, asked.gradient),
    askButton(page, t("page.push.back-to-push")),
  );
}
