"""With its gains frozen the reversed network is one fixed linear machine, whatever the input."""

import numpy as np
import pytest

from app.engine.activations import ACTIVATIONS
from app.engine.errors import ShapeMismatch
from app.engine.losses import LOSSES
from app.engine.passes import gains, trace
from tests.engine.networks import COMBINATIONS, problem, random_problem


@pytest.mark.parametrize(("activation", "loss"), COMBINATIONS)
def test_frozen_where_it_stands_a_pass_is_the_usual_one(activation, loss):
    p = problem(activation, loss, (3, 4, 4, 2), 3, seed=1)
    usual = trace(p.network, p.x, p.target)
    frozen = trace(p.network, p.x, p.target, gains_x=p.x)
    last = p.network.layers[-1].activation
    joined = last in LOSSES[loss].gradient_z
    for index, (one, other) in enumerate(zip(usual.layers, frozen.layers, strict=True)):
        assert np.array_equal(gains(usual, index), gains(frozen, index))
        for name in ("z", "a", "dl_da", "dl_dz", "dL_dW", "dL_db"):
            ours, theirs = getattr(one, name), getattr(other, name)
            if joined:
                np.testing.assert_allclose(theirs, ours, rtol=1e-12, atol=1e-15)
            else:
                assert np.array_equal(ours, theirs)
    assert usual.L == frozen.L


@pytest.mark.parametrize("seed", range(15))
def test_driven_and_frozen_what_comes_back_does_not_depend_on_the_input(seed):
    p = random_problem(seed)
    rng = np.random.default_rng(seed)
    dl_dy = rng.normal(size=p.target.shape)
    one = trace(p.network, p.x, p.target, dl_dy=dl_dy, gains_x=p.x)
    other = trace(p.network, p.x + rng.normal(size=p.x.shape), p.target, dl_dy=dl_dy, gains_x=p.x)
    assert np.array_equal(one.dl_dx, other.dl_dx)
    for index, (here, there) in enumerate(zip(one.layers, other.layers, strict=True)):
        assert np.array_equal(here.dl_dz, there.dl_dz)
        assert np.array_equal(gains(one, index), gains(other, index))
    assert np.array_equal(other.layers[0].z, trace(p.network, other.x, p.target).layers[0].z)


@pytest.mark.parametrize("frozen", [False, True])
@pytest.mark.parametrize("seed", range(15))
def test_everything_backward_is_linear_in_what_is_injected(seed, frozen):
    p = random_problem(seed)
    rng = np.random.default_rng(seed)
    gains_x = rng.normal(size=p.x.shape) if frozen else None
    one, other = rng.normal(size=p.target.shape), rng.normal(size=p.target.shape)
    passes = [trace(p.network, p.x, p.target, dl_dy=dl_dy, gains_x=gains_x) for dl_dy in (one, other, 3 * one + other)]
    for a, b, both in zip(*(each.layers for each in passes), strict=True):
        scale = np.abs(3 * a.dl_dz).max() + np.abs(b.dl_dz).max()
        np.testing.assert_allclose(both.dl_dz, 3 * a.dl_dz + b.dl_dz, rtol=1e-10, atol=1e-12 * scale)


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_the_gains_are_those_of_the_other_inputs(activation):
    p = problem(activation, "half_squared_error", (2, 3, 2), 2, seed=4)
    elsewhere = p.x + 0.75
    frozen = trace(p.network, p.x, p.target, gains_x=elsewhere)
    there = trace(p.network, elsewhere, p.target)
    for index in range(2):
        assert np.array_equal(gains(frozen, index), gains(there, index))
    y, da_dz = frozen.layers[-1].a, gains(there, 1)
    slopes = da_dz if da_dz.ndim == 3 else np.stack([np.diag(row) for row in da_dz])
    expected = np.einsum("nik,ni->nk", slopes, y - p.target)
    np.testing.assert_allclose(frozen.layers[-1].dl_dz, expected, rtol=1e-12, atol=1e-15)


def test_gains_must_be_of_as_many_samples():
    p = problem("tanh", "half_squared_error", (2, 3, 2), 2)
    with pytest.raises(ShapeMismatch, match="gains_x"):
        trace(p.network, p.x, p.target, gains_x=p.x[:1])
