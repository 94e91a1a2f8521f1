"""Numbers come into the engine as read-only float64 arrays of the announced shape, or not at all."""

import numpy as np
import pytest

from app.engine.arrays import checked_length, ones, owned
from app.engine.errors import BadSetting, ShapeMismatch


@pytest.mark.parametrize("value", [[[1, 2], [3, 4]], np.array([[1, 2], [3, 4]], dtype=np.int8), np.eye(2)])
def test_numbers_become_a_copy_that_nobody_can_change(value):
    array = owned(value, 2, "W", "W")
    assert array.dtype == np.float64
    assert array.tolist() == np.asarray(value).tolist()
    assert array is not value
    with pytest.raises(ValueError, match="read-only"):
        array[0, 0] = 7.0


@pytest.mark.parametrize("value", [["a"], [True], [1j], [None], [1.0, 10**400], [10**400]])
def test_what_is_no_number_or_too_large_for_one_is_refused(value):
    with pytest.raises(BadSetting) as refused:
        owned(value, 1, "b", "layers", 0, "b")
    assert refused.value.path == ("layers", 0, "b")
    assert refused.value.params == {"setting": "b", "allowed": "real numbers"}


@pytest.mark.parametrize(
    ("value", "dimensions", "path", "params"),
    [
        ([[1, 2], [3]], 2, ("W", 1), {"axis": "columns", "expected": 2, "actual": 1}),
        ([[1, 2], 3], 2, ("W", 1), {"axis": "columns", "expected": 2, "actual": 1}),
        ([1, 2], 2, ("W",), {"axis": "dimensions", "expected": 2, "actual": 1}),
        ([[]], 2, ("W",), {"axis": "columns", "expected": 1, "actual": 0}),
        ([], 1, ("W",), {"axis": "length", "expected": 1, "actual": 0}),
    ],
)
def test_another_shape_is_refused_with_its_place(value, dimensions, path, params):
    with pytest.raises(ShapeMismatch) as refused:
        owned(value, dimensions, "W", "W")
    assert refused.value.path == path
    assert refused.value.params == {"part": "W", **params}


def test_a_length_that_is_another_is_an_error_that_names_the_layer():
    checked_length("rows", 3, 3, "target", 2)
    with pytest.raises(ShapeMismatch, match="target has 2 rows; 3 are needed") as refused:
        checked_length("rows", 2, 3, "target", 2)
    assert refused.value.params == {"part": "target", "layer": 2, "axis": "rows", "expected": 3, "actual": 2}
    assert refused.value.within("body").path == ("body", "target")


def test_ones_are_made_once():
    assert ones(3).tolist() == [1.0, 1.0, 1.0]
    assert ones(3) is ones(3)
    assert not ones(3).flags.writeable
