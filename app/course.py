"""The lessons of the screen Learn: short texts that each set a moment, and the words of every language.

A lesson is a folder of `app/lessons/`: `lesson.json` says what its texts show and what is to be done there, and
`<code>.json` holds its words: `title` of the lesson, and for each text `<id>.title`, `<id>.text`, and where it has a
task `<id>.task` and `<id>.done`. Numbers stand in no word: a `{name}` is a number or a symbol of the network on the
screen, whose address the text gives. In an address a layer may be a letter, so that it means the same in every
network: F the first, H the last hidden one, O the output layer.
"""

import json
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any, Literal, NotRequired

from typing_extensions import TypedDict

from app.places import lessons_dir

QUESTIONS = "questions"
"""The lesson that is no chapter: what people ask."""

Need = Literal["hidden", "two-hidden", "two-outputs", "two-samples", "example"]


class Formula(TypedDict):
    """A line of a number's derivation, or a formula that belongs to no single number."""

    of: NotRequired[str]
    line: NotRequired[Literal["symbolic", "chain", "numbers"]]
    theta: NotRequired[Literal[True]]
    general: NotRequired[Literal[True]]


class Noticed(TypedDict):
    """How the page notices that a task was done."""

    kind: str
    of: NotRequired[str]
    to: NotRequired[float]
    limit: NotRequired[float]
    at: NotRequired[str]
    section: NotRequired[str]
    steps: NotRequired[int]


class Task(TypedDict):
    """What a text asks its reader to do."""

    noticed: Noticed


class Text(TypedDict):
    """One idea, and the moment beside which it is told."""

    id: str
    example: NotRequired[str]
    case: NotRequired[str]
    needs: NotRequired[list[Need]]
    sample: NotRequired[int]
    at: str
    glide: NotRequired[str]
    grain: NotRequired[str]
    view: NotRequired[str]
    chosen: NotRequired[str]
    section: NotRequired[str]
    drive: NotRequired[list[float]]
    numbers: NotRequired[dict[str, str]]
    symbols: NotRequired[dict[str, str]]
    formulas: NotRequired[list[Formula]]
    task: NotRequired[Task]
    asks: NotRequired[list[str]]
    about: NotRequired[list[str]]


@cache
def lessons() -> Mapping[str, tuple[Text, ...]]:
    """The texts of every lesson by its name: the chapters in their order, then the questions."""
    names = sorted((path.parent.name for path in lessons_dir().glob("*/lesson.json")), key=_order)
    return MappingProxyType({name: tuple(_read(name, "lesson")["texts"]) for name in names})


@cache
def lesson_words(name: str, language: str) -> Mapping[str, str]:
    """The words of a lesson in one language. Raises LookupError where there is no such lesson or language."""
    if name not in lessons() or not (lessons_dir() / name / f"{language}.json").is_file():
        raise LookupError(f"no lesson {name!r} in {language!r}")
    return MappingProxyType(_read(name, language))


def _order(name: str) -> tuple[bool, int]:
    return name == QUESTIONS, int(name.removeprefix("chapter-")) if name != QUESTIONS else 0


def _read(name: str, file: str) -> Any:
    return json.loads((lessons_dir() / name / f"{file}.json").read_text("utf-8"))
