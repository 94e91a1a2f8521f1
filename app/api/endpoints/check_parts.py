"""What the endpoints that move a number and look at the loss have in common."""

from typing import Annotated, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from app.api.admission.shapes import Shapes
from app.api.wire.answer import Float, closed
from app.engine.differences.verdict import Check, Reason, Verdict
from app.explain.addresses import Address
from app.explain.quantities import SHARED

ARRAYS_A_LAYER = 8
"""z and a of each layer in four passes, where the step is halved, or in two with the signs by which kinks are found."""


@closed
class CheckAnswer(TypedDict):
    """The central difference (f(w + h) − f(w − h)) / 2h of a gradient check, and what it says."""

    numeric: Annotated[Float, Field(description="By the central difference.")]
    difference: Annotated[Float, Field(description="Absolute.")]
    relative: Annotated[Float, Field(description="The difference over the larger of the two.")]
    h: Float
    uncertainty: Annotated[
        Float,
        Field(description="How far rounding may move `numeric`, and, after a second look, the step's length."),
    ]
    verdict: Verdict
    reason: NotRequired[
        Annotated[Reason, Field(description="Why nothing is decided; left out with any other verdict.")]
    ]


def check_answer(check: Check) -> CheckAnswer:
    """What a check says."""
    answer: CheckAnswer = {
        "numeric": check.numeric,
        "difference": check.difference,
        "relative": check.relative,
        "h": check.h,
        "uncertainty": check.uncertainty,
        "verdict": check.verdict,
    }
    if check.reason is not None:
        answer["reason"] = check.reason
    return answer


def passed_again(address: Address, shapes: Shapes) -> Shapes:
    """What is passed through again when the number of that address is moved: the layers from its own on, for all
    samples or for the one whose number it is."""
    onward = shapes.onward_from(address.layer or 1)
    return onward if address.quantity in SHARED else onward.with_samples(1)
