"""A recipe in place of layers: the same answers, the same limits, and nothing drawn before it is let in."""

import threading
import tracemalloc
from typing import Any

import httpx
import numpy as np
import orjson
import pytest

from app.api.admission import recipes
from app.api.admission.service import Service
from app.api.admission.settings import Settings
from app.engine.initializers import SCHEMES
from app.engine.network import Layer
from tests.api.admission.measuring import PREPARE, body
from tests.api.expecting import assert_problem, post
from tests.api.recipes import NUDGED, made, samples, written_out

pytestmark = pytest.mark.anyio

SPREADS: dict[str, dict[str, Any]] = {
    "constant": {"value": -0.0},
    "uniform": {"low": -1e308, "high": 1e308},
    "normal": {"mean": 0.25, "std": 1e-300},
}
ROUTES: dict[str, dict[str, Any]] = {
    "/api/trace": {"learning_rate": 0.1, "include": ["steps", "layer_steps", "per_sample", "costs"]},
    "/api/explain": {"address": "w_new.2.1.3", "learning_rate": 0.1},
    "/api/explain?depth=9": {"address": "dL_dw.1.0.2"},
    "/api/gradient-check": {},
    "/api/witness": {"address": "dl_dz.1.0@1"},
    "/api/nudge": NUDGED,
    "/api/learning-rates": {"rates": [0.0, 0.5]},
    "/api/update": {"optimizer": {"name": "adam", "learning_rate": 0.1}},
}
EDITS = {"w.1.0.2": 0.5, "b.2.1": -1, "w.2.1.3": -0.0, "b.1.3": 5e-324}
LARGE = [784, 128, 64, 10]


async def same(client: httpx.AsyncClient, path: str, content: dict[str, Any], short: dict[str, Any]) -> bytes:
    """The answer to a body with a recipe, which is that to the layers written out."""
    layers = await written_out(client, short["recipe"], short.get("edits"), short.get("frozen"))
    long = await post(client, path, {**content, "layers": layers})
    assert long.status_code == 200, long.text
    for _ in range(2):  # drawn, and kept
        assert (await post(client, path, {**content, **short})).content == long.content
    return long.content


@pytest.mark.parametrize("path", ROUTES)
@pytest.mark.parametrize("scheme", SCHEMES)
async def test_the_answer_is_that_to_the_layers_written_out(client: httpx.AsyncClient, path: str, scheme: str) -> None:
    recipe = made(scheme=scheme, bias=0.125, **SPREADS.get(scheme, {}))
    content = samples(**ROUTES[path])
    plain = await same(client, path, content, {"recipe": recipe})
    edited = await same(client, path, content, {"recipe": recipe, "edits": EDITS, "frozen": [["b"], []]})
    assert plain != edited
    assert plain == await same(client, path, content, {"recipe": recipe, "edits": {}, "frozen": None})


async def test_a_step_goes_on_from_the_state_of_the_one_before(client: httpx.AsyncClient) -> None:
    content = samples(**ROUTES["/api/update"])
    content["state"] = orjson.loads(await same(client, "/api/update", content, {"recipe": made()}))["state"]
    await same(client, "/api/update", content, {"recipe": made(), "frozen": [["W", "b"], ["b", "b"]]})
    kept = content["state"]["layers"]
    for layers in (kept[:1], [{"W": "not looked at"}] * 3):
        state = {"step": 1, "layers": layers}
        response = await post(client, "/api/update", {**content, "recipe": made(), "state": state})
        assert_problem(response, "state-length", "#/state/layers", expected=2, actual=len(layers))


async def test_a_large_network_is_told_in_a_few_bytes(client: httpx.AsyncClient) -> None:
    recipe = {"sizes": LARGE, "activation": "relu", "scheme": "he_normal", "seed": 1}
    content = samples(x=[[0.5] * 784], target=[[0.0] * 10], fields=["z", "a"])
    short = {"recipe": recipe, "edits": {"w.1.127.783": 0.5}}
    await same(client, "/api/trace", content, short)
    assert len(body({**content, **short})) < 4_000
    assert len(body({**content, "layers": await written_out(client, recipe)})) > 2_000_000


