"""Every gradient against a witness that knows no backpropagation: the central difference of the loss."""

from collections.abc import Callable, Iterator
from functools import partial
from itertools import product
from math import sqrt

import numpy as np
import numpy.typing as npt

from app.engine.arrays import FloatArray
from app.engine.differences.moved_loss import MovedLoss
from app.engine.differences.probe import Probe, scale_of
from app.engine.differences.rounding import rounding_of
from app.engine.differences.verdict import Check, always, check_probe
from app.engine.network import Network
from app.engine.passes import trace
from app.engine.randomness import RandomStream
from app.engine.records import Trace
from app.engine.rules import RIGHT, Rules

MAX_CHECKED = 2_000
"""So many parameters, and so many inputs of all samples, are checked each by itself; of more, directions are."""

DIRECTIONS = 20
"""How many random directions stand for all parameters, or for all inputs."""


def gradient_check(
    network: Network, x: npt.ArrayLike, target: npt.ArrayLike, *, seed: int = 0, rules: Rules = RIGHT
) -> tuple[Check, ...]:
    """All of ``gradient_checks``."""
    return tuple(gradient_checks(network, x, target, seed=seed, rules=rules))


def gradient_checks(
    network: Network,
    x: npt.ArrayLike,
    target: npt.ArrayLike,
    *,
    seed: int = 0,
    rules: Rules = RIGHT,
    look_again: Callable[[Probe], bool] = always,
) -> Iterator[Check]:
    """Every parameter's and every input's gradient against its central difference, h = 6e-6 max(1, |w|), one by one.

    x: (N, n_0); target: (N, n_L). Above 2,000 parameters (or 2,000 inputs) twenty random directions stand for all of
    them; ``seed``, 0 to 2^64 - 1, chooses them. rules: of the backward pass whose gradients are checked.
    look_again: whether a probe may have a second look, as for ``check_probe``. Nothing is computed before the first is
    asked for, which then raises what ``trace`` raises.
    """
    right = trace(network, x, target)
    check = partial(check_probe, look_again=look_again)
    traced = right if rules is RIGHT else trace(network, x, target, rules=rules)
    moved, stream = MovedLoss(right), RandomStream(seed)
    with np.errstate(all="ignore"):
        rounding = rounding_of(right)
        of_layers = rounding.sum(axis=1)
    if network.parameter_count <= MAX_CHECKED:
        yield from map(check, _parameters(traced, moved, of_layers))
    else:
        yield from map(check, _parameter_directions(traced, moved, float(of_layers[0]), stream))
    if right.x.size <= MAX_CHECKED:
        yield from map(check, _inputs(traced, moved, rounding[0]))
    else:
        yield from map(check, _input_directions(traced, moved, float(of_layers[0]), stream))


def _parameters(traced: Trace, moved: MovedLoss, rounding: FloatArray) -> Iterator[Probe]:
    """Every weight and bias; rounding: of Σ l, (layers,)."""
    scale = scale_of(traced)
    for index, layer in enumerate(traced.layers):
        for kind, array, gradient in (("W", moved.W[index], layer.dL_dW), ("b", moved.b[index], layer.dL_db)):
            for place in product(*map(range, array.shape)):
                at = partial(moved.with_parameter, index, array, place)
                analytic, w = float(gradient[place]), float(array[place])
                yield Probe(kind, index + 1, place, analytic, w, at, moved, scale, float(rounding[index]))


def _inputs(traced: Trace, moved: MovedLoss, rounding: FloatArray) -> Iterator[Probe]:
    """Every input of every sample; rounding: of each l, (N,)."""
    for n, j in product(*map(range, traced.x.shape)):
        at = partial(moved.with_input, n, j)
        analytic, w = float(traced.dl_dx[n, j]), float(traced.x[n, j])
        yield Probe("x", 0, (n, j), analytic, w, at, moved, 1.0, float(rounding[n]))


def _parameter_directions(traced: Trace, moved: MovedLoss, rounding: float, stream: RandomStream) -> Iterator[Probe]:
    """Random directions through all weights and biases; rounding: of Σ l."""
    gradient = np.concatenate([g.ravel() for layer in traced.layers for g in (layer.dL_dW, layer.dL_db)])
    for k in range(DIRECTIONS):
        direction = _direction(stream, len(gradient))
        at = partial(moved.along_parameters, direction)
        analytic = _along(direction, gradient)
        yield Probe("parameters", 0, (k,), analytic, 0.0, at, moved, scale_of(traced), rounding)


def _input_directions(traced: Trace, moved: MovedLoss, rounding: float, stream: RandomStream) -> Iterator[Probe]:
    """Random directions through all inputs of all samples; rounding: of Σ l."""
    for k in range(DIRECTIONS):
        direction = _direction(stream, traced.x.size).reshape(traced.x.shape)
        at = partial(moved.along_inputs, direction)
        yield Probe("inputs", 0, (k,), _along(direction, traced.dl_dx), 0.0, at, moved, 1.0, rounding)


def _direction(stream: RandomStream, count: int) -> FloatArray:
    """A direction of length 1, (count,), whose components differ in their signs only."""
    return np.where(stream.uniform(count) < 0.5, -1.0, 1.0) / sqrt(count)


@np.errstate(all="ignore")
def _along(direction: FloatArray, gradient: FloatArray) -> float:
    """The derivative along a direction, of the gradient's shape."""
    return float(np.vdot(gradient, direction))
