"""The glossary: every term in every language, and every word that leads to one."""

import re
from collections.abc import Iterator

import pytest

from app.course import lesson_words, lessons
from app.glossary import Entry, entries, glossary_words
from app.words import languages, words
from tests.test_course import LETTERS, PLACEHOLDER

MAX_WORDS = 45
"""Of what a term is, in English."""

MAX_CHARACTERS = 90
"""The same in Chinese."""

TERM = re.compile(r"\[\[([a-z-]+)\|([^\]]+)\]\]")
IDS = [entry["id"] for entry in entries()]
PARTS = ("term", "text", "apart")


def test_there_is_a_term_for_everything_that_the_lecture_names():
    assert len(IDS) == len(set(IDS)) >= 30
    named = {"error", "delta", "signal", "gradient", "loss", "target", "prediction", "activation", "weighted-sum"}
    named |= {"slope", "amplifier", "learning-rate", "forward-pass", "backward-pass", "key", "sample", "batch", "epoch"}
    named |= {"chain-rule", "saturated", "vanishing", "exploding", "dead-relu", "jacobian", "parameter"}
    assert named <= set(IDS)


@pytest.mark.parametrize("language", languages())
def test_a_term_has_exactly_its_words(language: str):
    found = glossary_words(language)
    assert list(found) == sorted(f"{name}.{part}" for name in IDS for part in PARTS)
    titles = [found[f"{name}.term"] for name in IDS]
    assert len(titles) == len(set(titles))


@pytest.mark.parametrize("entry", entries(), ids=IDS)
def test_a_term_is_shown_by_a_text_that_there_is(entry: Entry):
    lesson, _, text = entry["shown"].partition(".")
    assert text in [one["id"] for one in lessons()[lesson]]
    assert set(PLACEHOLDER.findall(entry.get("letters", ""))) <= LETTERS


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("name", IDS)
def test_what_a_term_is_is_said_in_few_plain_words(name: str, language: str):
    found, english = glossary_words(language), glossary_words("en")
    for part in PARTS:
        said = found[f"{name}.{part}"]
        plain = TERM.sub(r"\2", said)
        length = len(plain.split()) if language == "en" else len(re.findall(r"[\u4e00-\u9fff]", plain))
        assert 0 < length <= (MAX_WORDS if language == "en" else MAX_CHARACTERS) or part == "term", said
        assert len(re.findall(r"[.!?。！？](?:\s|$)", plain)) <= 3
        assert set(PLACEHOLDER.findall(said)) <= LETTERS
        assert set(PLACEHOLDER.findall(said)) == set(PLACEHOLDER.findall(english[f"{name}.{part}"])), said
        assert not re.search(r"[0-9\u00b2\u00b3\u00b9\u2080-\u2089]|<[a-zA-Z/!]|\n", said), said
        assert language == "en" or not re.search(r"[\u4e00-\u9fff][,;:?]", said), said


def marked(language: str) -> Iterator[tuple[str, str]]:
    """Every text in which a term may be marked, by its place."""
    yield from ((f"page {key}", text) for key, text in words(language).items())
    yield from ((f"glossary {key}", text) for key, text in glossary_words(language).items())
    for name in lessons():
        yield from ((f"{name} {key}", text) for key, text in lesson_words(name, language).items())


@pytest.mark.parametrize("language", languages())
def test_every_marked_word_leads_to_a_term_and_to_the_same_in_each_language(language: str):
    english = dict(marked("en"))
    count = 0
    for place, text in marked(language):
        terms = [term for term, _ in TERM.findall(text)]
        count += len(terms)
        assert set(terms) <= set(IDS), place
        assert sorted(terms) == sorted(term for term, _ in TERM.findall(english[place])), place
        assert len(terms) == len(set(terms)), f"{place}: a term is marked once"
        assert not re.search(r"\[\[[a-z]|\|\S+\]\]", TERM.sub("", text)), place
        assert not terms or place.endswith((".text", ".task", ".done", ".apart")) or "page.about." in place, place
        for term, _ in TERM.findall(text):
            assert not place.startswith(f"glossary {term}."), f"{place} leads to itself"
    assert count > 60


def test_every_kind_of_number_leads_to_a_term_in_the_inspector():
    bare = {key for key, text in words("en").items() if key.startswith("page.about.") and not TERM.search(text)}
    assert bare == {"page.about.da_dz.frozen", "page.about.x"}
