"""POST /api/nudge: how the loss moves when one number is moved, beside what its derivative forecasts."""

from collections.abc import Iterator
from functools import partial
from typing import Annotated, Any, NotRequired

from pydantic import FailFast, Field
from typing_extensions import TypedDict

from app.api.admission.bodies import EXAMPLE, AddressText, NetworkBody, SampleIndex
from app.api.admission.cost import Cost, pass_operations, trace_operations
from app.api.admission.inputs import array, checked, form_of, network_of
from app.api.admission.limits import check_cost
from app.api.admission.memory import moved_bytes, peak_bytes, trace_bytes, written_bytes
from app.api.admission.recipes import Form
from app.api.admission.service import Job
from app.api.admission.settings import Settings
from app.api.admission.shapes import Shapes
from app.api.admission.workers import Pieces
from app.api.endpoints.check_parts import passed_again
from app.api.routing.computation import computing
from app.api.wire.annotations import Number
from app.api.wire.answer import Computed, Float, closed
from app.api.wire.encoding import encoded
from app.api.wire.warnings import Warnings, warnings_of
from app.engine.differences.nudge import Moved, Watched, nudges
from app.engine.passes import trace
from app.engine.records import Trace
from app.explain.addresses import Address, AddressError, check, parse, value
from app.explain.order import first_of
from app.explain.quantities import MOVABLE, SHARED, gradient

WATCHABLE = ("z", "a")
"""The quantities that are computed again after a change."""

_NUMBERS_A_CHANGE = 6

_OPERATIONS_A_CHANGE = 5_000
"""A change, beside its pass."""

_ARRAYS_A_LAYER = 2
"""z and a, in its pass."""

_BYTES_A_CHANGE = 500
"""A change's losses and its row, a dictionary of as many numbers."""

_OPERATIONS_A_WATCHED = 600
"""One number that is watched, at one change."""

_BYTES_A_WATCHED = 32
"""The same: a float in a list."""

_OPERATIONS_AN_ADDRESS = 3_000
"""Reading and checking the address of one."""

_BYTES_AN_ADDRESS = 400
"""The record of one."""


class NudgeRequest(NetworkBody):
    """Body of POST /api/nudge."""

    address: AddressText = Field(description="Of what is moved: a w, b, x, z or a.")
    by: Annotated[list[Number], FailFast()] = Field(
        min_length=1, max_length=1000, description="How far it is moved, one answer for each."
    )
    sample: SampleIndex = Field(0, description="Whose l is shown when a weight or a bias is moved.")
    watch: Annotated[list[AddressText], FailFast()] = Field(
        default_factory=list,
        max_length=1000,
        description="Addresses of z and a of that sample, which are told after each change.",
    )


@closed
class SlopeAnswer(TypedDict):
    """A gradient."""

    address: str
    value: Float


@closed
class TotalAnswer(TypedDict):
    """The loss of all samples, and its gradient."""

    gradient: SlopeAnswer
    L: Float


@closed
class MovedAnswer(TypedDict):
    """The losses after one change, and their forecasts."""

    by: float
    value: Annotated[Float, Field(description="Of the number itself, after the change.")]
    l: Float
    forecast: Annotated[Float, Field(description="l before + gradient · by.")]
    watched: NotRequired[Annotated[list[Float], Field(description="The numbers of `watch`, in its order.")]]
    L: NotRequired[Annotated[Float, Field(description="With `total`.")]]
    L_forecast: NotRequired[Annotated[Float, Field(description="With `total`.")]]


class _OfAll(TypedDict, total=False):
    total: Annotated[TotalAnswer, Field(description="For weights and biases of several samples.")]


@closed
class NudgeAnswer(_OfAll, Warnings, Computed):
    """Answer of POST /api/nudge."""

    address: str
    value: Float
    sample: int
    gradient: SlopeAnswer
    l: Annotated[Float, Field(description="Of that sample, before any change.")]
    moved: list[MovedAnswer]


def prepare(given: Any, length: int, settings: Settings) -> Job:
    """The job of a nudge request's value. Raises Problem, EngineError (an unknown address)."""
    body, limits, shapes = checked(NudgeRequest, given, length, settings)
    address = parse(body.address)
    if address.quantity not in MOVABLE:
        raise AddressError("It cannot be moved.", part="quantity", exists=", ".join(MOVABLE))
    form = form_of(body, shapes)
    check(address, form, shapes.samples)
    sample = body.sample if address.quantity in SHARED else address.sample
    watched = [_watched(index, text, form, sample, shapes.samples) for index, text in enumerate(body.watch)]
    cost = check_cost(partial(_price, address, len(body.by), len(watched)), shapes, limits)
    return Job(cost, partial(_answer, body, address, sample, watched))


