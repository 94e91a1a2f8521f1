"""Query parameters."""

from collections.abc import Mapping
from urllib.parse import parse_qs

from starlette.types import Scope

from app.api.wire.problems import Problem, unknown_name

MAX_QUERY_BYTES = 1_024
"""Bytes behind a question mark. Nothing here needs so many, and taking apart sixty thousand of them takes as long as a
large computation."""


def check_query_length(scope: Scope) -> None:
    """Whether a request's query is short enough to be looked at. Raises Problem `query-too-long`."""
    if len(scope["query_string"]) > MAX_QUERY_BYTES:
        raise Problem.of("query-too-long", longest=MAX_QUERY_BYTES)


def whole_numbers(scope: Scope, maxima: Mapping[str, int]) -> dict[str, int | None]:
    """The numbers that a request's query gives, by their names, each of which has a maximum; None where it gives none.

    Raises Problem: `unknown-query`, `bad-query`.
    """
    given = parse_qs(scope["query_string"].decode("latin-1"), keep_blank_values=True)
    faults = [unknown_name("unknown-query", name, maxima) for name in given if name not in maxima]
    if faults:
        raise Problem(faults)
    return {name: _whole_number(name, given[name], most) if name in given else None for name, most in maxima.items()}


def _whole_number(name: str, given: list[str], maximum: int) -> int:
    text = given[0]
    if len(given) == 1 and text.isascii() and text.isdigit() and len(text) <= 18 and int(text) <= maximum:
        return int(text)
    raise Problem.of("bad-query", name=name, most=maximum)
