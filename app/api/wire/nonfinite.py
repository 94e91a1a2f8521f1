"""Numbers that are not finite: spelled for JSON, and counted."""

from collections.abc import Mapping
from typing import Any

import numpy as np


def spelled(value: Any) -> Any:
    """A copy of an answer in which each number that is not finite is "NaN", "Infinity" or "-Infinity"."""
    if isinstance(value, np.ndarray):
        return spelled(value.tolist())
    if isinstance(value, Mapping):
        return {name: spelled(member) for name, member in value.items()}
    if isinstance(value, list | tuple):
        return [spelled(member) for member in value]
    if isinstance(value, float) and not np.isfinite(value):
        return "NaN" if value != value else "Infinity" if value > 0 else "-Infinity"
    return value


def count(value: Any) -> int:
    """How many numbers of an answer are not finite."""
    if isinstance(value, np.ndarray):
        return int(value.size - np.count_nonzero(np.isfinite(value)))
    if isinstance(value, Mapping):
        return sum(map(count, value.values()))
    if isinstance(value, list | tuple):
        return sum(map(count, value))
    return int(isinstance(value, float) and not np.isfinite(value))
