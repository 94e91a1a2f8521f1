"""POST /api/witness and POST /api/nudge."""

from typing import Any

import httpx
import pytest

from tests.api.documented import assert_documented
from tests.api.expecting import assert_problem, one_layer, post, two_two_one, wide

pytestmark = pytest.mark.anyio
TWO = {"x": [[1.2, 0.5], [0.3, 0.9]], "target": [[1.0], [0.2]]}


async def answered(client: httpx.AsyncClient, path: str, body: Any) -> dict[str, Any]:
    response = await post(client, path, body)
    assert response.status_code == 200, response.text
    answer: dict[str, Any] = response.json()
    assert_documented(path, answer)
    return answer


async def test_a_gradient_stands_beside_its_differences(client: httpx.AsyncClient) -> None:
    answer = await answered(client, "/api/witness", two_two_one(address="dl_dw.1.0.0"))
    assert answer["backpropagation"] == pytest.approx(-0.1728, rel=1e-12)
    assert answer["loss"] == "l"
    assert answer["central_difference"]["verdict"] == "match"
    assert len(answer["differences"]) == 25
    assert answer["best"]["difference"] == min(row["difference"] for row in answer["differences"])
    for row in answer["differences"]:
        assert row["difference"] == abs(row["numeric"] - answer["backpropagation"])


@pytest.mark.parametrize("reduction", ["sum", "mean"])
async def test_the_check_is_the_gradient_checks_own(client: httpx.AsyncClient, reduction: str) -> None:
    body = two_two_one(**TWO, reduction=reduction)
    rows = (await post(client, "/api/gradient-check", body)).json()["gradients"]
    for row in rows:
        if row["address"].startswith("dL"):
            one = await answered(client, "/api/witness", {**body, "address": row["address"]})
            assert one["loss"] == "L"
            assert one["central_difference"] | {"address": row["address"], "analytic": row["analytic"]} == row


async def test_every_gradient_of_every_sample_can_be_asked(client: httpx.AsyncClient) -> None:
    trace = (await post(client, "/api/trace", two_two_one(**TWO))).json()
    for n in (0, 1):
        wanted = {
            f"dl_dz.1.1@{n}": trace["layers"][0]["dl_dz"][n][1],
            f"dl_da.2.0@{n}": trace["layers"][1]["dl_da"][n][0],
            f"dl_dx.1@{n}": trace["input"]["dl_dx"][n][1],
            f"dl_db.2.0@{n}": trace["layers"][1]["dl_dz"][n][0],
        }
        for address, value in wanted.items():
            answer = await answered(client, "/api/witness", two_two_one(**TWO, address=address))
            assert answer["backpropagation"] == value
            assert answer["central_difference"]["verdict"] == "match"


async def test_a_chosen_step_is_the_one_that_is_taken(client: httpx.AsyncClient) -> None:
    body = two_two_one(address="dl_dw.2.0.0", h=[0.5, 1e-4])
    assert [row["h"] for row in (await answered(client, "/api/witness", body))["differences"]] == [0.5, 1e-4]


@pytest.mark.parametrize(
    ("path", "changes", "code", "pointer"),
    [
        ("/api/witness", {"address": "z.1.0"}, "unknown-address", "#/address"),
        ("/api/witness", {"address": "dl_dw.3.0.0"}, "unknown-address", "#/address"),
        ("/api/witness", {"address": "dl_dx.0@1"}, "unknown-address", "#/address"),
        ("/api/witness", {"address": 7}, "not-a-text", "#/address"),
        ("/api/witness", {"address": "dl_dx.0", "h": [0.0]}, "below-minimum", "#/h/0"),
        ("/api/witness", {"address": "dl_dx.0", "h": []}, "list-too-short", "#/h"),
        ("/api/witness", {"address": "dl_dx.0", "h": [0.1] * 201}, "list-too-long", "#/h"),
        ("/api/nudge", {"address": "dl_dw.1.0.0", "by": [1.0]}, "unknown-address", "#/address"),
        ("/api/nudge", {"address": "w.1.0.0", "by": ["1"]}, "not-a-number", "#/by/0"),
        ("/api/nudge", {"address": "w.1.0.0", "by": []}, "list-too-short", "#/by"),
        ("/api/nudge", {"address": "w.1.0.0", "by": [1.0] * 1001}, "list-too-long", "#/by"),
        ("/api/nudge", {"address": "w.1.0.0", "by": [1.0], "sample": 1}, "sample-out-of-range", "#/sample"),
        ("/api/nudge", {"address": "w.1.0.0", "by": [1.0], "rate": 1}, "unknown-field", "#/rate"),
        (
            "/api/nudge",
            {"address": "w.1.0.0", "by": [1.0], "watch": ["z.1.0", "b.1.0"]},
            "unknown-address",
            "#/watch/1",
        ),
        ("/api/nudge", {"address": "w.1.0.0", "by": [1.0], "watch": ["z.3.0"]}, "unknown-address", "#/watch/0"),
        ("/api/nudge", {"address": "w.1.0.0", "by": [1.0], "watch": ["z"]}, "unknown-address", "#/watch/0"),
        ("/api/nudge", {"address": "w.1.0.0", "by": [1.0], "watch": ["z.1.0"] * 1001}, "list-too-long", "#/watch"),
        ("/api/nudge", {**TWO, "address": "x.0@1", "by": [1.0], "watch": ["z.1.0"]}, "unknown-address", "#/watch/0"),
    ],
)
async def test_what_means_nothing_is_refused(
    client: httpx.AsyncClient, path: str, changes: Any, code: str, pointer: str
) -> None:
    assert_problem(await post(client, path, two_two_one(**changes)), code, pointer)


