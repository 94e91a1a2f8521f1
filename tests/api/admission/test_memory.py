"""What a request is said to take of memory at its peak, beside what it takes: never less, and at most twice as much."""

from typing import Any

import httpx
import pytest

from app.api.admission.settings import Settings
from tests.api.admission.measuring import PREPARE, body, edits, network, peak, price, recipe
from tests.api.expecting import assert_problem, post

FLOOR = 1_000_000
"""Whatever takes less counts as taking so many bytes: frames and small objects are not worth telling apart."""

GRADIENTS_ONLY = {"fields": ["dL_db"]}
SGD = {"optimizer": {"name": "sgd", "learning_rate": 0.1}}


def drawn(sizes: list[int]) -> dict[str, Any]:
    return {"sizes": sizes, "activation": "tanh", "scheme": "normal"}


CASES: dict[str, tuple[str, dict[str, Any]]] = {
    "weights": ("trace", network([250, 310], 2)),
    "many samples": ("trace", network([2, 3, 1], 3_000)),
    "wide inputs": ("trace", network([70, 30], 400, **GRADIENTS_ONLY)),
    "deep": ("trace", network([3] + [25] * 16, 400, **GRADIENTS_ONLY)),
    "wide and narrow": ("trace", network([1, 900, 1, 900, 1], 250, **GRADIENTS_ONLY)),
    "per sample": ("trace", network([25, 40, 3], 90, include=["per_sample"])),
    "steps": ("trace", network([50, 60, 12], 1, include=["steps"])),
    "steps of many samples": ("trace", network([6, 9, 4], 250, include=["steps"], **GRADIENTS_ONLY)),
    "whole layers": ("trace", network([3] * 16, 1_500, include=["layer_steps"], **GRADIENTS_ONLY)),
    "jacobians": ("trace", network([1, 280], 2, "softmax")),
    "wide softmax": ("trace", network([1, 1_000, 1], 500, "softmax", **GRADIENTS_ONLY)),
    "wide gelu": ("trace", network([1, 1_000, 1], 500, "gelu", **GRADIENTS_ONLY)),
    "softmax and a cross-entropy": (
        "trace",
        network([1, 450], 500, "softmax", "binary_cross_entropy", **GRADIENTS_ONLY),
    ),
    "a step of descent": ("trace", network([150, 220, 8], 60, learning_rate=0.1)),
    "gradients": ("gradient-check", network([30, 40, 6], 20)),
    "gradients of many samples": ("gradient-check", network([2, 12, 8, 1], 1_200)),
    "gradients at kinks": ("gradient-check", network([2, 12, 8, 1], 1_200, "relu")),
    "gradients along directions": ("gradient-check", network([180, 260, 12], 120)),
    "one gradient": ("witness", network([250, 320, 9], 120, address="dL_dw.1.0.0")),
    "one gradient of an input": ("witness", network([250, 320, 9], 120, address="dl_dx.0@5")),
    "one gradient through many layers": ("witness", network([25] * 22, 450, "relu", address="dL_dw.1.0.0")),
    "one gradient through a softmax": ("witness", network([1, 1_000, 1], 400, "softmax", address="dl_dz.1.0")),
    "a nudge": ("nudge", network([25] * 22, 450, address="w.1.0.0", by=[0.1] * 12)),
    "many watched": (
        "nudge",
        network([2, 3, 1], 4, address="w.1.0.0", by=[0.1] * 400, watch=["z.1.0", "a.1.0", "z.2.0", "a.2.0"] * 100),
    ),
    "many nudges": ("nudge", network([2, 3, 1], 4, address="w.1.0.0", by=[0.1] * 900)),
    "a nudge through a softmax": ("nudge", network([1, 1_000, 1], 400, "softmax", address="w.2.0.0", by=[0.1] * 8)),
    "learning rates": ("learning-rates", network([25] * 22, 450, rates=[0.1] * 12)),
    "many learning rates": ("learning-rates", network([2, 3, 1], 4, rates=[0.1] * 900)),
    "learning rates of a wide network": ("learning-rates", network([240, 330, 5], 3, rates=[0.1] * 12)),
    "an update": ("update", network([240, 330, 5], 3, **SGD)),
    "an update with a state": (
        "update",
        network([180, 260], 2, optimizer={"name": "adam", "learning_rate": 0.1}),
    ),
    "an update of many samples": ("update", network([25] * 22, 450, **SGD)),
    "a network": ("networks", drawn([350, 400])),
    "a deep network": ("networks", drawn([45] * 60)),
    "a recipe": ("trace", recipe([784, 128, 64, 10], **GRADIENTS_ONLY)),
    "a wide recipe": ("trace", recipe([1_000, 145], 2, **GRADIENTS_ONLY)),
    "a deep recipe": ("trace", recipe([46] * 60, **GRADIENTS_ONLY)),
    "a recipe with an edit": ("trace", recipe([785, 128, 64, 10], edits={"w.1.0.0": 0.5}, **GRADIENTS_ONLY)),
    "a recipe with many edits": ("nudge", recipe([60, 70], edits=edits([60, 70], 4_000), address="w.1.0.0", by=[1])),
    "a recipe whose gradients are checked": ("gradient-check", recipe([786, 128, 64, 10])),
    "a recipe that is updated": (
        "update",
        recipe([787, 128, 64, 10], optimizer={"name": "adam", "learning_rate": 0.1}),
    ),
    "one gradient of a recipe": ("witness", recipe([788, 128, 64, 10], address="dl_dz.1.0", h=[0.1])),
    "a sum of a recipe": ("explain", recipe([1, 420, 300, 1], address="z.2.0")),
    "a sum": ("explain", network([1, 420, 600, 1], 1, address="z.2.0")),
    "what comes back": ("explain", network([1, 420, 600, 1], 1, address="dl_dz.1.0")),
    "a total": ("explain", network([2, 3, 1], 2_500, address="L")),
    "a total gradient": ("explain", network([1, 1, 2, 1, 2, 1, 1, 2, 2], 4_096, "softsign", address="dL_dw.2.0.0")),
    "a softmax": ("explain", network([1, 380], 1, "softmax", "cross_entropy", address="dl_dz.1.0")),
    "a softmax of many samples": ("explain", network([1, 1_000, 1], 150, "softmax", address="dl_dz.1.0")),
    "a loss": ("explain", network([2, 500], 1, "tanh", "huber", address="l")),
    "a loss and its softmax in one": (
        "explain",
        network([2, 600], 1, "tanh", "softmax_cross_entropy", address="dl_dz.1.0"),
    ),
    "a slope of the loss beside fixed gains": (
        "explain",
        network([2, 600], 1, "tanh", "softmax_cross_entropy", address="dl_da.1.0", gains_x=[[0.5, -0.5]]),
    ),
    "all beside fixed gains": (
        "explain in depth",
        network([2, 20, 200], 1, "tanh", "softmax_cross_entropy", address="dl_dz.2.0", gains_x=[[0.5, -0.5]]),
    ),
    "all that a bias's gradient is made of": ("explain in depth", network([12] * 14, 1, address="dl_db.1.0")),
    "all of a deep network": ("explain in depth", network([8] * 40, 1, address="dl_dw.1.0.0")),
    "all of a wide network": ("explain in depth", network([25, 35, 30, 4], 1, address="dl_dw.1.0.0")),
}


