"""What POST /api/trace costs."""

from collections.abc import Collection
from dataclasses import fields
from functools import lru_cache
from typing import NamedTuple

from app.api.admission.cost import Cost, pass_operations, trace_operations
from app.api.admission.inputs import moved_parameters
from app.api.admission.memory import (
    BYTES_A_FLOAT,
    forward_bytes,
    network_bytes,
    peak_bytes,
    trace_bytes,
    written_bytes,
)
from app.api.admission.recipes import layers_of
from app.api.admission.shapes import Shapes
from app.api.endpoints.trace_request import TraceRequest, layer_fields
from app.engine.losses import LOSSES
from app.explain.multiplications import Multiplications
from app.explain.quantities import ONE_A_NEURON_FIELDS

_NUMBERS_OF_COSTS = len(fields(Multiplications))

_OPERATIONS_A_STEP = 1_000
"""One step of the order of computation; measured: 0.9 to 1.5 µs."""

_OPERATIONS_A_STEP_ADDRESS = 200
"""Making one of its addresses; measured, with writing it: 0.3 µs."""

_BYTES_A_STEP = 400
"""A step: the record with its tuples, and its JSON twice."""

_BYTES_A_STEP_ADDRESS = 115
"""An address in it: the text of 49 bytes and its own length, and its JSON twice."""


class _Asked(NamedTuple):
    """What a request asks for, beside the passes over its shapes."""

    shown: tuple[str, ...]
    """The layer fields of the answer."""
    include: tuple[str, ...]
    fixed_gains: bool
    driven: bool
    """Whether dl_dy takes the place of the loss's gradient."""
    updated: bool
    moved_parameters: int
    """How many weights and biases the update moves, where its steps are asked for."""
    moved_arrays: int
    """How many W and b."""


def price(body: TraceRequest, shapes: Shapes) -> Cost:
    """What a trace with these shapes costs."""
    updated = body.learning_rate is not None
    asked = _Asked(
        layer_fields(body),
        tuple(body.include),
        body.gains_x is not None,
        body.dl_dy is not None,
        updated,
        moved_parameters(body, shapes) if updated and "steps" in body.include else 0,
        sum(2 - len({*layer.frozen}) for layer in layers_of(body)) if updated and "layer_steps" in body.include else 0,
    )
    return _price(asked, shapes)


@lru_cache(maxsize=256)
def _price(asked: _Asked, shapes: Shapes) -> Cost:
    """The same request is priced again and again while somebody changes its numbers."""
    samples, shown, include = shapes.samples, asked.shown, asked.include
    numbers = samples * (2 * shapes.sizes[0] + 1) + 1 + _layer_numbers(shapes, shown)
    operations = trace_operations(shapes)
    kept = while_updated = of_steps = 0
    if asked.fixed_gains:
        operations += pass_operations(shapes)
        kept += forward_bytes(shapes)
    if "da_dz" in shown:
        operations += samples * shapes.jacobians
        kept += BYTES_A_FLOAT * samples * shapes.jacobians
    if "dl_dW" in shown:
        operations += samples * shapes.weights
        kept += BYTES_A_FLOAT * samples * shapes.weights
    if asked.updated:
        numbers += shapes.parameters + samples + 3
        operations += pass_operations(shapes) + 2 * shapes.parameters
        kept += network_bytes(shapes)
        while_updated = forward_bytes(shapes)
    if "costs" in include:
        numbers += _NUMBERS_OF_COSTS
    if "steps" in include or "layer_steps" in include:
        steps, addresses = _steps(asked, shapes)
        numbers += addresses
        operations += _OPERATIONS_A_STEP * steps + _OPERATIONS_A_STEP_ADDRESS * addresses
        of_steps = _BYTES_A_STEP * steps + _BYTES_A_STEP_ADDRESS * addresses
    afterwards = max(while_updated, written_bytes(numbers) + of_steps)
    return Cost(numbers, operations, peak_bytes(shapes, kept + trace_bytes(shapes, afterwards)))


def _layer_numbers(shapes: Shapes, shown: Collection[str]) -> int:
    """How many numbers the fields that are shown hold, over all layers."""
    samples, neurons, weights = shapes.samples, shapes.neurons, shapes.weights
    total = samples * neurons * len(ONE_A_NEURON_FIELDS.intersection(shown))
    if "da_dz" in shown:
        total += samples * (shapes.jacobians + shapes.neurons - shapes.coupled)
    if "dL_dW" in shown:
        total += weights
    if "dL_db" in shown:
        total += neurons
    if "dl_dW" in shown:
        total += samples * weights
    return total


def _steps(asked: _Asked, shapes: Shapes) -> tuple[int, int]:
    """How many steps the answer has at most, and how many addresses in them."""
    steps = addresses = 0
    if "steps" in asked.include:
        steps += shapes.weights + 5 * shapes.neurons + shapes.sizes[0] + 1 + asked.moved_parameters
        addresses += _step_addresses(shapes, moved=asked.moved_parameters, driven=asked.driven)
    if "layer_steps" in asked.include:
        steps += 6 * len(shapes.activations) + 2 + asked.moved_arrays
        addresses += _layer_step_addresses(shapes, moved=asked.moved_arrays, driven=asked.driven)
    return steps, addresses


def _step_addresses(shapes: Shapes, *, moved: int, driven: bool) -> int:
    """How many addresses the steps write and read at most: eight for each weight (of the z that it is in, its gradient
    and what comes back through it), twelve for each neuron, in coupled layers four for each pair, and in its
    gradients each other sample once. `moved` parameters get a step of the update (0 without a learning rate);
    `driven` says whether dl_dy takes the place of the loss's gradient."""
    others, inputs, outputs = shapes.samples - 1, shapes.sizes[0], shapes.sizes[-1]
    total = (8 + others) * shapes.weights + (12 + others) * shapes.neurons + 4 * (shapes.jacobians - shapes.coupled)
    at_the_output = 0 if driven else outputs * (outputs if LOSSES[shapes.loss].couples_outputs else 1)
    return total + inputs + 2 + 2 * outputs + others + 2 * at_the_output + 3 * moved


def _layer_step_addresses(shapes: Shapes, *, moved: int, driven: bool) -> int:
    """The same for the steps of whole layers, where `moved` arrays get a step of the update."""
    others = shapes.samples - 1
    return (20 + 2 * others) * len(shapes.activations) + 7 + others - 2 * driven + 3 * moved
