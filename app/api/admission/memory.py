"""What a request takes of memory at its peak, in bytes, from its shapes: an upper bound within a factor of two.

The peak is reached either when the body has been read and checked, and its values are there twice, or when the answer
has been written and the arrays that it was made of are still there. N samples, layers of n neurons, P parameters.
"""

from itertools import pairwise

from app.api.admission.shapes import Shapes
from app.api.wire.reading import MAX_PLAIN_BYTES
from app.engine.blocks import MAX_NUMBERS

BYTES_A_FLOAT = 8
"""A float64 in an array."""

_COPIES_READ_PLAINLY = 13
"""Copies of the body, its own among them, that orjson takes to read it: its document is twelve times as long."""

_COPIES_READ_STRICTLY = 2
"""The same of Python's own parser, which needs the text."""

_BYTES_A_READ_BYTE = 56
"""A byte of the body, read, at most: `[0],` is a list and a number, `[],` an empty list."""

_BYTES_A_READ_NUMBER = 42
"""A number as the parser and pydantic have it at once: a float of 24 bytes and a place of 8 in a list that has room for
an eighth more, then a place in pydantic's list."""

_BYTES_A_READ_ROW = 168
"""A list of them: two headers of 56, room for four more, two places in the lists outside."""

_BYTES_A_KEPT_NUMBER = 32
"""A number once the parser's lists have gone: what the body's model keeps while the request is computed."""

_BYTES_A_KEPT_ROW = 72
"""A list of them."""

_BYTES_A_DRAWN_WEIGHT = 32
"""A weight of the layer that is being drawn; measured: 8 to 25, most for a normal one."""

_BYTES_AN_EDIT = 260
"""A number that differs from a recipe: its address, and its place in the parser's object and in pydantic's."""

_MAX_SCRATCH_NUMBERS = 8 * MAX_NUMBERS
"""So many numbers at most are needed on the way by functions that work block by block: eight arrays."""

_BYTES_A_WRITTEN_NUMBER = 50
"""A number, or an address, of the answer: 25 bytes of JSON at most, and the writer's buffer doubles as it grows."""

_BYTES_A_REQUEST = 250_000
"""What a request takes whatever its shapes: frames and records."""

_BYTES_A_LAYER = 8_000
"""What each of its layers takes, however small: records, arrays' headers."""

_UNCOUNTED_PART = 16
"""A part of so many is added for what is small beside the rest."""


def reading_bytes(length: int) -> int:
    """What reading and checking a body of so many bytes takes at most, whatever is in it."""
    return _BYTES_A_REQUEST + _parsing_bytes(length) + _BYTES_A_READ_BYTE * length


def _parsing_bytes(length: int) -> int:
    return length * (_COPIES_READ_PLAINLY if length <= MAX_PLAIN_BYTES else _COPIES_READ_STRICTLY)


def peak_bytes(shapes: Shapes, computing: int, copies: int = 1) -> int:
    """The peak of a request that takes so many bytes for its computation and answer, beside what it brings: its
    parameters, `copies` numbers for each, and its samples. Of a network that is drawn it brings what differs from the
    recipe alone, and its arrays are there twice where something does."""
    edits = _BYTES_AN_EDIT * shapes.edits
    if shapes.drawn:
        copies -= 1
        arrays = network_bytes(shapes)
        computing = max(arrays + drawing_bytes(shapes), computing + (arrays if edits else 0))
    numbers = copies * shapes.parameters + shapes.samples * shapes.sample_numbers
    rows = copies * (shapes.neurons + len(shapes.activations)) + shapes.samples * shapes.sample_rows
    reading = _parsing_bytes(shapes.body_bytes) + _BYTES_A_READ_NUMBER * numbers + _BYTES_A_READ_ROW * rows + edits
    kept = shapes.body_bytes + _BYTES_A_KEPT_NUMBER * numbers + _BYTES_A_KEPT_ROW * rows + edits
    counted = max(reading, kept + computing)
    return _BYTES_A_REQUEST + _BYTES_A_LAYER * len(shapes.activations) + counted + counted // _UNCOUNTED_PART


def network_bytes(shapes: Shapes) -> int:
    """A network's arrays."""
    return BYTES_A_FLOAT * shapes.parameters


def drawing_bytes(shapes: Shapes) -> int:
    """What is on the way while a network is drawn, layer by layer."""
    return _BYTES_A_DRAWN_WEIGHT * max(n * m for m, n in pairwise(shapes.sizes))


def trace_bytes(shapes: Shapes, afterwards: int) -> int:
    """A network with both passes over its samples: z, a, da_dz (which a coupled layer has not), dl_da and dl_dz of each
    neuron, the gradients of the parameters; x, the target and dl_dx, and the lists' arrays that they were copied from.
    On the way there are two more of the widest layer's, or what its functions need, and `afterwards` so many bytes."""
    inputs, outputs = shapes.sizes[0], shapes.sizes[-1]
    of_a_sample = 5 * shapes.neurons - shapes.coupled + 2 * inputs + outputs + shapes.sample_numbers
    kept = 2 * shapes.parameters + shapes.samples * of_a_sample
    return BYTES_A_FLOAT * kept + max(_on_the_way(shapes), afterwards)


def _on_the_way(shapes: Shapes) -> int:
    samples = shapes.samples
    return BYTES_A_FLOAT * max(2 * samples * max(shapes.sizes), min(samples * shapes.scratch, _MAX_SCRATCH_NUMBERS))


def forward_bytes(shapes: Shapes) -> int:
    """One more forward pass: x, z and a, and what is on the way."""
    return BYTES_A_FLOAT * shapes.samples * (shapes.sizes[0] + 2 * shapes.neurons) + _on_the_way(shapes)


def moved_bytes(shapes: Shapes, moved: Shapes, arrays: int) -> int:
    """A loss with something moved: copies of the parameters, and passes through the layers and samples of `moved`, of
    which there are so many arrays for each layer at once."""
    of_a_sample = arrays * (moved.neurons + moved.sizes[-1])
    return network_bytes(shapes) + BYTES_A_FLOAT * moved.samples * of_a_sample + _on_the_way(moved)


def written_bytes(numbers: int) -> int:
    """So many numbers of an answer as JSON."""
    return _BYTES_A_WRITTEN_NUMBER * numbers
