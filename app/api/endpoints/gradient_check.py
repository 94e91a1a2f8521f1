"""POST /api/gradient-check: every gradient beside a central difference of the loss itself."""

from collections import Counter
from functools import partial
from math import isfinite
from typing import Any

from app.api.admission.cost import Cost, backward_operations, pass_operations
from app.api.admission.inputs import array, network_of
from app.api.admission.limits import check_cost, check_counts, limits_of
from app.api.admission.service import Job
from app.api.admission.settings import Settings
from app.api.admission.shapes import Shapes, checked_shapes, place_of_size
from app.api.endpoints.requests import GradientCheckRequest
from app.api.wire.encoding import encoded
from app.api.wire.validation import validated
from app.engine.differences.gradient_check import DIRECTIONS, MAX_CHECKED, gradient_check
from app.engine.differences.verdict import VERDICTS, Check
from app.explain.addresses import Address

_QUANTITIES = {"W": "dL_dw", "b": "dL_db"}
_NUMBERS_A_CHECK = 7
"""Its address or direction, two gradients, their difference in two ways, h and the uncertainty."""

_CALLS_A_PROBE = 3
"""What looking at one probe costs beside its passes, in calls."""


def prepare_gradient_check(value: Any, length: int, settings: Settings) -> Job:
    """The job of a gradient check's value. Raises Problem, EngineError."""
    body = validated(GradientCheckRequest, value)
    limits = limits_of(body, settings, length)
    shapes = checked_shapes(body)
    check_counts(shapes, limits, place_of_size)
    cost = check_cost(_cost, shapes, limits)
    return Job(cost, partial(_answer, body))


def _cost(shapes: Shapes) -> Cost:
    """Two forward passes for each parameter, and two of a single sample for each input of each sample; above
    2,000 of either, two of all samples for each random direction."""
    inputs = shapes.samples * shapes.sizes[0]
    few_inputs = inputs <= MAX_CHECKED
    parameter_probes = shapes.parameters if shapes.parameters <= MAX_CHECKED else DIRECTIONS
    input_probes = inputs if few_inputs else DIRECTIONS
    one_pass = pass_operations(shapes)
    passes = 2 * (parameter_probes + (shapes.sizes[0] if few_inputs else DIRECTIONS))
    probes = parameter_probes + input_probes
    return Cost(
        numbers=_NUMBERS_A_CHECK * probes,
        operations=passes * one_pass + one_pass + backward_operations(shapes),
        calls=probes * (2 * (len(shapes.sizes) - 1) + _CALLS_A_PROBE),
    )


def _answer(body: GradientCheckRequest) -> bytes:
    checks = gradient_check(network_of(body), array(body.x), array(body.target), seed=body.seed)
    verdicts = Counter(check.verdict for check in checks)
    answer = {
        "checked": {
            "parameters": "directions" if any(check.kind == "parameters" for check in checks) else "each",
            "inputs": "directions" if any(check.kind == "inputs" for check in checks) else "each",
        },
        "verdicts": {verdict: verdicts[verdict] for verdict in VERDICTS},
        "gradients": [_row(check) for check in checks],
    }
    return encoded(answer, lambda: _first(checks))


def _row(check: Check) -> dict[str, Any]:
    address = _address(check)
    named = {"address": str(address)} if address else {"of": check.kind, "direction": check.indices[0]}
    row = {
        **named,
        "analytic": check.analytic,
        "numeric": check.numeric,
        "difference": check.difference,
        "relative": check.relative,
        "h": check.h,
        "uncertainty": check.uncertainty,
        "verdict": check.verdict,
    }
    return row if check.reason is None else {**row, "reason": check.reason}


def _address(check: Check) -> Address | None:
    """Where the gradient stands; one along a random direction has no address."""
    if check.kind in _QUANTITIES:
        return Address(_QUANTITIES[check.kind], (check.layer, *check.indices))
    if check.kind == "x":
        sample, j = check.indices
        return Address("dl_dx", (j,), sample)
    return None


def _first(checks: tuple[Check, ...]) -> Address | None:
    """The first gradient with a number that is not finite."""
    for check in checks:
        numbers = (check.analytic, check.numeric, check.difference, check.relative, check.uncertainty)
        if not all(map(isfinite, numbers)):
            return _address(check)
    return None
