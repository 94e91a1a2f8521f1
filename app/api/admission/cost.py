"""What a request costs, told from its shapes: numbers in the answer and floating-point operations.

N samples, layers of n neurons with m inputs each, P parameters in all.
"""

from collections.abc import Collection, Iterator
from typing import NamedTuple

from app.api.admission.shapes import Shapes
from app.engine.losses import LOSSES

_ACTIVATION = 50
"""Operations taken for one activation, or its derivative: an exponential, and a few walks through memory."""

_ONE_A_NEURON = frozenset({"z", "a", "dl_da", "dl_dz", "dl_db"})
"""Layer fields with one number for each neuron and sample."""

_SECONDS_A_CALL = 8e-6
_SECONDS_AN_OPERATION = 1e-9
_SECONDS_A_NUMBER = 1e-7


class Cost(NamedTuple):
    """`numbers` (addresses included) in the answer, floating-point `operations`, and `calls`: layers passed
    through, each of which costs some numpy calls however small it is."""

    numbers: int
    operations: int
    calls: int

    @property
    def seconds(self) -> float:
        """Rough time on one core, for choosing where to run it."""
        return self.calls * _SECONDS_A_CALL + self.operations * _SECONDS_AN_OPERATION + self.numbers * _SECONDS_A_NUMBER


def pass_operations(shapes: Shapes) -> int:
    """Multiplications and additions of one forward pass."""
    return shapes.samples * (2 * shapes.parameters + _ACTIVATION * shapes.neurons)


def backward_operations(shapes: Shapes) -> int:
    """Those of one backward pass with the gradients of all parameters: each weight is used twice."""
    return shapes.samples * (4 * shapes.parameters + 2 * shapes.jacobians + _ACTIVATION * shapes.neurons)


def layer_numbers(shapes: Shapes, fields: Collection[str]) -> int:
    """How many numbers these fields hold, over all layers."""
    samples, neurons, weights = shapes.samples, shapes.neurons, shapes.weights
    total = samples * neurons * len(_ONE_A_NEURON.intersection(fields))
    if "da_dz" in fields:
        total += samples * (shapes.jacobians + shapes.neurons - shapes.softmax_neurons)
    if "dL_dW" in fields:
        total += weights
    if "dL_db" in fields:
        total += neurons
    if "dl_dW" in fields:
        total += samples * weights
    return total


def step_numbers(shapes: Shapes, *, moved: int, driven: bool) -> int:
    """How many addresses the steps write and read. `moved` parameters get a step of the update (0 without a
    learning rate); `driven` tells whether dl_dy takes the place of the loss's gradient."""
    others = shapes.samples - 1
    inputs, outputs = shapes.sizes[0], shapes.sizes[-1]
    total = (2 + 2 * outputs + others) + inputs * (1 + 2 * shapes.sizes[1]) + 3 * moved
    following = (*shapes.sizes[2:], None)
    for (m, n, activation), after in zip(_layers(shapes), following, strict=True):
        softmax = activation == "softmax"
        z = 2 * m + 2
        a = 1 + 2 * n if softmax else 3
        dl_da = 1 + 2 * after if after is not None else _at_the_output(shapes, driven)
        dl_dz = 1 + 2 * n if softmax else 3
        dl_dw, dl_db = 4 + others, 3 + others
        total += n * (z + a + dl_da + dl_dz + m * dl_dw + dl_db)
    return total


def layer_step_numbers(shapes: Shapes, *, moved: int, driven: bool) -> int:
    """How many addresses the steps of whole layers write and read. `moved` arrays get a step of the update;
    `driven` as in `step_numbers`."""
    others = shapes.samples - 1
    loss, dl_dx = 4 + others, 3
    z, a, dl_da, dl_dz, dl_dw, dl_db = 4, 3, 3, 3, 4 + others, 3 + others
    layers = len(shapes.activations) * (z + a + dl_da + dl_dz + dl_dw + dl_db)
    return loss + dl_dx + layers - 2 * driven + 3 * moved


def _at_the_output(shapes: Shapes, driven: bool) -> int:
    """Addresses of one step of the last layer's dl_da: itself, and the outputs and targets that it needs."""
    if driven:
        return 1
    return 1 + 2 * (shapes.sizes[-1] if LOSSES[shapes.loss].couples_outputs else 1)


def _layers(shapes: Shapes) -> Iterator[tuple[int, int, str]]:
    """Inputs, neurons and activation of each layer."""
    return zip(shapes.sizes, shapes.sizes[1:], shapes.activations, strict=False)
