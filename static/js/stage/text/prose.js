/**
 * The pass as a text: what each step did, in one sentence with its numbers, from the first step to the present one,
 * under the headings of the phases.
 */

import { m } from "../../dom/marks.js";
import { derived } from "../../state/memo.js";
import { pageSentence } from "../../state/sentence.js";
import { nameOf } from "../../language/notation.js";
import { now } from "../../network/steps.js";
import { colourOf, grainOf, stepsOf, unitsOf } from "../../state/page.js";

/** Of more steps than this only the last ones have sentences; the others are counted. */
export const MAX_PROSE_STEPS = 400;

/**
 * @typedef {import("../../state/page.js").Page} Page
 * @typedef {import("../../network/types.js").Unit} Unit
 * @typedef {import("../../network/types.js").Phase} Phase
 */

/** The current unit, from 0; -1 before the first. @type {(page: Page) => number} */
export const currentUnit = derived((page) => {
  const found = now(unitsOf(page), page.at);
  return found ? unitsOf(page).indexOf(found.unit) : -1;
});

/**
 * The units that have sentences, by phase.
 *
 * @param {Page} page
 * @returns {{phase: Phase, from: number, to: number}[]} indices of units, `to` excluded
 */
export function chapters(page) {
  const steps = stepsOf(page);
  const units = unitsOf(page);
  const end = currentUnit(page) + 1;
  /** @type {{phase: Phase, from: number, to: number}[]} */
  const found = [];
  for (let index = Math.max(0, end - MAX_PROSE_STEPS); index < end; index += 1) {
    const { phase } = steps[units[index].steps[0]];
    const last = found.at(-1);
    if (last?.phase === phase) last.to = index + 1;
    else found.push({ phase, from: index, to: index + 1 });
  }
  return found;
}

/** @param {Page} page */
export function prose(page) {
  const { t, answer } = page;
  if (!answer) return [];
  const shown = chapters(page);
  if (shown.length === 0) return [m("p", { key: "start" }, parts(page, 0))];
  const earlier = shown[0].from;
  const last = currentUnit(page);
  return [
    ...(earlier > 0 ? [m("p", { key: "earlier", class: "hint" }, t("page.text.earlier", { count: earlier }))] : []),
    ...shown.flatMap(({ phase, from, to }) => [
      m("h3", { key: `${phase}-head`, class: `chapter ${phase}` }, t(`page.text.phase.${phase}`)),
      m(
        "ol",
        { key: phase, start: from + 1 },
        sentencesOf(page, from, to).map(({ unit, index, likewise }) =>
          m(
            "li",
            { key: index, value: page.printing ? index + 1 : null, "aria-current": index === last ? "step" : null },
            title(page, unit),
            // The present step may still move: what comes after it must not be shown yet.
            m("span", { key: "sentence" }, parts(page, index === last ? undefined : unit.end)),
            likewise.length > 0 && m("span", { key: "likewise", class: "likewise" }, ` ${alike(page, likewise)}`),
          ),
        ),
      ),
    ]),
  ];
}

/** Names of steps of one kind that are written down. */
const MAX_ALIKE = 8;

/**
 * The units that have a sentence: all of them, or, on paper, the first of each kind, and those that are alike.
 *
 * @param {Page} page @param {number} from @param {number} to  excluded
 * @returns {{unit: Unit, index: number, likewise: Unit[]}[]}
 */
export function sentencesOf(page, from, to) {
  const all = unitsOf(page)
    .slice(from, to)
    .map((unit, place) => ({ unit, index: from + place, likewise: /** @type {Unit[]} */ ([]) }));
  if (!page.printing || ["phase", "layer"].includes(grainOf(page))) return all;
  /** @type {Map<string, (typeof all)[number]>} */
  const kinds = new Map();
  for (const one of all) {
    const kind = kindOf(page, one.unit);
    const first = kinds.get(kind);
    if (first) first.likewise.push(one.unit);
    else kinds.set(kind, one);
  }
  return [...kinds.values()];
}

/** What steps of one kind have in common; the output's are another case. @param {Page} page @param {Unit} unit */
function kindOf(page, unit) {
  const { quantity, layer } = stepsOf(page)[unit.steps[0]];
  return [quantity, layer === page.answer?.problem.layers.length, unit.operation?.index ?? ""].join();
}

/** @param {Page} page @param {readonly Unit[]} likewise */
function alike(page, likewise) {
  const steps = stepsOf(page);
  const problem = page.answer?.problem ?? page.problem;
  const names = [
    ...new Set(likewise.map(({ steps: [index] }) => nameOf({ ...page, problem }, steps[index].writes[0]))),
  ];
  const more = names.length > MAX_ALIKE ? ["…"] : [];
  return page.t("page.text.likewise", { names: [...names.slice(0, MAX_ALIKE), ...more].join(", ") });
}

/** What the step is about: the number that it computes, or the layer. @param {Page} page @param {Unit} unit */
function title(page, unit) {
  const { t, answer, notation } = page;
  const grain = grainOf(page);
  const step = stepsOf(page)[unit.steps[0]];
  if (grain === "phase" && step.phase !== "loss") return null;
  if (grain === "layer" && step.phase !== "loss") {
    return m(
      "strong",
      { key: "title", class: "title" },
      step.layer === 0 ? t("page.stage.input") : t("page.stage.layer", { layer: step.layer }),
    );
  }
  const [address] = step.writes;
  const name = nameOf({ problem: answer?.problem ?? page.problem, notation }, address);
  return m(
    "button",
    { key: "title", type: "button", class: `title is-${colourOf(address)}`, "data-choose": address },
    name,
  );
}

/** @param {Page} page @param {number} [at]  the moment; without it, the page's own */
function parts(page, at) {
  return pageSentence(page, at).map(({ text, role }, index) =>
    role === "plain" ? text : m(role === "strong" ? "strong" : "span", { key: index, class: `is-${role}` }, text),
  );
}
