"""What a request costs, from its shapes before anything runs: the numbers in its answer, its work, its memory.

N samples, layers of n neurons with m inputs each, P parameters in all.
"""

from typing import NamedTuple

from app.api.admission.shapes import Shapes

_OPERATIONS_A_CALL = 2_200
"""One layer's part in a forward pass, however small the layer: a product, a sum and an activation, each a numpy call.
Measured: 1.6 to 2.5 µs, for softmax, which counts as two, 5 to 6."""

_CALLS_BACKWARD = 3
"""A layer's part in a backward pass is worth so many; measured: 5.3 to 7 µs, for softmax 11 to 14."""

_PRODUCTS_AN_OPERATION = 8
"""Multiplications and additions within a matrix product; measured: 0.05 ns each in wide layers with many samples,
0.2 ns with one sample."""

_OPERATIONS_A_STORED_NEURON = 2
"""One neuron's z and a, or its gradients, written to memory and read back."""

_OPERATIONS_AN_INPUT = 20
"""Making one number of a list an array's; measured: 15 to 30 ns."""

_OPERATIONS_A_WEIGHT = 40
"""Drawing one weight, with a logarithm and a root at most."""

_OPERATIONS_A_DRAWN_LAYER = 50_000
"""Drawing one layer, however small it is."""

_OPERATIONS_AN_EDIT = 5_000
"""Reading one address and putting its number into its place."""

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


def trace_operations(shapes: Shapes) -> int:
    """Those of making arrays of the request's numbers, or of drawing them, and of both passes over its samples."""
    inputs = shapes.samples * shapes.sample_numbers
    drawing = 0
    if shapes.drawn:
        drawing = drawing_operations(shapes)
    else:
        inputs += shapes.parameters
    return _OPERATIONS_AN_INPUT * inputs + drawing + pass_operations(shapes) + backward_operations(shapes)


def drawing_operations(shapes: Shapes) -> int:
    """Those of drawing a network by its recipe, and of what differs from that."""
    layers = _OPERATIONS_A_DRAWN_LAYER * len(shapes.activations)
    return _OPERATIONS_A_WEIGHT * shapes.parameters + layers + _OPERATIONS_AN_EDIT * shapes.edits


def pass_operations(shapes: Shapes) -> int:
    """Those of one forward pass with its loss."""
    products, stored = shapes.weights // _PRODUCTS_AN_OPERATION, _OPERATIONS_A_STORED_NEURON * shapes.neurons
    return _OPERATIONS_A_CALL * shapes.calls + shapes.samples * (products + shapes.work // 2 + stored)


def backward_operations(shapes: Shapes) -> int:
    """Those of one backward pass with the gradients of all parameters: each weight is used twice."""
    products, stored = 2 * shapes.weights // _PRODUCTS_AN_OPERATION, _OPERATIONS_A_STORED_NEURON * shapes.neurons
    calls = _CALLS_BACKWARD * shapes.calls
    return _OPERATIONS_A_CALL * calls + shapes.samples * (products + shapes.work // 2 + stored)
