"""The order of computation, and the first number in it that is not finite."""

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.engine.network import Layer, Network
from app.engine.passes import trace
from app.engine.records import Trace
from app.explain.addresses import Address, addresses, parse
from app.explain.order import (
    LayerArray,
    Stage,
    first_nonfinite,
    first_of,
    parameter_arrays,
    stages,
    total_loss,
    trace_arrays,
)
from app.explain.quantities import GIVEN, LAYER_FIELDS, QUANTITIES
from app.explain.steps import steps
from tests.explain.cases import small

EVERY = frozenset(LAYER_FIELDS)


def test_the_stages_of_two_layers_are_phases_then_layers_then_quantities() -> None:
    network = small((2, 2, 1), ("tanh", "identity")).network
    assert list(stages(network, updated=True)) == [
        Stage("forward", 1, ("z",)),
        Stage("forward", 1, ("a",)),
        Stage("forward", 2, ("z",)),
        Stage("forward", 2, ("a",)),
        Stage("loss", 2, ("l",)),
        Stage("backward", 2, ("dl_da",)),
        Stage("backward", 2, ("dl_dz",)),
        Stage("backward", 1, ("dl_da",)),
        Stage("backward", 1, ("dl_dz",)),
        Stage("backward", 0, ("dl_dx",)),
        Stage("gradient", 1, ("dl_dw", "dl_db")),
        Stage("gradient", 2, ("dl_dw", "dl_db")),
        Stage("update", 1, ("w_new", "b_new")),
        Stage("update", 2, ("w_new", "b_new")),
    ]
    assert list(stages(network))[-1].phase == "gradient"


def test_what_is_frozen_has_no_turn_in_the_update() -> None:
    network = Network((Layer(np.ones((1, 1)), np.ones(1), "tanh", frozenset({"W"})),), "huber")
    assert list(stages(network, updated=True))[-1] == Stage("update", 1, ("b_new",))


def planted(traced: Trace, at: set[Address]) -> Trace:
    """The trace with a NaN at each of these addresses."""
    layers = list(traced.layers)
    for address in at:
        row = QUANTITIES[address.quantity]
        if row.name == "L":
            traced = replace(traced, L=float("nan"))
            continue
        place = address.place if row.shared else (address.sample, *address.place)
        record = layers[address.layer - 1] if row.layered else traced
        array = getattr(record, row.field).copy()
        array[place] = np.nan
        if row.layered:
            layers[address.layer - 1] = layers[address.layer - 1]._replace(**{row.field: array})
        else:
            traced = replace(traced, **{row.field: array})
    return replace(traced, layers=tuple(layers))


def expected_first(traced: Trace, at: set[Address], fields: frozenset[str]) -> Address | None:
    """The first of these in the order in which steps write them, each of all samples."""
    for step in steps(traced.network, 1):
        for text in step.writes:
            one = parse(text)
            row = QUANTITIES[one.quantity]
            if not row.layered or row.field in fields:
                for n in (0,) if row.shared else range(len(traced.x)):
                    if replace(one, sample=n) in at:
                        return replace(one, sample=n)
    return None


@st.composite
def plantings(draw: st.DrawFn) -> tuple[Trace, set[Address], frozenset[str]]:
    sizes = tuple(draw(st.lists(st.integers(1, 3), min_size=2, max_size=4)))
    traced = small(sizes, ("tanh",) * (len(sizes) - 1), samples=draw(st.integers(1, 3)))
    network, samples = traced.network, len(traced.x)
    traced = trace(network, traced.x, traced.target, per_sample=True)
    texts = [text for step in steps(network, 1) for text in step.writes]
    one = st.builds(
        lambda text, n: replace(parse(text), sample=0 if QUANTITIES[parse(text).quantity].shared else n),
        st.sampled_from(texts),
        st.integers(0, samples - 1),
    )
    fields = draw(st.just(EVERY) | st.frozensets(st.sampled_from(LAYER_FIELDS)))
    return traced, draw(st.sets(one, max_size=6)), fields


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(plantings())
def test_the_first_number_that_is_not_finite_is_the_first_that_a_step_writes(
    planting: tuple[Trace, set[Address], frozenset[str]],
) -> None:
    traced, at, fields = planting
    found = first_nonfinite(trace_arrays(planted(traced, at), fields))
    assert found == expected_first(traced, at, fields)


