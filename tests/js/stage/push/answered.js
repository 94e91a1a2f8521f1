/** A push that the server has answered, as a test shows it. */

import { parseAddress, valueAt } from "../../../../static/js/network/address.js";
import { given, withNumber } from "../../../../static/js/network/problem.js";
import { nudgeQuestion } from "../../../../static/js/server/questions/nudge.js";
import { kept } from "../../answers.js";
import { pageOf } from "../../pages.js";
import { trace } from "../../reference.js";

export const CURVES = {
  curve_z: [-8, -4, -2, -1, 0, 1, 2, 4, 8],
  curves: {
    sigmoid: [-8, -4, -2, -1, 0, 1, 2, 4, 8].map((z) => 1 / (1 + Math.exp(-z))),
    tanh: [-8, -4, -2, -1, 0, 1, 2, 4, 8].map(Math.tanh),
  },
};
export const WIDE = { width: 970, height: 488, head: 60 };

/** What the server would answer: a z is moved by its bias. */
function answerOf({ body }) {
  const { address, by, sample, watch = [], ...problem } = body;
  const whole = { ...problem, learning_rate: 0.5 };
  const before = trace(whole);
  const { quantity, indices } = parseAddress(address);
  const moved = quantity === "z" ? `b.${indices.join(".")}` : address;
  return {
    address,
    l: before.l[sample],
    moved: by.map((change) => {
      const after = trace(withNumber(whole, moved, given(whole, moved) + change));
      const watched = watch.map((one) => valueAt(one, whole, after));
      return { by: change, value: 0, l: after.l[sample], forecast: 0, watched };
    }),
  };
}

/** A page that shows a push of a kept answer or of a problem, with the server's answer to it. */
export function answered(which, patch = {}) {
  const answer = typeof which === "string" ? kept(which) : { problem: which, trace: trace(which) };
  const shown = pageOf(answer, { view: "push", space: WIDE, at: 63, ...patch });
  const question = nudgeQuestion(shown);
  return { ...shown, nudged: { about: question.about, value: answerOf(question), fault: null } };
}
