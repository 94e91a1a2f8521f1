/**
 * What must be said over the stage: why there is nothing on it, that the server does not answer, outputs that are no
 * probabilities, numbers that grew too large. Each can be closed; closed, it stays away until there is something else
 * to say.
 */

import { parseAddress, valueAt } from "../../network/address.js";
import { plural } from "../../language/catalogue.js";
import { number } from "../../language/number.js";
import { badLogarithm } from "../../language/sentences/logarithm.js";
import { m } from "../../dom/marks.js";
import { MAX_TRIES, isStale } from "../../server/outage.js";
import { FIELD } from "../../state/page.js";
import { iconButton } from "../../dom/controls.js";
import { explain } from "../../server/api.js";
import { reason } from "../../server/trace.js";
import { nameOf } from "../../language/notation.js";
import { numeric } from "../../network/numeric.js";
import { stepsTo } from "../../network/descent.js";
import { isByHand } from "../../network/request.js";
import { alikeGroups, learningParts, silentLayer, stepsAlike } from "../../network/symmetry.js";
import { inOneText } from "../../language/phrase.js";

/** @typedef {import("../../state/page.js").Page} Page */
/** @typedef {import("../../state/page.js").Answer} Answer */

/** @param {Page} page */
export function notices(page) {
  const { answer } = page;
  return [
    outage(page),
    trouble(page),
    dropping(page),
    refused(page),
    ...(answer ? [outside(page, answer), nonfinite(page, answer), symmetric(page, answer)] : []),
  ];
}

/**
 * @param {Page} page
 * @param {{key: string, of?: string, role: "alert" | "status", words: string, list?: string[], retry?: boolean}}
 *   content `of`: by what it is closed
 */
function notice({ t, dismissed }, { key, of = key, role, words, list = [], retry = false }) {
  if (dismissed.includes(of)) return null;
  return m(
    "div",
    { key, class: "notice wrong", role },
    m(
      "div",
      { key: "words" },
      m("p", null, words),
      list.length > 0 &&
        m(
          "ul",
          null,
          list.map((line, index) => m("li", { key: index }, line)),
        ),
    ),
    retry && m("button", { key: "retry", type: "button", class: "plain", "data-do": "retry" }, t("page.retry")),
    iconButton({ action: "dismiss", of, image: "close", label: t("page.close"), name: "icon close" }),
  );
}

/** @param {Page} page */
function outage(page) {
  const { t, unanswered } = page;
  if (!unanswered) return null;
  const over = unanswered.tries >= MAX_TRIES;
  const what = t(isStale(page) ? "page.outage.stale" : "page.outage.silent");
  return notice(page, {
    key: over ? "given-up" : "outage",
    role: "alert",
    words: t("step.both", { first: what, second: t(over ? "page.outage.given-up" : "page.outage.again") }),
    retry: true,
  });
}

/** A reason that belongs to no visible field. @param {Page} page */
function trouble(page) {
  const where = page.answer ? FIELD.network : (page.rejection?.where ?? FIELD.network);
  const why = reason(page, where);
  if (!why || page.drawer === "network") return null;
  const gone = page.rejection?.fault.code === "unreachable";
  return notice(page, { key: "trouble", of: "rejection", role: "alert", words: why, retry: gone });
}

/** Errors of a file that are listed. */
const MAX_LISTED_FAULTS = 4;

/** A file that was not opened, and what is wrong with it at which place. @param {Page} page */
function refused(page) {
  const { t, language } = page;
  if (!page.refused) return null;
  const { name, faults, total } = page.refused;
  const listed = faults.slice(0, MAX_LISTED_FAULTS).map((fault) => {
    const detail = explain(fault, t, language, true);
    return fault.pointer.length > 1 ? `${detail} (${fault.pointer})` : detail;
  });
  const more = total > listed.length ? [t("file.more", { count: total - listed.length })] : [];
  const words = t("page.file.refused", { name });
  return notice(page, { key: "refused", role: "alert", words, list: [...listed, ...more] });
}

/** Where a file can be let go. @param {Page} page */
const dropping = (page) =>
  page.dropping && m("p", { key: "dropping", class: "notice wrong drop" }, page.t("page.file.drop"));

/**
 * Outputs that a cross-entropy takes for probabilities, and that are none.
 *
 * @param {Page} page
 * @param {Answer} answer
 */
