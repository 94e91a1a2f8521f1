"""POST /api/witness: one gradient beside central differences of many step sizes."""

from functools import partial
from math import isfinite
from typing import Any

from app.api.admission.cost import Cost, backward_operations, pass_operations
from app.api.admission.inputs import array, network_of
from app.api.admission.limits import check_cost, check_counts, limits_of
from app.api.admission.service import Job
from app.api.admission.settings import Settings
from app.api.admission.shapes import Shapes, checked_shapes, place_of_size
from app.api.endpoints.requests import WitnessRequest
from app.api.wire.encoding import encoded
from app.api.wire.validation import validated
from app.engine.differences.finite_difference import STEPS, Difference, step_study
from app.engine.passes import trace
from app.explain.addresses import SHARED, Address, AddressError, check, parse

_MOVED = {"w": "W", "b": "b", "x": "x", "z": "z", "a": "a"}
"""What is moved, by the letter that a gradient is taken by: the engine's name for it."""

GRADIENTS = ("dl_dw", "dl_db", "dl_dx", "dl_da", "dl_dz", "dL_dw", "dL_db")
_NUMBERS_A_DIFFERENCE = 5
_NUMBERS = 16
_PASSES_OF_THE_CHECK = 12


def prepare_witness(value: Any, length: int, settings: Settings) -> Job:
    """The job of a witness request's value. Raises Problem, EngineError (an unknown address)."""
    body = validated(WitnessRequest, value)
    limits = limits_of(body, settings, length)
    shapes = checked_shapes(body)
    check_counts(shapes, limits, place_of_size)
    address = parse(body.address)
    if address.quantity not in GRADIENTS:
        raise AddressError("It is not a gradient.", part="quantity", exists=", ".join(GRADIENTS))
    check(address, network_of(body), shapes.samples)
    steps = len(STEPS) if body.h is None else len(body.h)
    cost = check_cost(partial(_cost, address, steps), shapes, limits)
    return Job(cost, partial(_answer, body, address))


def _cost(address: Address, steps: int, shapes: Shapes) -> Cost:
    """Two forward passes for each step, of all samples or of one."""
    moved = shapes if address.quantity in SHARED else shapes.with_samples(1)
    passes = 2 * steps + _PASSES_OF_THE_CHECK
    return Cost(
        numbers=_NUMBERS + _NUMBERS_A_DIFFERENCE * steps,
        operations=passes * pass_operations(moved) + 2 * (pass_operations(shapes) + backward_operations(shapes)),
        calls=(passes + 4) * len(shapes.sizes),
    )


def _answer(body: WitnessRequest, address: Address) -> bytes:
    traced = trace(network_of(body), array(body.x), array(body.target))
    shared = address.quantity in SHARED
    letter = address.quantity.split("_d")[1]
    sample = None if shared else address.sample
    found = step_study(traced, _MOVED[letter], address.indices, sample, body.h)
    checked = found.check
    answer = {
        "address": str(address),
        "loss": "L" if shared else "l",
        "backpropagation": found.analytic,
        "central_difference": {
            "h": checked.h,
            "numeric": checked.numeric,
            "difference": checked.difference,
            "relative": checked.relative,
            "uncertainty": checked.uncertainty,
            "verdict": checked.verdict,
            **({} if checked.reason is None else {"reason": checked.reason}),
        },
        "best": _row(found.best),
        "differences": list(map(_row, found.differences)),
    }
    return encoded(answer, lambda: None if isfinite(found.analytic) else address)


def _row(one: Difference) -> dict[str, Any]:
    return {
        "h": one.h,
        "numeric": one.numeric,
        "difference": one.difference,
        "relative": one.relative,
        "kink": one.kink,
    }
