"""Networks for the tests: every activation with every loss that may stand after it, and random ones."""

from dataclasses import dataclass

import numpy as np

from app.engine.activations import ACTIVATIONS
from app.engine.arrays import FloatArray
from app.engine.losses import LOSSES
from app.engine.network import Layer, Network

ON_PROBABILITIES = ("binary_cross_entropy", "cross_entropy")
COMBINATIONS = [(activation, loss) for activation in ACTIVATIONS for loss in LOSSES]


@dataclass(frozen=True)
class Problem:
    """A network with samples for it."""

    network: Network
    x: FloatArray
    target: FloatArray


def last_activation(activation: str, loss: str) -> str:
    """The last layer's activation in a network of ``activation``: a loss on logits asks for identity."""
    return "identity" if LOSSES[loss].on_logits else activation


def problem(
    activation: str,
    loss: str,
    sizes: tuple[int, ...],
    samples: int,
    *,
    seed: int = 0,
    gain: float = 1.0,
    reduction: str = "sum",
    decimals: int | None = None,
) -> Problem:
    """A network of one activation with normal weights of deviation gain / √inputs, and targets in [0, 1].

    Where a loss takes probabilities, the last layer's weights are small and its biases such that every
    activation gives outputs well between 0 and 1. ``decimals`` rounds all that is given.
    """
    rng = np.random.default_rng([seed, len(sizes), samples])
    activations = [activation] * (len(sizes) - 2) + [last_activation(activation, loss)]
    layers = []
    for index, name in enumerate(activations):
        n, m = sizes[index + 1], sizes[index]
        W = rng.normal(size=(n, m)) * gain / np.sqrt(m)
        b = rng.normal(size=n) * 0.5
        if index == len(activations) - 1 and loss in ON_PROBABILITIES and name not in ("sigmoid", "softmax"):
            W = W * 0.1 / gain / (1.0 + abs(W).sum())
            b = 0.1 * rng.random(n) + (-0.4 if name == "softplus" else 0.55)
        layers.append(Layer(_rounded(W, decimals), _rounded(b, decimals), name))
    x = rng.normal(size=(samples, sizes[0]))
    target = rng.random((samples, sizes[-1]))
    return Problem(Network(tuple(layers), loss, reduction), _rounded(x, decimals), _rounded(target, decimals))


def random_problem(seed: int, *, gain: float = 1.0, hidden: tuple[str, ...] = tuple(ACTIVATIONS)) -> Problem:
    """1 to 6 layers of 1 to 32 neurons, 1 to 16 samples, with activations, loss and reduction drawn too.

    A loss that takes probabilities stands after a sigmoid or a softmax.
    """
    rng = np.random.default_rng(seed)
    sizes = [int(n) for n in rng.integers(1, 33, size=int(rng.integers(2, 8)))]
    loss = str(rng.choice(list(LOSSES)))
    activations = [str(name) for name in rng.choice(hidden, size=len(sizes) - 1)]
    if LOSSES[loss].on_logits:
        activations[-1] = "identity"
    elif loss in ON_PROBABILITIES:
        sizes[-1] = max(2, sizes[-1])
        activations[-1] = str(rng.choice(["sigmoid", "softmax"]))
    layers = tuple(
        Layer(rng.normal(size=(n, m)) * gain / np.sqrt(m), rng.normal(size=n) * 0.5, name)
        for m, n, name in zip(sizes[:-1], sizes[1:], activations, strict=True)
    )
    samples = int(rng.integers(1, 17))
    network = Network(layers, loss, str(rng.choice(["sum", "mean"])))
    return Problem(network, rng.normal(size=(samples, sizes[0])), rng.random((samples, sizes[-1])))


def mixed_problem(index: int) -> Problem:
    """The index-th of a fixed row of problems: 1 to 4 hidden layers of 2 to 9 neurons, 1 to 9 samples, activations
    drawn for each layer; every loss, both reductions and every size of batch in turn."""
    rng = np.random.default_rng([7, index])
    loss = tuple(LOSSES)[index % len(LOSSES)]
    sizes = [int(n) for n in rng.integers(2, 10, size=3 + index % 4)]
    activations = [str(name) for name in rng.choice(tuple(ACTIVATIONS), size=len(sizes) - 1)]
    if LOSSES[loss].on_logits:
        activations[-1] = "identity"
    elif loss in ON_PROBABILITIES:
        activations[-1] = str(rng.choice(["sigmoid", "softmax"]))
    layers = tuple(
        Layer(rng.normal(size=(n, m)) / np.sqrt(m), rng.normal(size=n) * 0.5, name)
        for m, n, name in zip(sizes[:-1], sizes[1:], activations, strict=True)
    )
    samples = 1 + index % 9
    network = Network(layers, loss, "sum" if index // 9 % 2 else "mean")
    return Problem(network, rng.normal(size=(samples, sizes[0])), rng.random((samples, sizes[-1])))


def _rounded(array: FloatArray, decimals: int | None) -> FloatArray:
    return array if decimals is None else np.round(array, decimals)


def extreme_problem(seed: int) -> Problem:
    """1 to 3 layers of 1 to 4 neurons, 1 to 3 samples, whose numbers are of any size that float64 has.

    Each array has one power of ten for all of it, or one for each number; a tenth of all numbers are 0.
    """
    rng = np.random.default_rng([7, seed])
    sizes = [int(n) for n in rng.integers(1, 5, size=int(rng.integers(2, 5)))]
    loss = str(rng.choice(list(LOSSES)))
    activations = [str(name) for name in rng.choice(list(ACTIVATIONS), size=len(sizes) - 1)]
    activations[-1] = last_activation(activations[-1], loss)

    def numbers(*shape: int) -> FloatArray:
        width = rng.choice([150.0, 300.0, 10.0, 0.0])
        power = rng.uniform(-width, width, size=shape if rng.random() < 0.3 else 1)
        return np.where(rng.random(shape) < 0.1, 0.0, rng.normal(size=shape) * 10.0**power)

    layers = tuple(
        Layer(numbers(n, m), numbers(n), name) for m, n, name in zip(sizes[:-1], sizes[1:], activations, strict=True)
    )
    samples = int(rng.integers(1, 4))
    target = numbers(samples, sizes[-1])
    if LOSSES[loss].target_range is not None:
        target = rng.random(target.shape) if rng.random() < 0.5 else np.round(rng.random(target.shape))
    network = Network(layers, loss, str(rng.choice(["sum", "mean"])))
    return Problem(network, numbers(samples, sizes[0]), target)
