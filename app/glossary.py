"""The glossary: every term of the lecture, what it is, and what it is easily taken for.

It lies in `app/lessons/glossary`: `entries.json` has the order of the terms, the letters of each and the text that
shows it, and `<code>.json` the words: `<id>.term`, `<id>.text`, and what it is not, `<id>.apart`. `{name}` is a letter
of the notation, and `[[id|words]]` in any text, here and in the catalogues, leads to an entry.
"""

import json
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any, NotRequired

from typing_extensions import TypedDict

from app.places import lessons_dir


class Entry(TypedDict):
    """A term: `shown` is the text of a lesson in which it is met."""

    id: str
    letters: NotRequired[str]
    shown: str


@cache
def entries() -> tuple[Entry, ...]:
    """All terms, those that belong together side by side."""
    return tuple(_read("entries")["entries"])


@cache
def glossary_words(language: str) -> Mapping[str, str]:
    """The words of the glossary in a language that there is."""
    return MappingProxyType(_read(language))


def _read(file: str) -> Any:
    return json.loads((lessons_dir() / "glossary" / f"{file}.json").read_text("utf-8"))
