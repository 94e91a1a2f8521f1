"""The field gains_x of a trace request and of an explanation."""

from typing import Any

import httpx
import pytest

from app.explain.addresses import parse
from app.explain.expressions import Const, Node, Op, Ref, evaluate
from tests.api.expecting import assert_problem, post, two_two_one

pytestmark = pytest.mark.anyio
ELSEWHERE = [[-1.2, -0.5]]


def tree(node: dict[str, Any]) -> Node:
    """The expression of an answer."""
    if node["op"] == "ref":
        return Ref(parse(node["address"]), node["value"])
    if node["op"] == "const":
        return Const(node["value"], node.get("name", ""))
    return Op(node["op"], tuple(map(tree, node["args"])), node.get("function", ""))


async def test_the_gains_are_those_of_the_other_inputs(client: httpx.AsyncClient) -> None:
    usual = (await post(client, "/api/trace", two_two_one())).json()
    there = (await post(client, "/api/trace", two_two_one(x=ELSEWHERE))).json()
    frozen = (await post(client, "/api/trace", two_two_one(gains_x=ELSEWHERE))).json()
    assert frozen["L"] == usual["L"]
    for layer in (0, 1):
        assert frozen["layers"][layer]["z"] == usual["layers"][layer]["z"]
        assert frozen["layers"][layer]["da_dz"] == there["layers"][layer]["da_dz"]


async def test_every_number_of_a_frozen_pass_explains_itself(client: httpx.AsyncClient) -> None:
    for loss, activation in (("cross_entropy", "softmax"), ("half_squared_error", "sigmoid")):
        body = two_two_one(loss=loss, gains_x=[[0.4, 0.9]])
        body["layers"][0]["activation"] = "tanh"
        body["layers"][1] = {"W": [[0.6, -0.2], [0.1, 0.9]], "b": [0.1, 0.0], "activation": activation}
        body["target"] = [[1.0, 0.0]]
        gain = "da_dz.2.0.1" if activation == "softmax" else "da_dz.2.0"
        for address in ("dl_dz.2.0", "dl_dz.1.0", "dl_dw.1.0.0", "dl_da.1.1", "dl_dx.0", "da_dz.1.0", gain):
            response = await post(client, "/api/explain?depth=9", {**body, "address": address})
            assert response.status_code == 200, response.text
            answer = response.json()
            assert evaluate(tree(answer["expression"])) == pytest.approx(answer["value"], rel=1e-12, abs=1e-300)
            if address.startswith("da_dz"):
                assert answer["parents"] == []
                assert answer["expression"]["name"] == "frozen"


@pytest.mark.parametrize(
    ("gains_x", "code", "pointer"),
    [
        ([[1.0]], "row-length", "#/gains_x/0"),
        ([[1.0, 2.0], [3.0, 4.0]], "row-count", "#/gains_x"),
        ([[1.0, "2"]], "not-a-number", "#/gains_x/0/1"),
        ([], "list-too-short", "#/gains_x"),
    ],
)
async def test_a_wrong_shape_is_refused(client: httpx.AsyncClient, gains_x: Any, code: str, pointer: str) -> None:
    for path, more in (("/api/trace", {}), ("/api/explain", {"address": "z.1.0"})):
        assert_problem(await post(client, path, two_two_one(gains_x=gains_x, **more)), code, pointer)


async def test_it_belongs_to_no_other_request(client: httpx.AsyncClient) -> None:
    response = await post(client, "/api/gradient-check", two_two_one(gains_x=ELSEWHERE))
    assert_problem(response, "unknown-field", "#/gains_x")
