"""From the bytes of a request's body to plain Python values, refusing what JSON leaves open.

Numbers too large for float64 come out as infinities, which validation refuses at their place.
"""

import re
from json import JSONDecodeError, JSONDecoder
from string import digits
from typing import Any, NamedTuple

import orjson

from app.api.wire.problems import Problem

_NEGATIVE_ZERO = re.compile(rb"-0[,\]}\s]")
_LONG_INTEGER = b" " + b"0" * 19
_DIGITS = bytes(ord("0") if chr(byte) in digits else byte if chr(byte) == "." else ord(" ") for byte in range(256))
"""Turns digits into zeros, and all else but decimal points into spaces."""

_IN_QUESTION = object()
"""Stands for a value that has not been read."""

MAX_PLAIN_BYTES = 1024 * 1024
"""While it reads, orjson takes sixteen times as much memory as the shortest numbers do in a body."""

MAX_MEMBERS = 4_096
"""No object of a request has so many members; each unknown one of them would be a fault."""


class MaxStructure(NamedTuple):
    """More than the largest request within the limits can hold. Without such a bound, 4 MiB of `[],` become 90 MB of
    objects."""

    lists: int
    """Lists and objects."""
    quotation_marks: int


def read_json(body: bytes, largest: MaxStructure) -> Any:
    """The value that `body` says.

    Raises Problem: `empty-body`, `not-utf-8` (a byte-order mark and UTF-16 too), `too-much-structure`,
    `duplicate-key`, `malformed-json`.
    """
    if not body.strip():
        raise Problem.of("empty-body")
    if len(body) > min(largest) and (
        body.count(b"[") + body.count(b"{") > largest.lists or body.count(b'"') > largest.quotation_marks
    ):
        raise Problem.of("too-much-structure")
    value = _plain(body) if len(body) <= MAX_PLAIN_BYTES else _IN_QUESTION
    if value is not _IN_QUESTION:
        return value
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        raise Problem.of("not-utf-8") from None
    if text.startswith("\ufeff") or "\x00" in text:
        raise Problem.of("not-utf-8")
    try:
        return _parse(text)
    except JSONDecodeError as error:
        raise Problem.of("malformed-json", line=error.lineno, column=error.colno) from None
    except RecursionError:
        raise Problem.of("too-much-structure") from None


def _plain(body: bytes) -> Any:
    """The value of a body that leaves nothing open, as most are, in a fifth of the time: orjson reads it. _IN_QUESTION
    where there may be an error, a name that stands twice, a negative zero or an integer of more than 64 bits, of which
    orjson keeps the last one, the digit or the size alone."""
    if (b"-0" in body and _NEGATIVE_ZERO.search(body)) or _LONG_INTEGER in (b" " + body).translate(_DIGITS):
        return _IN_QUESTION
    try:
        value = orjson.loads(body)
    except orjson.JSONDecodeError:
        return _IN_QUESTION
    members, found = 0, [value]
    for part in found:  # grows while it is walked through
        if type(part) is dict:
            members += len(part)
            if members > MAX_MEMBERS:
                return _IN_QUESTION
            found += part.values()
        elif type(part) is list and part and type(part[0]) is dict:
            found += part
    # A member that has taken another's place, or that lies elsewhere, has left its colon.
    return value if members == body.count(b":") else _IN_QUESTION


def _parse(text: str) -> Any:
    if "-0" not in text or not _NEGATIVE_ZERO.search(text.encode()):
        try:
            return _DECODER.decode(text)
        except JSONDecodeError:
            raise
        except ValueError:  # an integer longer than Python is willing to convert
            pass
    return _EXACT_DECODER.decode(text)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len(pairs) > MAX_MEMBERS:
        raise Problem.of("too-much-structure")
    members = dict(pairs)
    if len(members) != len(pairs):
        raise Problem.of("duplicate-key")
    return members


def _integer(digits: str) -> int | float:
    """An integer; `-0` keeps its sign, and what is far beyond float64 becomes infinite."""
    if digits == "-0":
        return -0.0
    return int(digits) if len(digits) < 400 else float(digits)


# The second one calls Python for every integer, and is used where that matters.
_DECODER = JSONDecoder(object_pairs_hook=_object)
_EXACT_DECODER = JSONDecoder(object_pairs_hook=_object, parse_int=_integer)
