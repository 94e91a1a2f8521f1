"""Every gradient against PyTorch's autograd in float64, every optimizer against its own. Skipped where PyTorch is not
installed."""

import numpy as np
import pytest

from app.engine.network import Layer, Network
from app.engine.optimizers import OPTIMIZERS
from app.engine.passes import trace
from tests.engine.agreement import disagreement
from tests.engine.networks import COMBINATIONS, ON_PROBABILITIES, problem, random_problem
from tests.engine.optimizer_agreement import disagreement as walked_apart

pytest.importorskip("torch", reason="PyTorch, the outside witness, is not installed")

from tests.engine.torch_optimizers import walk
from tests.engine.torch_witness import witness

SHAPES = [((2, 3, 2), 1), ((3, 4, 4, 2), 3), ((1, 1, 2), 2), ((4, 2), 5)]


@pytest.mark.parametrize(("activation", "loss"), COMBINATIONS)
def test_every_activation_with_every_loss_agrees_with_pytorch(activation, loss):
    for sizes, samples in SHAPES:
        for reduction in ("sum", "mean"):
            p = problem(activation, loss, sizes, samples, reduction=reduction)
            ours = trace(p.network, p.x, p.target)
            assert disagreement(ours, witness(p.network, p.x, p.target)) <= 1e-13


@pytest.mark.parametrize(("gain", "bound"), [(1.0, 1e-12), (3.0, 1e-12), (10.0, 1e-10)])
def test_random_networks_agree_with_pytorch_within_the_promised_bound(gain, bound):
    compared = 0
    for seed in range(300):
        p = random_problem(seed, gain=gain)
        ours = trace(p.network, p.x, p.target)
        y = ours.layers[-1].a
        if p.network.loss in ON_PROBABILITIES and not ((y > 1e-4) & (y < 1 - 1e-4)).all():
            continue  # PyTorch forms 1 - y and has lost digits there
        assert disagreement(ours, witness(p.network, p.x, p.target)) <= bound, seed
        compared += 1
    assert compared > 200


@pytest.mark.parametrize("activation", ["relu", "leaky_relu", "elu", "selu"])
@pytest.mark.parametrize("loss", ["absolute_error", "huber"])
def test_derivatives_at_kinks_are_pytorchs(activation, loss):
    at_zero = tuple(Layer(np.zeros((n, m)), np.zeros(n), activation) for m, n in ((2, 3), (3, 2)))
    network, x = Network(at_zero, loss), np.zeros((2, 2))
    for target in (np.zeros((2, 2)), np.ones((2, 2)), -np.ones((2, 2))):
        assert disagreement(trace(network, x, target), witness(network, x, target)) == 0.0


DRAWN = {
    "momentum": (0.0, 0.99),
    "alpha": (0.0, 0.999),
    "beta1": (0.0, 0.99),
    "beta2": (0.0, 0.9999),
    "epsilon": (1e-10, 1e-2),
    "weight_decay": (0.0, 0.3),
}


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_every_optimizer_walks_as_pytorchs_does(name):
    """With drawn settings, and parameters that stand still in some of the steps: they are remembered as they were.
    Where a gradient is divided by its own size, the last digits of one that is nearly 0 count in full."""
    for seed in range(25):
        rng = np.random.default_rng(seed)
        p = problem("tanh", "half_squared_error", (3, 4, 2), 4, seed=seed, reduction=("sum", "mean")[seed % 2])
        settings = {
            setting.name: float(rng.uniform(*DRAWN[setting.name]))
            for setting in OPTIMIZERS[name].settings
            if setting.name in DRAWN
        }
        settings |= {"learning_rate": 0.05}
        parameters = [(index, parameter) for index in (0, 1) for parameter in ("W", "b")]
        frozen = [{place for place in parameters if rng.random() < 0.3} for _ in range(10)]
        theirs = walk(p.network, p.x, p.target, name, settings, frozen)
        assert walked_apart(p.network, p.x, p.target, name, settings, frozen, theirs) <= 1e-11, seed
