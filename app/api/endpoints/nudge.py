"""POST /api/nudge: how the loss moves when one number is moved, beside what its derivative forecasts."""

from functools import partial
from math import isfinite
from typing import Any

import numpy as np

from app.api.admission.cost import Cost, backward_operations, pass_operations
from app.api.admission.inputs import array, network_of
from app.api.admission.limits import check_cost, check_counts, limits_of
from app.api.admission.service import Job
from app.api.admission.settings import Settings
from app.api.admission.shapes import Shapes, checked_shapes, place_of_size
from app.api.endpoints.requests import NudgeRequest
from app.api.wire.encoding import encoded
from app.api.wire.problems import Problem
from app.api.wire.validation import validated
from app.engine.differences.nudge import nudge
from app.engine.passes import trace
from app.explain.addresses import Address, AddressError, check, parse, value
from app.explain.quantities import SHARED

_MOVED = {"w": "W", "b": "b", "x": "x", "z": "z", "a": "a"}
_NUMBERS_A_CHANGE = 6


def prepare_nudge(given: Any, length: int, settings: Settings) -> Job:
    """The job of a nudge request's value. Raises Problem, EngineError (an unknown address)."""
    body = validated(NudgeRequest, given)
    limits = limits_of(body, settings, length)
    shapes = checked_shapes(body)
    check_counts(shapes, limits, place_of_size)
    if body.sample >= shapes.samples:
        raise Problem.of("sample-out-of-range", ("sample",), samples=shapes.samples)
    address = parse(body.address)
    if address.quantity not in _MOVED:
        raise AddressError("It cannot be moved.", part="quantity", exists=", ".join(_MOVED))
    check(address, network_of(body), shapes.samples)
    cost = check_cost(partial(_cost, address, len(body.by)), shapes, limits)
    return Job(cost, partial(_answer, body, address))


def _cost(address: Address, changes: int, shapes: Shapes) -> Cost:
    """A forward pass for each change: of all samples, or of the one whose number is moved."""
    moved = shapes if address.quantity in SHARED else shapes.with_samples(1)
    return Cost(
        numbers=8 + _NUMBERS_A_CHANGE * changes,
        operations=changes * pass_operations(moved) + pass_operations(shapes) + backward_operations(shapes),
        calls=(changes + 4) * len(shapes.sizes),
    )


@np.errstate(all="ignore")
def _answer(body: NudgeRequest, address: Address) -> bytes:
    traced = trace(network_of(body), array(body.x), array(body.target))
    shared = address.quantity in SHARED
    sample = body.sample if shared else address.sample
    found = nudge(traced, _MOVED[address.quantity], address.indices, sample, body.by)
    by = array(body.by)
    gradient = Address(f"dl_d{address.quantity}", address.indices, sample)
    slope = value(traced, gradient)
    l = float(traced.l[sample])
    columns = {"by": by, "value": found.value + by, "l": found.l, "forecast": l + slope * by}
    answer: dict[str, Any] = {
        "address": str(address),
        "value": found.value,
        "sample": sample,
        "gradient": {"address": str(gradient), "value": slope},
        "l": l,
    }
    if found.L is not None and len(traced.x) > 1:
        total = Address(f"dL_d{address.quantity}", address.indices)
        of_all = value(traced, total)
        answer["total"] = {"gradient": {"address": str(total), "value": of_all}, "L": traced.L}
        columns |= {"L": found.L, "L_forecast": traced.L + of_all * by}
    rows = zip(*(column.tolist() for column in columns.values()), strict=True)
    answer["moved"] = [dict(zip(columns, row, strict=True)) for row in rows]
    return encoded(answer, lambda: None if isfinite(slope) else gradient)
