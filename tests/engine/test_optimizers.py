"""Every update is -η times the gradient, for every parameter that is not frozen."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.engine.errors import BadSetting, UnknownOptimizer
from app.engine.network import Layer, Network
from app.engine.optimizers import OPTIMIZERS, SGD, optimizer, update
from app.engine.passes import trace
from tests.engine.networks import random_problem


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10**6), st.floats(0, 10))
def test_every_parameter_moves_by_minus_the_learning_rate_times_its_gradient(seed, learning_rate):
    p = random_problem(seed)
    traced = trace(p.network, p.x, p.target)
    moved, _ = update(p.network, traced, SGD(learning_rate))
    for before, after, record in zip(p.network.layers, moved.layers, traced.layers, strict=True):
        assert (before.W - learning_rate * record.dL_dW == after.W).all()
        assert (before.b - learning_rate * record.dL_db == after.b).all()
        assert after.activation == before.activation
    assert (moved.loss, moved.reduction) == (p.network.loss, p.network.reduction)


@pytest.mark.parametrize("frozen", [(), ("W",), ("b",), ("W", "b")])
def test_frozen_parameters_stay_the_same_numbers(frozen):
    layer = Layer([[0.1, 0.2]], [0.3], "sigmoid", frozenset(frozen))
    network = Network((layer,), "half_squared_error")
    moved, _ = update(network, trace(network, [[1.0, 2.0]], [[0.0]]), SGD(0.5))
    after = moved.layers[0]
    assert (after.W.tobytes() == layer.W.tobytes()) == ("W" in frozen)
    assert (after.b.tobytes() == layer.b.tobytes()) == ("b" in frozen)
    assert after.frozen == frozenset(frozen)


def test_a_small_enough_step_lowers_the_loss():
    p = random_problem(3)
    traced = trace(p.network, p.x, p.target)
    moved, _ = update(p.network, traced, SGD(1e-4))
    assert trace(moved, p.x, p.target).L < traced.L


def test_a_learning_rate_of_zero_moves_nothing():
    p = random_problem(4)
    moved, _ = update(p.network, trace(p.network, p.x, p.target), SGD(0.0))
    assert all((a.W == b.W).all() for a, b in zip(p.network.layers, moved.layers, strict=True))


def test_a_step_that_overflows_is_a_result():
    network = Network((Layer([[1.0]], [0.0], "identity"),), "half_squared_error")
    moved, _ = update(network, trace(network, [[10.0]], [[-1e3]]), SGD(1e308))
    assert moved.layers[0].W[0, 0] == -np.inf


@pytest.mark.parametrize("learning_rate", [-0.1, float("nan"), float("inf")])
def test_a_learning_rate_that_means_nothing_is_refused(learning_rate):
    with pytest.raises(BadSetting) as caught:
        SGD(learning_rate)
    assert caught.value.path == ("learning_rate",)


def test_an_optimizer_is_found_by_its_name():
    assert optimizer("sgd", 0.1) == SGD(0.1)
    with pytest.raises(UnknownOptimizer) as caught:
        optimizer("adamm", 0.1)
    assert caught.value.params["known"] == list(OPTIMIZERS)
