"""Numbers that are not finite: spelled for JSON, counted, and the first in the order of the steps."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from app.engine.arrays import FloatArray
from app.explain.addresses import Address

Group = Sequence["Numbers"]


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers of one quantity.

    `prefix` is what stands before a neuron in their addresses (the layer, or nothing). `array` has the
    samples along its first axis when `per_sample`; the next `steps` axes choose the step that tells a number.
    """

    quantity: str
    prefix: tuple[int, ...]
    array: FloatArray
    per_sample: bool
    steps: int = 1


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


def first(groups: Iterator[Group]) -> Address | None:
    """The address of the first number that is not finite; the quantities of one group are told neuron by
    neuron, one after another, and each for all samples."""
    for group in groups:
        found = [
            (place[: numbers.steps], order, place, numbers)
            for order, numbers in enumerate(group)
            for place in _first_place(numbers)
        ]
        if found:
            _, _, place, numbers = min(found, key=lambda row: row[:2])
            sample = place[-1] if numbers.per_sample else 0
            indices = place[:-1] if numbers.per_sample else place
            return Address(numbers.quantity, (*numbers.prefix, *indices), sample)
    return None


def _first_place(numbers: Numbers) -> list[tuple[int, ...]]:
    """Indices of the first number that is not finite, the sample moved to the end; none or one."""
    array = np.moveaxis(numbers.array, 0, -1) if numbers.per_sample else numbers.array
    places = np.argwhere(~np.isfinite(array))
    return [tuple(int(index) for index in places[0])] if len(places) else []
