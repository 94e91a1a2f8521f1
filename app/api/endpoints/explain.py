"""POST /api/explain: where one number comes from, and on request all that it is made of."""

from functools import partial
from typing import Annotated, Any

from pydantic import Field
from typing_extensions import TypedDict

from app.api.admission.bodies import EXAMPLE, AddressText
from app.api.admission.inputs import array, checked, form_of, network_of
from app.api.admission.limits import check_cost
from app.api.admission.service import Job
from app.api.admission.settings import Settings
from app.api.admission.workers import Pieces
from app.api.endpoints.explain_parts import (
    DerivationAnswer,
    LineAnswer,
    SimplificationStepAnswer,
    UnrolledAnswer,
    addressed,
    derivation_answer,
    line_answer,
    simplification_answer,
    unrolled_answer,
)
from app.api.endpoints.explain_price import price
from app.api.endpoints.trace_request import TraceRequest
from app.api.routing.computation import computing
from app.api.routing.endpoint import Query
from app.api.wire.annotations import OneOf
from app.api.wire.answer import Computed, closed
from app.api.wire.encoding import encoded
from app.api.wire.warnings import Warnings, warnings_of
from app.engine.optimizers import optimizer, update
from app.engine.passes import trace
from app.engine.records import Trace
from app.explain import written_out
from app.explain.addresses import Address, check, parse
from app.explain.derive import Update, derive
from app.explain.order import first_of
from app.explain.printing.lines import lines
from app.explain.printing.notation import NOTATIONS, NetworkInfo
from app.explain.printing.numpy_text import numpy_text
from app.explain.printing.texts import latex, markdown, plain
from app.explain.quantities import BEFORE_LOSS
from app.explain.written_out import Follow

MAX_DEPTH = 1_000
"""No path through a network of the largest depth is so long."""

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
    simplification: Annotated[
        list[SimplificationStepAnswer],
        Field(
            description="How the product of the slopes comes to a short formula, such as y - t of a softmax under its "
            "cross-entropy; empty where that takes no steps."
        ),
    ]
    texts: TextsAnswer


def prepare(
    value: Any, length: int, settings: Settings, *, depth: int | None = None, gradients: int | None = None
) -> Job:
    """The job of an explain request's value. Raises Problem, EngineError (an unknown address)."""
    body, limits, shapes = checked(ExplainRequest, value, length, settings)
    address = parse(body.address)
    check(address, form_of(body, shapes), shapes.samples, updated=body.learning_rate is not None)
    cost = check_cost(partial(price, body, address, depth, gradients), shapes, limits)
    follow = written_out.gradients if gradients else written_out.everything
    return Job(cost, partial(_answer, body, address, depth, follow))


def _answer(body: ExplainRequest, address: Address, depth: int | None, follow: Follow) -> Pieces[bytes]:
    network = network_of(body)
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
    info = NetworkInfo.of(traced)
    found = lines(own, notation, info)
    in_depth: InDepth = {}
    first: Address | None = None
    if depth is None:
        first = first_of(network, addressed(own))
    else:
        in_depth["unrolled"], first = yield from unrolled_answer(traced, own, updated, depth, follow, notation)
    answer: ExplainAnswer = {
        **derivation_answer(own),
        "notation": body.notation,
        "lines": list(map(line_answer, found)),
        "simplification": simplification_answer(own, notation, info),
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
    return encoded(answer, lambda: first, nullable=("address",))


def _update(traced: Trace, rate: float) -> Update:
    return Update(rate, update(traced.network, traced, optimizer("sgd", learning_rate=rate)).network)


def _warnings(traced: Trace, address: Address) -> Warnings:
    return {} if address.quantity in BEFORE_LOSS else warnings_of(traced)


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