def _watched(index: int, text: str, form: Form, sample: int, samples: int) -> Watched:
    """A z or a of the sample that is looked at. Raises AddressError."""
    try:
        address = parse(text)
        if address.quantity not in WATCHABLE:
            raise AddressError("It cannot be watched.", part="quantity", exists=", ".join(WATCHABLE))
        check(address, form, samples)
        if address.sample != sample:
            raise AddressError("It is another sample's.", part="sample", exists=str(sample))
    except AddressError as error:
        error.path = ("watch", index)
        raise
    return address.quantity, address.layer, address.place[0]


def _price(address: Address, changes: int, watched: int, shapes: Shapes) -> Cost:
    """A forward pass for each change."""
    again = passed_again(address, shapes)
    numbers = 8 + (_NUMBERS_A_CHANGE + watched) * changes
    a_change = pass_operations(again) + _OPERATIONS_A_CHANGE + _OPERATIONS_A_WATCHED * watched
    operations = trace_operations(shapes) + changes * a_change + _OPERATIONS_AN_ADDRESS * watched
    afterwards = max(moved_bytes(shapes, again, _ARRAYS_A_LAYER), written_bytes(numbers))
    afterwards += (_BYTES_A_CHANGE + _BYTES_A_WATCHED * watched) * changes + _BYTES_AN_ADDRESS * watched
    return Cost(numbers, operations, peak_bytes(shapes, trace_bytes(shapes, afterwards)))


def _answer(body: NudgeRequest, address: Address, sample: int, watched: list[Watched]) -> Pieces[bytes]:
    network = network_of(body)
    traced = trace(network, array(body.x), array(body.target))
    losses: list[Moved] = []
    for moved in nudges(traced, MOVABLE[address.quantity], address.indices, sample, body.by, watched):
        losses.append(moved)
        yield
    start, l = value(traced, address), float(traced.l[sample])
    of_l = Address(gradient("l", address.quantity), address.indices, sample)
    slope = value(traced, of_l)
    rows: list[MovedAnswer] = [
        {"by": by, "value": start + by, "l": moved.l, "forecast": l + slope * by}
        for by, moved in zip(body.by, losses, strict=True)
    ]
    if watched:
        for row, moved in zip(rows, losses, strict=True):
            row["watched"] = [*moved.watched]
    answer: NudgeAnswer = {
        "address": str(address),
        "value": start,
        "sample": sample,
        "gradient": {"address": str(of_l), "value": slope},
        "l": l,
        **_of_all(traced, address, rows, losses),
        "moved": rows,
        **warnings_of(traced),
        "nonfinite": None,
    }
    return encoded(answer, lambda: first_of(network, _addressed(answer)))


def _addressed(answer: NudgeAnswer) -> Iterator[tuple[Address, float]]:
    """The numbers of the answer that have addresses: none of those after a change has."""
    yield parse(answer["address"]), answer["value"]
    yield Address("l", (), answer["sample"]), answer["l"]
    slopes = [answer["gradient"]]
    if "total" in answer:
        yield Address("L"), answer["total"]["L"]
        slopes.append(answer["total"]["gradient"])
    for slope in slopes:
        yield parse(slope["address"]), slope["value"]


def _of_all(traced: Trace, address: Address, rows: list[MovedAnswer], losses: list[Moved]) -> _OfAll:
    """The total loss, if there are several samples and all of them share what is moved; the rows get theirs, too."""
    if address.quantity not in SHARED or len(traced.x) == 1:
        return {}
    of_L = Address(gradient("L", address.quantity), address.indices)
    slope = value(traced, of_L)
    for row, moved in zip(rows, losses, strict=True):
        if moved.L is not None:
            row["L"], row["L_forecast"] = moved.L, traced.L + slope * row["by"]
    return {"total": {"gradient": {"address": str(of_L), "value": slope}, "L": traced.L}}


ENDPOINT = computing(
    "/api/nudge",
    "nudge",
    "The loss when one number is moved, and its forecast",
    "The true loss after each change, beside l + gradient · change, which is what a derivative promises: "
    "the two part as the change grows.",
    takes=NudgeRequest,
    gives=NudgeAnswer,
    example={**EXAMPLE, "address": "w.1.0.0", "by": [-0.5, -0.05, 0.05, 0.5]},
    prepare=prepare,
)
