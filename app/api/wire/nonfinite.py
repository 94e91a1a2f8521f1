"""Numbers that are not finite: spelled for JSON, and counted.

An answer may hold a quarter of a million of them, and is written while others wait. Arrays are therefore written block
by block: that takes a thirtieth of the time of looking at each of their numbers, and little memory.
"""

from collections.abc import Mapping
from math import isfinite
from typing import Any

import numpy as np
import orjson

from app.engine.arrays import FloatArray

_MAX_NUMBERS = 4_096
"""A block has at most so many numbers; more only where one row has."""


class _Block:
    """Some rows of an array, as they stand between its brackets."""

    def __init__(self, rows: FloatArray) -> None:
        self.rows = np.ascontiguousarray(rows)

    def json(self) -> orjson.Fragment:
        """orjson writes null for what is not finite, and leaves its name to be put there."""
        parts = orjson.dumps(self.rows, option=orjson.OPT_SERIALIZE_NUMPY)[1:-1].split(b"null")
        names = self.rows[~np.isfinite(self.rows)]
        joined = [b""] * (2 * len(parts) - 1)
        joined[::2] = parts
        joined[1::2] = np.where(np.isnan(names), b'"NaN"', np.where(names > 0, b'"Infinity"', b'"-Infinity"')).tolist()
        return orjson.Fragment(b"".join(joined))


def to_json(answer: Any) -> bytes:
    """An answer as JSON in which each number that is not finite is "NaN", "Infinity" or "-Infinity"."""
    return orjson.dumps(_spelled(answer), _Block.json, orjson.OPT_SERIALIZE_NUMPY)


def count(value: Any) -> int:
    """How many numbers of an answer are not finite."""
    if isinstance(value, np.ndarray):
        return int(value.size - np.count_nonzero(np.isfinite(value)))
    if isinstance(value, Mapping):
        return sum(map(count, value.values()))
    if isinstance(value, list | tuple):
        return sum(map(count, value))
    return int(isinstance(value, float) and not isfinite(value))


def _spelled(value: Any) -> Any:
    """A copy of an answer with its names, and blocks in place of arrays."""
    if isinstance(value, np.ndarray):
        return _blocks(value)
    if isinstance(value, Mapping):
        return {name: _spelled(member) for name, member in value.items()}
    if isinstance(value, list | tuple):
        return [_spelled(member) for member in value]
    if isinstance(value, float) and not isfinite(value):
        return "NaN" if value != value else "Infinity" if value > 0 else "-Infinity"
    return value


def _blocks(array: FloatArray) -> list[Any]:
    size = array[0].size
    if size > _MAX_NUMBERS:
        return [_blocks(part) for part in array]
    rows = _MAX_NUMBERS // size
    return [_Block(array[start : start + rows]) for start in range(0, len(array), rows)]
