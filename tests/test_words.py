import json
import re

import pytest

from app.places import locales_dir
from app.words import languages, negotiate, translate, words

PLACEHOLDER = re.compile(r"\{(\w+)(?::(\w+))?\}")


def test_english_comes_first_and_every_language_is_named_in_itself():
    assert dict(languages()) == {"en": "English", "zh-Hans": "简体中文"}
    assert next(iter(languages())) == "en"


@pytest.mark.parametrize("language", languages())
def test_every_language_has_the_same_keys(language):
    assert set(words(language)) == set(words("en"))


@pytest.mark.parametrize("language", languages())
def test_every_language_has_the_same_placeholders(language):
    def names(text: str) -> set[str]:
        return {name for name, _ in PLACEHOLDER.findall(text)}

    for key, text in words(language).items():
        assert names(text) == names(words("en")[key]), key


@pytest.mark.parametrize("language", languages())
def test_every_noun_that_is_counted_has_its_forms(language):
    counted = {noun for text in words(language).values() for _, noun in PLACEHOLDER.findall(text) if noun}
    assert len(counted) >= 10
    for noun in counted:
        for form in ("one", "other"):
            assert "{count}" in words(language)[f"count.{noun}.{form}"]


@pytest.mark.parametrize("language", languages())
def test_words_are_plain_text(language):
    for key, text in words(language).items():
        behind = re.match(r"problem\.(suggestion|unavailable|note\.)", key)
        assert text == text.strip() or (behind and language == "en"), f"{key} has space around it"
        assert text, f"{key} is empty"
        assert not re.search(r"<[a-zA-Z/!]|&[a-z]+;|&#", text), f"{key} holds markup"
        assert "{" not in PLACEHOLDER.sub("", text), f"{key} has a placeholder that is no name"


@pytest.mark.parametrize("language", languages())
def test_a_catalogue_is_kept_in_the_order_of_its_keys(language):
    assert list(words(language)) == sorted(words(language))


def test_notes_for_translators_speak_of_keys_that_exist():
    notes = json.loads((locales_dir() / "notes.json").read_text("utf-8"))
    for key in notes:
        assert any(known == key or known.startswith(key) for known in words("en")), key


def test_chinese_is_written_with_chinese_punctuation():
    for key, text in words("zh-Hans").items():
        assert not re.search(r"[\u4e00-\u9fff][,;:?!]", text), f"{key}: {text}"


def test_placeholders_are_filled_in_and_lists_joined(monkeypatch):
    monkeypatch.setattr("app.words.words", lambda language: {"k": "{n} of {names}, {n}"})
    assert translate("en", "k", n=3, names=["relu", "elu"]) == "3 of relu, elu, 3"


def test_a_count_takes_its_noun_in_the_form_that_the_language_wants(monkeypatch):
    catalogue = {"k": "{n:wires} of {m}", "count.wires.one": "{count} wire", "count.wires.other": "{count} wires"}
    monkeypatch.setattr("app.words.words", lambda language: catalogue)
    assert translate("en", "k", n=1, m=1) == "1 wire of 1"
    assert translate("en", "k", n=0, m=1) == "0 wires of 1"
    assert translate("en", "k", n=21, m=1) == "21 wires of 1"
    assert translate("en", "k", n="1", m=1) == "1 wire of 1"
    assert translate("zh-Hans", "k", n=1, m=1) == "1 wires of 1"


def test_what_is_filled_in_is_not_filled_in_again(monkeypatch):
    monkeypatch.setattr("app.words.words", lambda language: {"k": "{a}"})
    assert translate("en", "k", a="{b}") == "{b}"


def test_a_missing_key_placeholder_or_language_is_an_error():
    with pytest.raises(LookupError):
        translate("en", "no.such.key")
    with pytest.raises(LookupError):
        words("../en")


@pytest.mark.parametrize(
    ("query", "header", "expected"),
    [
        (None, None, "en"),
        ("zh-Hans", "en", "zh-Hans"),
        ("ZH-HANS", None, "zh-Hans"),
        ("../../etc/passwd", "zh-CN", "zh-Hans"),
        ("fr", "fr", "en"),
        (None, "zh-CN,zh;q=0.9,en;q=0.8", "zh-Hans"),
        (None, "de-DE, zh;q=0.4, en;q=0.7", "en"),
        (None, "en-GB", "en"),
        (None, "zh;q=0, en", "en"),
        (None, "zh;q=0", "en"),
        (None, "*", "en"),
        (None, "zh;q=nonsense,,;;q=1", "en"),
        (None, "zh;q=nan", "en"),
        (None, "x" * 100_000, "en"),
    ],
)
def test_the_language_is_the_one_asked_for_or_the_best_that_the_reader_knows(query, header, expected):
    assert negotiate(query, header) == expected
