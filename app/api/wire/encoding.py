"""Answers as bytes: shortest round-trip decimals, and the same bytes for the same numbers."""

from collections.abc import Callable, Collection

import numpy as np
import orjson

from app.api.wire import nonfinite
from app.api.wire.answer import Computed
from app.explain.addresses import Address

MAX_EXACT = 2**53
"""Above this a whole number leaves as text: many readers of JSON would round it."""


def exactly(count: int) -> int | str:
    """A whole number, as its decimal text where it is too large for a float64."""
    return count if count <= MAX_EXACT else str(count)


def encoded(answer: Computed, first: Callable[[], Address | None], *, nullable: Collection[str] = ()) -> bytes:
    """An answer, its `nonfinite` (None until here) filled in where a number is not finite.

    orjson writes null for such a number. Where the text has no other null than those of `nonfinite` and of the
    `nullable` fields, all numbers are finite: that costs almost nothing, and only where it fails is the answer looked
    through. `first` is asked only then: the address of the first such number in the order of the steps, or None where
    no address names one.
    """
    text = orjson.dumps(answer, np.ascontiguousarray, orjson.OPT_SERIALIZE_NUMPY)
    nulls = text.count(b"null")
    if nulls == 1 or nulls == 1 + sum(text.count(b'"%b":null' % name.encode()) for name in nullable):
        return text
    count = nonfinite.count(answer)
    if not count:  # the word stands inside a text
        return text
    del text
    address = first()
    found = {"first": None if address is None else {"address": str(address)}, "count": count}
    return nonfinite.to_json({**answer, "nonfinite": found})
