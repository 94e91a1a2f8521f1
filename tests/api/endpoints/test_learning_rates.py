"""POST /api/learning-rates."""

from typing import Any

import httpx
import pytest

from tests.api.expecting import assert_problem, one_layer, post, two_two_one, wide

pytestmark = pytest.mark.anyio

PATH = "/api/learning-rates"
TWO = {"x": [[1.2, 0.5], [0.3, 0.9]], "target": [[1.0], [0.2]]}


async def answered(client: httpx.AsyncClient, body: dict[str, Any]) -> dict[str, Any]:
    response = await post(client, PATH, body)
    assert response.status_code == 200
    answer: dict[str, Any] = response.json()
    return answer


@pytest.mark.parametrize("reduction", ["sum", "mean"])
async def test_each_loss_is_that_of_an_update_with_that_rate(client: httpx.AsyncClient, reduction: str) -> None:
    network = two_two_one(**TWO, reduction=reduction)
    network["layers"][1]["frozen"] = ["W"]
    answer = await answered(client, {**network, "rates": [0.0, 0.1, 3.0]})
    for step in answer["steps"]:
        rate = step["learning_rate"]
        updated = (
            await post(client, "/api/update", {**network, "optimizer": {"name": "sgd", "learning_rate": rate}})
        ).json()
        assert (answer["L"], step["L"]) == (updated["L_before"], updated["L_after"])
        assert step["forecast"] == answer["L"] + answer["slope"] * rate


async def test_the_slope_leaves_out_what_is_frozen(client: httpx.AsyncClient) -> None:
    network = two_two_one()
    layers = (await post(client, "/api/trace", network)).json()["layers"]
    squares = [sum(g**2 for row in layer["dL_dW"] for g in row) + sum(g**2 for g in layer["dL_db"]) for layer in layers]
    assert (await answered(client, {**network, "rates": [1.0]}))["slope"] == pytest.approx(-sum(squares))
    network["layers"][0]["frozen"] = ["W", "b"]
    assert (await answered(client, {**network, "rates": [1.0]}))["slope"] == pytest.approx(-squares[1])


async def test_what_overflows_is_a_result(client: httpx.AsyncClient) -> None:
    answer = await answered(client, one_layer([[1.0]], rates=[1.0, 1e200]))
    assert answer["steps"][1]["L"] == "Infinity"
    assert answer["nonfinite"] == {"first": None, "count": 1}
    answer = await answered(client, one_layer([[1e200]], rates=[1.0]))
    assert answer["nonfinite"]["first"] == {"address": "L"}


@pytest.mark.parametrize(
    ("changes", "code", "pointer"),
    [
        ({}, "missing-field", "#/rates"),
        ({"rates": []}, "list-too-short", "#/rates"),
        ({"rates": [1.0] * 1001}, "list-too-long", "#/rates"),
        ({"rates": ["1"]}, "not-a-number", "#/rates/0"),
        ({"rates": [0.5, -0.5]}, "below-minimum", "#/rates/1"),
        ({"rates": [0.5], "rate": 1}, "unknown-field", "#/rate"),
    ],
)
async def test_what_means_nothing_is_refused(
    client: httpx.AsyncClient, changes: dict[str, Any], code: str, pointer: str
) -> None:
    assert_problem(await post(client, PATH, two_two_one(**changes)), code, pointer)


async def test_too_many_steps_of_a_large_network_are_refused_before_they_begin(client: httpx.AsyncClient) -> None:
    response = await post(client, PATH, {**wide([300, 300, 8], samples=600), "rates": [0.1] * 1000})
    assert_problem(response, "too-much-work", limit="operations")
