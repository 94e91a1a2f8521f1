"""Numbers that no computation can start from, and those at the edge that it can."""

import json
import math
from typing import Any

import httpx
import pytest

from tests.api.expecting import assert_problem, one_layer, post, promptly, two_two_one

pytestmark = pytest.mark.anyio

PLACES = {
    "#/layers/1/W/0/1": lambda number: two_two_one_with("W", number),
    "#/layers/0/b/1": lambda number: two_two_one_with("b", number),
    "#/x/0/0": lambda number: two_two_one(x=[[number, 0.5]]),
    "#/target/0/0": lambda number: two_two_one(target=[[number]]),
    "#/dl_dy/0/0": lambda number: two_two_one(dl_dy=[[number]]),
    "#/learning_rate": lambda number: two_two_one(learning_rate=number),
}


def two_two_one_with(field: str, number: Any) -> dict[str, Any]:
    request = two_two_one()
    if field == "W":
        request["layers"][1]["W"][0][1] = number
    else:
        request["layers"][0]["b"][1] = number
    return request


@pytest.mark.parametrize("pointer", PLACES)
@pytest.mark.parametrize(
    "written",
    ["NaN", "Infinity", "-Infinity", "1e309", "-1e309", "9" * 400, "9" * 5_000, "-" + "9" * 5_000],
    ids=lambda text: text if len(text) < 20 else f"{len(text)} digits",
)
async def test_a_number_that_is_not_finite_is_refused_at_its_place(
    client: httpx.AsyncClient, pointer: str, written: str
) -> None:
    body = json.dumps(PLACES[pointer]("here")).replace('"here"', written).encode()
    assert_problem(await promptly(client, "/api/trace", body), "not-finite", pointer)


@pytest.mark.parametrize("pointer", [place for place in PLACES if place != "#/learning_rate"])
@pytest.mark.parametrize("value", ["NaN", "1.5", True, False, None, [], [1.0], {}], ids=json.dumps)
async def test_only_a_number_is_a_number(client: httpx.AsyncClient, pointer: str, value: Any) -> None:
    response = await promptly(client, "/api/trace", PLACES[pointer](value))
    assert_problem(response, "not-a-number", pointer)


@pytest.mark.parametrize("value", ["0.5", True, [0.5]], ids=json.dumps)
async def test_a_learning_rate_is_a_number(client: httpx.AsyncClient, value: Any) -> None:
    response = await promptly(client, "/api/trace", two_two_one(learning_rate=value))
    assert_problem(response, "not-a-number", "#/learning_rate")


@pytest.mark.parametrize("written", ["-0.0", "-0", "-0e5"])
async def test_a_negative_zero_goes_in_and_comes_out(client: httpx.AsyncClient, written: str) -> None:
    body = json.dumps(one_layer([[1.0]], x=[["here"]])).replace('"here"', written).encode()
    answer = await post(client, "/api/trace", body)
    assert b'"x":[[-0.0]]' in answer.content
    assert math.copysign(1.0, answer.json()["input"]["x"][0][0]) == -1.0


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("5e-324", 5e-324),
        ("9007199254740993", 9007199254740992.0),
        ("1.7976931348623157e308", 1.7976931348623157e308),
        ("0.1", 0.1),
        ("1e-308", 1e-308),
    ],
)
async def test_a_number_at_the_edge_keeps_every_digit(client: httpx.AsyncClient, written: str, stored: float) -> None:
    body = json.dumps(one_layer([[0.0]], x=[["here"]])).replace('"here"', written).encode()
    answer = await promptly(client, "/api/trace", body)
    assert answer.status_code == 200
    assert answer.json()["input"]["x"] == [[stored]]


async def test_overflow_on_the_way_forward_is_a_result(client: httpx.AsyncClient) -> None:
    answer = await promptly(client, "/api/trace", one_layer([[1e308, 1e308], [-1e308, -1e308]]))
    assert answer.status_code == 200
    trace = answer.json()
    assert trace["layers"][0]["z"] == [["Infinity", "-Infinity"]]
    assert trace["L"] == "Infinity"
    assert trace["nonfinite"]["first"] == {"address": "z.1.0"}
    assert trace["nonfinite"]["count"] == answer.text.count('Infinity"') + answer.text.count('"NaN"')


@pytest.mark.parametrize("size", [1e154, -1e154])
async def test_squares_that_overflow_are_a_result(client: httpx.AsyncClient, size: float) -> None:
    answer = await promptly(client, "/api/trace", one_layer([[size], [size]], target=[[-size, -size]]))
    assert answer.status_code == 200
    assert answer.json()["l"] == ["Infinity"]
    assert answer.json()["nonfinite"]["first"] == {"address": "l"}


async def test_weights_near_the_smallest_number_are_computed_with(client: httpx.AsyncClient) -> None:
    answer = await promptly(client, "/api/trace", one_layer([[1e-308]]))
    assert answer.status_code == 200
    assert answer.json()["nonfinite"] is None
    assert answer.json()["layers"][0]["z"] == [[1e-308]]