@pytest.mark.parametrize(("field", "address"), [("bias", "b.1.0"), ("value", "w.1.0.0")])
async def test_the_sign_of_zero_is_part_of_a_recipe(client: httpx.AsyncClient, field: str, address: str) -> None:
    for zero in (0.0, -0.0):
        recipe = made(scheme="constant", **{field: zero})
        answer = await same(client, "/api/explain", samples(address=address), {"recipe": recipe})
        assert str(orjson.loads(answer)["value"]) == str(zero)


@pytest.mark.parametrize("seed", [0, 2**53 + 1, 2**64 - 1])
async def test_a_seed_is_taken_to_its_last_bit(client: httpx.AsyncClient, seed: int) -> None:
    await same(client, "/api/trace", samples(), {"recipe": made(seed=seed)})


async def test_a_warning_points_where_it_does_with_the_layers_written_out(client: httpx.AsyncClient) -> None:
    recipe = made(activation="identity", activations=None, scheme="constant", value=5.0)
    answer = await same(client, "/api/trace", samples(loss="binary_cross_entropy"), {"recipe": recipe})
    assert orjson.loads(answer)["warnings"][0]["pointer"] == "#/layers/1/activation"


@pytest.mark.parametrize("path", ["/api/trace", "/api/nudge"])
@pytest.mark.parametrize("middle", [2**53 - 1, 1024])
async def test_what_is_beyond_a_limit_is_refused_without_being_drawn(
    client: httpx.AsyncClient, path: str, middle: int
) -> None:
    recipe = made(sizes=[3, *[middle] * 62, 2], activations=["tanh"] * 63)
    content = body(samples(recipe=recipe, **(ROUTES[path] if path == "/api/nudge" else {})))
    await post(client, path, content)
    tracemalloc.start()
    try:
        response = await post(client, path, content)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert response.status_code == 422
    assert peak < 500_000


@pytest.mark.parametrize("route", [route for route in PREPARE if route != "networks"])
def test_nothing_is_drawn_while_a_request_is_checked(route: str, monkeypatch: pytest.MonkeyPatch) -> None:
    more = ROUTES[f"/api/{route.split(' in ')[0]}"]
    content = samples(recipe=made(seed=99), edits=EDITS, **more)

    def drawn(recipe: Any) -> tuple[Layer, ...]:
        raise AssertionError("drawn")

    monkeypatch.setattr(recipes, "_drawn", drawn)
    recipes._kept.cache_clear()
    job = PREPARE[route](content, 0, Settings())
    with pytest.raises(AssertionError, match="drawn"):
        job.run()


@pytest.mark.parametrize(("sizes", "inline"), [([3, 4, 2], True), ([3, 1000, 60, 2], False)])
@pytest.mark.parametrize("path", ["/api/trace", "/api/nudge"])
async def test_a_large_network_is_drawn_beside_the_event_loop(
    sizes: list[int], inline: bool, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads = []
    draw = recipes._drawn

    def noted(recipe: Any) -> tuple[Layer, ...]:
        threads.append(threading.current_thread())
        return draw(recipe)

    monkeypatch.setattr(recipes, "_drawn", noted)
    recipes._kept.cache_clear()
    recipe = made(sizes=sizes, activations=["tanh"] * (len(sizes) - 1))
    more = {"address": "w.1.0.0", "by": [0.1]} if path == "/api/nudge" else {}
    prepare = PREPARE[path.removeprefix("/api/")]
    await Service(Settings()).answer(body(samples(recipe=recipe, **more)), prepare)
    assert [thread is threading.main_thread() for thread in threads] == [inline]


def test_what_is_kept_cannot_be_changed_and_is_bounded() -> None:
    def network_of(seed: int, **more: Any) -> Any:
        content = samples(recipe=made(seed=seed), **more)
        return recipes.drawn_network(recipes.NetworkBody.model_validate(content, strict=True))

    first, edited, again = network_of(1), network_of(1, edits=EDITS), network_of(1)
    assert first.layers[0].W is again.layers[0].W
    assert not any(layer.W.flags.writeable or layer.b.flags.writeable for layer in (*first.layers, *edited.layers))
    assert edited.layers[0].W is not first.layers[0].W
    assert np.count_nonzero(edited.layers[0].W != first.layers[0].W) == 1
    for seed in range(20):
        network_of(seed)
    assert recipes._kept.cache_info().currsize == recipes._MAX_KEPT
    assert 8 * recipes._MAX_KEPT * recipes._MAX_KEPT_PARAMETERS < 5_000_000
