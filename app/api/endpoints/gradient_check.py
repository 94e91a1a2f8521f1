"""POST /api/gradient-check: every gradient beside a central difference of the loss itself."""

from collections import Counter
from functools import partial
from math import isfinite
from typing import Annotated, Any, Literal, NotRequired, cast

from pydantic import Field
from typing_extensions import TypedDict

from app.api.admission.bodies import EXAMPLE, NetworkBody, Seed
from app.api.admission.inputs import array, checked, network_of
from app.api.admission.limits import check_cost
from app.api.admission.service import Job
from app.api.admission.settings import Settings
from app.api.admission.shapes import Shapes
from app.api.admission.workers import Pieces
from app.api.endpoints.check_parts import CheckAnswer, check_answer
from app.api.endpoints.gradient_check_price import SecondLooks, price
from app.api.routing.computation import computing
from app.api.wire.answer import Computed, Float, closed
from app.api.wire.encoding import encoded
from app.engine.differences.gradient_check import DIRECTIONS, MAX_CHECKED, gradient_checks
from app.engine.differences.verdict import VERDICTS, Check
from app.explain.addresses import Address
from app.explain.quantities import PARAMETERS, QUANTITIES, gradient

_QUANTITIES = {QUANTITIES[name].field: gradient("L", name) for name in PARAMETERS}

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
    cost = check_cost(partial(price, limits.operations), shapes, limits)
    return Job(cost, partial(_answer, body, shapes, cost.operations))


def _answer(body: GradientCheckRequest, shapes: Shapes, operations: int) -> Pieces[bytes]:
    network, x, target = network_of(body), array(body.x), array(body.target)
    checks: list[Check] = []
    for check in gradient_checks(network, x, target, seed=body.seed, look_again=SecondLooks(shapes, operations)):
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
    "too) or step (the loss bends too much within h, or may do so: there are as many second looks, which tell, "
    f"as `operations` leaves room for). Above {MAX_CHECKED:,} parameters or inputs, {DIRECTIONS} random "
    "directions stand for all of them.",
    takes=GradientCheckRequest,
    gives=GradientCheckAnswer,
    example=EXAMPLE,
    prepare=prepare,
)
