"""The losses as a plain function of one parameter, input, weighted sum or activation, for numerical derivatives."""

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

import numpy as np

from app.engine.activations import ACTIVATIONS
from app.engine.arrays import FloatArray
from app.engine.forward import Forward, propagate
from app.engine.losses import LOSSES
from app.engine.network import Network
from app.engine.passes import backward
from app.engine.probability import Output
from app.engine.records import Trace


class Run(NamedTuple):
    """A forward pass from some layer on. N samples; n neurons, m inputs of a layer."""

    first: int
    """The layer that it begins with, from 0."""
    a_prev: FloatArray
    """What comes into that layer, (N, m)."""
    z: list[FloatArray]
    """Weighted sums of each layer from there on, (N, n)."""
    a: list[FloatArray]
    """Activations of each layer from there on, (N, n)."""
    target: FloatArray
    """What the output should be, (N, n_L)."""
    l: FloatArray
    """Each sample's loss, (N,)."""


LossAt = Callable[[float], Run]
"""The pass in which one number has the value that is given."""


class _Movable(NamedTuple):
    """A layer whose parameters are moved in place."""

    W: FloatArray
    """Weights, (n, m)."""
    b_row: FloatArray
    """Biases, (1, n): a view of the array that is moved."""
    activation: str
    """Name of f."""


class MovedLoss:
    """The losses of a trace's samples with something moved; afterwards it is back in its place.

    It holds one copy of every W and b, made once: a parameter is moved in that copy. Each run makes arrays for the
    layers from the moved one on, of all samples, or, where an x, z or a is moved, of that sample alone. Not to be
    used from two threads at once.
    """

    def __init__(self, traced: Trace) -> None:
        self.trace = traced
        self.network = traced.network
        self.W = [layer.W.copy() for layer in self.network.layers]
        self.b = [layer.b.copy() for layer in self.network.layers]
        self._loss = LOSSES[self.network.loss]
        self._movable = [
            _Movable(W, b.reshape(1, -1), layer.activation)
            for W, b, layer in zip(self.W, self.b, self.network.layers, strict=True)
        ]

    def function_of(self, of: str, indices: tuple[int, ...], sample: int) -> tuple[float, LossAt]:
        """A number's value, and the losses as a function of it.

        of: W, b, x, z or a. indices: (layer, neuron, source) of W, (layer, neuron) of b, z and a, (input,) of x;
        layers from 1. The losses are those of all samples for W and b, that of ``sample`` for x, z and a. Raises
        ValueError where there is no such quantity.
        """
        match of, indices:
            case "x", (j,):
                return float(self.trace.x[sample, j]), partial(self.with_input, sample, j)
            case (("W" | "b"), (layer, *place)):
                array, entry = getattr(self, of)[layer - 1], tuple(place)
                return float(array[entry]), partial(self.with_parameter, layer - 1, array, entry)
            case "z", (layer, i):
                return float(self.trace.layers[layer - 1].z[sample, i]), partial(self.with_z, layer - 1, sample, i)
            case "a", (layer, i):
                return float(self.trace.layers[layer - 1].a[sample, i]), partial(self.with_a, layer - 1, sample, i)
        raise ValueError(f"nothing to move: {of} {indices}")

    def with_parameter(self, index: int, array: FloatArray, place: tuple[int, ...], w: float) -> Run:
        """All samples, with one entry of this object's W or b of layer ``index`` (from 0) set to ``w``."""
        before = array[place]
        array[place] = w
        run = self._run(index, self._into(index), self.trace.target)
        array[place] = before
        return run

    def with_input(self, n: int, j: int, x: float) -> Run:
        """Sample ``n`` alone, with its input ``j`` set to ``x``."""
        row = self.trace.x[n : n + 1].copy()
        row[0, j] = x
        return self._run(0, row, self.trace.target[n : n + 1])

    def with_z(self, index: int, n: int, i: int, z: float) -> Run:
        """Sample ``n`` alone, with neuron ``i``'s weighted sum in layer ``index`` (from 0) set to ``z``."""
        row = self.trace.layers[index].z[n : n + 1].copy()
        row[0, i] = z
        activation = self.network.layers[index].activation
        return self._onward(index, n, row, Output(ACTIVATIONS[activation].forward(row), row, activation))

    def with_a(self, index: int, n: int, i: int, a: float) -> Run:
        """Sample ``n`` alone, with neuron ``i``'s activation in layer ``index`` (from 0) set to ``a``."""
        row = self.trace.layers[index].a[n : n + 1].copy()
        row[0, i] = a
        output = Output(row, row, "identity")  # no z belongs to this a: the loss must read a alone
        return self._onward(index, n, self.trace.layers[index].z[n : n + 1], output)

    def along_parameters(self, direction: FloatArray, t: float) -> Run:
        """All samples, with all parameters moved by t · direction: (P,), layer by layer, W row by row and then b."""
        start = 0
        for index, layer in enumerate(self.network.layers):
            for array, at_rest in ((self.W[index], layer.W), (self.b[index], layer.b)):
                part = direction[start : start + array.size].reshape(array.shape)
                np.add(at_rest, t * part, out=array)
                start += array.size
        run = self._run(0, self.trace.x, self.trace.target)
        for index, layer in enumerate(self.network.layers):
            self.W[index][...], self.b[index][...] = layer.W, layer.b
        return run

    def along_inputs(self, direction: FloatArray, t: float) -> Run:
        """All samples, with all inputs moved by t · direction, (N, n_0)."""
        return self._run(0, self.trace.x + t * direction, self.trace.target)

    def same_formula(self, one: Run, other: Run) -> bool:
        """Whether every weighted sum and every residual is on the same side of each of its kinks in both."""
        return self._sides(one) == self._sides(other)

    def trace_of(self, run: Run) -> Trace:
        """A backward pass over the layers of a run, as a network of their own; the parameters are those at rest."""
        network = Network(self.network.layers[run.first :], self.network.loss, self.network.reduction)
        return backward(network, Forward(run.a_prev, tuple(run.z), tuple(run.a)), run.target)

    def _into(self, index: int) -> FloatArray:
        """What comes into layer ``index`` (from 0) at rest, (N, m)."""
        return self.trace.layers[index - 1].a if index else self.trace.x

    def _onward(self, index: int, n: int, z: FloatArray, output: Output) -> Run:
        """Sample ``n``'s run on from layer ``index``, whose z and ``output`` are given."""
        target, a_prev = self.trace.target[n : n + 1], self._into(index)[n : n + 1]
        if index + 1 == len(self.network.layers):
            return Run(index, a_prev, [z], [output.y], target, self._loss.value(output, target))
        rest = self._run(index + 1, output.y, target)
        return Run(index, a_prev, [z, *rest.z], [output.y, *rest.a], target, rest.l)

    def _run(self, first: int, a_prev: FloatArray, target: FloatArray) -> Run:
        z, a = propagate(self._movable[first:], a_prev)
        output = Output(a[-1], z[-1], self.network.layers[-1].activation)
        return Run(first, a_prev, z, a, target, self._loss.value(output, target))

    def _sides(self, run: Run) -> list[bytes]:
        """On which side of each kink every number of the run lies."""
        sides = [
            np.sign(z - kink)
            for z, layer in zip(run.z, self.network.layers[run.first :], strict=True)
            for kink in ACTIVATIONS[layer.activation].kinks
        ]
        residual = run.a[-1] - run.target
        sides += [np.sign(residual - kink) for size in self._loss.kinks for kink in (size, -size)]
        return [side.tobytes() for side in sides]
