"""Every gradient against a witness that knows nothing of backpropagation: the central difference of the loss."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import product
from math import sqrt
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from app.engine.activations import ACTIVATIONS
from app.engine.arrays import FloatArray, row_sums
from app.engine.losses import LOSSES
from app.engine.network import Network
from app.engine.probability import Output
from app.engine.randomness import RandomStream
from app.engine.trace import Trace, trace

EPS = 2.0**-52
STEP = 6e-6
MATCH = 1e-6
CLOSE = 1e-4
PARAMETER_LIMIT = 2_000
DIRECTIONS = 20

KINKED_ACTIVATIONS = frozenset({"relu", "leaky_relu", "elu", "selu"})
KINKED_LOSSES = {"absolute_error": 0.0, "huber": 1.0}
"""The losses whose formula changes where |y - t| passes the number beside them."""


@dataclass(frozen=True, slots=True)
class Check:
    """One gradient beside its central difference.

    kind: W or b (a gradient of L), x (of that sample's l), or parameters or inputs (of L, or of Σ l, along a random
    direction of length 1). layer: from 1; 0 for inputs and directions. indices: (neuron, source), (neuron,),
    (sample, input) or (direction,). analytic: by backpropagation. numeric: (f(w + h) - f(w - h)) / 2h. difference:
    absolute. relative: difference over the larger of the two. h: the step. uncertainty: how far rounding alone may
    move ``numeric``. verdict: match (relative at most 1e-6, the uncertainty set aside), close (1e-4), kink (a formula
    changes between w - h and w + h, so that no one derivative spans it) or mismatch.
    """

    kind: str
    layer: int
    indices: tuple[int, ...]
    analytic: float
    numeric: float
    difference: float
    relative: float
    h: float
    uncertainty: float
    verdict: str


@np.errstate(all="ignore")
def gradient_check(network: Network, x: npt.ArrayLike, target: npt.ArrayLike, *, seed: int = 0) -> tuple[Check, ...]:
    """Every parameter's and every input's gradient against its central difference, h = 6e-6 max(1, |w|).

    Above 2,000 parameters (or 2,000 inputs) twenty random directions stand for all of them; ``seed`` chooses them.
    Raises what ``trace`` raises.
    """
    witness = _Witness(trace(network, x, target))
    stream = RandomStream(seed)
    few_parameters = network.parameter_count <= PARAMETER_LIMIT
    few_inputs = witness.trace.x.size <= PARAMETER_LIMIT
    return (
        *(witness.parameters() if few_parameters else witness.parameter_directions(stream)),
        *(witness.inputs() if few_inputs else witness.input_directions(stream)),
    )


def forward_passes(network: Network, sample_count: int) -> int:
    """How many forward passes over the whole batch a gradient check costs at most."""
    parameters, inputs = network.parameter_count, network.sizes[0]
    probes = parameters if parameters <= PARAMETER_LIMIT else DIRECTIONS
    probes += inputs if inputs * sample_count <= PARAMETER_LIMIT else DIRECTIONS
    return 2 * probes


class _Run(NamedTuple):
    """A forward pass from some layer on: each layer's z, y - t, and the losses l."""

    z: list[FloatArray]
    residual: FloatArray
    l: FloatArray


class _Probe(NamedTuple):
    """One gradient to be checked: where it is, and the loss as a function ``at`` of the one number ``w``."""

    kind: str
    layer: int
    indices: tuple[int, ...]
    analytic: float
    w: float
    at: Callable[[float], _Run]


