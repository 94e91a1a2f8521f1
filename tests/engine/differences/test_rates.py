"""The loss after a step of gradient descent is that of the updated network, whatever the learning rate."""

from dataclasses import replace
from math import inf

import numpy as np
import pytest

from app.engine.differences.rates import losses_after_step, slope_of_rate
from app.engine.optimizers import descend, optimizer
from app.engine.passes import trace
from tests.engine.networks import problem, random_problem

RATES = [0.0, 1e-3, 0.3, 7.0]


@pytest.mark.parametrize("seed", range(12))
def test_each_loss_is_that_after_one_step_of_gradient_descent(seed):
    p = random_problem(seed)
    frozen = (frozenset(), frozenset({"W"}), frozenset({"W", "b"}))
    layers = [replace(layer, frozen=frozen[(seed + index) % 3]) for index, layer in enumerate(p.network.layers)]
    traced = trace(replace(p.network, layers=tuple(layers)), p.x, p.target)
    found = list(losses_after_step(traced, RATES))
    assert found == [descend(traced, optimizer("sgd", learning_rate=rate)).L_after for rate in RATES]
    assert found[0] == traced.L


@pytest.mark.parametrize("reduction", ["sum", "mean"])
def test_the_slope_is_how_the_loss_begins_to_fall(reduction):
    p = problem("tanh", "squared_error", (3, 4, 2), 3, seed=7, reduction=reduction)
    layers = (replace(p.network.layers[0], frozen=frozenset({"b"})), *p.network.layers[1:])
    traced = trace(replace(p.network, layers=layers), p.x, p.target)
    h = 1e-6
    (after,) = losses_after_step(traced, [h])
    assert slope_of_rate(traced) == pytest.approx((after - traced.L) / h, rel=1e-3)
    moved = [traced.layers[0].dL_dW, traced.layers[1].dL_dW, traced.layers[1].dL_db]
    assert slope_of_rate(traced) == pytest.approx(-sum(float(np.sum(g**2)) for g in moved), rel=1e-14)


def test_a_step_that_overflows_has_a_loss_too():
    p = problem("identity", "squared_error", (2, 2, 1), 2, seed=1)
    assert list(losses_after_step(trace(p.network, p.x, p.target), [1e300])) == [inf]
