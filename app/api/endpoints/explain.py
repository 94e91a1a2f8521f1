"""POST /api/explain: where one number comes from, and on request all that it is made of."""

from functools import partial
from math import isfinite
from typing import Annotated, Any

from pydantic import Field
from typing_extensions import TypedDict

from app.api.admission.bodies import EXAMPLE, AddressText
from app.api.admission.cost import Cost, backward_operations, input_operations, pass_operations
from app.api.admission.inputs import array, checked, network_of
from app.api.admission.limits import check_cost
from app.api.admission.memory import forward_bytes, network_bytes, peak_bytes, trace_bytes
from app.api.admission.service import Job
from app.api.admission.settings import Settings
from app.api.admission.shapes import Shapes
from app.api.admission.workers import Pieces
from app.api.endpoints.explain_parts import (
    DerivationAnswer,
    LineAnswer,
    UnrolledAnswer,
    derivation_answer,
    line_answer,
    unrolled_answer,
)
from app.api.endpoints.trace import TraceRequest
from app.api.routing.computation import computing
from app.api.routing.endpoint import Query
from app.api.wire.annotations import OneOf
from app.api.wire.answer import Computed, closed
from app.api.wire.encoding import encoded
from app.api.wire.warnings import Warnings, warnings_of
from app.engine.activations import ACTIVATIONS
from app.engine.losses import LOSSES
from app.engine.network import Network
from app.engine.optimizers import optimizer, update
from app.engine.passes import trace
from app.engine.records import Trace
from app.explain import written_out
from app.explain.addresses import Address, check, parse
from app.explain.derive import Derivation, Update, derive
from app.explain.extent import Layout
from app.explain.printing.lines import lines
from app.explain.printing.notation import NOTATIONS, NetworkInfo
from app.explain.printing.numpy_text import numpy_text
from app.explain.printing.texts import latex, markdown, plain
from app.explain.quantities import BEFORE_LOSS
from app.explain.written_out import MAX_LEAVES, Follow

MAX_DEPTH = 1_000
"""No path through a network of the largest depth is so long."""

_NUMBERS_A_LEAF = 4
"""Its address and value in the tree, and its address among the parents and among the parts of a line."""

_NUMBERS_OF_LINES = 60
"""Addresses of the parts of its lines, in which no sum has more than six terms."""

_OPERATIONS_A_LEAF = 20_000
"""Deriving a leaf and writing its address and value; measured: 12 to 25 µs."""

_BYTES_A_LINED_LEAF, _BYTES_A_LEAF_OF_LOSS, _BYTES_A_BARE_LEAF, _BYTES_A_JOINED_LEAF = 2_750, 2_250, 1_400, 1_250
"""A leaf of the number's own tree, which is written in lines, in texts, and in JSON: on a wire; of a loss's formula;
of one to which the chain rule adds nothing, or whose count of leaves is a wide bound; of a loss and a softmax in one.
Measured: 1,570 to 2,760, 1,300 to 2,250, 720 to 1,400, 720 to 1,190. A third to two thirds is the writer's buffer: it
makes room for eight times the longest text, the program with its line for each leaf, and doubles as it grows."""

_BYTES_A_NUMBER, _BYTES_A_LEAF = 650, 1_200
"""A number that is derived besides, and a leaf of its tree: the records with those of the chain rule, the answer's
dictionaries, and their JSON."""

NotationName = Annotated[str, OneOf("unknown-notation", tuple(NOTATIONS))]


class ExplainRequest(TraceRequest):
    """Body of POST /api/explain: a trace request, whose `include`, `fields` and `sample` change nothing here."""

    address: AddressText = Field(description="Of the number to be explained, e.g. dl_dz.2.1@3.")
    notation: NotationName = Field("lecture", description="How its lines are lettered.")


@closed
class TextsAnswer(TypedDict):
    """The derivation to be copied."""

    latex: str
    markdown: str
    numpy: Annotated[str, Field(description="A program that runs and ends with `value = …`.")]
    plain: str


class InDepth(TypedDict, total=False):
    """What is left out unless a depth is asked for."""

    unrolled: Annotated[UnrolledAnswer, Field(description="With the query `depth`; else left out.")]


