import json
from typing import Any

import httpx
import numpy as np
import pytest

from app.engine.network import Layer
from app.engine.optimizers import OPTIMIZERS, descend, optimizer
from app.engine.passes import trace
from tests.api.documented import assert_documented
from tests.api.expecting import assert_problem, one_layer, post, promptly, two_two_one
from tests.engine.networks import problem

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
    assert (fault["code"], fault["pointer"], fault["params"]) == (
        "unknown-field",
        f"#/state{place}",
        {"known": ["step", "layers"]},
    )


async def test_the_optimizer_that_is_named_is_the_one_that_is_used(client: httpx.AsyncClient) -> None:
    body, found = two_two_one(), {}
    for name in OPTIMIZERS:
        chosen = {"name": name, "learning_rate": 0.1}
        one = await update(client, body | {"optimizer": chosen})
        two = await update(client, body | {"optimizer": chosen, "layers": one["layers"], "state": one["state"]})
        found[name] = json.dumps(two["layers"])
    assert len({*found.values()}) == len(OPTIMIZERS)


@pytest.mark.parametrize("setting", ["momentum", "alpha", "beta1", "beta2", "epsilon", "weight_decay"])
async def test_every_setting_that_is_given_is_used(client: httpx.AsyncClient, setting: str) -> None:
    for name, method in OPTIMIZERS.items():
        if setting in {row.name for row in method.settings}:
            body = two_two_one(optimizer={"name": name, "learning_rate": 0.1})
            body |= {"state": (await update(client, body))["state"]}
            usual = await update(client, body)
            body["optimizer"][setting] = 0.5
            assert (await update(client, body))["layers"] != usual["layers"], name


@pytest.mark.parametrize("name", OPTIMIZERS)
async def test_a_walk_over_requests_is_the_engines_to_the_last_bit(client: httpx.AsyncClient, name: str) -> None:
    p = problem("tanh", "softmax_cross_entropy", (3, 4, 2), 5, reduction="mean")
    layers = [layer_body(layer) for layer in p.network.layers]
    body = {"layers": layers, "loss": p.network.loss, "reduction": "mean", "x": p.x.tolist()}
    body |= {"target": p.target.tolist(), "optimizer": {"name": name, "learning_rate": 0.05, "weight_decay": 0.1}}
    chosen = optimizer(name, learning_rate=0.05, weight_decay=0.1)
    network, state = p.network, None
    for step in range(1, 6):
        answer = await update(client, body)
        body |= {"layers": answer["layers"], "state": answer["state"]}
        descent = descend(trace(network, p.x, p.target), chosen, state)
        network, state = descent.network, descent.state
        assert answer["layers"] == [layer_body(layer) | {"frozen": []} for layer in network.layers]
        assert (answer["L_after"], answer["state"].get("step", step)) == (descent.L_after, step)
    assert (await update(client, body))["L_before"] == answer["L_after"]


def layer_body(layer: Layer) -> dict[str, Any]:
    return {"W": layer.W.tolist(), "b": layer.b.tolist(), "activation": layer.activation}


async def test_what_is_frozen_is_not_remembered(client: httpx.AsyncClient) -> None:
    body = two_two_one(optimizer={"name": "adam", "learning_rate": 0.1})
    body["layers"][0]["frozen"] = ["W"]
    answer = await update(client, body)
    assert answer["state"]["layers"][0]["W"] == {}
    assert answer["state"]["layers"][0]["b"].keys() == {"step", "mean", "mean_square"}
    assert answer["layers"][0]["W"] == body["layers"][0]["W"]


async def test_a_state_that_overflows_is_a_result_and_cannot_be_given_back(client: httpx.AsyncClient) -> None:
    body = one_layer([[1e160]], optimizer={"name": "adagrad", "learning_rate": 0.1})
    answer = await update(client, body)
    assert answer["state"]["layers"][0]["W"]["sum_of_squares"] == [["Infinity"]]
    assert answer["nonfinite"] == {"first": {"address": "L"}, "count": 4}
    response = await post(client, "/api/update", body | {"state": answer["state"]})
    assert_problem(response, "not-a-number", "#/state/layers/0/W/sum_of_squares/0/0")