class _Witness:
    """The loss as a plain function of parameters and inputs that may be moved."""

    def __init__(self, traced: Trace) -> None:
        self.trace = traced
        self.layers = traced.network.layers
        self.loss = LOSSES[traced.network.loss]
        self.W = [layer.W.copy() for layer in self.layers]
        self.b = [layer.b.copy() for layer in self.layers]
        self.share = 1.0 / len(traced.x) if traced.network.reduction == "mean" else 1.0
        self.rounding = _rounding(traced)

    def parameters(self) -> Iterator[Check]:
        for index, layer in enumerate(self.trace.layers):
            for kind, array, gradient in (("W", self.W[index], layer.dL_dW), ("b", self.b[index], layer.dL_db)):
                for place in product(*map(range, array.shape)):
                    at = partial(self.with_parameter, index, array, place)
                    probe = _Probe(kind, index + 1, place, float(gradient[place]), float(array[place]), at)
                    yield self.check(probe, self.share, float(self.rounding.sum()))

    def inputs(self) -> Iterator[Check]:
        for n, j in product(*map(range, self.trace.x.shape)):
            at = partial(self.with_input, n, j)
            probe = _Probe("x", 0, (n, j), float(self.trace.dl_dx[n, j]), float(self.trace.x[n, j]), at)
            yield self.check(probe, 1.0, float(self.rounding[n]))

    def parameter_directions(self, stream: RandomStream) -> Iterator[Check]:
        gradient = np.concatenate([g.ravel() for layer in self.trace.layers for g in (layer.dL_dW, layer.dL_db)])
        for k in range(DIRECTIONS):
            direction = _direction(stream, len(gradient))
            at = partial(self.along_parameters, direction)
            probe = _Probe("parameters", 0, (k,), float(gradient.dot(direction)), 0.0, at)
            yield self.check(probe, self.share, float(self.rounding.sum()))

    def input_directions(self, stream: RandomStream) -> Iterator[Check]:
        for k in range(DIRECTIONS):
            direction = _direction(stream, self.trace.x.size).reshape(self.trace.x.shape)
            at = partial(self.along_inputs, direction)
            probe = _Probe("inputs", 0, (k,), float(np.vdot(self.trace.dl_dx, direction)), 0.0, at)
            yield self.check(probe, 1.0, float(self.rounding.sum()))

    def with_parameter(self, index: int, array: FloatArray, place: tuple[int, ...], w: float) -> _Run:
        before = array[place]
        array[place] = w
        run = self.run(index, self.trace.layers[index - 1].a if index else self.trace.x, self.trace.target)
        array[place] = before
        return run

    def with_input(self, n: int, j: int, x: float) -> _Run:
        row = self.trace.x[n : n + 1].copy()
        row[0, j] = x
        return self.run(0, row, self.trace.target[n : n + 1])

    def along_parameters(self, direction: FloatArray, t: float) -> _Run:
        start = 0
        for index, layer in enumerate(self.layers):
            for array, at_rest in ((self.W[index], layer.W), (self.b[index], layer.b)):
                part = direction[start : start + array.size].reshape(array.shape)
                np.add(at_rest, t * part, out=array)
                start += array.size
        return self.run(0, self.trace.x, self.trace.target)

    def along_inputs(self, direction: FloatArray, t: float) -> _Run:
        return self.run(0, self.trace.x + t * direction, self.trace.target)

    def run(self, first: int, a: FloatArray, target: FloatArray) -> _Run:
        """The forward pass from layer ``first`` (from 0) on, whose inputs are ``a``."""
        zs = []
        for layer, W, b in zip(self.layers[first:], self.W[first:], self.b[first:], strict=True):
            z = a.dot(W.T) + b
            a = ACTIVATIONS[layer.activation].forward(z)
            zs.append(z)
        output = Output(a, zs[-1], self.layers[-1].activation)
        return _Run(zs, a - target, self.loss.value(output, target))

    def check(self, probe: _Probe, share: float, rounding: float) -> Check:
        """The central difference of share · Σ l at the probe, and what it says about the gradient."""
        h = STEP * max(1.0, abs(probe.w))
        above, below = probe.at(probe.w + h), probe.at(probe.w - h)
        span = (probe.w + h) - (probe.w - h)
        numeric = share * float((above.l - below.l).sum()) / span
        uncertainty = share * 2.0 * rounding / span
        difference = abs(probe.analytic - numeric)
        larger = max(abs(probe.analytic), abs(numeric))
        relative = difference / larger if larger else 0.0
        allowed = difference - uncertainty
        if allowed <= MATCH * larger:
            verdict = "match"
        elif allowed <= CLOSE * larger:
            verdict = "close"
        else:
            verdict = "kink" if self.sides(above) != self.sides(below) else "mismatch"
        return Check(
            probe.kind, probe.layer, probe.indices, probe.analytic, numeric, difference, relative, h, uncertainty, verdict
        )

    def sides(self, run: _Run) -> list[bytes]:
        """On which side of its kink every pre-activation and every residual is."""
        layers = self.layers[len(self.layers) - len(run.z) :]
        found = [np.sign(z) for layer, z in zip(layers, run.z, strict=True) if layer.activation in KINKED_ACTIVATIONS]
        if self.loss.name in KINKED_LOSSES:
            found.append(np.sign(np.abs(run.residual) - KINKED_LOSSES[self.loss.name]))
            found.append(np.sign(run.residual))
        return [signs.tobytes() for signs in found]


def _direction(stream: RandomStream, count: int) -> FloatArray:
    """A direction of length 1 with every component as long as any other, its signs drawn."""
    return np.where(stream.uniform(count) < 0.5, -1.0, 1.0) / sqrt(count)


def _rounding(traced: Trace) -> FloatArray:
    """How far rounding may move each sample's l, (N,): one unit roundoff of every term of every z, a and l, carried to l."""
    moved = np.abs(traced.l)
    a_prev = traced.x
    for layer, record in zip(traced.network.layers, traced.layers, strict=True):
        terms = np.abs(a_prev).dot(np.abs(layer.W.T)) + np.abs(layer.b)
        moved = moved + row_sums(np.abs(record.dl_dz) * terms)
        if record is not traced.layers[-1]:
            moved = moved + row_sums(np.abs(record.dl_da * record.a))
        a_prev = record.a
    return EPS * moved