@closed
class ExplainAnswer(DerivationAnswer, InDepth, Warnings, Computed):
    """Answer of POST /api/explain."""

    notation: str
    lines: Annotated[
        list[LineAnswer],
        Field(description="The chain and the numbers are left out where they say nothing new."),
    ]
    texts: TextsAnswer


def prepare(
    value: Any, length: int, settings: Settings, *, depth: int | None = None, gradients: int | None = None
) -> Job:
    """The job of an explain request's value. Raises Problem, EngineError (an unknown address)."""
    body, limits, shapes = checked(ExplainRequest, value, length, settings)
    network, address = network_of(body), parse(body.address)
    check(address, network, shapes.samples, updated=body.learning_rate is not None)
    cost = check_cost(partial(_price, body, address, depth, gradients), shapes, limits)
    follow = written_out.gradients if gradients else written_out.everything
    return Job(cost, partial(_answer, body, network, address, depth, follow))


def _price(body: ExplainRequest, address: Address, depth: int | None, gradients: int | None, shapes: Shapes) -> Cost:
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
    operations = input_operations(shapes) + pass_operations(shapes) + backward_operations(shapes)
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
    return Cost(
        _NUMBERS_OF_LINES + _NUMBERS_A_LEAF * leaves,
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


def _answer(
    body: ExplainRequest, network: Network, address: Address, depth: int | None, follow: Follow
) -> Pieces[bytes]:
    traced = trace(
        network,
        array(body.x),
        array(body.target),
        dl_dy=None if body.dl_dy is None else array(body.dl_dy),
        gains_x=None if body.gains_x is None else array(body.gains_x),
    )
    updated = None if body.learning_rate is None else _update(traced, body.learning_rate)
    notation = NOTATIONS[body.notation]
    own = derive(traced, address, updated)
    found = lines(own, notation, NetworkInfo.of(traced))
    in_depth: InDepth = {}
    if depth is not None:
        in_depth["unrolled"] = yield from unrolled_answer(traced, own, updated, depth, follow, notation)
    answer: ExplainAnswer = {
        **derivation_answer(own),
        "notation": body.notation,
        "lines": list(map(line_answer, found)),
        "texts": {
            "latex": latex(found),
            "markdown": markdown(own, found),
            "numpy": numpy_text(own),
            "plain": plain(own),
        },
        **in_depth,
        **_warnings(traced, address),
        "nonfinite": None,
    }
    return encoded(answer, lambda: _first(own), nullable=("address",))


def _update(traced: Trace, rate: float) -> Update:
    return Update(rate, update(traced.network, traced, optimizer("sgd", learning_rate=rate)).network)


def _warnings(traced: Trace, address: Address) -> Warnings:
    return {} if address.quantity in BEFORE_LOSS else warnings_of(traced)


def _first(own: Derivation) -> Address | None:
    """The first number of the explanation that is not finite: a parent before what is made of it."""
    refs = [(parent.address, parent.value) for parent in own.parents] + [(own.address, own.value)]
    return next((address for address, value in refs if not isfinite(value)), None)


ENDPOINT = computing(
    "/api/explain",
    "explain",
    "Where a number comes from",
    "The derivation of one address: symbols, chain rule, numbers and value as lines of TeX in four "
    "notations, each line also as pieces that lead on; a tree that evaluates to the number; the numbers "
    "that it is made of; and the whole as LaTeX, Markdown, text and a program. The body is a trace "
    "request with an `address`.",
    takes=ExplainRequest,
    gives=ExplainAnswer,
    example={**EXAMPLE, "address": "dl_dz.1.0"},
    prepare=prepare,
    query={
        "depth": Query(
            MAX_DEPTH,
            2,
            "Derives its parents as well, and theirs, up to so many steps away: each number once, and in "
            "how many ways one comes down to the last ones; and writes the whole formula out.",
        ),
        "gradients": Query(
            1,
            1,
            "With `depth`: 1 follows gradients only, so that what the forward pass has computed stays "
            "as it is; 0 follows everything.",
        ),
    },
)
