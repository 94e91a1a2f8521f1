"""Requests that are well formed and mean nothing, and those that look strange and are allowed."""

import json
import math
from typing import Any

import httpx
import pytest

from app.engine.activations import ACTIVATIONS
from app.engine.losses import LOSSES
from app.engine.optimizers import OPTIMIZERS
from tests.api.expecting import assert_problem, chain, one_layer, post, promptly, two_two_one

pytestmark = pytest.mark.anyio


def with_activation(activation: Any, **changes: Any) -> dict[str, Any]:
    """A 2-2 network whose last activation is this one."""
    layer = {"W": [[0.6, 0.8], [0.3, -0.4]], "b": [0.2, 0.1], "activation": activation}
    request = {"layers": [layer], "loss": "half_squared_error", "x": [[1.2, 0.5]], "target": [[1.0, 0.0]]}
    return {**request, **changes}


async def test_an_unknown_activation_is_answered_with_the_list_and_a_suggestion(
    client: httpx.AsyncClient,
) -> None:
    response = await promptly(client, "/api/trace", with_activation("rulu"))
    error = assert_problem(response, "unknown-activation", "#/layers/0/activation", suggestion="relu")
    assert error["params"]["known"] == list(ACTIVATIONS)
    assert "rulu" not in response.text


@pytest.mark.parametrize("activation", [None, 5, True, [], {}, "", "a" * 10_000, "ReLU "], ids=repr)
async def test_only_a_known_name_is_an_activation(client: httpx.AsyncClient, activation: Any) -> None:
    response = await promptly(client, "/api/trace", with_activation(activation))
    assert_problem(response, "unknown-activation", "#/layers/0/activation")


@pytest.mark.parametrize(
    ("changes", "code", "pointer", "suggestion"),
    [
        ({"loss": "cross_entrpy"}, "unknown-loss", "#/loss", "cross_entropy"),
        ({"loss": "mse"}, "unknown-loss", "#/loss", "mean_squared_error"),
        ({"reduction": "avg"}, "unknown-reduction", "#/reduction", "mean"),
        ({"include": ["step"]}, "unknown-include", "#/include/0", "steps"),
        ({"fields": ["dL_dw"]}, "unknown-layer-field", "#/fields/0", "dL_dW"),
        ({"include": ["steps"] * 17}, "list-too-long", "#/include", None),
    ],
)
async def test_an_unknown_name_is_refused(
    client: httpx.AsyncClient, changes: dict[str, Any], code: str, pointer: str, suggestion: str | None
) -> None:
    error = assert_problem(await promptly(client, "/api/trace", two_two_one(**changes)), code, pointer)
    assert error["params"].get("suggestion") == suggestion


@pytest.mark.parametrize(
    ("change", "code", "place"),
    [
        ({"kind": "convolution"}, "unknown-kind", "kind"),
        ({"frozen": ["w"]}, "unknown-parameter", "frozen/0"),
        ({"frozen": "W"}, "not-a-list", "frozen"),
    ],
)
async def test_a_layer_is_dense_and_freezes_only_what_it_has(
    client: httpx.AsyncClient, change: dict[str, Any], code: str, place: str
) -> None:
    body = two_two_one()
    body["layers"][0] |= change
    assert_problem(await promptly(client, "/api/trace", body), code, f"#/layers/0/{place}")


async def test_softmax_goes_with_a_squared_error_by_its_full_jacobian(client: httpx.AsyncClient) -> None:
    answer = (await promptly(client, "/api/trace", with_activation("softmax"))).json()
    (layer,) = answer["layers"]
    ((first, second),) = layer["da_dz"]
    expected = [sum(row[k] * g for row, g in zip((first, second), layer["dl_da"][0], strict=True)) for k in (0, 1)]
    assert layer["dl_dz"][0] == pytest.approx(expected, rel=1e-12)


async def test_softmax_goes_in_a_hidden_layer(client: httpx.AsyncClient) -> None:
    body = two_two_one()
    body["layers"][0]["activation"] = "softmax"
    answer = await promptly(client, "/api/trace", body)
    assert answer.status_code == 200
    assert sum(answer.json()["layers"][0]["a"][0]) == pytest.approx(1.0, rel=1e-15)


async def test_a_target_of_a_cross_entropy_need_not_sum_to_one(client: httpx.AsyncClient) -> None:
    body = with_activation("softmax", loss="cross_entropy", target=[[0.9, 0.9]])
    answer = await promptly(client, "/api/trace", body)
    assert answer.status_code == 200
    p = answer.json()["layers"][0]["a"][0]
    assert answer.json()["layers"][0]["dl_dz"][0] == pytest.approx([1.8 * p[0] - 0.9, 1.8 * p[1] - 0.9])


CROSS_ENTROPIES = [name for name, loss in LOSSES.items() if loss.target_range]


