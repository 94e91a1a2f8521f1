"""The size of an answer is told from the shapes alone, to the last number."""

from collections.abc import Iterator
from typing import Any

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.api.admission.settings import Settings
from app.api.endpoints import explain, gradient_check, networks, trace, update
from app.engine.activations import ACTIVATIONS
from app.engine.losses import LOSSES
from app.engine.optimizers import OPTIMIZERS
from tests.api.admission.measuring import PREPARE, edits, network, recipe
from tests.api.expecting import wide

SETTINGS = Settings()
NAMES = {
    *("layer", "activation", "loss", "reduction", "nonfinite", "frozen"),
    *("of", "verdict", "reason", "verdicts", "checked", "phase", "neuron", "quantity", "source"),
}
"""Fields of answers that are names and counts, and not numbers or addresses."""


def numbers(value: Any) -> Iterator[Any]:
    """Every number, and every address, of an answer."""
    if isinstance(value, dict):
        for name, member in value.items():
            if name not in NAMES:
                yield from numbers(member)
    elif isinstance(value, list):
        for member in value:
            yield from numbers(member)
    else:
        yield value


def counted(job: Any) -> int:
    return len(list(numbers(orjson.loads(job.run()))))


@st.composite
def requests(draw: st.DrawFn) -> dict[str, Any]:
    sizes = draw(st.lists(st.integers(1, 4), min_size=2, max_size=4))
    samples = draw(st.integers(1, 3))
    body = wide(sizes, samples)
    body["loss"] = draw(st.sampled_from(sorted(LOSSES)))
    for layer in body["layers"]:
        layer["activation"] = draw(st.sampled_from(sorted(ACTIVATIONS)))
        layer["frozen"] = draw(st.lists(st.sampled_from(["W", "b"]), unique=True))
    if LOSSES[body["loss"]].on_logits:
        body["layers"][-1]["activation"] = "identity"
    return body


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    body=requests(),
    include=st.lists(st.sampled_from(["steps", "layer_steps", "per_sample", "costs"]), unique=True),
    learning_rate=st.sampled_from([None, 0.1]),
    driven=st.booleans(),
    fields=st.none() | st.lists(st.sampled_from(["z", "da_dz", "dL_dW", "dl_dW", "dl_db"]), unique=True),
)
def test_a_trace_has_as_many_numbers_as_were_announced(
    body: dict[str, Any], include: list[str], learning_rate: float | None, driven: bool, fields: Any
) -> None:
    body |= {"include": include, "learning_rate": learning_rate, "fields": fields}
    if driven:
        body["dl_dy"] = body["target"]
    job = trace.prepare(body, 0, SETTINGS)
    assert job.cost.numbers == counted(job)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(body=requests())
def test_a_gradient_check_has_as_many_numbers_as_were_announced(body: dict[str, Any]) -> None:
    check = gradient_check.prepare(body, 0, SETTINGS)
    assert check.cost.numbers == counted(check)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(body=requests(), name=st.sampled_from(sorted(OPTIMIZERS)), frozen=st.lists(st.sampled_from(["W", "b"])))
def test_an_update_has_as_many_numbers_as_were_announced(body: dict[str, Any], name: str, frozen: list[str]) -> None:
    body |= {"optimizer": {"name": name, "learning_rate": 0.1}}
    first = update.prepare(body, 0, SETTINGS)
    assert first.cost.numbers == counted(first)
    body["state"] = orjson.loads(first.run())["state"]
    for layer in body["layers"]:  # other parameters than in the first update
        layer["frozen"] = sorted({*frozen})
    second = update.prepare(body, 0, SETTINGS)
    assert second.cost.numbers == counted(second)


@pytest.mark.parametrize("depth", [None, 1_000])
def test_fixed_gains_leave_the_price_of_the_losss_gradient_as_it_is(depth: int | None) -> None:
    body = {**network([1, 300], loss="softmax_cross_entropy"), "address": "dl_da.1.0"}
    usual = explain.prepare(body, 0, SETTINGS, depth=depth)
    fixed = explain.prepare({**body, "gains_x": [[0.5]]}, 0, SETTINGS, depth=depth)
    assert fixed.cost.numbers == usual.cost.numbers
    assert fixed.cost.seconds >= usual.cost.seconds
    assert fixed.cost.bytes >= usual.cost.bytes
    assert 2 * 300 <= 2 * len(orjson.loads(fixed.run())["parents"]) <= fixed.cost.numbers


def test_random_directions_are_counted_as_such() -> None:
    job = gradient_check.prepare(wide([60, 40, 2], samples=40), 0, SETTINGS)
    assert job.cost.numbers == counted(job)


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_each_of_2000_gradients_may_be_checked_however_deep_the_network(name: str) -> None:
    deepest = network([5] * (SETTINGS.layers + 1), samples=50, act=name)  # 1,920 parameters
    assert gradient_check.prepare(deepest, 0, SETTINGS).cost.operations <= SETTINGS.operations


def test_a_network_has_as_many_numbers_as_were_announced() -> None:
    job = networks.prepare({"sizes": [3, 4, 2], "activation": "relu", "scheme": "normal"}, 0, SETTINGS)
    assert job.cost.numbers == counted(job) == 26


@pytest.mark.parametrize(
    ("route", "more"),
    [
        ("trace", {"learning_rate": 0.1, "include": ["steps", "layer_steps", "per_sample"]}),
        ("gradient-check", {}),
        ("update", {"optimizer": {"name": "adam", "learning_rate": 0.1}}),
    ],
)
def test_a_recipe_has_as_many_numbers_as_were_announced(route: str, more: dict[str, Any]) -> None:
    job = PREPARE[route](recipe([3, 4, 2], 2, frozen=[["b"], ["W", "b"]], **more), 0, SETTINGS)
    assert job.cost.numbers == counted(job)


def test_drawing_and_edits_are_work() -> None:
    content = recipe([40, 50, 30])
    costs = [
        trace.prepare(body, 0, SETTINGS).cost
        for body in (network([40, 50, 30]), content, {**content, "edits": edits([50, 30], 100)})
    ]
    assert costs[0].operations < costs[1].operations < costs[2].operations
    assert costs[1].bytes < costs[2].bytes


def test_more_samples_are_more_work() -> None:
    one, two = (trace.prepare(wide([3, 4, 2], samples=n), 0, SETTINGS).cost for n in (1, 2))
    many, more = (trace.prepare(wide([3, 4, 2], samples=n), 0, SETTINGS).cost for n in (1_000, 2_000))
    assert one.operations < two.operations < many.operations
    assert more.operations - many.operations == 1_000 * (two.operations - one.operations)
    assert (one.seconds, one.bytes) < (two.seconds, two.bytes)
