from typing import Any

import httpx
import pytest

from tests.api.documented import assert_documented
from tests.api.expecting import one_layer, post, two_two_one, wide

pytestmark = pytest.mark.anyio


async def check(client: httpx.AsyncClient, body: Any) -> dict[str, Any]:
    response = await post(client, "/api/gradient-check", body)
    assert response.status_code == 200, response.text
    answer: dict[str, Any] = response.json()
    assert_documented("/api/gradient-check", answer)
    return answer


async def test_every_gradient_is_checked_and_has_its_address(client: httpx.AsyncClient) -> None:
    answer = await check(client, two_two_one(x=[[1.2, 0.5]] * 2, target=[[1.0]] * 2))
    assert [row["address"] for row in answer["gradients"]] == [
        *("dL_dw.1.0.0", "dL_dw.1.0.1", "dL_dw.1.1.0", "dL_dw.1.1.1", "dL_db.1.0", "dL_db.1.1"),
        *("dL_dw.2.0.0", "dL_dw.2.0.1", "dL_db.2.0"),
        *("dl_dx.0", "dl_dx.1", "dl_dx.0@1", "dl_dx.1@1"),
    ]
    assert answer["verdicts"] == {"match": 13, "close": 0, "kink": 0, "mismatch": 0, "undecided": 0}
    assert answer["checked"] == {"parameters": "each", "inputs": "each"}


async def test_a_row_holds_both_gradients_and_how_they_differ(client: httpx.AsyncClient) -> None:
    row = (await check(client, two_two_one()))["gradients"][0]
    assert row["analytic"] == pytest.approx(-0.1728, rel=1e-12)
    assert row["numeric"] == pytest.approx(-0.1728, rel=1e-6)
    assert row["difference"] == abs(row["analytic"] - row["numeric"])
    assert row["h"] == 6e-6
    assert row["verdict"] == "match"
    assert "reason" not in row


async def test_a_large_network_is_checked_along_random_directions_that_a_seed_chooses(
    client: httpx.AsyncClient,
) -> None:
    body = wide([60, 40, 2], samples=40)
    answer = await check(client, body)
    assert answer["checked"] == {"parameters": "directions", "inputs": "directions"}
    assert [(row["of"], row["direction"]) for row in answer["gradients"]] == [
        (of, direction) for of in ("parameters", "inputs") for direction in range(20)
    ]
    assert answer["verdicts"]["mismatch"] == 0
    assert await check(client, body) == answer
    assert await check(client, {**body, "seed": 1}) != answer


async def test_a_check_that_overflows_is_a_result(client: httpx.AsyncClient) -> None:
    answer = await check(client, one_layer([[1e200]]))
    assert answer["nonfinite"]["first"] == {"address": "dL_dw.1.0.0"}
    assert answer["nonfinite"]["count"] >= 1
    assert answer["verdicts"] == {"match": 0, "close": 0, "kink": 0, "mismatch": 0, "undecided": 3}
    assert {row["reason"] for row in answer["gradients"]} == {"nonfinite"}


async def test_what_the_difference_cannot_tell_is_undecided_and_says_why(client: httpx.AsyncClient) -> None:
    body = one_layer([[1.0]], x=[[1e-310]], target=[[1.0]])
    body["layers"][0]["activation"] = "relu"
    rows = {row["address"]: row for row in (await check(client, body))["gradients"]}
    assert (rows["dL_dw.1.0.0"]["verdict"], rows["dL_dw.1.0.0"]["reason"]) == ("undecided", "rounding")
    assert rows["dL_db.1.0"]["verdict"] == "kink"
