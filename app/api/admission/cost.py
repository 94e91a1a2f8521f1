"""What a request costs, from its shapes before anything runs: the numbers in its answer, its work, its memory.

N samples, layers of n neurons with m inputs each, P parameters in all.
"""

from collections.abc import Collection
from typing import NamedTuple

from app.api.admission.shapes import Shapes
from app.engine.losses import LOSSES
from app.explain.quantities import ONE_A_NEURON_FIELDS

_CALL = 2_200
"""Operations that take as long as one layer's part in a forward pass, however small the layer: a product, a sum and an
activation, each a call of numpy. Measured: 1.6 to 2.5 µs, for softmax, which counts as two, 5 to 6."""

_CALLS_BACKWARD = 3
"""So many times that takes a layer's part in a backward pass; measured: 5.3 to 7 µs, for softmax 11 to 14."""

_PRODUCTS = 8
"""So many multiplications and additions within a matrix product take as long as one operation; measured: 0.05 ns each
in wide layers with many samples, 0.2 ns with one sample."""

_STORED = 2
"""Operations that take as long as one neuron's z and a, or its gradients, being written to memory and read back."""

_INPUT = 20
"""Operations that take as long as making one number of a list an array's; measured: 15 to 30 ns."""

_STEP, _STEP_ADDRESS = 1_000, 200
"""Operations that take as long as one step of the order of computation, and as making one of its addresses. Measured:
0.9 to 1.5 µs, and, with writing it, 0.3."""

_SECONDS_AN_OPERATION = 1e-9
_SECONDS_A_NUMBER = 6e-8
"""Writing one number, or address, of an answer: measured 35 to 60 ns, and no more where numbers are not finite and have
to be named."""


class Cost(NamedTuple):
    """What one request takes."""

    numbers: int
    """In the answer, addresses included."""
    operations: int
    """The work, in operations of about a nanosecond each: that of one number of an array in a simple function."""
    bytes: int
    """Memory at its peak, from the body read to the answer written."""

    @property
    def seconds(self) -> float:
        """Rough time on one core, for choosing where to run it."""
        return self.operations * _SECONDS_AN_OPERATION + self.numbers * _SECONDS_A_NUMBER


def input_operations(shapes: Shapes) -> int:
    """Those of making arrays of the request's numbers."""
    return _INPUT * (shapes.parameters + shapes.samples * shapes.sample_numbers)


def pass_operations(shapes: Shapes) -> int:
    """Those of one forward pass with its loss."""
    numbers = shapes.weights // _PRODUCTS + shapes.work // 2 + _STORED * shapes.neurons
    return _CALL * shapes.calls + shapes.samples * numbers


def backward_operations(shapes: Shapes) -> int:
    """Those of one backward pass with the gradients of all parameters: each weight is used twice."""
    numbers = 2 * shapes.weights // _PRODUCTS + shapes.work // 2 + _STORED * shapes.neurons
    return _CALLS_BACKWARD * _CALL * shapes.calls + shapes.samples * numbers


def layer_numbers(shapes: Shapes, fields: Collection[str]) -> int:
    """How many numbers these fields hold, over all layers."""
    samples, neurons, weights = shapes.samples, shapes.neurons, shapes.weights
    total = samples * neurons * len(ONE_A_NEURON_FIELDS.intersection(fields))
    if "da_dz" in fields:
        total += samples * (shapes.jacobians + shapes.neurons - shapes.coupled)
    if "dL_dW" in fields:
        total += weights
    if "dL_db" in fields:
        total += neurons
    if "dl_dW" in fields:
        total += samples * weights
    return total


def step_numbers(shapes: Shapes, *, moved: int, driven: bool) -> int:
    """How many addresses the steps write and read at most: eight for each weight (of the z that it is in, its gradient
    and what comes back through it), twelve for each neuron, in coupled layers four for each pair, and in its
    gradients each other sample once. `moved` parameters get a step of the update (0 without a learning rate);
    `driven` says whether dl_dy takes the place of the loss's gradient."""
    others, inputs, outputs = shapes.samples - 1, shapes.sizes[0], shapes.sizes[-1]
    total = (8 + others) * shapes.weights + (12 + others) * shapes.neurons + 4 * (shapes.jacobians - shapes.coupled)
    at_the_output = 0 if driven else outputs * (outputs if LOSSES[shapes.loss].couples_outputs else 1)
    return total + inputs + 2 + 2 * outputs + others + 2 * at_the_output + 3 * moved


def layer_step_numbers(shapes: Shapes, *, moved: int, driven: bool) -> int:
    """The same for the steps of whole layers, where `moved` arrays get a step of the update."""
    others = shapes.samples - 1
    return (20 + 2 * others) * len(shapes.activations) + 7 + others - 2 * driven + 3 * moved


def step_operations(steps: int, addresses: int) -> int:
    """Those of steps with so many addresses in all."""
    return _STEP * steps + _STEP_ADDRESS * addresses
