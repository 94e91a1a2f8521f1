"""The loss as a plain function of parameters and inputs that may be moved, for numerical derivatives."""

from typing import NamedTuple

import numpy as np

from app.engine.activations import ACTIVATIONS
from app.engine.arrays import FloatArray
from app.engine.forward import propagate
from app.engine.losses import LOSSES
from app.engine.probability import Output
from app.engine.records import Trace


class Run(NamedTuple):
    """A forward pass from some layer on: each layer's z, the residual y - t, (N, n_L), and l, (N,)."""

    z: list[FloatArray]
    residual: FloatArray
    l: FloatArray


class _Movable(NamedTuple):
    """A layer whose W, (n, m), and b, (1, n), are views of arrays that are moved."""

    W: FloatArray
    b_row: FloatArray
    activation: str


class MovedLoss:
    """The losses of a trace's samples with something moved; afterwards it is back in its place."""

    def __init__(self, traced: Trace) -> None:
        self.trace = traced
        self.layers = traced.network.layers
        self.loss = LOSSES[traced.network.loss]
        self.W = [layer.W.copy() for layer in self.layers]
        self.b = [layer.b.copy() for layer in self.layers]
        self._movable = [
            _Movable(W, b.reshape(1, -1), layer.activation)
            for W, b, layer in zip(self.W, self.b, self.layers, strict=True)
        ]

    def with_parameter(self, index: int, array: FloatArray, place: tuple[int, ...], w: float) -> Run:
        """With one entry of this object's W or b of layer ``index`` (from 0) set to ``w``."""
        before = array[place]
        array[place] = w
        run = self._run(index, self.trace.layers[index - 1].a if index else self.trace.x, self.trace.target)
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
        activation = self.layers[index].activation
        return self._onward(index, row, Output(ACTIVATIONS[activation].forward(row), row, activation), n)

    def with_a(self, index: int, n: int, i: int, a: float) -> Run:
        """Sample ``n`` alone, with neuron ``i``'s activation in layer ``index`` set to ``a``."""
        row = self.trace.layers[index].a[n : n + 1].copy()
        row[0, i] = a
        return self._onward(index, self.trace.layers[index].z[n : n + 1], Output(row, row, "identity"), n)

    def along_parameters(self, direction: FloatArray, t: float) -> Run:
        """With all parameters moved by t · direction: a vector, layer by layer, W row by row and then b."""
        start = 0
        for index, layer in enumerate(self.layers):
            for array, at_rest in ((self.W[index], layer.W), (self.b[index], layer.b)):
                part = direction[start : start + array.size].reshape(array.shape)
                np.add(at_rest, t * part, out=array)
                start += array.size
        run = self._run(0, self.trace.x, self.trace.target)
        for index, layer in enumerate(self.layers):
            self.W[index][...], self.b[index][...] = layer.W, layer.b
        return run

    def along_inputs(self, direction: FloatArray, t: float) -> Run:
        """With all inputs moved by t · direction, (N, n_0)."""
        return self._run(0, self.trace.x + t * direction, self.trace.target)

    def same_formula(self, one: Run, other: Run) -> bool:
        """Whether every pre-activation and every residual is on the same side of its kink in both."""
        return self._sides(one) == self._sides(other)

    def _onward(self, index: int, z: FloatArray, output: Output, n: int) -> Run:
        """On from layer ``index``, which gives ``output`` out of z."""
        target = self.trace.target[n : n + 1]
        if index + 1 == len(self.layers):
            return Run([z], output.y - target, self.loss.value(output, target))
        run = self._run(index + 1, output.y, target)
        return Run([z, *run.z], run.residual, run.l)

    def _run(self, first: int, a: FloatArray, target: FloatArray) -> Run:
        sums, activations = propagate(self._movable[first:], a)
        output = Output(activations[-1], sums[-1], self.layers[-1].activation)
        return Run(sums, output.y - target, self.loss.value(output, target))

    def _sides(self, run: Run) -> list[bytes]:
        layers = self.layers[len(self.layers) - len(run.z) :]
        sides = [
            np.sign(z - kink)
            for z, layer in zip(run.z, layers, strict=True)
            for kink in ACTIVATIONS[layer.activation].kinks
        ]
        for kink in self.loss.kinks:
            sides.append(np.sign(run.residual))
            sides.append(np.sign(np.abs(run.residual) - kink))
        return [side.tobytes() for side in sides]
