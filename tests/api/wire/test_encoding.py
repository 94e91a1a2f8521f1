import json

import numpy as np
import pytest

from app.api.wire.encoding import encoded
from app.explain.addresses import Address


def nowhere() -> Address | None:
    pytest.fail("nobody asks where the first number is that is not finite, when all are")


def test_numbers_are_written_as_their_shortest_decimals() -> None:
    numbers = np.array([0.1, 0.1 + 0.2, 1.0, -0.0, 5e-324, 1.7976931348623157e308, 1e16, 1e-7])
    text = encoded({"z": numbers}, nowhere)
    assert [repr(number) for number in json.loads(text)["z"]] == [repr(number) for number in numbers.tolist()]
    assert text.endswith(b',"nonfinite":null}')


def test_an_array_is_written_the_same_however_it_lies_in_memory() -> None:
    array = np.arange(24.0).reshape(2, 3, 4)
    expected = encoded({"z": array}, nowhere)
    assert encoded({"z": np.asfortranarray(array)}, nowhere) == expected
    assert encoded({"z": array[::-1][::-1]}, nowhere) == expected
    assert encoded({"z": array.T.copy().T}, nowhere) == expected


def test_what_is_not_finite_is_spelled_and_counted() -> None:
    answer = {"z": np.array([[np.nan, 1.0], [np.inf, -np.inf]]).T, "L": float("inf"), "name": "x"}
    document = json.loads(encoded(answer, lambda: Address("z", (1, 0), 3)))
    assert document["z"] == [["NaN", "Infinity"], [1.0, "-Infinity"]]
    assert document["L"] == "Infinity"
    assert document["nonfinite"] == {"first": {"address": "z.1.0@3"}, "count": 4}


def test_further_members_stand_before_the_last() -> None:
    assert encoded({"L": 1.0}, nowhere, b',"steps":[]') == b'{"L":1.0,"steps":[],"nonfinite":null}'
