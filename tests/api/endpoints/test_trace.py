import itertools
import json
import tracemalloc
from typing import Any

import httpx
import numpy as np
import pytest

from tests.api.documented import assert_documented
from tests.api.expecting import one_layer, post, two_two_one, wide

pytestmark = pytest.mark.anyio


async def trace(client: httpx.AsyncClient, body: Any) -> dict[str, Any]:
    response = await post(client, "/api/trace", body)
    assert response.status_code == 200, response.text
    answer: dict[str, Any] = response.json()
    assert_documented("/api/trace", answer)
    return answer


async def test_the_example_of_the_contract_has_the_published_loss(client: httpx.AsyncClient) -> None:
    answer = await trace(client, two_two_one())
    assert answer["l"] == pytest.approx([0.0288], rel=1e-12)
    assert answer["L"] == pytest.approx(0.0288, rel=1e-12)
    first, last = answer["layers"]
    assert first["z"][0] == pytest.approx([1.32, 0.66], rel=1e-12)
    assert last["z"][0] == pytest.approx([0.76], rel=1e-12)
    assert np.array(first["dL_dW"]) == pytest.approx(np.array([[-0.1728, -0.072], [0.0576, 0.024]]))
    assert last["dL_dW"][0] == pytest.approx([-0.3168, -0.1584], rel=1e-12)
    assert answer["nonfinite"] is None
    assert "steps" not in answer
    assert "update" not in answer


async def test_an_answer_has_the_fields_of_the_contract_in_its_order(client: httpx.AsyncClient) -> None:
    answer = await trace(client, two_two_one(include=["steps", "per_sample"]))
    assert list(answer) == ["loss", "reduction", "l", "L", "input", "layers", "steps", "nonfinite"]
    assert list(answer["layers"][0]) == (
        ["layer", "activation", "z", "a", "da_dz", "dl_da", "dl_dz", "dL_dW", "dL_db", "dl_dW", "dl_db"]
    )


async def test_the_same_request_gives_the_same_bytes(client: httpx.AsyncClient) -> None:
    body = two_two_one(include=["steps", "per_sample"], learning_rate=0.1)
    first, second = [await post(client, "/api/trace", body) for _ in range(2)]
    assert first.content == second.content


async def test_numbers_leave_as_their_shortest_decimals(client: httpx.AsyncClient) -> None:
    response = await post(client, "/api/trace", one_layer([[0.1]], x=[[3.0]]))
    assert b'"z":[[0.30000000000000004]]' in response.content
    assert b'"x":[[3.0]]' in response.content


async def test_a_mean_divides_only_what_belongs_to_all_samples(client: httpx.AsyncClient) -> None:
    samples = {"x": [[1.2, 0.5], [0.1, 0.9]], "target": [[1.0], [0.0]], "include": ["per_sample"]}
    total = await trace(client, two_two_one(**samples))
    mean = await trace(client, two_two_one(**samples, reduction="mean"))
    assert mean["l"] == total["l"]
    assert mean["L"] == total["L"] / 2
    for ours, theirs in zip(mean["layers"], total["layers"], strict=True):
        assert ours["dl_dz"] == theirs["dl_dz"]
        assert ours["dl_dW"] == theirs["dl_dW"]
        assert np.array(ours["dL_dW"]) == pytest.approx(np.array(theirs["dL_dW"]) / 2, rel=1e-15)


async def test_the_samples_own_gradients_add_up_to_that_of_the_batch(client: httpx.AsyncClient) -> None:
    samples = {"x": [[1.2, 0.5], [0.1, 0.9]], "target": [[1.0], [0.0]]}
    answer = await trace(client, two_two_one(**samples, include=["per_sample"]))
    for layer in answer["layers"]:
        assert np.array(layer["dl_dW"]).sum(axis=0) == pytest.approx(np.array(layer["dL_dW"]))
        assert np.array(layer["dl_db"]).sum(axis=0) == pytest.approx(np.array(layer["dL_db"]))


async def test_fields_narrow_the_layers_and_nothing_else(client: httpx.AsyncClient) -> None:
    answer = await trace(client, two_two_one(fields=["dL_dW", "z"]))
    assert list(answer["layers"][0]) == ["layer", "activation", "z", "dL_dW"]
    assert "dl_dx" in answer["input"]
    assert list((await trace(client, two_two_one(fields=[])))["layers"][0]) == ["layer", "activation"]


async def test_per_sample_fields_come_only_when_included(client: httpx.AsyncClient) -> None:
    body = two_two_one(fields=["dl_dW", "z"])
    assert "dl_dW" not in (await trace(client, body))["layers"][0]
    layer = (await trace(client, {**body, "include": ["per_sample"]}))["layers"][0]
    assert list(layer) == ["layer", "activation", "z", "dl_dW"]


async def test_a_signal_drives_the_backward_pass_and_leaves_the_loss(client: httpx.AsyncClient) -> None:
    own = await trace(client, two_two_one())
    driven = await trace(client, two_two_one(dl_dy=[[2.0]]))
    twice = await trace(client, two_two_one(dl_dy=[[4.0]]))
    assert driven["L"] == own["L"]
    assert driven["layers"][1]["dl_da"] == [[2.0]]
    for once, double in zip(driven["layers"], twice["layers"], strict=True):
        assert np.array(double["dl_dz"]) == pytest.approx(2 * np.array(once["dl_dz"]))


