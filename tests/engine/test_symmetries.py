"""Two laws on two hundred networks: the order of hidden neurons means nothing; a batch is the sum of its samples."""

import numpy as np
import pytest

from app.engine.activations import ACTIVATIONS
from app.engine.losses import LOSSES
from app.engine.network import Layer, Network
from app.engine.passes import gains, trace
from tests.engine.networks import Problem, mixed_problem

NETWORKS = 200
CLOSE = 1e-12
"""Of a tensor's largest number: matrix products add in another order when neurons or samples stand elsewhere."""


def assert_same(ours: object, theirs: object) -> None:
    ours, theirs = np.asarray(ours), np.asarray(theirs)
    assert ours.shape == theirs.shape
    assert np.isfinite(theirs).all()
    assert np.abs(ours - theirs).max() <= CLOSE * np.abs(theirs).max()


def reordered(p: Problem, orders: list[np.ndarray]) -> Network:
    """The network with the neurons of each layer in another order; its inputs stay as they are."""
    layers = []
    before = np.arange(p.x.shape[1])
    for layer, order in zip(p.network.layers, orders, strict=True):
        layers.append(Layer(layer.W[np.ix_(order, before)], layer.b[order], layer.activation))
        before = order
    return Network(tuple(layers), p.network.loss, p.network.reduction)


def test_the_two_hundred_networks_have_everything_in_them():
    problems = [mixed_problem(index) for index in range(NETWORKS)]
    layers = [layer for p in problems for layer in p.network.layers]
    assert {p.network.loss for p in problems} == set(LOSSES)
    assert {(p.network.loss, p.network.reduction) for p in problems} == {
        (n, r) for n in LOSSES for r in ("sum", "mean")
    }
    assert {layer.activation for layer in layers} == set(ACTIVATIONS)
    assert sum("softmax" in [layer.activation for layer in p.network.layers[:-1]] for p in problems) >= 30
    assert {len(p.network.layers) - 1 for p in problems} == {1, 2, 3, 4}
    assert {len(p.x) for p in problems} == set(range(1, 10))


@pytest.mark.parametrize("index", range(NETWORKS))
def test_hidden_neurons_in_another_order_have_the_same_numbers_in_that_order(index):
    p = mixed_problem(index)
    rng = np.random.default_rng(index)
    orders = [rng.permutation(len(layer.b)) for layer in p.network.layers]
    orders[-1] = np.arange(len(orders[-1]))
    one = trace(p.network, p.x, p.target, per_sample=True)
    other = trace(reordered(p, orders), p.x, p.target, per_sample=True)
    assert_same(other.L, one.L)
    assert_same(other.l, one.l)
    assert_same(other.dl_dx, one.dl_dx)
    before = np.arange(p.x.shape[1])
    for number, (ours, theirs, order) in enumerate(zip(other.layers, one.layers, orders, strict=True)):
        for name in ("z", "a", "dl_da", "dl_dz", "dl_db"):
            assert_same(getattr(ours, name), getattr(theirs, name)[:, order])
        gain = gains(one, number)
        assert_same(gains(other, number), gain[:, order] if gain.ndim == 2 else gain[:, order][:, :, order])
        assert_same(ours.dL_dW, theirs.dL_dW[np.ix_(order, before)])
        assert_same(ours.dL_db, theirs.dL_db[order])
        assert_same(ours.dl_dW, theirs.dl_dW[:, order][:, :, before])
        before = order


@pytest.mark.parametrize("index", range(NETWORKS))
def test_a_batchs_gradients_are_the_sum_or_the_mean_of_those_of_its_samples_alone(index):
    p = mixed_problem(index)
    whole = trace(p.network, p.x, p.target, per_sample=True)
    alone = [trace(p.network, p.x[n : n + 1], p.target[n : n + 1]) for n in range(len(p.x))]
    divisor = len(p.x) if p.network.reduction == "mean" else 1
    assert_same(whole.L, sum(one.L for one in alone) / divisor)
    assert_same(whole.l, [one.l[0] for one in alone])
    assert_same(whole.dl_dx, [one.dl_dx[0] for one in alone])
    for number, record in enumerate(whole.layers):
        of_samples = [one.layers[number] for one in alone]
        for name in ("z", "a", "dl_da", "dl_dz", "dl_db"):
            assert_same(getattr(record, name), [getattr(one, name)[0] for one in of_samples])
        assert_same(record.dl_dW, [one.dL_dW for one in of_samples])
        assert_same(record.dL_dW, sum(one.dL_dW for one in of_samples) / divisor)
        assert_same(record.dL_db, sum(one.dL_db for one in of_samples) / divisor)
