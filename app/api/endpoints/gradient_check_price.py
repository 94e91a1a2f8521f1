"""What a gradient check costs, and how many second looks are within the price.

An ordinary network needs none, or a few. One with large weights in many layers may need one at each gradient, and each
takes as long as six first looks: of a large network there are then as many as the limit of operations leaves room for.
"""

from itertools import pairwise
from typing import NamedTuple

from app.api.admission.cost import Cost, backward_operations, pass_operations, trace_operations
from app.api.admission.memory import moved_bytes, peak_bytes, trace_bytes, written_bytes
from app.api.admission.shapes import Shapes
from app.api.endpoints.check_parts import ARRAYS_A_LAYER
from app.engine.differences.gradient_check import DIRECTIONS, MAX_CHECKED
from app.engine.differences.probe import Probe

_NUMBERS_A_CHECK = 7
"""Its address or direction, two gradients, their difference in two ways, h and the uncertainty."""

_OPERATIONS_A_PROBE = 20_000
"""One look at a probe, beside its passes."""

_PASSES_OF_A_SECOND_LOOK = 6
"""Five passes, and what they are compared in; measured: 4 to 8 with two backward passes beside them."""

_BYTES_A_CHECK = 350
"""A check's record."""

_BYTES_A_ROW = 350
"""Its row: a dictionary and an address."""

_OPERATIONS_A_MOVED_NUMBER = 30
"""A random direction and the first look along it, for each number that it moves; measured: 18 to 22 ns."""

_OPERATIONS_A_MOVE = 3
"""Moving it once more; measured: 1 to 3 ns."""

_BYTES_A_MOVED_NUMBER = 48
"""The same in memory."""


class _Group(NamedTuple):
    """Probes that pass through the same."""

    probes: int
    passed: Shapes
    """The layers and samples that they pass through."""
    moves: int
    """The numbers that a random direction moves; 0 where each is moved by itself."""


def _groups(shapes: Shapes) -> dict[int | str, _Group]:
    """The probes of each layer's parameters, by its number, and of the inputs, x; or parameters and inputs, along
    random directions."""
    inputs = shapes.samples * shapes.sizes[0]
    groups: dict[int | str, _Group] = {}
    if shapes.parameters <= MAX_CHECKED:
        for layer, (m, n) in enumerate(pairwise(shapes.sizes), start=1):
            groups[layer] = _Group(n * (m + 1), shapes.onward_from(layer), 0)
    else:
        groups["parameters"] = _Group(DIRECTIONS, shapes, shapes.parameters)
    if inputs <= MAX_CHECKED:
        groups["x"] = _Group(inputs, shapes.with_samples(1), 0)
    else:
        groups["inputs"] = _Group(DIRECTIONS, shapes, inputs)
    return groups


def _first_operations(shapes: Shapes) -> int:
    """Those of a check without any second look."""
    return trace_operations(shapes) + sum(
        group.probes
        * (_OPERATIONS_A_PROBE + 2 * pass_operations(group.passed) + _OPERATIONS_A_MOVED_NUMBER * group.moves)
        for group in _groups(shapes).values()
    )


def _second_operations(group: _Group) -> int:
    """Those of a second look at one probe: five passes, one backward pass, and what rounding does in each layer."""
    a_pass = pass_operations(group.passed) + _OPERATIONS_A_MOVE * group.moves
    return _OPERATIONS_A_PROBE + _PASSES_OF_A_SECOND_LOOK * a_pass + 2 * backward_operations(group.passed)


def price(limit: int, shapes: Shapes) -> Cost:
    """Two forward passes for each parameter, from its layer on, and two of a single sample for each input of each
    sample; above MAX_CHECKED of either, two of all samples for each random direction. Then a second look at each of
    them, or at as many as fit the limit of operations."""
    groups = _groups(shapes).values()
    probes = sum(group.probes for group in groups)
    first = _first_operations(shapes)
    both = first + sum(group.probes * _second_operations(group) for group in groups)
    while_moved = moved_bytes(shapes, shapes, ARRAYS_A_LAYER)
    while_moved += _BYTES_A_MOVED_NUMBER * sum(group.moves for group in groups)
    numbers = _NUMBERS_A_CHECK * probes
    afterwards = max(while_moved, _BYTES_A_ROW * probes + written_bytes(numbers)) + _BYTES_A_CHECK * probes
    operations = max(first, min(both, limit))
    return Cost(numbers, operations, peak_bytes(shapes, trace_bytes(shapes, afterwards)))


class SecondLooks:
    """Allows second looks while something is left of the price: of operations, which are the same in every process."""

    def __init__(self, shapes: Shapes, operations: int) -> None:
        self._left = operations - _first_operations(shapes)
        self._each = {key: _second_operations(group) for key, group in _groups(shapes).items()}

    def __call__(self, probe: Probe) -> bool:
        """Whether the probe may have one."""
        self._left -= self._each[probe.layer or probe.kind]
        return self._left >= 0
