import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { column } from "../../../../static/js/screens/learn/column.js";
import { glossWords, glossed } from "../../../../static/js/screens/glossed.js";
import { about } from "../../../../static/js/screens/explore/inspector/about.js";
import { followGlossary } from "../../../../static/js/server/glossary.js";
import { openLesson, openQuestions } from "../../../../static/js/state/lesson.js";
import { stepped } from "../../frames.js";
import { page, preset } from "../../pages.js";
import { wordsIn } from "../../../../static/js/language/letters.js";
import { words } from "../../answers.js";

const LANGUAGES = ["en", "zh-Hans", "zh-Hant"];
const file = (name) =>
  JSON.parse(readFileSync(new URL(`../../../../app/lessons/${name}.json`, import.meta.url), "utf8"));

/** The glossary as the server gives it. */
function glossaryIn(language) {
  const said = file(`glossary/${language}`);
  return {
    language,
    entries: file("glossary/entries").entries.map((entry) => ({
      ...entry,
      text: said[`${entry.id}.text`],
      apart: said[`${entry.id}.apart`],
      terms: Object.fromEntries(LANGUAGES.map((code) => [code, file(`glossary/${code}`)[`${entry.id}.term`]])),
    })),
  };
}

const texts = file("questions/lesson").texts;
const contents = { language: "en", lessons: [{ name: "questions", title: "", texts: [] }] };

/** Learn with the glossary or the questions open. */
const learn = (lesson, patch = {}, language = "en") =>
  page("lecture", {
    screen: "learn",
    lesson,
    language,
    words: words(language),
    t: wordsIn(words(language), "lecture"),
    contents,
    course: { language, name: "questions", texts, words: file(`questions/${language}`) },
    glossary: glossaryIn(language),
    preset: preset("lecture"),
    ...patch,
  });

/** Every mark of some, themselves first. */
const all = (marks) =>
  marks.flatMap((mark) => (mark && typeof mark === "object" ? [mark, ...all([...mark.children])] : []));
const text = (mark) => (typeof mark === "string" ? mark : mark.children.map(text).join(""));
const leadingTo = (marks, of) => all(marks).filter(({ attrs }) => attrs["data-of"] === of);

