"""Every gradient against the complex step derivative of a forward pass of other code."""

import numpy as np
import pytest

from app.engine.passes import trace
from tests.engine.agreement import distance
from tests.engine.complex_forward import derivative, losses
from tests.engine.networks import COMBINATIONS, problem


@pytest.mark.parametrize(("activation", "loss"), COMBINATIONS)
def test_every_gradient_is_the_complex_step_derivative(activation, loss):
    p = problem(activation, loss, (2, 3, 2), 2, seed=5)
    ours = trace(p.network, p.x, p.target, per_sample=True)
    layers = [(layer.W, layer.b, layer.activation) for layer in p.network.layers]
    assert distance(ours.l, losses(layers, loss, p.x, p.target).real) <= 1e-14
    for layer, record in zip(p.network.layers, ours.layers, strict=True):
        by_weight = derivative(layers, loss, p.x, p.target, layer.W)
        by_bias = derivative(layers, loss, p.x, p.target, layer.b)
        assert distance(record.dl_dW, np.moveaxis(by_weight, 1, 0).reshape(record.dl_dW.shape)) <= 1e-13
        assert distance(record.dl_db, by_bias.T) <= 1e-13
        assert distance(record.dL_dW, by_weight.sum(axis=1).reshape(layer.W.shape)) <= 1e-13
        assert distance(record.dL_db, by_bias.sum(axis=1)) <= 1e-13
    by_input = derivative(layers, loss, p.x, p.target, p.x).reshape(2, 2, 2)
    assert distance(ours.dl_dx, np.array([by_input[0, :, 0], by_input[1, :, 1]])) <= 1e-13
