from typing import Any

import httpx
import numpy as np
import pytest

from tests.api.documented import assert_documented
from tests.api.expecting import one_layer, post, two_two_one

pytestmark = pytest.mark.anyio

SGD = {"name": "sgd", "learning_rate": 0.1}


async def update(client: httpx.AsyncClient, body: Any) -> dict[str, Any]:
    response = await post(client, "/api/update", body)
    assert response.status_code == 200, response.text
    answer: dict[str, Any] = response.json()
    assert_documented("/api/update", answer)
    return answer


async def test_an_update_is_the_published_one(client: httpx.AsyncClient) -> None:
    answer = await update(client, two_two_one(optimizer=SGD))
    first, last = answer["layers"]
    assert np.array(first["W"]) == pytest.approx(np.array([[0.61728, 0.8072], [0.29424, 0.3976]]))
    assert last["b"] == pytest.approx([0.124])
    assert answer["L_before"] == pytest.approx(0.0288)
    assert answer["L_after"] == pytest.approx(0.0094, abs=5e-5)


async def test_an_update_is_the_one_that_a_trace_tells(client: httpx.AsyncClient) -> None:
    answer = await update(client, two_two_one(optimizer=SGD))
    told = (await post(client, "/api/trace", two_two_one(learning_rate=0.1))).json()["update"]
    assert [layer["W"] for layer in answer["layers"]] == [layer["W_new"] for layer in told["layers"]]
    assert [layer["b"] for layer in answer["layers"]] == [layer["b_new"] for layer in told["layers"]]
    assert (answer["L_before"], answer["L_after"]) == (told["L_before"], told["L_after"])


async def test_an_answer_goes_into_the_next_request_as_it_is(client: httpx.AsyncClient) -> None:
    body = two_two_one(optimizer=SGD)
    body["layers"][0]["frozen"] = ["b"]
    losses = []
    for _ in range(5):
        answer = await update(client, body)
        losses.append(answer["L_before"])
        assert answer["layers"][0]["b"] == [0.2, 0.1]
        body |= {"layers": answer["layers"], "state": answer["state"]}
    assert losses == sorted(losses, reverse=True)
    assert losses[0] > losses[-1]


async def test_an_update_that_overflows_is_a_result(client: httpx.AsyncClient) -> None:
    body = one_layer([[10.0]], optimizer={"name": "sgd", "learning_rate": 1e308})
    answer = await update(client, body)
    assert answer["layers"][0]["W"] == [["-Infinity"]]
    assert answer["nonfinite"]["first"] == {"address": "w_new.1.0.0"}


@pytest.mark.parametrize(
    ("state", "place"), [({"v": 1}, "/v"), ({"": 0}, ""), ({"a": 1}, "/a"), ({"__proto__": 1}, "")]
)
async def test_a_state_that_the_optimizer_has_not_is_refused(
    client: httpx.AsyncClient, state: dict[str, Any], place: str
) -> None:
    response = await post(client, "/api/update", two_two_one(optimizer=SGD, state=state))
    assert response.status_code == 422
    fault = response.json()["errors"][0]
    assert (fault["code"], fault["pointer"], fault["params"]) == ("unknown-field", f"#/state{place}", {"known": []})