@pytest.mark.parametrize("target", [1.2, -0.1, 1e300])
@pytest.mark.parametrize("loss", CROSS_ENTROPIES)
async def test_a_target_of_a_cross_entropy_is_a_probability(
    client: httpx.AsyncClient, loss: str, target: float
) -> None:
    activation = "identity" if LOSSES[loss].on_logits else "sigmoid"
    body = with_activation(activation, loss=loss, target=[[0.5, target]])
    response = await promptly(client, "/api/trace", body)
    assert_problem(response, "target-out-of-range", "#/target/0/1", loss=loss, minimum=0.0, maximum=1.0)


@pytest.mark.parametrize("loss", [name for name, loss in LOSSES.items() if loss.on_logits])
async def test_a_loss_on_logits_needs_the_sums_as_they_are(client: httpx.AsyncClient, loss: str) -> None:
    response = await promptly(client, "/api/trace", with_activation("softmax", loss=loss))
    assert_problem(response, "loss-needs-identity", "#/layers/0/activation", activation="softmax")


@pytest.mark.parametrize(("loss", "activation"), [("cross_entropy", "softmax"), ("softmax_cross_entropy", "identity")])
async def test_a_cross_entropy_with_one_class_is_zero(client: httpx.AsyncClient, loss: str, activation: str) -> None:
    body = one_layer([[3.0]], loss=loss, target=[[1.0]])
    body["layers"][0]["activation"] = activation
    answer = await promptly(client, "/api/trace", body)
    assert answer.status_code == 200
    assert answer.json()["l"] == [0.0]
    assert answer.json()["layers"][0]["dl_dz"] == [[0.0]]


async def test_the_logarithm_of_exactly_zero_is_a_result(client: httpx.AsyncClient) -> None:
    body = one_layer([[0.0]], loss="cross_entropy", target=[[1.0]])
    answer = await promptly(client, "/api/trace", body)
    assert answer.status_code == 200
    assert answer.json()["l"] == ["Infinity"]
    assert answer.json()["nonfinite"]["first"] == {"address": "l"}


async def test_a_learning_rate_is_not_negative(client: httpx.AsyncClient) -> None:
    response = await promptly(client, "/api/trace", two_two_one(learning_rate=-0.1))
    assert_problem(response, "below-minimum", "#/learning_rate", minimum=0)
    optimizer = {"name": "sgd", "learning_rate": -0.1}
    response = await promptly(client, "/api/update", two_two_one(optimizer=optimizer))
    assert_problem(response, "below-minimum", "#/optimizer/learning_rate", minimum=0)


async def test_a_learning_rate_of_zero_changes_nothing(client: httpx.AsyncClient) -> None:
    update = (await promptly(client, "/api/trace", two_two_one(learning_rate=0))).json()["update"]
    assert update["layers"][0]["W_new"] == two_two_one()["layers"][0]["W"]
    assert update["L_after"] == update["L_before"]


async def test_an_update_that_overflows_is_a_result(client: httpx.AsyncClient) -> None:
    body = one_layer([[10.0]], learning_rate=1e308)
    answer = (await promptly(client, "/api/trace", body)).json()
    assert answer["update"]["layers"][0]["W_new"] == [["-Infinity"]]
    assert answer["nonfinite"]["first"] == {"address": "w_new.1.0.0"}


@pytest.mark.parametrize(
    ("optimizer", "code", "pointer"),
    [
        ({"name": "sdg", "learning_rate": 0.1}, "unknown-optimizer", "#/optimizer/name"),
        ({"name": "sgd"}, "missing-field", "#/optimizer/learning_rate"),
        ({"name": "sgd", "learning_rate": 0.1, "momemtum": 1}, "unknown-field", "#/optimizer/momemtum"),
        ({"name": "sgd", "learning_rate": 0.1, "momentum": 0.9}, "unused-optimizer-setting", "#/optimizer/momentum"),
        ({"name": "adam", "learning_rate": 0.1, "alpha": 0.9}, "unused-optimizer-setting", "#/optimizer/alpha"),
        ({"name": "momentum", "learning_rate": 0.1, "momentum": 1}, "not-below", "#/optimizer/momentum"),
        ({"name": "adam", "learning_rate": 0.1, "beta2": -0.1}, "below-minimum", "#/optimizer/beta2"),
        ({"name": "adam", "learning_rate": 0.1, "epsilon": 0}, "not-above", "#/optimizer/epsilon"),
        ({"name": "adamw", "learning_rate": 0.1, "weight_decay": -1e-9}, "below-minimum", "#/optimizer/weight_decay"),
        ({"name": "adam", "learning_rate": "0.1"}, "not-a-number", "#/optimizer/learning_rate"),
        ("sgd", "not-an-object", "#/optimizer"),
    ],
)
async def test_an_optimizer_that_does_not_exist_is_refused(
    client: httpx.AsyncClient, optimizer: Any, code: str, pointer: str
) -> None:
    response = await promptly(client, "/api/update", two_two_one(optimizer=optimizer))
    error = assert_problem(response, code, pointer)
    if code == "unknown-optimizer":
        assert error["params"] == {"known": list(OPTIMIZERS), "suggestion": "sgd"}
    elif code == "unknown-field":
        assert error["params"]["suggestion"] == "momentum"
    elif pointer == "#/optimizer/momentum" and code == "unused-optimizer-setting":
        known = ["learning_rate", "weight_decay"]
        assert error["params"] == {"optimizer": "sgd", "field": "momentum", "known": known}


