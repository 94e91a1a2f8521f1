/**
 * Where the number in the inspector comes from. The server derives it as soon as it is known and nothing moves, one
 * question at a time.
 */

import { post } from "./api.js";
import { conflated } from "./conflated.js";
import { isSilence, silent } from "./outage.js";
import { inspected, isKnown } from "../state/page.js";
import { passOf } from "../network/request.js";

/**
 * @typedef {Omit<import("openapi").PartAnswer, "role"> & {role: string}} Piece  of the page's own role spoken: words, not
 *   TeX
 * @typedef {Omit<import("openapi").LineAnswer, "parts"> & {parts: Piece[]}} Line
 * @typedef {object} Explanation
 * @property {string} address
 * @property {import("../state/page.js").Page["answer"]} of  the pass that it belongs to
 * @property {Line[]} lines
 * @property {Record<string, string>} texts  the same as latex, markdown, numpy, plain
 */

/** @param {import("../state/page.js").Store} store */
export function followExplanations(store) {
  const ask = conflated(
    (signal, /** @type {{address: string, notation: string}} */ body) => post("/api/explain", body, { signal }),
    ([running], [newer]) => running.address !== newer.address || running.notation !== newer.notation,
  );
  /** @type {{address: string, of: unknown, notation: string} | null} */
  let asked = null;

  /**
   * @param {string} address
   * @param {NonNullable<import("../state/page.js").Page["answer"]>} of
   * @param {string} notation
   */
  async function explain(address, of, notation) {
    const received = await ask({ ...passOf(of, store.get()), address, notation });
    if (received && !received.ok && isSilence(received.problem.errors[0])) {
      if (asked?.of === of) asked = null;
      return silent(store);
    }
    if (received?.ok)
      store.set({ explanation: { address, of, lines: received.value.lines, texts: received.value.texts } });
  }

  store.subscribe((page) => {
    const address = inspected(page);
    if (
      !address ||
      !page.answer ||
      page.answer.summed ||
      page.unanswered ||
      page.goal !== null ||
      !isKnown(page, address)
    )
      return;
    if (asked?.address === address && asked.of === page.answer && asked.notation === page.notation) return;
    asked = { address, of: page.answer, notation: page.notation };
    explain(address, page.answer, page.notation);
  });
}