def test_of_any_two_numbers_the_one_that_a_step_writes_first_is_named() -> None:
    traced = small((2, 2), ("tanh",), samples=2)
    traced = trace(traced.network, traced.x, traced.target, per_sample=True)
    numbers = [one for one in addresses(traced.network, 2) if one.quantity not in GIVEN]
    for pair in combinations(numbers, 2):
        found = first_nonfinite(trace_arrays(planted(traced, set(pair)), EVERY))
        assert found == expected_first(traced, set(pair), EVERY), pair
        for one, other in (pair, pair[::-1]):
            named = [(Address("w", (1, 0, 0)), 0.5), (one, float("nan")), (other, float("inf"))]
            assert first_of(traced.network, named) == found


def test_a_neurons_bias_comes_before_the_next_neurons_weights() -> None:
    network = Network((Layer([[0.5], [0.25]], [0.0, 0.0], "identity"),), "half_squared_error")
    signal = [[0.9e308, 1.7e308]] * 3
    traced = trace(network, [[0.5]] * 3, [[0.0, 0.0]] * 3, dl_dy=signal)
    assert np.isfinite(traced.layers[0].dL_dW).tolist() == [[True], [False]]
    assert np.isfinite(traced.layers[0].dL_db).tolist() == [False, False]
    assert first_nonfinite(trace_arrays(traced, EVERY - {"dl_dW"})) == Address("dL_db", (1, 0))


def test_a_row_of_a_jacobian_comes_with_its_own_activation() -> None:
    a, da_dz = np.zeros((2, 2)), np.zeros((2, 2, 2))
    a[0, 1] = da_dz[1, 0, 1] = np.inf
    group = [LayerArray(QUANTITIES["a"], 3, a), LayerArray(QUANTITIES["da_dz"], 3, da_dz)]
    assert first_nonfinite([group]) == Address("da_dz", (3, 0, 1), 1)
    da_dz[1, 0, 1] = 0.0
    assert first_nonfinite([group]) == Address("a", (3, 1), 0)


def test_a_jacobian_is_made_only_for_an_answer_that_has_it(monkeypatch: pytest.MonkeyPatch) -> None:
    traced = small((2, 2), ("softmax",))
    rows = [one.quantity.name for group in trace_arrays(traced, EVERY) for one in group]
    assert rows == ["z", "a", "da_dz", "l", "L", "dl_da", "dl_dz", "dl_dx", "dL_dw", "dl_db", "dL_db"]
    monkeypatch.setattr("app.explain.order.gains", lambda *_: pytest.fail("a Jacobian was made"))
    assert first_nonfinite(trace_arrays(traced, EVERY - {"da_dz"})) is None


def test_after_an_update_its_numbers_come_last() -> None:
    traced = small((2, 2), ("tanh",))
    layer = Layer([[1.0, 2.0], [3.0, np.inf]], [0.0, np.nan], "tanh")
    updated = Network((layer,), "half_squared_error")
    assert first_nonfinite(trace_arrays(traced, EVERY, updated)) == Address("w_new", (1, 1, 1))
    assert first_nonfinite(parameter_arrays(updated.layers, new=True)) == Address("w_new", (1, 1, 1))
    assert first_nonfinite(parameter_arrays(updated.layers, new=False)) == Address("w", (1, 1, 1))


def test_of_some_numbers_what_is_given_and_a_gain_come_in_their_turn() -> None:
    network = small((2, 2), ("softmax",)).network
    order = ["x.0", "z.1.0", "a.1.0", "da_dz.1.0.1", "a.1.1", "l", "l@1", "dl_dx.0", "dL_dw.1.0.0", "b_new.1.0"]
    for begin in range(len(order)):
        numbers = [(parse(text), float("inf")) for text in reversed(order[begin:])]
        assert first_of(network, numbers) == parse(order[begin])
    assert first_of(network, [(parse(text), 1.0) for text in order]) is None


def test_a_total_loss_alone_has_its_address() -> None:
    assert first_nonfinite([[total_loss(float("inf"))]]) == Address("L")
    assert first_nonfinite([[total_loss(1.0)]]) is None
