"""Wide batches, a block of rows at a time: what is computed on the way takes little memory and stays in a cache."""

from collections.abc import Callable, Iterator
from functools import wraps
from typing import TypeVar, cast

import numpy as np

from app.engine.arrays import FloatArray

MAX_NUMBERS = 2**17
"""A block's arrays have at most so many numbers, 1 MB each; more only where one row has."""

RowFunction = TypeVar("RowFunction", bound=Callable[..., FloatArray])
"""A function of arrays (N, n) that gives (N, n)."""


def in_row_blocks(function: RowFunction) -> RowFunction:
    """Lets a function of arrays (N, n) that gives (N, n), each row by itself, work on one block after the other."""

    @wraps(function)
    def blockwise(*arrays: FloatArray) -> FloatArray:
        first = arrays[0]
        if first.size <= MAX_NUMBERS:
            return function(*arrays)
        found = np.empty(first.shape)
        for rows in row_blocks(first):
            found[rows] = function(*(array[rows] for array in arrays))
        return found

    return cast(RowFunction, blockwise)


def row_blocks(array: FloatArray) -> Iterator[slice]:
    """The rows of an array in blocks that differ by one row at most: none is so small that its sums would be made in
    another way than the others'."""
    samples = len(array)
    count = min(samples, -(-array.size // MAX_NUMBERS))
    bounds = [samples * index // count for index in range(count + 1)]
    return map(slice, bounds[:-1], bounds[1:])