async def test_a_learning_rate_adds_one_step_of_gradient_descent(client: httpx.AsyncClient) -> None:
    update = (await trace(client, two_two_one(learning_rate=0.1)))["update"]
    first, last = update["layers"]
    assert np.array(first["W_new"]) == pytest.approx(np.array([[0.61728, 0.8072], [0.29424, 0.3976]]))
    assert first["b_new"] == pytest.approx([0.2144, 0.0952])
    assert last["W_new"][0] == pytest.approx([0.63168, -0.18416])
    assert last["b_new"] == pytest.approx([0.124])
    assert update["L_before"] == pytest.approx(0.0288)
    assert update["L_after"] == pytest.approx(0.0094, abs=5e-5)
    assert update["l_after"] == [update["L_after"]]


async def test_frozen_parameters_stay_the_very_same_numbers(client: httpx.AsyncClient) -> None:
    body = two_two_one(learning_rate=0.1, include=["steps"])
    body["layers"][0]["frozen"] = ["b"]
    body["layers"][1]["frozen"] = ["W", "b"]
    answer = await trace(client, body)
    first, last = answer["update"]["layers"]
    assert first["b_new"] == body["layers"][0]["b"]
    assert (last["W_new"], last["b_new"]) == (body["layers"][1]["W"], body["layers"][1]["b"])
    moved = {address for step in answer["steps"] if step["phase"] == "update" for address in step["writes"]}
    assert moved == {"w_new.1.0.0", "w_new.1.0.1", "w_new.1.1.0", "w_new.1.1.1"}


async def test_steps_tell_the_whole_pass_in_order(client: httpx.AsyncClient) -> None:
    answer = await trace(client, two_two_one(include=["steps"], learning_rate=0.1))
    phases = [phase for phase, _ in itertools.groupby(step["phase"] for step in answer["steps"])]
    assert phases == ["forward", "loss", "backward", "gradient", "update"]
    known = {"x.0", "x.1", "t.0"}
    known |= {f"w.{layer}" for layer in ("1.0.0", "1.0.1", "1.1.0", "1.1.1", "2.0.0", "2.0.1")}
    known |= {"b.1.0", "b.1.1", "b.2.0"}
    for step in answer["steps"]:
        assert set(step["reads"]) <= known
        known |= set(step["writes"])
    assert answer["steps"][0] == {
        "phase": "forward",
        "layer": 1,
        "neuron": 0,
        "quantity": "z",
        "writes": ["z.1.0"],
        "reads": answer["steps"][0]["reads"],
    }
    assert {"source"} == set.union(*(set(step) for step in answer["steps"])) - set(answer["steps"][0])


async def test_another_sample_can_be_told(client: httpx.AsyncClient) -> None:
    body = two_two_one(x=[[1.2, 0.5], [0.1, 0.9]], target=[[1.0], [0.0]], include=["steps"], sample=1)
    answer = await trace(client, body)
    assert answer["steps"][0]["writes"] == ["z.1.0@1"]


async def test_a_large_trace_is_computed_beside_the_event_loop_to_the_same_numbers(
    client: httpx.AsyncClient,
) -> None:
    one = await trace(client, wide([20, 30, 10]))
    many = await trace(client, wide([20, 30, 10], samples=200))
    assert many["layers"][1]["a"][199] == pytest.approx(one["layers"][1]["a"][0], rel=1e-14)
    assert many["L"] == pytest.approx(200 * one["L"])


async def test_what_overflows_in_one_sample_of_many_is_found_there(client: httpx.AsyncClient) -> None:
    body = one_layer([[1e308], [1.0]], x=[[1.0], [1.0], [10.0], [10.0]], target=[[0.0, 0.0]] * 4)
    answer = await trace(client, body)
    assert answer["nonfinite"]["first"] == {"address": "z.1.0@2"}
    text = json.dumps(answer)
    assert answer["nonfinite"]["count"] == text.count('Infinity"') + text.count('"NaN"')


async def test_what_the_answer_leaves_out_is_not_counted(client: httpx.AsyncClient) -> None:
    body = one_layer([[-1e308, -1e308]], fields=["a"], target=[[0.0]])
    body["layers"][0]["activation"] = "relu"
    assert (await trace(client, body))["nonfinite"] is None
    body["fields"] = ["z"]
    assert (await trace(client, body))["nonfinite"] == {"first": {"address": "z.1.0"}, "count": 1}


async def test_a_loss_that_overflows_only_after_the_update_has_no_address(client: httpx.AsyncClient) -> None:
    answer = await trace(client, one_layer([[1e100]], learning_rate=1e60))
    assert answer["update"]["L_after"] == "Infinity"
    assert answer["nonfinite"] == {"first": None, "count": 2}


async def test_what_no_field_shows_takes_no_memory(client: httpx.AsyncClient) -> None:
    body = wide([2, 400], samples=300, fields=["dl_db"], include=["per_sample"])
    body["layers"][0]["activation"] = "softmax"
    tracemalloc.start()
    try:
        answer = await trace(client, body)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert len(answer["layers"][0]["dl_db"]) == 300
    jacobian_bytes = 300 * 400 * 400 * 8
    assert peak < jacobian_bytes / 4


async def test_what_the_gradients_cost_is_included_on_request(client: httpx.AsyncClient) -> None:
    answer = await trace(client, two_two_one(include=["costs"]))
    assert answer["costs"] == {"forward": 6, "sweep": 11, "recursion": 27, "differences": 117, "paths": 27}
    deep = await trace(client, wide([8] * 30, include=["costs"]))
    assert int(deep["costs"]["paths"]) > 2**53
    assert isinstance(deep["costs"]["paths"], str)
    assert isinstance(deep["costs"]["sweep"], int)
