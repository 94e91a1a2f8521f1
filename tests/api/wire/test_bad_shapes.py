"""Arrays and objects that do not fit: nothing is broadcast, and nothing is guessed."""

import json
from typing import Any

import httpx
import pytest

from tests.api.expecting import assert_problem, post, promptly, two_two_one

pytestmark = pytest.mark.anyio


def layers(**first: Any) -> dict[str, Any]:
    """The 2-2-1 network with fields of its first layer changed."""
    request = two_two_one()
    request["layers"][0] |= first
    return request


@pytest.mark.parametrize(
    ("body", "code", "pointer", "params"),
    [
        (two_two_one(layers=[]), "list-too-short", "#/layers", {"shortest": 1}),
        (layers(W=[]), "list-too-short", "#/layers/0/W", {}),
        (layers(W=[[], []]), "list-too-short", "#/layers/0/W/0", {}),
        (layers(b=[]), "list-too-short", "#/layers/0/b", {}),
        (
            layers(W=[[0.6, 0.8], [0.3]]),
            "ragged-matrix",
            "#/layers/0/W/1",
            {"row": 1, "expected": 2, "actual": 1},
        ),
        (
            layers(W=[[0.1, 0.2]] * 4, b=[0.0] * 4),
            "shape-mismatch",
            "#/layers/1/W",
            {"layer": 2, "expected": 4, "actual": 2},
        ),
        (layers(W=[[0.1], [0.2]]), "row-length", "#/x/0", {"field": "x", "expected": 1, "actual": 2}),
        (layers(b=[0.2, 0.1, 0.0]), "bias-length", "#/layers/0/b", {"layer": 1, "expected": 2, "actual": 3}),
        (layers(b=[0.2]), "bias-length", "#/layers/0/b", {"expected": 2, "actual": 1}),
        (layers(W=[0.6, 0.8]), "not-a-list", "#/layers/0/W/0", {}),
        (layers(W=0.6), "not-a-list", "#/layers/0/W", {}),
        (layers(b=[[0.2, 0.1]]), "not-a-number", "#/layers/0/b/0", {}),
        (two_two_one(x=[1.2, 0.5]), "not-a-list", "#/x/0", {}),
        (two_two_one(x=[]), "list-too-short", "#/x", {}),
        (two_two_one(x=[[]]), "list-too-short", "#/x/0", {}),
        (
            two_two_one(x=[[1.2, 0.5]] * 3),
            "row-count",
            "#/target",
            {"field": "target", "expected": 3, "actual": 1},
        ),
        (two_two_one(x=[[1.2, 0.5], [1.0]], target=[[1.0]] * 2), "row-length", "#/x/1", {"row": 1}),
        (two_two_one(target=[[1.0, 1.0]]), "row-length", "#/target/0", {"expected": 1, "actual": 2}),
        (two_two_one(dl_dy=[[1.0], [1.0]]), "row-count", "#/dl_dy", {"field": "dl_dy"}),
        (two_two_one(dl_dy=[[1.0, 1.0]]), "row-length", "#/dl_dy/0", {"field": "dl_dy"}),
        (two_two_one(layers=[1]), "not-an-object", "#/layers/0", {}),
        (two_two_one(layers={"W": [[1.0]]}), "not-a-list", "#/layers", {}),
        (two_two_one(sample=1.0), "not-a-whole-number", "#/sample", {}),
        (two_two_one(sample=-1), "below-minimum", "#/sample", {"minimum": 0}),
        (two_two_one(sample=1), "sample-out-of-range", "#/sample", {"samples": 1}),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
async def test_what_does_not_fit_is_refused_at_its_place(
    client: httpx.AsyncClient, body: Any, code: str, pointer: str, params: dict[str, Any]
) -> None:
    assert_problem(await promptly(client, "/api/trace", body), code, pointer, **params)


async def test_the_sentence_of_the_contract_is_said(client: httpx.AsyncClient) -> None:
    body = two_two_one()
    body["layers"][0] |= {"W": [[0.1, 0.2]] * 4, "b": [0.0] * 4}
    body["layers"][1]["W"] = [[0.1, 0.2, 0.3]]
    error = assert_problem(
        await post(client, "/api/trace", body), "shape-mismatch", "#/layers/1/W", previous=1, actual=3
    )
    assert error["detail"] == "Layer 2 expects 3 inputs, but layer 1 has 4 neurons."


def two_three_one(**changes: Any) -> dict[str, Any]:
    """A 2-3-1 network with each W written as [from][to]."""
    first = {"W": [[0.1, 0.2, 0.3], [0.4, 0.5, 0.6]], "b": [0.0, 0.1, 0.2], "activation": "tanh"}
    last = {"W": [[0.7], [0.8], [0.9]], "b": [0.3], "activation": "identity"}
    request = {"layers": [first, last], "loss": "squared_error", "x": [[1.0, 2.0]], "target": [[0.5]]}
    return {**request, **changes}


def turned(request: dict[str, Any]) -> dict[str, Any]:
    """The same with each W transposed."""
    layers = [{**layer, "W": [list(row) for row in zip(*layer["W"], strict=True)]} for layer in request["layers"]]
    return {**request, "layers": layers}


@pytest.mark.parametrize(
    "body",
    [
        two_three_one(),
        two_three_one(x=[[1.0, 2.0]] * 3, target=[[0.5]] * 3, dl_dy=[[1.0]] * 3, gains_x=[[0.0, 0.0]] * 3),
        turned({"layers": [{"W": [[0.1, 0.2]], "b": [0.0], "activation": "relu"}]})
        | {"loss": "huber", "x": [[1.0, 2.0]], "target": [[1.0]]},
    ],
    ids=["one sample", "three samples, driven", "one layer"],
)
async def test_weights_that_all_fit_when_transposed_are_one_fault(client: httpx.AsyncClient, body: Any) -> None:
    response = await promptly(client, "/api/trace", body)
    error = assert_problem(response, "weights-transposed", "#/layers")
    assert response.json()["errors_total"] == 1
    assert "every W fits when it is transposed" in error["detail"]
    assert (await post(client, "/api/trace", turned(body))).status_code == 200


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (two_three_one(target=[[0.5, 0.5]]), "bias-length"),
        (two_three_one(target=[[0.5]] * 2), "bias-length"),
        (two_three_one(dl_dy=[[1.0, 1.0]]), "bias-length"),
        (two_three_one(gains_x=[[1.0]]), "bias-length"),
        (two_three_one(x=[[1.0, 2.0, 3.0]]), "bias-length"),
        (
            {**two_three_one(), "layers": [two_three_one()["layers"][0], turned(two_three_one())["layers"][1]]},
            "bias-length",
        ),
        (turned(two_three_one(target=[[0.5, 0.5]])), "row-length"),
    ],
)
async def test_weights_are_not_taken_for_transposed_when_that_would_not_mend_everything(
    client: httpx.AsyncClient, body: Any, code: str
) -> None:
    response = await promptly(client, "/api/trace", body)
    assert response.json()["errors"][0]["code"] == code
    assert "weights-transposed" not in response.text


