"""How numbers come into the engine and leave it: as read-only float64 arrays of the announced shape."""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from app.engine.errors import BadSetting, PathPart, ShapeMismatch

FloatArray = npt.NDArray[np.float64]

AXES = {1: ("length",), 2: ("rows", "columns")}


def owned(value: npt.ArrayLike, dimensions: int, part: str, *path: PathPart) -> FloatArray:
    """A read-only float64 copy of ``value``, which must be a rectangle of numbers with so many dimensions.

    Raises ShapeMismatch (ragged, another number of dimensions, or nothing in it) and BadSetting (not
    numbers).
    """
    copy = value.copy() if type(value) is np.ndarray and value.dtype == np.float64 else _converted(value, part, path)
    if copy.ndim != dimensions:
        raise ShapeMismatch(
            f"{part} has {copy.ndim} dimensions; it needs {dimensions}.",
            *path,
            part=part,
            axis="dimensions",
            expected=dimensions,
            actual=copy.ndim,
        )
    if copy.size == 0:
        axis = AXES[dimensions][copy.shape.index(0)]
        raise ShapeMismatch(f"{part} is empty.", *path, part=part, axis=axis, expected=1, actual=0)
    copy.setflags(write=False)
    return copy


def freeze(*arrays: FloatArray) -> None:
    """Sets arrays read-only."""
    for array in arrays:
        array.setflags(write=False)


def checked_length(axis: str, actual: int, expected: int, part: str, layer: int) -> None:
    """Raises ShapeMismatch unless this axis of ``part`` is as long as it should be."""
    if actual != expected:
        raise ShapeMismatch(
            f"{part} has {actual} {axis}; {expected} are needed.",
            part,
            part=part,
            layer=layer,
            axis=axis,
            expected=expected,
            actual=actual,
        )


def _converted(value: npt.ArrayLike, part: str, path: tuple[PathPart, ...]) -> FloatArray:
    try:
        array = np.array(value)
    except ValueError:
        raise _ragged(value, part, path) from None
    if array.dtype.kind not in "iuf":
        raise BadSetting(f"{part} is not made of numbers.", *path, setting=part, allowed="real numbers")
    return array.astype(np.float64)


def _ragged(value: npt.ArrayLike, part: str, path: tuple[PathPart, ...]) -> ShapeMismatch:
    lengths = [len(row) if isinstance(row, Sequence) else 1 for row in value] if isinstance(value, Sequence) else []
    row = next((i for i, length in enumerate(lengths) if length != lengths[0]), 0)
    expected, actual = (lengths[0], lengths[row]) if lengths else (0, 0)
    return ShapeMismatch(
        f"Row {row} of {part} has {actual} numbers, but the first has {expected}.",
        *path,
        row,
        part=part,
        axis="columns",
        expected=expected,
        actual=actual,
    )


@lru_cache(maxsize=32)
def ones(count: int) -> FloatArray:
    """So many ones, read-only; a product with them is a sum."""
    array = np.ones(count)
    array.setflags(write=False)
    return array
