"""What a request takes of memory at its peak, in bytes told from its shapes: an upper bound within a factor of two.

The peak is reached either when the body has been read and checked, and its values are there twice, or when the answer
has been written and the arrays that it was made of are still there. N samples, layers of n neurons, P parameters.
"""

from app.api.admission.shapes import Shapes
from app.api.wire.reading import MAX_PLAIN_BYTES
from app.engine.blocks import MAX_NUMBERS

NUMBER = 8
"""A float64 in an array."""

_PLAIN, _STRICT = 13, 2
"""Copies of the body, its own among them, that reading it takes: orjson's document is twelve times as long, Python's
own parser needs the text."""

_READ_NUMBER, _READ_ROW = 42, 168
"""A number, and a list, as the parser and pydantic have them at once: a float of 24 bytes and a place of 8 in a list
that has room for an eighth more, then a place in pydantic's list; two headers of 56, room for four more, two places in
the lists outside."""

_READ_BYTE = 56
"""A byte of the body, read, at most: `[0],` is a list and a number, `[],` an empty list."""

_KEPT_NUMBER, _KEPT_ROW = 32, 72
"""The same once the parser's lists have gone: what the body's model keeps while the request is computed."""

_MAX_SCRATCH = 8 * MAX_NUMBERS
"""So many numbers at most are needed on the way by functions that work block by block: eight arrays."""

_WRITTEN = 50
"""A number, or an address, of the answer: 25 bytes of JSON at most, and the writer's buffer doubles as it grows."""

_STEP, _STEP_ADDRESS = 400, 115
"""A step, and an address in it: the record with its tuples, the text of 49 bytes and its own length, and their JSON
twice."""

_FIXED, _LAYER = 250_000, 8_000
"""What a request takes whatever its shapes, and each of its layers however small: frames, records, arrays' headers."""

_UNCOUNTED = 16
"""A part of so many is added for what is small beside the rest."""


def reading_bytes(length: int) -> int:
    """What reading and checking a body of so many bytes takes at most, whatever is in it."""
    return _FIXED + _parsing_bytes(length) + _READ_BYTE * length


def _parsing_bytes(length: int) -> int:
    return length * (_PLAIN if length <= MAX_PLAIN_BYTES else _STRICT)


def peak_bytes(shapes: Shapes, computing: int, copies: int = 1) -> int:
    """The peak of a request that takes so many bytes for its computation and answer, beside what it brings: its
    parameters, `copies` numbers for each, and its samples."""
    numbers = copies * shapes.parameters + shapes.samples * shapes.sample_numbers
    rows = copies * (shapes.neurons + len(shapes.activations)) + shapes.samples * shapes.sample_rows
    reading = _parsing_bytes(shapes.body_bytes) + _READ_NUMBER * numbers + _READ_ROW * rows
    kept = shapes.body_bytes + _KEPT_NUMBER * numbers + _KEPT_ROW * rows
    counted = max(reading, kept + computing)
    return _FIXED + _LAYER * len(shapes.activations) + counted + counted // _UNCOUNTED


def network_bytes(shapes: Shapes) -> int:
    """A network's arrays."""
    return NUMBER * shapes.parameters


def trace_bytes(shapes: Shapes, afterwards: int = 0) -> int:
    """A network with both passes over its samples: z, a, da_dz (which a coupled layer has not), dl_da and dl_dz of each
    neuron, the gradients of the parameters; x, the target and dl_dx, and the lists' arrays that they were copied from.
    On the way there are two more of the widest layer's, or what its functions need, and `afterwards` so many bytes."""
    inputs, outputs = shapes.sizes[0], shapes.sizes[-1]
    of_a_sample = 5 * shapes.neurons - shapes.coupled + 2 * inputs + outputs + shapes.sample_numbers
    kept = 2 * shapes.parameters + shapes.samples * of_a_sample
    return NUMBER * kept + max(_on_the_way(shapes), afterwards)


def _on_the_way(shapes: Shapes) -> int:
    samples = shapes.samples
    return NUMBER * max(2 * samples * max(shapes.sizes), min(samples * shapes.scratch, _MAX_SCRATCH))


def forward_bytes(shapes: Shapes) -> int:
    """One more forward pass: x, z and a, and what is on the way."""
    return NUMBER * shapes.samples * (shapes.sizes[0] + 2 * shapes.neurons) + _on_the_way(shapes)


def moved_bytes(shapes: Shapes, moved: Shapes, arrays: int) -> int:
    """A loss with something moved: copies of the parameters, and passes through the layers and samples of `moved`, of
    which there are so many arrays for each layer at once."""
    of_a_sample = arrays * (moved.neurons + moved.sizes[-1])
    return network_bytes(shapes) + NUMBER * moved.samples * of_a_sample + _on_the_way(moved)


def written_bytes(numbers: int) -> int:
    """So many numbers of an answer as JSON."""
    return _WRITTEN * numbers


def step_bytes(steps: int, addresses: int) -> int:
    """Steps with so many addresses in all, beside their place in the answer."""
    return _STEP * steps + _STEP_ADDRESS * addresses
