"""How numbers come into the engine and leave it: as read-only float64 arrays of the announced shape."""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from app.engine.errors import BadSetting, PathPart, ShapeMismatch

FloatArray = npt.NDArray[np.float64]
"""An array of float64, of any shape."""

AXES = {1: ("length",), 2: ("rows", "columns")}
"""What the axes of an array with so many dimensions are called in errors."""


def owned(value: npt.ArrayLike, dimensions: int, part: str, *path: PathPart) -> FloatArray:
    """A read-only float64 copy of ``value``, which must be a rectangle of numbers with so many dimensions, 1 or 2.

    part: what errors call it; path: where it stands in the caller's arguments. Whole numbers become float64; whether
    a number is finite is not asked. Raises ShapeMismatch (ragged, another number of dimensions, or nothing in it) and
    BadSetting (not numbers).
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


def freeze(*arrays: FloatArray | None) -> None:
    """Set arrays read-only, those that there are, so that no record can be changed by who holds it."""
    for array in arrays:
        if array is not None:
            array.setflags(False)  # type: ignore[call-arg]  # by its name it takes twice as long


def constant(value: float) -> FloatArray:
    """A number as a read-only array without axes, (): what numpy makes of a Python float at every call, which takes
    longer than a sum over a small layer."""
    array = np.array(value, np.float64)
    freeze(array)
    return array


HALF, ONE = constant(0.5), constant(1.0)


def checked_length(axis: str, actual: int, expected: int, part: str, layer: int) -> None:
    """Raises ShapeMismatch unless this axis (rows, columns or length) of ``part`` is as long as it should be.

    layer: which the part belongs to, from 1; 0 for the input.
    """
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
    """A float64 copy of numbers of whatever type. Raises ShapeMismatch (ragged), BadSetting (not numbers)."""
    try:
        array = np.array(value)
    except ValueError:
        raise _ragged(value, part, path) from None
    if array.dtype.kind not in "iuf":
        raise BadSetting(f"{part} is not made of numbers.", *path, setting=part, allowed="real numbers")
    return array.astype(np.float64)


def _ragged(value: npt.ArrayLike, part: str, path: tuple[PathPart, ...]) -> ShapeMismatch:
    """The error about the first row whose length is not the first row's."""
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
    """So many ones, read-only, (count,): a product with them is a sum."""
    array = np.ones(count)
    freeze(array)
    return array
