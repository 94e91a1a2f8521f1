"""The network in a file that is opened from the command line, held to the rules and limits of a request."""

import codecs
import stat
from pathlib import Path
from typing import Any

from app.api.admission.inputs import written_out
from app.api.admission.limits import check_lengths, max_structure
from app.api.admission.recipes import RECIPE_FIELDS
from app.api.admission.settings import Settings
from app.api.endpoints.trace import prepare
from app.api.endpoints.trace_request import TraceRequest
from app.api.wire import problems
from app.api.wire.engine_errors import problem_of
from app.api.wire.problems import Problem, body_too_large, pointer, sentence
from app.api.wire.reading import read_json
from app.api.wire.validation import validated
from app.engine.errors import EngineError
from app.words import DEFAULT_LANGUAGE, translate

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
"""Byte-order marks and what they announce; that of UTF-16 is also how that of UTF-32 begins."""


class UnusableFile(Exception):
    """The file cannot be opened as a network; the message says why in one line."""


def read_network(file: Path, settings: Settings) -> dict[str, Any]:
    """The body of POST /api/trace in `file`: by itself, or as the `request` of a worked example.

    A recipe is followed: the body has its layers. A byte-order mark is allowed, as editors and shells write one.
    Raises UnusableFile.
    """
    beneath: problems.Path = ()
    try:
        body = _bytes(file, settings.body_bytes)
        value = read_json(_utf8(body), max_structure(settings))
        if isinstance(value, dict) and "layers" not in value and isinstance(value.get("request"), dict):
            value, beneath = value["request"], ("request",)
        check_lengths(value, settings)
        prepare(value, len(body), settings).run()
    except (Problem, EngineError) as error:
        problem = error if isinstance(error, Problem) else problem_of(error)
        raise UnusableFile(_in_one_line(problem, beneath)) from None
    return _with_layers(value)


def _with_layers(value: dict[str, Any]) -> dict[str, Any]:
    """The value of a body that has been checked, its layers written out."""
    body = validated(TraceRequest, value)
    if body.layers:
        return value
    rest = {name: member for name, member in value.items() if name not in RECIPE_FIELDS}
    return {"layers": written_out(body), **rest}


def _bytes(file: Path, max_bytes: int) -> bytes:
    """All that is in the file, of which no more is read than may be. Raises Problem, UnusableFile."""
    try:
        found = file.stat()
        if not stat.S_ISREG(found.st_mode):
            raise UnusableFile(translate(DEFAULT_LANGUAGE, "file.not-a-file"))
        with file.open("rb") as opened:
            body = opened.read(max_bytes + 1)
    except OSError as error:
        raise UnusableFile(error.strerror or str(error)) from None
    if len(body) > max_bytes:
        raise body_too_large(max_bytes, max(len(body), found.st_size))
    return body


def _utf8(body: bytes) -> bytes:
    """The text of a file as UTF-8 without a mark; without one it is taken for that. Raises Problem `not-utf-8`."""
    for mark, encoding in _MARKS:
        if body.startswith(mark):
            try:
                return body.decode(encoding).encode()
            except UnicodeError:
                raise Problem.of("not-utf-8") from None
    return body


def _in_one_line(problem: Problem, beneath: problems.Path) -> str:
    """The first fault, its place unless that is the whole file, and how many more there are."""
    first, more = problem.faults[0], problem.total - 1
    behind = [pointer((*beneath, *first.path))] if beneath or first.path else []
    if more:
        behind.append(translate(DEFAULT_LANGUAGE, "file.more", count=more))
    detail = sentence(first, of_a_file=True)
    return f"{detail} ({', '.join(behind)})" if behind else detail
