/** The glossary comes when a term is first pointed at, or the glossary opened, and again in another language. */

import { latest } from "./api.js";
import { pointedTerm } from "../state/glossary.js";
import { isOfGlossary } from "../state/lesson.js";

/**
 * @param {import("../state/page.js").Store} store
 * @param {(path: string) => Promise<any>} get
 */
export function followGlossary(store, get) {
  const glossaryIn = latest((_, /** @type {string} */ language) => get(`/api/glossary/${language}`));
  let asked = "";

  /** @param {import("../state/page.js").Page} page */
  async function follow(page) {
    const { language, glossary, screen, lesson, missing } = page;
    const isOpen = screen === "learn" && isOfGlossary(lesson) && !missing;
    if (!isOpen && pointedTerm(page) === null) return;
    if (glossary?.language === language || asked === language) return;
    asked = language;
    const found = await glossaryIn(language);
    if (asked === language) asked = "";
    if (found) store.set({ glossary: found });
    else if (found === null && isOpen) store.set({ missing: "course" });
  }
  store.subscribe(follow);
  follow(store.get());
}
