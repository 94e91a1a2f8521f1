"""The bound of rounding holds, and is not far above what rounding does."""

from fractions import Fraction

import numpy as np
import pytest

from app.engine.differences.rounding import rounding_of
from app.engine.network import Layer, Network
from app.engine.passes import trace
from tests.engine.networks import problem, random_problem


def exact_losses(network, x, target, first=0, a_prev=None):
    """Each sample's half squared error of identity and ReLU layers from ``first`` on, in fractions."""
    losses = []
    for row, wanted in zip(x if a_prev is None else a_prev, target, strict=True):
        a = [Fraction(v) for v in row.tolist()]
        for layer in network.layers[first:]:
            z = [
                sum((Fraction(w) * v for w, v in zip(weights, a, strict=True)), Fraction(b))
                for weights, b in zip(layer.W.tolist(), layer.b.tolist(), strict=True)
            ]
            a = [max(v, Fraction(0)) for v in z] if layer.activation == "relu" else z
        losses.append(sum((v - Fraction(t)) ** 2 for v, t in zip(a, wanted.tolist(), strict=True)) / 2)
    return losses


def errors(traced, first=0):
    """By how much each l is off for rounding from that layer on."""
    a_prev = traced.layers[first - 1].a if first else traced.x
    exact = exact_losses(traced.network, traced.x, traced.target, first, a_prev)
    return np.array([float(abs(Fraction(l) - right)) for l, right in zip(traced.l.tolist(), exact, strict=True)])


@pytest.mark.parametrize("activation", ["identity", "relu"])
@pytest.mark.parametrize("size", [1.0, 1e100, 1e-155, 1e-160])
def test_no_loss_is_off_by_more_than_the_bound(activation, size):
    worst = []
    for seed in range(20):
        p = problem(activation, "half_squared_error", (5, 8, 8, 3), 4, seed=seed)
        traced = trace(p.network, p.x * size, p.target * size)
        bounds = rounding_of(traced)
        assert bounds.shape == (3, 4)
        for first in range(3):
            off = errors(traced, first)
            assert (off <= bounds[first]).all()
            worst.append((off / bounds[first]).max())
    assert max(worst) > 1e-3


def test_what_is_computed_anew_from_a_later_layer_on_is_off_by_less():
    bounds = rounding_of(trace(*_problem(random_problem(3))))
    assert (np.diff(bounds, axis=0) < 0.0).all()


def test_a_loss_that_reads_z_is_not_off_for_the_rounding_of_its_output():
    """At 1 - y = 1e-9 a loss that takes the logarithm of 1 - y loses nine digits; out of z it loses none."""
    z = float(np.log(1e9))
    of_sigmoid = trace(Network((Layer([[z]], [0.0], "sigmoid"),), "binary_cross_entropy"), [[1.0]], [[0.0]])
    y = float(of_sigmoid.layers[0].a[0, 0])
    of_tanh = trace(Network((Layer([[np.arctanh(y)]], [0.0], "tanh"),), "binary_cross_entropy"), [[1.0]], [[0.0]])
    assert rounding_of(of_sigmoid)[0, 0] < 1e-13
    assert rounding_of(of_tanh)[0, 0] > 1e-7


def _problem(p):
    return p.network, p.x, p.target