@pytest.mark.parametrize(
    ("seed", "code"),
    [
        (-1, "below-minimum"),
        (2**64, "above-maximum"),
        ("7", "not-a-whole-number"),
        (1.5, "not-a-whole-number"),
    ],
)
async def test_a_seed_is_a_whole_number_of_64_bits(client: httpx.AsyncClient, seed: Any, code: str) -> None:
    body = {"sizes": [2, 2], "activation": "relu", "scheme": "normal", "seed": seed}
    assert_problem(await promptly(client, "/api/networks", body), code, "#/seed")
    assert_problem(await promptly(client, "/api/gradient-check", two_two_one(seed=seed)), code, "#/seed")


async def test_64_sigmoid_layers_have_a_tiny_gradient_that_is_not_zero(client: httpx.AsyncClient) -> None:
    answer = await post(client, "/api/trace", chain(64))
    first = answer.json()["layers"][0]["dL_dW"][0][0]
    assert 0.0 < abs(first) < 1e-30
    assert answer.json()["nonfinite"] is None


async def test_a_network_of_zeros_is_computed(client: httpx.AsyncClient) -> None:
    answer = await promptly(client, "/api/trace", one_layer([[0.0, 0.0]], target=[[1.0]]))
    assert answer.json()["L"] == 0.5


async def test_relu_exactly_at_zero_passes_no_gradient(client: httpx.AsyncClient) -> None:
    body = one_layer([[0.0]], target=[[1.0]])
    body["layers"][0]["activation"] = "relu"
    layer = (await promptly(client, "/api/trace", body)).json()["layers"][0]
    assert (layer["da_dz"], layer["dl_dz"]) == ([[0.0]], [[0.0]])


@pytest.mark.parametrize("z", [800.0, -800.0])
async def test_tanh_far_out_is_one_and_its_slope_no_error(client: httpx.AsyncClient, z: float) -> None:
    body = one_layer([[z]])
    body["layers"][0]["activation"] = "tanh"
    answer = (await promptly(client, "/api/trace", body)).json()
    assert answer["layers"][0]["a"] == [[math.copysign(1.0, z)]]
    assert answer["nonfinite"] is None


@pytest.mark.parametrize("loss", ["binary_cross_entropy_with_logits", "softmax_cross_entropy"])
async def test_logits_of_ten_thousand_are_computed(client: httpx.AsyncClient, loss: str) -> None:
    body = one_layer([[1e4], [-1e4]], loss=loss, target=[[0.0, 1.0]])
    answer = (await promptly(client, "/api/trace", body)).json()
    assert answer["nonfinite"] is None
    assert answer["L"] == 2e4


async def test_a_gradient_check_across_a_kink_says_so(client: httpx.AsyncClient) -> None:
    body = one_layer([[1e-9]], target=[[1.0]])
    body["layers"][0]["activation"] = "relu"
    answer = (await promptly(client, "/api/gradient-check", body)).json()
    verdicts = {row["address"]: row["verdict"] for row in answer["gradients"]}
    assert verdicts["dL_dw.1.0.0"] == "kink"
    assert answer["verdicts"]["kink"] >= 1


@pytest.mark.parametrize("path", ["/api/trace", "/api/gradient-check"])
@pytest.mark.parametrize("activation", ACTIVATIONS)
async def test_every_activation_is_answered(client: httpx.AsyncClient, path: str, activation: str) -> None:
    answer = await promptly(client, path, with_activation(activation))
    assert answer.status_code == 200
    assert answer.json()["nonfinite"] is None


@pytest.mark.parametrize("path", ["/api/trace", "/api/gradient-check"])
@pytest.mark.parametrize("loss", LOSSES)
async def test_every_loss_is_answered(client: httpx.AsyncClient, path: str, loss: str) -> None:
    activation = "identity" if LOSSES[loss].on_logits else "sigmoid"
    answer = await promptly(client, path, with_activation(activation, loss=loss))
    assert answer.status_code == 200
    assert answer.json()["nonfinite"] is None


def test_the_tables_of_names_are_what_the_contract_lists() -> None:
    assert " ".join(ACTIVATIONS) == (
        "identity sigmoid tanh relu leaky_relu elu selu softplus softsign gelu silu softmax"
    )
    assert json.dumps(list(LOSSES)).count("cross_entropy") == 4
