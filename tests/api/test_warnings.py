"""What is legal but has no meaning is said beside its numbers, and nothing is said of what has one."""

from typing import Any

import httpx
import pytest

from app.api.wire.warnings import WARNINGS
from app.words import languages, words
from tests.api.documented import resolved
from tests.api.expecting import one_layer, post, two_two_one

pytestmark = pytest.mark.anyio

OUTSIDE = one_layer(
    [[1.2, 0.0], [0.0, 1.0]],
    loss="binary_cross_entropy",
    x=[[0.5, 0.5], [1.0, 0.25], [2.0, -0.5]],
    target=[[1.0, 0.0]] * 3,
)
"""Outputs (0.6, 0.5), (1.2, 0.25) and (2.4, -0.5), of which three are no probabilities."""

WARNING = {
    "code": "output-outside-range",
    "pointer": "#/layers/0/activation",
    "detail": "binary_cross_entropy has a meaning only for outputs between 0.0 and 1.0. "
    "Outside of that: 3, the first at a.1.0@1.",
    "params": {"loss": "binary_cross_entropy", "minimum": 0.0, "maximum": 1.0, "count": 3, "address": "a.1.0@1"},
}
ASKED: list[tuple[str, dict[str, Any]]] = [
    ("/api/trace", {}),
    ("/api/trace", {"learning_rate": 0.1, "include": ["steps"]}),
    ("/api/explain", {"address": "l"}),
    ("/api/explain?depth=2", {"address": "dl_dw.1.0.0"}),
    ("/api/nudge", {"address": "w.1.0.0", "by": [0.1]}),
    ("/api/learning-rates", {"rates": [0.1]}),
    ("/api/update", {"optimizer": {"name": "sgd", "learning_rate": 0.1}}),
]


async def answered(client: httpx.AsyncClient, path: str, body: dict[str, Any]) -> dict[str, Any]:
    response = await post(client, path, body)
    assert response.status_code == 200, response.text
    answer: dict[str, Any] = response.json()
    return answer


@pytest.mark.parametrize(("path", "changes"), ASKED)
async def test_outputs_that_are_no_probabilities_are_warned_of(
    client: httpx.AsyncClient, path: str, changes: dict[str, Any]
) -> None:
    assert (await answered(client, path, {**OUTSIDE, **changes}))["warnings"] == [WARNING]


@pytest.mark.parametrize(("path", "changes"), ASKED)
async def test_what_has_a_meaning_is_not_warned_of(
    client: httpx.AsyncClient, path: str, changes: dict[str, Any]
) -> None:
    inside = {**OUTSIDE, "layers": [{**OUTSIDE["layers"][0], "activation": "sigmoid"}]}
    assert "warnings" not in await answered(client, path, {**inside, **changes})
    assert "warnings" not in await answered(client, path, {**OUTSIDE, "loss": "squared_error", **changes})


async def test_the_ends_of_the_range_belong_to_it(client: httpx.AsyncClient) -> None:
    body = one_layer([[1.0], [1.0]], loss="cross_entropy", x=[[1.0], [0.0]], target=[[1.0, 1.0]] * 2)
    assert "warnings" not in await answered(client, "/api/trace", body)


async def test_an_output_without_a_value_is_nonfinite_and_not_outside(client: httpx.AsyncClient) -> None:
    body = one_layer([[1e308], [1e308]], loss="cross_entropy", x=[[10.0]], target=[[0.0]])
    body["layers"].append({"W": [[1.0, -1.0]], "b": [0.0], "activation": "identity"})
    answer = await answered(client, "/api/trace", body)
    assert answer["layers"][1]["a"] == [["NaN"]]
    assert "warnings" not in answer
    assert answer["nonfinite"]["first"] == {"address": "z.1.0"}


@pytest.mark.parametrize("address", ["x.0", "t.0", "w.1.0.0", "b.1.0", "z.1.0", "a.1.0", "da_dz.1.0"])
async def test_a_number_that_no_loss_has_made_is_explained_without_a_warning(
    client: httpx.AsyncClient, address: str
) -> None:
    assert "warnings" not in await answered(client, "/api/explain", {**OUTSIDE, "address": address})


async def test_an_ordinary_answer_has_no_room_for_warnings(client: httpx.AsyncClient) -> None:
    assert b"warning" not in (await post(client, "/api/trace", two_two_one(include=["steps"]))).content


def test_every_code_of_a_warning_is_documented_with_its_parameters() -> None:
    code = resolved("#/components/schemas/Warned")["properties"]["code"]
    assert code["enum"] == list(WARNINGS)
    for name, params in WARNINGS.items():
        assert f"- `{name}`. Parameters: {', '.join(params)}." in code["description"]
        for language in languages():
            assert f"warning.{name}.detail" in words(language)
