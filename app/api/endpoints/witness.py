"""POST /api/witness: one gradient beside central differences of many step sizes."""

from functools import partial
from math import isfinite
from typing import Annotated, Any, Literal

from pydantic import Field
from typing_extensions import TypedDict

from app.api.admission.bodies import EXAMPLE, AddressText, NetworkBody
from app.api.admission.cost import Cost, backward_operations, pass_operations, trace_operations
from app.api.admission.inputs import array, checked, form_of, network_of
from app.api.admission.limits import check_cost
from app.api.admission.memory import moved_bytes, network_bytes, peak_bytes, trace_bytes, written_bytes
from app.api.admission.service import Job
from app.api.admission.settings import Settings
from app.api.admission.shapes import Shapes
from app.api.admission.workers import Pieces
from app.api.endpoints.check_parts import ARRAYS_A_LAYER, CheckAnswer, check_answer, passed_again
from app.api.routing.computation import computing
from app.api.wire.annotations import Number
from app.api.wire.answer import Computed, Float, closed
from app.api.wire.encoding import encoded
from app.engine.differences.finite_difference import (
    STEPS,
    Difference,
    StepStudy,
    difference_at,
    steps_for,
)
from app.engine.differences.probe import probe_at
from app.engine.differences.verdict import check_probe
from app.engine.passes import trace
from app.explain.addresses import Address, AddressError, check, parse
from app.explain.quantities import GRADIENTS, MOVABLE, QUANTITIES, SHARED

_NUMBERS_A_DIFFERENCE = 5

_NUMBERS_BESIDE = 16
"""Those of the answer that are no difference's."""

_OPERATIONS_A_DIFFERENCE = 30_000
"""A difference, beside its passes."""

_BYTES_A_DIFFERENCE = 700
"""A difference's record and its row, a dictionary of as many numbers."""

_PASSES_OF_THE_CHECK = 12

Step = Annotated[Number, Field(ge=1e-300)]


class WitnessRequest(NetworkBody):
    """Body of POST /api/witness."""

    address: AddressText = Field(description="Of the gradient: dl_dw.1.0.0, dl_dz.2.1@3, dL_db.1.0 …")
    h: list[Step] | None = Field(
        None,
        min_length=1,
        max_length=200,
        description="Step sizes; unless given 0.1 … 1e-13, two for each power of ten, times max(1, |w|).",
    )


@closed
class DifferenceAnswer(TypedDict):
    """One central difference (f(w + h) − f(w − h)) / 2h."""

    h: Float
    numeric: Float
    difference: Annotated[Float, Field(description="How far it is from the gradient.")]
    relative: Annotated[Float, Field(description="The difference over the larger of the two.")]
    kink: Annotated[bool, Field(description="Whether a formula changes between w − h and w + h.")]


@closed
class WitnessAnswer(Computed):
    """Answer of POST /api/witness."""

    address: str
    loss: Annotated[Literal["l", "L"], Field(description="Of which it is the gradient: one sample's loss, or all.")]
    backpropagation: Float
    central_difference: CheckAnswer
    best: Annotated[DifferenceAnswer, Field(description="That of `differences` with the smallest error.")]
    differences: list[DifferenceAnswer]


def prepare(value: Any, length: int, settings: Settings) -> Job:
    """The job of a witness request's value. Raises Problem, EngineError (an unknown address)."""
    body, limits, shapes = checked(WitnessRequest, value, length, settings)
    address = parse(body.address)
    if address.quantity not in GRADIENTS:
        raise AddressError("It is not a gradient.", part="quantity", exists=", ".join(GRADIENTS))
    check(address, form_of(body, shapes), shapes.samples)
    steps = len(STEPS) if body.h is None else len(body.h)
    cost = check_cost(partial(_price, address, steps), shapes, limits)
    return Job(cost, partial(_answer, body, address))


def _price(address: Address, steps: int, shapes: Shapes) -> Cost:
    """Two forward passes for each step; for one sample's l, its own trace besides."""
    again = passed_again(address, shapes)
    numbers = _NUMBERS_BESIDE + _NUMBERS_A_DIFFERENCE * steps
    operations = trace_operations(shapes) + steps * _OPERATIONS_A_DIFFERENCE
    operations += (2 * steps + _PASSES_OF_THE_CHECK) * pass_operations(again)
    afterwards = max(moved_bytes(shapes, again, ARRAYS_A_LAYER), written_bytes(numbers)) + _BYTES_A_DIFFERENCE * steps
    if address.quantity not in SHARED:
        operations += pass_operations(again) + backward_operations(again)
        afterwards += 2 * network_bytes(shapes)
    return Cost(numbers, operations, peak_bytes(shapes, trace_bytes(shapes, afterwards)))


def _answer(body: WitnessRequest, address: Address) -> Pieces[bytes]:
    network = network_of(body)
    traced = trace(network, array(body.x), array(body.target))
    shared = address.quantity in SHARED
    by = QUANTITIES[address.quantity].by
    assert by is not None
    probe = probe_at(traced, MOVABLE[by], address.indices, None if shared else address.sample)
    checked_there = check_probe(probe)
    differences: list[Difference] = []
    for h in steps_for(probe, body.h):
        differences.append(difference_at(probe, h))
        yield
    found = StepStudy(probe.analytic, checked_there, tuple(differences))
    answer: WitnessAnswer = {
        "address": str(address),
        "loss": "L" if shared else "l",
        "backpropagation": found.analytic,
        "central_difference": check_answer(found.check),
        "best": _row(found.best),
        "differences": list(map(_row, found.differences)),
        "nonfinite": None,
    }
    return encoded(answer, lambda: None if isfinite(found.analytic) else address)


def _row(one: Difference) -> DifferenceAnswer:
    return {
        "h": one.h,
        "numeric": one.numeric,
        "difference": one.difference,
        "relative": one.relative,
        "kink": one.kink,
    }


ENDPOINT = computing(
    "/api/witness",
    "witnessGradient",
    "One gradient against central differences of many steps",
    "Moves the number by which the gradient is taken (of a neuron's ∂l/∂z its z) by each h to either "
    "side and runs forward. A long step misses the bend of the curve, an error that falls with h²; a "
    "short one subtracts two nearly equal losses, and rounding grows with 1/h.",
    takes=WitnessRequest,
    gives=WitnessAnswer,
    example={**EXAMPLE, "address": "dl_dz.1.0", "h": [0.1, 1e-3, 1e-5, 1e-7, 1e-9]},
    prepare=prepare,
)
