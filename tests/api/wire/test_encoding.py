import json
from typing import Any

import httpx
import numpy as np
import pytest

from app.api.wire import encoding, nonfinite
from app.explain.addresses import Address
from tests.api.expecting import post, two_two_one


def nowhere() -> Address | None:
    pytest.fail("nobody asks where the first number is that is not finite, when all are")


def encoded(answer: dict[str, Any], first: Any = nowhere, **options: Any) -> bytes:
    whole: Any = {**answer, "nonfinite": None}
    return encoding.encoded(whole, first, **options)


def test_numbers_are_written_as_their_shortest_decimals() -> None:
    numbers = np.array([0.1, 0.1 + 0.2, 1.0, -0.0, 5e-324, 1.7976931348623157e308, 1e16, 1e-7])
    text = encoded({"z": numbers})
    assert [repr(number) for number in json.loads(text)["z"]] == [repr(number) for number in numbers.tolist()]
    assert text.endswith(b',"nonfinite":null}')


def test_an_array_is_written_the_same_however_it_lies_in_memory() -> None:
    array = np.arange(24.0).reshape(2, 3, 4)
    expected = encoded({"z": array})
    assert encoded({"z": np.asfortranarray(array)}) == expected
    assert encoded({"z": array[::-1][::-1]}) == expected
    assert encoded({"z": array.T.copy().T}) == expected


def test_what_is_not_finite_is_spelled_and_counted() -> None:
    answer = {"z": np.array([[np.nan, 1.0], [np.inf, -np.inf]]).T, "L": float("inf"), "name": "x"}
    document = json.loads(encoded(answer, lambda: Address("z", (1, 0), 3)))
    assert document["z"] == [["NaN", "Infinity"], [1.0, "-Infinity"]]
    assert document["L"] == "Infinity"
    assert document["nonfinite"] == {"first": {"address": "z.1.0@3"}, "count": 4}


@pytest.mark.parametrize(
    "name", ["null", "nullable", ":null", "[null,", '"nonfinite":null}', "a,null", '\\":null', "null" * 9]
)
def test_a_text_with_the_word_null_in_it_is_no_number(name: str) -> None:
    assert json.loads(encoded({"name": name, "L": 1.0})) == {"name": name, "L": 1.0, "nonfinite": None}
    found = json.loads(encoded({"name": name, "L": float("nan")}, lambda: None))
    assert found == {"name": name, "L": "NaN", "nonfinite": {"first": None, "count": 1}}


def test_a_field_that_may_be_null_is_no_number() -> None:
    answer: dict[str, Any] = {"parts": [{"address": None}, {"address": "z.1.0"}], "value": 1.0}
    assert encoded(answer, nullable=["address"]) == (
        b'{"parts":[{"address":null},{"address":"z.1.0"}],"value":1.0,"nonfinite":null}'
    )
    document = json.loads(encoded({**answer, "value": np.inf}, lambda: None, nullable=["address"]))
    assert (document["value"], document["nonfinite"]["count"]) == ("Infinity", 1)


@pytest.mark.anyio
async def test_an_answer_of_finite_numbers_is_not_looked_through(
    monkeypatch: pytest.MonkeyPatch, client: httpx.AsyncClient
) -> None:
    """It would take as long again as a small trace, and a third of the time of an explanation."""
    monkeypatch.setattr(nonfinite, "count", lambda answer: pytest.fail("looked through"))
    asked: list[tuple[str, dict[str, Any]]] = [
        ("/api/trace", {"include": ["steps", "layer_steps"], "learning_rate": 0.1}),
        ("/api/explain?depth=9", {"address": "dl_dw.1.0.0"}),
        ("/api/witness", {"address": "dl_dw.1.0.0"}),
        ("/api/nudge", {"address": "w.1.0.0", "by": [0.1]}),
        ("/api/learning-rates", {"rates": [0.1]}),
    ]
    for path, changes in asked:
        assert (await post(client, path, two_two_one(**changes))).status_code == 200
