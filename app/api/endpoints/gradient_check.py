"""POST /api/gradient-check: every gradient beside a central difference of the loss itself."""

from collections import Counter
from functools import partial
from math import isfinite
from typing import Annotated, Any, Literal, NotRequired, cast

from pydantic import Field
from typing_extensions import TypedDict

from app.api.admission.bodies import EXAMPLE, NetworkBody, Seed
from app.api.admission.cost import Cost, pass_operations, trace_operations
from app.api.admission.inputs import array, checked, network_of
from app.api.admission.limits import check_cost
from app.api.admission.memory import moved_bytes, peak_bytes, trace_bytes, written_bytes
from app.api.admission.service import Job
from app.api.admission.settings import Settings
from app.api.admission.shapes import Shapes
from app.api.admission.workers import Pieces
from app.api.endpoints.check_parts import ARRAYS_A_LAYER, CheckAnswer, check_answer
from app.api.routing.computation import computing
from app.api.wire.answer import Computed, Float, closed
from app.api.wire.encoding import encoded
from app.engine.differences.gradient_check import DIRECTIONS, MAX_CHECKED, gradient_checks
from app.engine.differences.verdict import VERDICTS, Check
from app.explain.addresses import Address
from app.explain.quantities import PARAMETERS, QUANTITIES, gradient

_QUANTITIES = {QUANTITIES[name].field: gradient("L", name) for name in PARAMETERS}

_NUMBERS_A_CHECK = 7
"""Its address or direction, two gradients, their difference in two ways, h and the uncertainty."""

_OPERATIONS_A_PROBE = 20_000
"""Looking at one probe, beside its passes."""

_BYTES_A_CHECK = 350
"""A check's record."""

_BYTES_A_ROW = 350
"""Its row: a dictionary and an address."""

_OPERATIONS_A_MOVED_NUMBER = 30
"""A random direction, for each number that it moves."""

_BYTES_A_MOVED_NUMBER = 48
"""The same in memory."""

Extent = Literal["each", "directions"]


class GradientCheckRequest(NetworkBody):
    """Body of POST /api/gradient-check."""

    seed: Seed = Field(0, description="Chooses the directions in which a large network is checked.")


@closed
class CheckedGradient(CheckAnswer):
    """One gradient beside its central difference."""

    address: NotRequired[Annotated[str, Field(description="Of the gradient; left out for a random direction.")]]
    of: NotRequired[
        Annotated[
            Literal["parameters", "inputs"],
            Field(description="What a random direction goes through; left out where there is an address."),
        ]
    ]
    direction: NotRequired[Annotated[int, Field(description="Number of the random direction.")]]
    analytic: Annotated[Float, Field(description="By backpropagation.")]


@closed
class Extents(TypedDict):
    """Whether each gradient was checked, or, where there are too many, random directions through all of them."""

    parameters: Extent
    inputs: Extent


@closed
class GradientCheckAnswer(Computed):
    """Answer of POST /api/gradient-check."""

    checked: Extents
    verdicts: Annotated[dict[str, int], Field(description="How many gradients have each verdict.")]
    gradients: list[CheckedGradient]


def prepare(value: Any, length: int, settings: Settings) -> Job:
    """The job of a gradient check's value. Raises Problem."""
    body, limits, shapes = checked(GradientCheckRequest, value, length, settings)
    return Job(check_cost(_price, shapes, limits), partial(_answer, body))


def _price(shapes: Shapes) -> Cost:
    """Two forward passes for each parameter, from its layer on, and two of a single sample for each input of each
    sample; above MAX_CHECKED of either, two of all samples for each random direction."""
    layers, inputs = len(shapes.activations), shapes.samples * shapes.sizes[0]
    one_pass, alone = pass_operations(shapes), pass_operations(shapes.with_samples(1))
    operations = trace_operations(shapes)
    while_moved, probes = moved_bytes(shapes, shapes, ARRAYS_A_LAYER), 0
    for each, of_two_passes, operations_a_pass in ((shapes.parameters, 1 + 1 / layers, one_pass), (inputs, 2, alone)):
        if each <= MAX_CHECKED:
            probes += each
            operations += int(each * of_two_passes * operations_a_pass)
        else:
            probes += DIRECTIONS
            operations += DIRECTIONS * (2 * one_pass + _OPERATIONS_A_MOVED_NUMBER * each)
            while_moved += _BYTES_A_MOVED_NUMBER * each
    numbers = _NUMBERS_A_CHECK * probes
    afterwards = max(while_moved, _BYTES_A_ROW * probes + written_bytes(numbers)) + _BYTES_A_CHECK * probes
    operations += _OPERATIONS_A_PROBE * probes
    return Cost(numbers, operations, peak_bytes(shapes, trace_bytes(shapes, afterwards)))


def _answer(body: GradientCheckRequest) -> Pieces[bytes]:
    checks: list[Check] = []
    for check in gradient_checks(network_of(body), array(body.x), array(body.target), seed=body.seed):
        checks.append(check)
        yield
    verdicts = Counter(check.verdict for check in checks)
    kinds = {check.kind for check in checks}
    answer: GradientCheckAnswer = {
        "checked": {
            "parameters": "directions" if "parameters" in kinds else "each",
            "inputs": "directions" if "inputs" in kinds else "each",
        },
        "verdicts": {verdict: verdicts[verdict] for verdict in VERDICTS},
        "gradients": [_row(check) for check in checks],
        "nonfinite": None,
    }
    return encoded(answer, lambda: _first(checks))


def _row(check: Check) -> CheckedGradient:
    address = _address(check)
    named = {"address": str(address)} if address else {"of": check.kind, "direction": check.indices[0]}
    return cast(CheckedGradient, {**named, "analytic": check.analytic, **check_answer(check)})


def _address(check: Check) -> Address | None:
    """Where the gradient stands; one along a random direction has no address."""
    if check.kind in _QUANTITIES:
        return Address(_QUANTITIES[check.kind], (check.layer, *check.indices))
    if check.kind == "x":
        sample, j = check.indices
        return Address("dl_dx", (j,), sample)
    return None


def _first(checks: list[Check]) -> Address | None:
    """The first gradient with a number that is not finite."""
    return next((_address(check) for check in checks if not _is_finite(check)), None)


def _is_finite(check: Check) -> bool:
    return all(map(isfinite, (check.analytic, check.numeric, check.difference, check.relative, check.uncertainty)))


ENDPOINT = computing(
    "/api/gradient-check",
    "checkGradients",
    "Every gradient against a central difference",
    "Moves each parameter and each input a little to either side and compares the change of the loss "
    "with the gradient. Verdicts: match, close, kink (a formula changes between the two sides, so that "
    "no derivative spans them), mismatch, and undecided, which neither confirms nor accuses: `reason` is "
    "nonfinite (a number overflows or has no value), rounding (half or twice the gradient would have passed "
    f"too) or step (the loss bends too much within h). Above {MAX_CHECKED:,} parameters or inputs, {DIRECTIONS} random "
    "directions stand for all of them.",
    takes=GradientCheckRequest,
    gives=GradientCheckAnswer,
    example=EXAMPLE,
    prepare=prepare,
)