async def test_every_shape_that_does_not_fit_is_named_at_once(client: httpx.AsyncClient) -> None:
    response = await post(client, "/api/trace", layers(b=[0.2]) | {"target": [[1.0, 2.0]]})
    assert [error["pointer"] for error in response.json()["errors"]] == ["#/layers/0/b", "#/target/0"]
    assert response.json()["errors_total"] == 2


async def test_a_hundred_faults_are_counted_and_twenty_told(client: httpx.AsyncClient) -> None:
    body = two_two_one(x=[[1.2, 0.5]], target=[[1.0]])
    body["layers"] = [{"W": [[0.1, 0.2], [0.3]], "b": [0.0], "activation": "relu"}] * 50
    response = await promptly(client, "/api/trace", body)
    assert_problem(response, "ragged-matrix", "#/layers/0/W/1")
    assert len(response.json()["errors"]) == 20
    assert response.json()["errors_total"] == 101


@pytest.mark.parametrize(
    ("body", "pointer", "suggestion"),
    [
        (two_two_one(wieghts=[]), "#/wieghts", None),
        (two_two_one(targets=[]), "#/targets", "target"),
        (two_two_one(y=[[1]]), "#/y", "target"),
        (two_two_one(learning_rte=0.1), "#/learning_rte", "learning_rate"),
        (two_two_one(lr=0.1), "#/lr", "learning_rate"),
        (two_two_one(criterion="huber"), "#/criterion", "loss"),
        (layers(activaton="relu"), "#/layers/0/activaton", "activation"),
        (layers(kernel=[[1]]), "#/layers/0/kernel", "W"),
        (layers(wieghts=[[1]]), "#/layers/0/wieghts", "W"),
        (layers(baises=[1]), "#/layers/0/baises", "b"),
        (layers(bias=[1]), "#/layers/0/bias", "b"),
        (layers(y=[1]), "#/layers/0/y", None),
        (two_two_one(kernel=[[1]]), "#/kernel", None),
        (two_two_one(limits={"sample": 3}), "#/limits/sample", "samples"),
        (two_two_one(**{"learning-rate": 0.1}), "#", "learning_rate"),
        (two_two_one(**{"_" * 2 + "target": []}), "#", "target"),
        (two_two_one(**{"t" * 33: []}), "#", None),
    ],
)
async def test_an_unknown_field_is_refused_with_the_one_that_may_have_been_meant(
    client: httpx.AsyncClient, body: Any, pointer: str, suggestion: str | None
) -> None:
    error = assert_problem(await promptly(client, "/api/trace", body), "unknown-field", pointer)
    assert error["params"].get("suggestion") == suggestion
    if suggestion:
        assert error["detail"].endswith(f"Did you mean “{suggestion}”?")


