"""What POST /api/explain costs."""

from app.api.admission.cost import Cost, pass_operations, trace_operations
from app.api.admission.memory import forward_bytes, network_bytes, peak_bytes, trace_bytes
from app.api.admission.shapes import Shapes
from app.api.endpoints.trace_request import TraceRequest
from app.engine.activations import ACTIVATIONS
from app.engine.losses import LOSSES
from app.explain.addresses import Address
from app.explain.extent import Layout
from app.explain.rules.simplification import MAX_SIMPLIFIED_OUTPUTS
from app.explain.written_out import MAX_LEAVES

_NUMBERS_A_LEAF = 4
"""Its address and value in the tree, and its address among the parents and among the parts of a line."""

_NUMBERS_OF_LINES = 60
"""Addresses of the parts of its lines, in which no sum has more than six terms."""

_NUMBERS_OF_SIMPLIFICATION = 180
"""Addresses of the parts of the simplification of a number, of at most six outputs; measured: up to 126."""

_BYTES_OF_SIMPLIFICATION = 300_000
"""Its trees, lines and JSON; measured: up to 265,000."""

_OPERATIONS_A_LEAF = 20_000
"""Deriving a leaf and writing its address and value; measured: 12 to 25 µs."""

_BYTES_A_LINED_LEAF = 2_750
"""A leaf of the number's own tree on a wire, written in lines, in texts, and in JSON; measured: 1,570 to 2,760. Of this
and the following ones a third to two thirds is the writer's buffer: it makes room for eight times the longest text, the
program with its line for each leaf, and doubles as it grows."""

_BYTES_A_LEAF_OF_LOSS = 2_250
"""One of a loss's formula; measured: 1,300 to 2,250."""

_BYTES_A_BARE_LEAF = 1_400
"""One to which the chain rule adds nothing, or whose count of leaves is a wide bound; measured: 720 to 1,400."""

_BYTES_A_JOINED_LEAF = 1_250
"""One of a loss and a softmax in one; measured: 720 to 1,190."""

_BYTES_A_NUMBER = 650
"""A number that is derived besides: its record with the chain rule's, the answer's dictionaries, and their JSON."""

_BYTES_A_LEAF = 1_200
"""A leaf of its tree, in the same."""


def price(body: TraceRequest, address: Address, depth: int | None, gradients: int | None, shapes: Shapes) -> Cost:
    """Bounds, from the shapes: how many leaves the number's own tree has, and with a depth those of all that it is
    made of."""
    layout = Layout(
        shapes.sizes,
        shapes.activations,
        shapes.loss,
        shapes.samples,
        driven=body.dl_dy is not None,
        fixed_gains=body.gains_x is not None,
    )
    operations = trace_operations(shapes)
    kept = 0
    if body.gains_x is not None:
        operations += pass_operations(shapes)
        kept += forward_bytes(shapes)
    if body.learning_rate is not None:
        operations += 2 * shapes.parameters
        kept += network_bytes(shapes)
    leaves = looked_at = 1 + layout.extent(address).leaves
    afterwards = _own_bytes(address, leaves, shapes)
    if depth is not None:
        found = layout.extent(address, depth, gradients_only=bool(gradients))
        leaves += found.derived + found.leaves + 2 * MAX_LEAVES
        looked_at = leaves + sum(shapes.sizes)
        afterwards += _BYTES_A_NUMBER * found.derived + _BYTES_A_LEAF * found.leaves
        afterwards += _BYTES_A_LINED_LEAF * 2 * MAX_LEAVES
    operations += _OPERATIONS_A_LEAF * looked_at
    numbers = _NUMBERS_OF_LINES + _NUMBERS_A_LEAF * leaves
    if (
        address.quantity == "dl_dz"
        and address.layer == len(shapes.activations)
        and shapes.sizes[-1] <= MAX_SIMPLIFIED_OUTPUTS
    ):
        numbers += _NUMBERS_OF_SIMPLIFICATION
        operations += _OPERATIONS_A_LEAF * _NUMBERS_OF_SIMPLIFICATION
        afterwards += _BYTES_OF_SIMPLIFICATION
    return Cost(
        numbers,
        operations,
        peak_bytes(shapes, kept + trace_bytes(shapes, afterwards)),
    )


def _own_bytes(address: Address, leaves: int, shapes: Shapes) -> int:
    """What the number's own derivation takes, of so many leaves. Where a layer couples its neurons, the chain rule of
    ∂l/∂z has a term for each."""
    layer, last = address.layer, len(shapes.activations)
    loss, coupled = LOSSES[shapes.loss], ACTIVATIONS[shapes.activations[layer - 1]].couples
    joined = coupled and layer in (0, last) and shapes.activations[-1] in loss.gradient_z
    match address.quantity:
        case "l":
            each = _BYTES_A_BARE_LEAF if joined or loss.couples_outputs else _BYTES_A_LEAF_OF_LOSS
        case "dl_dz" if coupled:
            each, leaves = _BYTES_A_JOINED_LEAF if joined else _BYTES_A_BARE_LEAF, leaves + shapes.sizes[layer]
        case "dl_da" | "dl_dz" if layer == last:
            each = _BYTES_A_BARE_LEAF * 2 // 3 if loss.couples_outputs else _BYTES_A_BARE_LEAF
        case "a" | "da_dz":
            each = _BYTES_A_BARE_LEAF
        case _:
            each = _BYTES_A_LINED_LEAF
    return each * leaves