async def test_where_only_what_is_kept_overflows_no_address_names_it(client: httpx.AsyncClient) -> None:
    body = one_layer([[0.0]], x=[[1e160]], target=[[1.0]], loss="absolute_error")
    answer = await update(client, body | {"optimizer": {"name": "adagrad", "learning_rate": 0.1}})
    assert answer["state"]["layers"][0]["W"]["sum_of_squares"] == [["Infinity"]]
    assert answer["nonfinite"] == {"first": None, "count": 1}


async def test_an_empty_state_is_the_beginning(client: httpx.AsyncClient) -> None:
    body = two_two_one(optimizer={"name": "adam", "learning_rate": 0.1})
    begun = await update(client, body)
    for state in (None, {}):
        assert await update(client, body | {"state": state}) == begun


ADAM = {"known": ["step", "mean", "mean_square"], "optimizer": "adam"}
FIELDS = {"known": ["step", "layers"], "optimizer": "adam"}
W = ("layers", 0, "W")


@pytest.mark.parametrize(
    ("path", "to", "code", "pointer", "params"),
    [
        ((), {"v": 1}, "unknown-field", "#/state/v", {"known": ["step", "layers"]}),
        ((), {"": 0, "__proto__": 1}, "unknown-field", "#/state", {"known": ["step", "layers"]}),
        ((), [], "not-an-object", "#/state", {}),
        ((), {"step": 1}, "wrong-state", "#/state", FIELDS),
        ((), {"layers": []}, "wrong-state", "#/state", FIELDS),
        (("step",), -1, "below-minimum", "#/state/step", {"minimum": 0}),
        (("step",), 1.5, "not-a-whole-number", "#/state/step", {}),
        (("step",), 2**53 - 1, "above-maximum", "#/state/step", {"maximum": 2**53 - 2}),
        (("layers",), [], "state-length", "#/state/layers", {"expected": 2, "actual": 0}),
        (("layers",), 5, "not-a-list", "#/state/layers", {}),
        (("layers", 1), {"W": {}}, "missing-field", "#/state/layers/1/b", {"field": "b"}),
        (("layers", 1), {"W": {}, "b": {}, "c": {}}, "unknown-field", "#/state/layers/1/c", {"known": ["W", "b"]}),
        ((*W, "step"), 2, "above-maximum", "#/state/layers/0/W/step", {"maximum": 1}),
        ((*W, "step"), None, "wrong-state", "#/state/layers/0/W", ADAM),
        ((*W, "mean"), None, "wrong-state", "#/state/layers/0/W", ADAM),
        ((*W, "velocity"), [[0.0, 0.0], [0.0, 0.0]], "wrong-state", "#/state/layers/0/W", ADAM),
        ((*W, "man"), [[0.0]], "unknown-field", "#/state/layers/0/W/man", {"suggestion": "mean"}),
        ((*W, "mean"), [0.0, 0.0], "not-a-list", "#/state/layers/0/W/mean/0", {}),
        ((*W, "mean"), [[0.0, 0.0]], "state-length", "#/state/layers/0/W/mean", {"expected": 2, "actual": 1}),
        ((*W, "mean"), [[0.0], [0.0]], "state-length", "#/state/layers/0/W/mean", {"expected": 2, "actual": 1}),
        ((*W, "mean"), [[0.0, 0.0], [0.0]], "ragged-matrix", "#/state/layers/0/W/mean/1", {"row": 1, "actual": 1}),
        ((*W, "mean", 0, 1), 10**400, "not-finite", "#/state/layers/0/W/mean/0/1", {}),
        ((*W, "mean", 0, 1), True, "not-a-number", "#/state/layers/0/W/mean/0/1", {}),
        ((*W, "mean_square", 1, 1), -1e-9, "below-minimum", "#/state/layers/0/W/mean_square/1/1", {"minimum": 0}),
        (("layers", 1, "b", "mean_square", 0), -1.0, "below-minimum", "#/state/layers/1/b/mean_square/0", {}),
        (("layers", 1, "b", "mean"), [0.0] * 2, "state-length", "#/state/layers/1/b/mean", {"expected": 1}),
    ],
)
async def test_a_state_that_is_not_the_optimizers_is_refused(
    client: httpx.AsyncClient, path: tuple[Any, ...], to: Any, code: str, pointer: str, params: dict[str, Any]
) -> None:
    body = two_two_one(optimizer={"name": "adam", "learning_rate": 0.1})
    body["state"] = (await update(client, body))["state"]
    place = body
    for part in ("state", *path)[:-1]:
        place = place[part]
    place[("state", *path)[-1]] = to
    assert_problem(await promptly(client, "/api/update", body), code, pointer, **params)