async def test_two_unknown_fields_are_told_apart_by_their_places(client: httpx.AsyncClient) -> None:
    response = await promptly(client, "/api/trace", two_two_one(y=[[1]], lr=0.1))
    told = [(error["pointer"], error["params"]["suggestion"]) for error in response.json()["errors"]]
    assert told == [("#/y", "target"), ("#/lr", "learning_rate")]


@pytest.mark.parametrize("field", ["loss", "x", "target"])
async def test_a_missing_field_is_named(client: httpx.AsyncClient, field: str) -> None:
    body = two_two_one()
    del body[field]
    assert_problem(await promptly(client, "/api/trace", body), "missing-field", f"#/{field}", field=field)


@pytest.mark.parametrize("body", [None, [], "x", 5, True], ids=json.dumps)
async def test_only_an_object_is_a_request(client: httpx.AsyncClient, body: Any) -> None:
    assert_problem(await promptly(client, "/api/trace", body), "not-an-object")


@pytest.mark.parametrize("body", [b"", b" \n"])
async def test_a_request_without_a_body_is_refused(client: httpx.AsyncClient, body: bytes) -> None:
    assert_problem(await promptly(client, "/api/trace", body), "empty-body")


async def test_tens_of_thousands_of_layers_are_refused_before_any_is_looked_at(
    client: httpx.AsyncClient,
) -> None:
    layer = b'{"W":[[1]],"b":[1],"activation":"relu"},'
    for count, code, pointer in (
        (20_000, "too-many-layers", "#/layers"),
        (100_000, "too-much-structure", "#"),
    ):
        body = b'{"layers":[' + layer * count + b'1],"loss":"huber","x":[[1]],"target":[[1]]}'
        assert_problem(await promptly(client, "/api/trace", body), code, pointer)


async def test_880_kilobytes_of_wrong_types_are_refused_fast_and_briefly(client: httpx.AsyncClient) -> None:
    body = two_two_one(x=[["a"] * 1_000] * 176)
    assert len(json.dumps(body)) > 880_000
    response = await promptly(client, "/api/trace", body)
    assert_problem(response, "not-a-number", "#/x/0/0")
    assert len(response.content) < 1_024


@pytest.mark.parametrize("row", [[], [1.0], 1, "a", None, {}], ids=repr)
@pytest.mark.parametrize("field", ["x", "target", "dl_dy", "gains_x"])
async def test_ten_thousand_wrong_rows_are_one_fault(client: httpx.AsyncClient, field: str, row: Any) -> None:
    body = two_two_one(**{field: [row] * 10_000})
    response = await promptly(client, "/api/trace", body)
    assert response.json()["errors"][0]["pointer"].startswith(f"#/{field}")
    assert response.json()["errors_total"] <= 3


@pytest.mark.parametrize(
    ("sizes", "code"),
    [
        ([10**9, 10**9], "too-many-neurons"),
        ([65_536, 65_536], "too-many-neurons"),
        ([1_024, 1_024], "too-many-parameters"),
        ([1] * 1_000_000, "too-many-layers"),
        ([2], "list-too-short"),
        ([2, 0], "below-minimum"),
        ([2, -1], "below-minimum"),
        ([2, 10**400], "above-maximum"),
        ([2, 1.5], "not-a-whole-number"),
        ([2, "3"], "not-a-whole-number"),
        ([2, None], "not-a-whole-number"),
        (5, "not-a-list"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
async def test_sizes_that_cannot_be_are_refused(client: httpx.AsyncClient, sizes: Any, code: str) -> None:
    body = {"sizes": sizes, "activation": "relu", "scheme": "zeros"}
    response = await promptly(client, "/api/networks", body)
    assert response.status_code == 422
    assert response.json()["errors"][0]["code"] == code
    assert response.json()["errors"][0]["pointer"].startswith("#/sizes")