@pytest.mark.parametrize("name", CASES)
def test_a_request_takes_no_more_than_it_is_priced_at_and_no_less_than_half(name: str) -> None:
    route, content = CASES[name]
    raw = body(content)
    predicted, measured = price(PREPARE[route], raw).bytes, peak(PREPARE[route], raw)
    print(f"{route:18}{name:36}{measured / 1e6:9.2f} MB measured{predicted / 1e6:9.2f} MB predicted")
    assert measured <= max(predicted, FLOOR), (measured, predicted)
    assert predicted <= 2 * max(measured, FLOOR), (measured, predicted)


def test_an_answer_of_short_numbers_takes_no_more_either() -> None:
    """How many digits a number has cannot be known: it is priced with all of them."""
    raw = body({**network([2, 300, 2], 40), "x": [[1e308, 1e308]] * 40, "loss": "squared_error"})
    predicted, measured = price(PREPARE["trace"], raw).bytes, peak(PREPARE["trace"], raw)
    assert measured <= predicted <= 3 * measured


@pytest.mark.anyio
@pytest.mark.parametrize("samples", [100, 300, 878])
@pytest.mark.parametrize(
    ("path", "more"),
    [
        ("/api/explain", {"address": "dl_dz.1.0"}),
        ("/api/witness", {"address": "dl_dz.1.0"}),
        ("/api/nudge", {"address": "w.2.0.0", "by": [0.1]}),
        ("/api/learning-rates", {"rates": [0.1]}),
        ("/api/update", SGD),
        ("/api/trace", GRADIENTS_ONLY),
    ],
)
async def test_what_no_field_shows_takes_no_memory(path: str, more: dict[str, Any], samples: int) -> None:
    """The Jacobians of a wide softmax would take 8 MB a sample."""
    content = network([1, 1024, 1], samples, "softmax", **more)
    route = path.removeprefix("/api/")
    assert peak(PREPARE[route], body(content)) < 50_000_000


WIDE = {"layers": network([1, 1024, 1, 1024, 1, 1024, 1, 1024, 1])["layers"], "loss": "half_squared_error"}


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("path", "more"),
    [
        ("/api/trace", GRADIENTS_ONLY),
        ("/api/explain", {"address": "z.1.0"}),
        ("/api/nudge", {"address": "w.1.0.0", "by": [0.1]}),
        ("/api/witness", {"address": "dL_dw.1.0.0", "h": [0.1]}),
        ("/api/learning-rates", {"rates": [0.1]}),
        ("/api/update", SGD),
    ],
)
async def test_too_much_memory_is_refused_with_what_would_fit(
    client: httpx.AsyncClient, path: str, more: dict[str, Any]
) -> None:
    content: dict[str, Any] = {**WIDE, **more, "x": [[1.0]] * 4096, "target": [[0.0]] * 4096}
    response = await post(client, path, content)
    limit = Settings().bytes
    assert_problem(response, "too-much-memory", limit="bytes", value=limit)
    fits = response.json()["errors"][0]["params"]["fits"]
    assert 0 < fits < 4096

    def predicted(samples: int) -> int:
        smaller = {**content, "x": [[1.0]] * samples, "target": [[0.0]] * samples}
        return price(PREPARE[path.removeprefix("/api/")], body(smaller)).bytes

    assert predicted(fits) <= limit < predicted(fits + fits // 10)


@pytest.mark.anyio
async def test_a_caller_may_lower_the_limit_of_memory(client: httpx.AsyncClient) -> None:
    content = network([2, 3, 1], 500, **GRADIENTS_ONLY)
    assert (await post(client, "/api/trace", content)).status_code == 200
    response = await post(client, "/api/trace", {**content, "limits": {"bytes": 500_000}})
    assert_problem(response, "too-much-memory", limit="bytes", value=500_000)
