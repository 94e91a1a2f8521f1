/** What a push says of itself: what has just happened, and why. */

import { plural } from "../../language/catalogue.js";
import { nameOf } from "../../language/notation.js";
import { number, signed } from "../../language/number.js";
import { parseAddress, valueAt } from "../../network/address.js";
import { productOf } from "../../network/push.js";
import { inOneText } from "../../language/phrase.js";

/** @typedef {import("../../state/page.js").Page} Page */
/** @typedef {import("../../network/push.js").Push} Push */

const MINUS = "−";

/** The figure, the formula and the sentences have no room for more. */
const MAX_DIGITS = 6;

/**
 * The page as the view of the push shows it; what is read of it is read of the page.
 *
 * @param {Page} page
 * @returns {Page}
 */
export const inFewDigits = (page) =>
  page.digits <= MAX_DIGITS ? page : Object.create(page, { digits: { value: MAX_DIGITS, enumerable: true } });

/** A change with its sign: +0.049, −0.0133, 0. @param {number | null} value @param {number} digits */
export function changeText(value, digits) {
  if (value === null) return "…";
  const text = number(value, digits);
  return text.startsWith(MINUS) || text === "0" || text === "NaN" ? text : `+${text}`;
}

/** A change of the number at an address: Δz²₁. @param {Page} page @param {string} address */
export const deltaOf = (page, address) => `Δ${nameOf(page, address)}`;

/** The loss of the sample in which a push is followed. @param {Push["plan"]} plan */
export const lossOf = ({ sample }) => (sample === 0 ? "l" : `l@${sample}`);

/** So many numbers are listed in a sentence. */
const LISTED = 3;

/**
 * @param {Page} page
 * @param {Push} push
 * @param {import("./linear-error.js").LinearError | null} error
 * @returns {{happened: string, why: string, verdict: string}}
 */
export function pushSentences(page, push, error) {
  return page.pushing.backwards ? backward(page, push) : forward(page, push, error);
}

/** @param {Page} page @param {Push} push @param {import("./linear-error.js").LinearError | null} error */
function forward(page, push, error) {
  const { t, digits } = page;
  const { plan, start, z, a, branches, loss } = push;
  const { subject, entry, curve } = plan;
  /** @param {string} address @param {number | null} value */
  const equation = (address, value) => `${deltaOf(page, address)} = ${changeText(value, digits)}`;
  const pieces = [];
  if (entry && z)
    pieces.push(
      t(entry.factor ? "page.push.said.weight" : "page.push.said.bias", {
        start: equation(subject, start.actual),
        input: entry.factor ? `${nameOf(page, entry.factor)} = ${number(entry.by, digits)}` : "",
        end: equation(entry.z, z.promised),
      }),
    );
  if (curve && a)
    pieces.push(
      t(z ? "page.push.said.curve-on" : "page.push.said.curve", {
        start: equation(curve.z, z ? z.promised : start.actual),
        end: equation(curve.a, a.actual),
        promised: changeText(a.promised, digits),
      }),
    );
  if (plan.joint)
    pieces.push(
      t("page.push.said.joint", {
        start: equation(plan.joint, z ? z.promised : start.actual),
        end: branches
          .slice(0, LISTED)
          .map(({ target, arrived }) => equation(target, arrived.actual))
          .join(", "),
      }),
    );
  if (!entry && !curve && !plan.joint)
    pieces.push(t("page.push.said.start", { start: equation(subject, start.actual) }));
  pieces.push(
    t("page.push.said.loss", { end: equation(lossOf(plan), loss.actual), promised: changeText(loss.promised, digits) }),
  );
  return { happened: inOneText(page.t, pieces), why: why(page, push), verdict: verdict(page, push, error) };
}

/** Why the changes may be added. @param {Page} page @param {Push} push */
function why(page, { plan, branches, rest, loss }) {
  const { t, digits, language } = page;
  const count = plan.branches.length + plan.rest.length;
  const name = nameOf(page, plan.from);
  if (plan.kind === "loss") return t("page.push.why.loss", { name });
  const shares = [...branches.map((branch) => branch.loss), ...(plan.rest.length > 0 ? [rest] : [])];
  const sum =
    shares.length > 1 && shares.length <= LISTED
      ? `${shares.map((one, index) => (index === 0 ? number(one, digits) : added(one, digits))).join(" ")} = ${number(loss.promised, digits)}`
      : number(loss.promised, digits);
  return plural(t, plan.kind === "joint" ? "page.push.why.joint" : "page.push.why.wires", count, language, {
    name,
    sum,
  });
}

/** A summand behind another: + 0.1, − 0.1. @param {number} value @param {number} digits */
const added = (value, digits) => `${value < 0 ? MINUS : "+"} ${number(Math.abs(value), digits)}`;

/**
 * Whether the promise was kept, and where not, why.
 *
 * @param {Page} page
 * @param {Push} push
 * @param {import("./linear-error.js").LinearError | null} error
 */
function verdict(page, { plan }, error) {
  const { t, digits, problem } = page;
  if (!error) return "";
  const { kind, gap, slope } = error;
  const { curve } = plan;
  const layer = curve && parseAddress(curve.z)?.indices[0];
  return t(`page.push.part.${kind}`, {
    loss: deltaOf(page, lossOf(plan)),
    gap: number(gap, digits),
    z: curve ? nameOf(page, curve.z) : "",
    name: nameOf(page, plan.from),
    activation: layer ? t(`page.activation.${problem.layers[layer - 1].activation}`) : "",
    promised: number(curve?.by, digits),
    slope: slope === null ? "" : number(slope, digits),
  });
}

/** @param {Page} page @param {Push} push */
function backward(page, { plan }) {
  const { t, digits, language, answer } = page;
  const { entry, curve, branches, rest, from, kind, gradient } = plan;
  const { sum, total } = productOf(plan);
  const count = branches.length + rest.length;
  /** @param {string} address */
  const value = (address) => number(answer ? valueAt(address, answer.problem, answer.trace) : undefined, digits);
  const back = backOf(plan);
  const first =
    kind === "loss"
      ? t("page.push.back.loss", { gradient: nameOf(page, branches[0].gradient), value: value(branches[0].gradient) })
      : plural(t, kind === "joint" ? "page.push.back.joint" : "page.push.back.wires", count, language, {
          name: nameOf(page, from),
          gradient: nameOf(page, back),
          sum: number(sum, digits),
        });
  const rests = [];
  if (curve)
    rests.push(
      t("page.push.back.curve", {
        z: nameOf(page, curve.z),
        a: nameOf(page, curve.a),
        slope: number(curve.by, digits),
        gradient: nameOf(page, backOfZ(plan)),
        sum: signed(sum, digits),
        value: number(curve.by * sum, digits),
      }),
    );
  if (entry)
    rests.push(
      t(entry.factor ? "page.push.back.weight" : "page.push.back.bias", {
        input: entry.factor ? nameOf(page, entry.factor) : "",
        by: number(entry.by, digits),
        gradient: nameOf(page, gradient),
        value: number(total, digits),
      }),
    );
  return { happened: first, why: inOneText(page.t, rests), verdict: "" };
}

/** Address of what comes back where the branches start: ∂l/∂a, or ∂l/∂z of a softmax. @param {Push["plan"]} plan */
export const backOf = ({ from }) => `dl_d${from}`;

/** Address of what comes back to the z of the neuron. @param {Push["plan"]} plan */
export const backOfZ = ({ curve, from }) => `dl_d${curve?.z ?? from}`;