function outside(page, answer) {
  const warning = answer.trace.warnings?.find(({ code }) => code === "output-outside-range");
  if (!warning || undone(answer)?.kind === "negative") return null;
  const { minimum, maximum, count, address } = warning.params;
  const key = count === 1 ? "page.stage.outside" : "page.stage.outside-several";
  const output = equation(page, answer, address);
  const words = page.t(key, { loss: lossOf(page, answer), minimum, maximum, count, output });
  return notice(page, { key: "outside", of: words, role: "status", words });
}

/**
 * Neurons that stay alike whatever is learnt, and weights of 0 that pass nothing back.
 *
 * @param {Page} page
 * @param {Answer} answer
 */
function symmetric(page, answer) {
  const { t, language } = page;
  const { layers } = answer.problem;
  if (isByHand(answer)) return null;
  const silent = silentLayer(layers);
  const [alike] = alikeGroups(layers);
  const sentences = [];
  if (silent !== null) {
    const parts = learningParts(answer.trace).map(({ layer, part }) => t(`page.symmetry.${part}`, { layer }));
    const key = parts.length > 0 ? "page.symmetry.silent" : "page.symmetry.silent-all";
    sentences.push(t(key, { layer: silent, parts: new Intl.ListFormat(language).format(parts) }));
  }
  if (alike) sentences.push(...stayingAlike(page, layers, alike));
  if (sentences.length === 0) return null;
  const words = inOneText(t, sentences);
  return notice(page, {
    key: "symmetric",
    of: `symmetric-${silent}-${alike ? `${alike.layer}.${alike.neurons}` : null}`,
    role: "status",
    words,
  });
}

/**
 * Which neurons are alike, and over how many updates they have been.
 *
 * @param {Page} page
 * @param {readonly import("../../network/types.js").Layer[]} layers
 * @param {import("../../network/symmetry.js").AlikeGroup} group
 */
function stayingAlike(page, layers, group) {
  const { t, language } = page;
  const { layer, neurons } = group;
  const isWhole = neurons.length === layers[layer - 1].b.length;
  const names = new Intl.ListFormat(language).format(neurons.map((neuron) => String(neuron + 1)));
  const which = isWhole
    ? t("page.symmetry.alike", { layer, count: neurons.length })
    : t("page.symmetry.alike-some", { layer, neurons: names });
  const steps = page.problem.layers === layers ? stepsAlike(stepsTo(page), group) : 0;
  return steps > 0 ? [which, plural(t, "page.symmetry.updates", steps, language)] : [which];
}

/** @param {Page} page @param {Answer} answer */
function nonfinite(page, answer) {
  const words = whatIsNot(page, answer);
  return words === null ? null : notice(page, { key: "nonfinite", of: words, role: "status", words });
}

/** What to say of numbers that are not finite. @param {Page} page @param {Answer} answer */
function whatIsNot(page, answer) {
  const { nonfinite: found, update } = answer.trace;
  if (!found) return null;
  const logarithm = undone(answer);
  if (logarithm) {
    const output = equation(page, answer, logarithm.output);
    return page.t(`page.stage.logarithm.${logarithm.kind}`, { loss: lossOf(page, answer), output });
  }
  if (found.first) {
    return page.t("page.stage.nonfinite", { address: named(page, answer, found.first.address), count: found.count });
  }
  return page.t(Number.isNaN(numeric(update?.L_after)) ? "page.stage.no-value-after" : "page.stage.nonfinite-after");
}

/** The logarithm that is the first thing without a finite value. @param {Answer} answer */
function undone({ problem, trace }) {
  const first = parseAddress(trace.nonfinite?.first?.address ?? "");
  return first?.quantity === "l" ? badLogarithm(problem, trace, first.sample) : null;
}

/** @param {Page} page @param {Answer} answer */
const lossOf = ({ t }, { problem }) => t(`page.loss.${problem.loss}`);

/** @param {Page} page @param {Answer} answer @param {string} address */
const named = (page, { problem }, address) => nameOf({ notation: page.notation, problem }, address);

/** y₁ = 1.2. @param {Page} page @param {Answer} answer @param {string} address */
const equation = (page, answer, address) =>
  `${named(page, answer, address)} = ${number(valueAt(address, answer.problem, answer.trace), page.digits)}`;
