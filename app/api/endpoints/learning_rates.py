"""POST /api/learning-rates: the loss after one step of gradient descent, for each of several learning rates."""

from functools import partial
from typing import Annotated, Any

from pydantic import FailFast, Field
from typing_extensions import TypedDict

from app.api.admission.bodies import EXAMPLE, LearningRate, NetworkBody
from app.api.admission.cost import Cost, pass_operations, trace_operations
from app.api.admission.inputs import array, checked, network_of
from app.api.admission.limits import check_cost
from app.api.admission.memory import moved_bytes, network_bytes, peak_bytes, trace_bytes, written_bytes
from app.api.admission.service import Job
from app.api.admission.settings import Settings
from app.api.admission.shapes import Shapes
from app.api.admission.workers import Pieces
from app.api.routing.computation import computing
from app.api.wire.answer import Computed, Float, closed
from app.api.wire.encoding import encoded
from app.api.wire.warnings import Warnings, warnings_of
from app.engine.differences.rates import losses_after_step, slope_of_rate
from app.engine.passes import trace
from app.explain.addresses import Address
from app.explain.order import first_of

_NUMBERS_A_RATE = 3

_OPERATIONS_A_RATE = 2_000
"""A rate, beside its pass."""

_OPERATIONS_A_MOVED_PARAMETER = 3
"""One parameter moved along its gradient, and put back."""

_OPERATIONS_A_MOVED_LAYER = 4_000
"""One layer's W and b, however small, moved and put back."""

_ARRAYS_A_LAYER = 2
"""z and a, in its pass."""

_ARRAYS_OF_PARAMETERS = 3
"""The gradient in one array, the way downhill, and the part of it that is being gone."""

_BYTES_A_RATE = 500
"""A rate's loss and its row, a dictionary of three numbers."""


class LearningRatesRequest(NetworkBody):
    """Body of POST /api/learning-rates."""

    rates: Annotated[list[LearningRate], FailFast()] = Field(
        min_length=1, max_length=1000, description="Learning rates η, one answer for each."
    )


@closed
class RateAnswer(TypedDict):
    """The loss after one step, and its forecast."""

    learning_rate: float
    L: Float
    forecast: Annotated[Float, Field(description="L before + slope · η.")]


@closed
class LearningRatesAnswer(Warnings, Computed):
    """Answer of POST /api/learning-rates."""

    L: Annotated[Float, Field(description="Before any step.")]
    slope: Annotated[Float, Field(description="∂L/∂η at η = 0: −‖∇L‖², of all parameters that are not frozen.")]
    steps: list[RateAnswer]


def prepare(given: Any, length: int, settings: Settings) -> Job:
    """The job of the value of a request. Raises Problem."""
    body, limits, shapes = checked(LearningRatesRequest, given, length, settings)
    return Job(check_cost(partial(_price, len(body.rates)), shapes, limits), partial(_answer, body))


def _price(rates: int, shapes: Shapes) -> Cost:
    """A forward pass for each rate."""
    numbers = 2 + _NUMBERS_A_RATE * rates
    moving = _OPERATIONS_A_MOVED_PARAMETER * shapes.parameters + _OPERATIONS_A_MOVED_LAYER * len(shapes.activations)
    operations = trace_operations(shapes) + rates * (pass_operations(shapes) + moving + _OPERATIONS_A_RATE)
    afterwards = max(moved_bytes(shapes, shapes, _ARRAYS_A_LAYER), written_bytes(numbers))
    afterwards += _ARRAYS_OF_PARAMETERS * network_bytes(shapes) + _BYTES_A_RATE * rates
    return Cost(numbers, operations, peak_bytes(shapes, trace_bytes(shapes, afterwards)))


def _answer(body: LearningRatesRequest) -> Pieces[bytes]:
    network = network_of(body)
    traced = trace(network, array(body.x), array(body.target))
    losses: list[float] = []
    for L in losses_after_step(traced, body.rates):
        losses.append(L)
        yield
    slope = slope_of_rate(traced)
    answer: LearningRatesAnswer = {
        "L": traced.L,
        "slope": slope,
        "steps": [
            {"learning_rate": rate, "L": L, "forecast": traced.L + slope * rate}
            for rate, L in zip(body.rates, losses, strict=True)
        ],
        **warnings_of(traced),
        "nonfinite": None,
    }
    return encoded(answer, lambda: first_of(network, [(Address("L"), traced.L)]))


ENDPOINT = computing(
    "/api/learning-rates",
    "learningRates",
    "The loss after one step, for many learning rates",
    "L after one step of plain gradient descent, θ − η∇L, for each η, beside L − η‖∇L‖², which is what the gradient "
    "promises: the two part as η grows, and past some η the loss rises.",
    takes=LearningRatesRequest,
    gives=LearningRatesAnswer,
    example={**EXAMPLE, "rates": [0.1, 1.0, 3.0]},
    prepare=prepare,
)
