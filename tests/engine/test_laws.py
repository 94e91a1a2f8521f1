"""Laws that every network obeys, tried on networks that hypothesis chooses."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.engine.activations import ACTIVATIONS
from app.engine.forward import forward
from app.engine.losses import LOSSES
from app.engine.network import Layer, Network
from app.engine.passes import backward, gains, trace
from tests.engine.agreement import distance
from tests.engine.networks import ON_PROBABILITIES, last_activation, random_problem

SEEDS = st.integers(0, 10**6)
quickly = settings(max_examples=60, deadline=None)


@quickly
@given(SEEDS)
def test_doubling_the_loss_doubles_every_gradient(seed):
    p = random_problem(seed)
    layers = (*p.network.layers[:-1], _with_activation(p.network.layers[-1], "tanh"))
    half = trace(Network(layers, "half_squared_error"), p.x, p.target)
    whole = trace(Network(layers, "squared_error"), p.x, p.target)
    assert whole.L == 2.0 * half.L
    assert (whole.dl_dx == 2.0 * half.dl_dx).all()
    for one, other in zip(half.layers, whole.layers, strict=True):
        for name in ("dl_da", "dl_dz", "dL_dW", "dL_db"):
            assert (getattr(other, name) == 2.0 * getattr(one, name)).all()


@quickly
@given(SEEDS)
def test_in_a_relu_network_without_biases_each_layer_has_the_same_sum_of_weight_times_gradient(seed):
    p = random_problem(seed)
    layers = tuple(
        Layer(layer.W, np.zeros_like(layer.b), activation)
        for layer, activation in zip(
            p.network.layers, ["relu"] * (len(p.network.layers) - 1) + ["identity"], strict=True
        )
    )
    traced = trace(Network(layers, "half_squared_error"), p.x, p.target)
    sums = [float((layer.W * one.dL_dW).sum()) for layer, one in zip(layers, traced.layers, strict=True)]
    assert sums == pytest.approx([sums[0]] * len(sums), rel=1e-9, abs=1e-9)


@quickly
@given(SEEDS, st.sampled_from(["softmax_cross_entropy", "cross_entropy"]))
def test_the_gradient_at_the_z_of_a_softmax_cross_entropy_sums_to_zero(seed, loss):
    p = random_problem(seed, gain=3.0)
    last = _with_activation(p.network.layers[-1], "identity" if loss == "softmax_cross_entropy" else "softmax")
    traced = trace(Network((*p.network.layers[:-1], last), loss), p.x, p.target)
    assert np.abs(traced.layers[-1].dl_dz.sum(axis=1)).max() <= 1e-12 * p.target.sum(axis=1).max() + 1e-14


@quickly
@given(SEEDS, st.floats(-3, 3), st.floats(-3, 3))
def test_with_the_forward_pass_fixed_the_backward_pass_is_linear_in_the_signal_at_the_output(seed, s, t):
    p = random_problem(seed)
    there = forward(p.network, p.x)
    rng = np.random.default_rng(seed)
    one, other = rng.normal(size=p.target.shape), rng.normal(size=p.target.shape)
    a = backward(p.network, there, p.target, one)
    b = backward(p.network, there, p.target, other)
    both = backward(p.network, there, p.target, s * one + t * other)
    assert distance(both.dl_dx, s * a.dl_dx + t * b.dl_dx) <= 1e-11
    for mixed, x, y in zip(both.layers, a.layers, b.layers, strict=True):
        for name in ("dl_da", "dl_dz", "dL_dW", "dL_db"):
            assert distance(getattr(mixed, name), s * getattr(x, name) + t * getattr(y, name)) <= 1e-11
    assert both.L == a.L == b.L


@quickly
@given(SEEDS)
def test_a_gradient_is_the_gain_times_what_comes_back(seed):
    p = random_problem(seed)
    traced = trace(p.network, p.x, p.target)
    after = [layer.W for layer in p.network.layers[1:]]
    for index, (layer, one) in enumerate(zip(p.network.layers, traced.layers, strict=True)):
        if not ACTIVATIONS[layer.activation].couples:
            assert distance(one.dl_dz, one.da_dz * one.dl_da) <= 1e-12
        else:
            assert distance(one.dl_dz, np.einsum("nik,ni->nk", gains(traced, index), one.dl_da)) <= 1e-12
        if index < len(after):
            assert distance(one.dl_da, traced.layers[index + 1].dl_dz @ after[index]) <= 1e-12
    assert distance(traced.dl_dx, traced.layers[0].dl_dz @ p.network.layers[0].W) <= 1e-12


@quickly
@given(SEEDS)
def test_the_same_request_gives_the_same_bytes(seed):
    p = random_problem(seed, gain=3.0)
    # Another place in memory, another alignment.
    x = np.empty(p.x.size + 1)[1:].reshape(p.x.shape)
    x[:] = p.x
    assert _bytes(trace(p.network, p.x, p.target)) == _bytes(trace(p.network, x, p.target.copy()))


@quickly
@given(SEEDS)
def test_driving_with_the_losses_own_gradient_changes_nothing(seed):
    p = random_problem(seed)
    own = trace(p.network, p.x, p.target)
    driven = trace(p.network, p.x, p.target, dl_dy=own.layers[-1].dl_da)
    assert distance(driven.dl_dx, own.dl_dx) <= 1e-12
    for one, other in zip(own.layers, driven.layers, strict=True):
        assert distance(other.dL_dW, one.dL_dW) <= 1e-12


@pytest.mark.parametrize("loss", LOSSES)
def test_each_losses_gradient_is_zero_where_output_and_target_agree(loss):
    activation = last_activation("sigmoid" if loss in ON_PROBABILITIES else "tanh", loss)
    if loss == "cross_entropy":
        activation = "softmax"
    layer = Layer(np.eye(2), [0.1, -0.2], activation)
    y = trace(Network((layer,), loss), [[0.3, 0.5]], [[0.0, 0.0]]).layers[0]
    target = {"softmax_cross_entropy": _softmax, "binary_cross_entropy_with_logits": _sigmoid}.get(loss, _same)(y.a)
    agreed = trace(Network((layer,), loss), [[0.3, 0.5]], target)
    assert np.abs(agreed.layers[0].dl_dz).max() <= 1e-15


def _with_activation(layer, activation):
    return Layer(layer.W, layer.b, activation)


def _bytes(traced):
    arrays = [traced.l, traced.dl_dx, np.array(traced.L)]
    for index, one in enumerate(traced.layers):
        arrays += [one.z, one.a, gains(traced, index), one.dl_da, one.dl_dz, one.dL_dW, one.dL_db]
    return b"".join(array.tobytes() for array in arrays)


def _same(a):
    return a


def _sigmoid(z):
    return 1 / (1 + np.exp(-z))


def _softmax(z):
    return np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)