async def test_a_nudge_tells_the_true_loss_beside_the_forecast(client: httpx.AsyncClient) -> None:
    body = two_two_one(address="w.1.0.0", by=[-0.5, 0.0, 0.01])
    answer = await answered(client, "/api/nudge", body)
    slope = answer["gradient"]
    assert slope == {"address": "dl_dw.1.0.0", "value": pytest.approx(-0.1728)}
    assert "total" not in answer
    for row in answer["moved"]:
        assert row["forecast"] == answer["l"] + slope["value"] * row["by"]
        edited = two_two_one()
        edited["layers"][0]["W"][0][0] = row["value"]
        assert row["l"] == (await post(client, "/api/trace", edited)).json()["l"][0]
    near, far = answer["moved"][2], answer["moved"][0]
    assert abs(near["l"] - near["forecast"]) < 1e-3 * abs(far["l"] - far["forecast"])


async def test_the_numbers_on_the_way_are_those_of_the_moved_network(client: httpx.AsyncClient) -> None:
    watch = ["z.1.0@1", "a.1.0@1", "a.1.1@1", "z.2.0@1", "a.2.0@1"]
    body = two_two_one(**TWO, address="b.1.0", by=[0.0, 0.3], sample=1, watch=watch)
    for row in (await answered(client, "/api/nudge", body))["moved"]:
        edited = two_two_one(**TWO)
        edited["layers"][0]["b"][0] += row["by"]
        first, second = (await post(client, "/api/trace", edited)).json()["layers"]
        numbers = [first["z"][1][0], first["a"][1][0], first["a"][1][1], second["z"][1][0], second["a"][1][0]]
        assert row["watched"] == pytest.approx(numbers, rel=1e-14)


async def test_of_several_samples_the_total_is_told_too(client: httpx.AsyncClient) -> None:
    body = two_two_one(**TWO, reduction="mean", address="b.1.1", by=[0.2], sample=1)
    answer = await answered(client, "/api/nudge", body)
    trace = (await post(client, "/api/trace", two_two_one(**TWO, reduction="mean"))).json()
    assert answer["gradient"]["address"] == "dl_db.1.1@1"
    assert answer["total"]["L"] == trace["L"]
    assert answer["total"]["gradient"]["value"] == trace["layers"][0]["dL_db"][1]
    (row,) = answer["moved"]
    assert row["L_forecast"] == trace["L"] + trace["layers"][0]["dL_db"][1] * 0.2
    edited = two_two_one(**TWO, reduction="mean")
    edited["layers"][0]["b"][1] += 0.2
    assert row["L"] == pytest.approx((await post(client, "/api/trace", edited)).json()["L"], rel=1e-14)


async def test_what_overflows_is_a_result(client: httpx.AsyncClient) -> None:
    answer = await answered(client, "/api/nudge", one_layer([[1.0]], address="w.1.0.0", by=[1.0, 1e200]))
    assert answer["moved"][1]["l"] == "Infinity"
    assert answer["nonfinite"]["count"] == 1
    answer = await answered(client, "/api/witness", one_layer([[1e200]], address="dl_dw.1.0.0"))
    assert answer["nonfinite"]["count"] > 0
    assert answer["central_difference"]["verdict"] == "undecided"
    assert answer["central_difference"]["reason"] == "nonfinite"


@pytest.mark.parametrize(
    ("changes", "first"),
    [
        ({"address": "b.1.0"}, "l"),
        ({"address": "z.1.0", "x": [[1e160]]}, "z.1.0"),
        ({"address": "x.0@1", "x": [[0.0], [1.0]], "target": [[0.0]] * 2}, "l@1"),
        ({"address": "b.1.0", "x": [[0.0], [1.0]], "target": [[0.0]] * 2}, "L"),
        ({"address": "w.1.0.0", "x": [[1e150]], "loss": "absolute_error"}, "l"),
    ],
)
async def test_of_a_nudge_the_first_number_that_overflows_is_named(
    client: httpx.AsyncClient, changes: Any, first: str
) -> None:
    answer = await answered(client, "/api/nudge", one_layer([[1e160]], by=[0.0], **changes))
    assert answer["nonfinite"]["first"] == {"address": first}


async def test_numbers_without_addresses_may_be_the_only_ones_that_overflow(client: httpx.AsyncClient) -> None:
    answer = await answered(client, "/api/nudge", one_layer([[1.0]], address="w.1.0.0", by=[1e200]))
    assert answer["nonfinite"] == {"first": None, "count": 1}
    answer = await answered(client, "/api/witness", one_layer([[1e160]], address="dl_db.1.0"))
    assert answer["backpropagation"] == 1e160
    assert answer["nonfinite"]["first"] is None


async def test_a_witness_or_nudge_of_the_largest_kind_is_refused_before_it_begins(
    client: httpx.AsyncClient,
) -> None:
    body = wide([300, 300, 8], samples=600)
    response = await post(client, "/api/nudge", {**body, "address": "w.1.0.0", "by": [0.1] * 1000})
    assert_problem(response, "too-much-work", limit="operations")
    response = await post(client, "/api/witness", {**body, "address": "dL_dw.1.0.0", "h": [0.1] * 200})
    assert_problem(response, "too-much-work", limit="operations")