for (const language of LANGUAGES)
  test(`every term is listed with what it is, and has a page of its own: ${language}`, () => {
    const shown = learn("glossary", {}, language);
    const list = column(shown);
    for (const { id, shown: where, terms } of shown.glossary.entries) {
      assert.match(text(leadingTo(list, `glossary.${id}`)[0]), new RegExp(`^${terms[language].slice(0, 3)}`));
      const one = column({ ...shown, lesson: `glossary.${id}` });
      const words = one.filter(Boolean).map(text).join("\n");
      for (const other of Object.values(terms)) assert.ok(words.includes(other), other);
      assert.equal(leadingTo(one, where).length, 1, `${id} leads to ${where}`);
      assert.doesNotMatch(words, /\{_|\[\[|\]\]|undefined|page\./);
    }
  });

test("the letters of a term are those of the notation", () => {
  const delta = (notation) => text(all(column(learn("glossary.delta", { notation }))).find(({ tag }) => tag === "h2"));
  assert.match(delta("lecture"), /∂l\/∂z/);
  assert.doesNotMatch(delta("delta"), /∂l\/∂z/);
});

test("terms are found by their names in any language, their letters and what they are", () => {
  const found = (soughtTerm) =>
    all(column(learn("glossary", { soughtTerm })))
      .filter(({ attrs }) => attrs["data-of"]?.startsWith("glossary."))
      .map(({ attrs }) => attrs["data-of"]);
  assert.deepEqual(found("連鎖律"), ["glossary.chain-rule"]);
  assert.deepEqual(found("学习率"), ["glossary.learning-rate"]);
  assert.ok(found("∂l/∂z delta").includes("glossary.delta"));
  assert.deepEqual(found("zebra"), []);
});

test("a marked word leads to its term, and says what it is while it is pointed at", () => {
  const shown = learn("glossary");
  const [before, term, after] = glossed(shown, "the [[signal|{_dl_da}]]!", { _dl_da: "s" }, "text");
  assert.deepEqual([before, text(term), after], ["the ", "s", "!"]);
  assert.deepEqual([term.attrs["data-do"], term.attrs["data-of"]], ["lesson", "glossary.signal"]);
  assert.equal(glossWords(shown, "text"), null);
  const pointed = { ...shown, hover: term.attrs["data-point"] };
  assert.match(text(glossWords(pointed, "text")), /^signal What travels from right to left/);
  assert.equal(glossWords(pointed, "task"), null, "only where it was pointed at");
  assert.equal(glossWords({ ...pointed, glossary: null }, "text"), null);
  const [, described] = glossed(pointed, "the [[signal|{_dl_da}]]!", { _dl_da: "s" }, "text");
  assert.equal(described.attrs["aria-describedby"], glossWords(pointed, "text").attrs.id);
});

test("what a number is leads from the inspector to its terms, and in a frame only says them", () => {
  const terms = (patch) => leadingTo([about(page("lecture", patch), "dl_dz.2.0")], "glossary.delta");
  assert.equal(terms({}).at(0).attrs["data-do"], "lesson");
  assert.equal(terms({ embedded: true }).at(0).attrs["data-do"], null);
});

test("the glossary comes when a term is pointed at, once, and again in another language", async () => {
  const store = stepped(page("lecture"));
  const asked = [];
  followGlossary(store, async (path) => {
    asked.push(path);
    return { language: path.split("/").at(-1), entries: [] };
  });
  const point = async (patch) => {
    store.set(patch);
    store.frame();
    await new Promise((done) => setTimeout(done));
    store.frame();
  };
  await point({ hover: "z.1.0" });
  assert.deepEqual(asked, [], "a number is no term");
  await point({ hover: "glossary.delta~about" });
  await point({ hover: "glossary.key~about" });
  assert.deepEqual(asked, ["/api/glossary/en"]);
  await point({ language: "zh-Hant" });
  assert.deepEqual(asked, ["/api/glossary/en", "/api/glossary/zh-Hant"]);
});

test("from a term one comes back to the text in which it was met", () => {
  const store = stepped(learn("chapter-5.slope"));
  openLesson(store, "glossary.slope");
  openLesson(store, "glossary.amplifier");
  assert.equal(store.get().beforeGlossary, "chapter-5.slope");
  assert.equal(leadingTo(column({ ...store.get(), arriving: false }), "chapter-5.slope").length, 1);
});

test("the questions about something come first, under a heading, and then all the others", () => {
  const store = stepped(learn(null));
  openQuestions(store, "dl_dz");
  const shown = { ...store.get(), arriving: false };
  const marks = all(column(shown));
  const order = marks
    .filter(({ tag, attrs }) => tag === "h3" || attrs["data-of"]?.startsWith("questions."))
    .map((mark) => (mark.tag === "h3" ? text(mark) : mark.attrs["data-of"].slice("questions.".length)));
  const about = texts.filter((one) => one.about.includes("dl_dz")).map(({ id }) => id);
  assert.deepEqual(order.slice(0, about.length + 2), ["About ∂l/∂z", ...about, "All the others"]);
  assert.equal(order.length, texts.length + 2);
  openLesson(store, "questions");
  assert.equal(store.get().soughtAbout, null);
});

test("whatever has a way to its questions has some", async () => {
  const { ASKED_PLACES } = await import("../../../../static/js/stage/asked.js");
  const known = new Set(texts.flatMap(({ about: of }) => of));
  const quantities = ["x", "t", "z", "a", "w", "b", "l", "L", "da_dz", "dl_da", "dl_dz", "dl_dx", "dl_dw", "dl_db"];
  for (const of of [...ASKED_PLACES, ...quantities, "dL_dw", "dL_db", "w_new", "b_new"]) {
    assert.ok(known.has(of), of);
    const heading = all(column(learn("questions", { soughtAbout: of }))).find(({ tag }) => tag === "h3");
    assert.doesNotMatch(text(heading), /page\.|undefined/, of);
  }
});
