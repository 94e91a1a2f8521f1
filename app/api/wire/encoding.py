"""Answers as bytes: shortest round-trip decimals, and the same bytes for the same numbers."""

from collections.abc import Callable
from typing import Any

import numpy as np
import orjson

from app.api.wire import nonfinite
from app.explain.addresses import Address

LARGEST_EXACT = 2**53
"""Above this a whole number leaves as text: many readers of JSON would round it."""


def exactly(count: int) -> int | str:
    """A whole number, as its decimal text where it is too large for a float64."""
    return count if count <= LARGEST_EXACT else str(count)


def encoded(answer: dict[str, Any], first: Callable[[], Address | None], extra: bytes = b"") -> bytes:
    """An answer of our own names and of numbers, with its `nonfinite` field at the end.

    orjson writes null for a number that is not finite, and `answer` may hold no null of its own: looking for
    that word finds whether there is any, for almost nothing. `first` is asked only then: the address of the
    first such number in the order of the steps, or None where no address names one. `extra` is JSON of
    further members, each with a comma before it.
    """
    text = orjson.dumps(answer, np.ascontiguousarray, orjson.OPT_SERIALIZE_NUMPY)
    found = b"null"
    if b"null" in text:
        text = orjson.dumps(nonfinite.spelled(answer))
        address = first()
        named = None if address is None else {"address": str(address)}
        found = orjson.dumps({"first": named, "count": nonfinite.count(answer)})
    return b"".join((text[:-1], extra, b',"nonfinite":', found, b"}"))