async def test_the_state_of_another_optimizer_is_refused(client: httpx.AsyncClient) -> None:
    body = two_two_one(optimizer={"name": "adam", "learning_rate": 0.1})
    body |= {"state": (await update(client, body))["state"]}
    for name, known, pointer in (
        ("sgd", [], "#/state"),
        ("rmsprop", ["step", "mean_square"], "#/state/layers/0/W"),
        ("momentum", ["step", "velocity"], "#/state/layers/0/W"),
    ):
        body["optimizer"] = {"name": name, "learning_rate": 0.1}
        response = await promptly(client, "/api/update", body)
        assert_problem(response, "wrong-state", pointer, optimizer=name, known=known)
    body["optimizer"] = {"name": "adamw", "learning_rate": 0.1}
    assert (await update(client, body))["state"]["step"] == 2


async def test_what_an_optimizer_keeps_counts_among_the_numbers_of_the_answer(client: httpx.AsyncClient) -> None:
    body = two_two_one(optimizer={"name": "adam", "learning_rate": 0.1}, limits={"numbers": 33})
    response = await promptly(client, "/api/update", body)  # 9 parameters and 2 losses, 1 + 4 · 1 + 2 · 9 kept
    assert_problem(response, "answer-too-large", value=33, actual=34)
    assert (await post(client, "/api/update", body | {"limits": {"numbers": 34}})).status_code == 200


@pytest.mark.parametrize(
    ("state", "pointer", "code"),
    [
        ([{"W": {"step": 1, "velocity": [[1] * 99]}, "b": {}}], "#/state/layers/0/W/velocity", "state-length"),
        ([{"W": {"step": 1, "velocity": [[1]] * 99}, "b": {}}], "#/state/layers/0/W/velocity", "state-length"),
        ([{"W": {}, "b": {"step": 1, "velocity": [1] * 99}}], "#/state/layers/0/b/velocity", "state-length"),
        ([{"W": {"step": 1, "mean": [[1] * 99]}, "b": {}}], "#/state/layers/0/W", "wrong-state"),
    ],
)
async def test_a_state_of_another_network_or_optimizer_is_refused_before_it_is_priced(
    client: httpx.AsyncClient, state: Any, pointer: str, code: str
) -> None:
    body = one_layer([[0.5]], optimizer={"name": "momentum", "learning_rate": 0.1}, limits={"operations": 1})
    response = await post(client, "/api/update", body | {"state": {"step": 1, "layers": state}})
    assert_problem(response, code, pointer)


async def test_a_state_of_too_many_layers_is_refused_before_they_are_looked_at(client: httpx.AsyncClient) -> None:
    body = one_layer([[0.5]], optimizer={"name": "momentum", "learning_rate": 0.1})
    response = await post(client, "/api/update", body | {"state": {"step": 1, "layers": ["?", "?"]}})
    assert_problem(response, "state-length", "#/state/layers", expected=1, actual=2)


async def test_the_count_of_a_last_update_is_a_number_that_every_reader_of_json_keeps(
    client: httpx.AsyncClient,
) -> None:
    body = one_layer([[0.5]], optimizer={"name": "momentum", "learning_rate": 0.1})
    state = (await update(client, body))["state"]
    answer = await update(client, body | {"state": state | {"step": 2**53 - 2}})
    assert answer["state"]["step"] == 2**53 - 1
    layers = [{**state["layers"][0], "b": {**state["layers"][0]["b"], "step": 2**53 - 1}}]
    response = await post(client, "/api/update", body | {"state": {"step": 2**53 - 2, "layers": layers}})
    assert_problem(response, "above-maximum", "#/state/layers/0/b/step", maximum=2**53 - 2)
