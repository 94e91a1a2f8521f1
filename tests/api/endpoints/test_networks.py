from typing import Any

import httpx
import pytest

from app.engine.initializers import SCHEMES
from tests.api.documented import assert_documented
from tests.api.expecting import assert_problem, post

pytestmark = pytest.mark.anyio


def recipe(**changes: Any) -> dict[str, Any]:
    request = {"sizes": [2, 3, 1], "activations": ["tanh", "sigmoid"], "scheme": "xavier_uniform", "seed": 7}
    return {**request, **changes}


async def network(client: httpx.AsyncClient, body: Any) -> list[dict[str, Any]]:
    response = await post(client, "/api/networks", body)
    assert response.status_code == 200, response.text
    answer = response.json()
    assert_documented("/api/networks", answer)
    layers: list[dict[str, Any]] = answer["layers"]
    return layers


@pytest.mark.parametrize("scheme", SCHEMES)
async def test_every_scheme_makes_a_network_of_the_sizes(client: httpx.AsyncClient, scheme: str) -> None:
    first, last = await network(client, recipe(scheme=scheme))
    assert (len(first["W"]), len(first["W"][0]), len(first["b"])) == (3, 2, 3)
    assert (len(last["W"]), len(last["W"][0]), len(last["b"])) == (1, 3, 1)
    assert [first["activation"], last["activation"]] == ["tanh", "sigmoid"]


async def test_the_same_seed_gives_the_same_bytes_and_another_other_ones(client: httpx.AsyncClient) -> None:
    first, same, other = [await post(client, "/api/networks", recipe(seed=seed)) for seed in (7, 7, 8)]
    assert first.content == same.content
    assert first.content != other.content


async def test_what_is_made_can_be_traced(client: httpx.AsyncClient) -> None:
    layers = await network(client, recipe())
    body = {"layers": layers, "loss": "half_squared_error", "x": [[1.0, 2.0]], "target": [[0.0]]}
    assert (await post(client, "/api/trace", body)).status_code == 200


async def test_one_activation_may_stand_for_all(client: httpx.AsyncClient) -> None:
    body = recipe(activation="relu")
    del body["activations"]
    assert [layer["activation"] for layer in await network(client, body)] == ["relu", "relu"]


@pytest.mark.parametrize("seed", [0, 2**53 + 1, 2**64 - 1])
async def test_a_seed_is_taken_to_its_last_bit(client: httpx.AsyncClient, seed: int) -> None:
    assert await network(client, recipe(seed=seed)) != await network(client, recipe(seed=seed ^ 1))


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"scheme": "zeros"}, {0.0}),
        ({"scheme": "constant", "value": -0.25}, {-0.25}),
        ({"scheme": "uniform", "low": 2.0, "high": 2.0}, {2.0}),
        ({"scheme": "normal", "mean": 3.0, "std": 0.0}, {3.0}),
    ],
)
async def test_a_scheme_is_told_its_numbers(
    client: httpx.AsyncClient, changes: dict[str, Any], expected: set[float]
) -> None:
    layers = await network(client, recipe(bias=0.5, **changes))
    assert {weight for layer in layers for row in layer["W"] for weight in row} == expected
    assert {bias for layer in layers for bias in layer["b"]} == {0.5}


@pytest.mark.parametrize(
    ("changes", "code", "pointer"),
    [
        ({"activation": "relu"}, "choose-one", "#"),
        ({"activations": None}, "choose-one", "#"),
        ({"activations": ["relu"]}, "activation-count", "#/activations"),
        ({"activations": ["relu", "rulu"]}, "unknown-activation", "#/activations/1"),
        ({"scheme": "xavier"}, "unknown-scheme", "#/scheme"),
        ({"std": 1.0}, "unused-setting", "#/std"),
        ({"scheme": "uniform", "value": 1.0}, "unused-setting", "#/value"),
        ({"scheme": "uniform", "low": 2.0}, "low-above-high", "#/low"),
        ({"scheme": "normal", "std": -1.0}, "below-minimum", "#/std"),
        ({"scheme": "constant", "value": "1"}, "not-a-number", "#/value"),
    ],
)
async def test_a_recipe_that_means_nothing_is_refused(
    client: httpx.AsyncClient, changes: dict[str, Any], code: str, pointer: str
) -> None:
    assert_problem(await post(client, "/api/networks", recipe(**changes)), code, pointer)


async def test_a_range_wider_than_the_largest_number_is_kept_to(client: httpx.AsyncClient) -> None:
    response = await post(client, "/api/networks", recipe(scheme="uniform", low=-1e308, high=1e308))
    assert response.status_code == 200
    assert response.json()["nonfinite"] is None


async def test_a_deviation_that_overflows_is_a_result(client: httpx.AsyncClient) -> None:
    response = await post(client, "/api/networks", recipe(scheme="normal", mean=1.7e308, std=1.7e308))
    assert response.status_code == 200
    assert response.json()["nonfinite"]["first"]["address"].startswith("w.1.")
