"""POST /api/trace: both passes, and on request the steps that tell them and one step of gradient descent."""

from dataclasses import asdict
from functools import partial
from typing import Any

import orjson

from app.api.admission.cost import (
    Cost,
    backward_operations,
    layer_numbers,
    layer_step_numbers,
    pass_operations,
    step_numbers,
)
from app.api.admission.inputs import array, moved_parameters, network_of
from app.api.admission.limits import check_cost, check_counts, limits_of
from app.api.admission.service import Job
from app.api.admission.settings import Settings
from app.api.admission.shapes import Shapes, checked_shapes, place_of_size
from app.api.endpoints.requests import LAYER_FIELDS, TraceRequest
from app.api.wire.encoding import encoded, exactly
from app.api.wire.problems import Problem
from app.api.wire.validation import validated
from app.engine.arrays import FloatArray
from app.engine.descent import Descent, descend
from app.engine.passes import gains, trace
from app.engine.records import Trace
from app.explain.addresses import Address
from app.explain.layer_steps import layer_steps
from app.explain.multiplications import Multiplications, multiplications
from app.explain.order import first_nonfinite, trace_arrays
from app.explain.steps import steps

_PER_SAMPLE = ("dl_dW", "dl_db")
_WITHOUT_SAMPLES = tuple(field for field in LAYER_FIELDS if field not in _PER_SAMPLE)


def prepare_trace(value: Any, length: int, settings: Settings) -> Job:
    """The job of a trace request's value. Raises Problem, EngineError."""
    body = validated(TraceRequest, value)
    limits = limits_of(body, settings, length)
    shapes = checked_shapes(body, body.dl_dy, body.gains_x)
    check_counts(shapes, limits, place_of_size)
    if body.sample >= shapes.samples:
        raise Problem.of("sample-out-of-range", ("sample",), samples=shapes.samples)
    cost = check_cost(partial(_cost, body), shapes, limits)
    return Job(cost, partial(_answer, body))


def _fields(body: TraceRequest) -> tuple[str, ...]:
    """The layer fields of the answer, in their order: per-sample gradients only when asked for."""
    given = LAYER_FIELDS if "per_sample" in body.include else _WITHOUT_SAMPLES
    return given if body.fields is None else tuple(field for field in given if field in body.fields)


def _cost(body: TraceRequest, shapes: Shapes) -> Cost:
    samples = shapes.samples
    numbers = samples * (2 * shapes.sizes[0] + 1) + 1
    numbers += layer_numbers(shapes, _fields(body))
    operations = pass_operations(shapes) + backward_operations(shapes)
    calls = 3 * len(body.layers)
    if body.gains_x is not None:
        operations += pass_operations(shapes)
        calls += len(body.layers)
    if "per_sample" in body.include:
        operations += samples * shapes.weights
    if body.learning_rate is not None:
        numbers += shapes.parameters + samples + 3
        operations += pass_operations(shapes) + 2 * shapes.parameters
        calls += 2 * len(body.layers)
    if "costs" in body.include:
        numbers += len(Multiplications.__dataclass_fields__)
    if "steps" in body.include:
        moved = 0 if body.learning_rate is None else moved_parameters(body)
        numbers += step_numbers(shapes, moved=moved, driven=body.dl_dy is not None)
    if "layer_steps" in body.include:
        kinds = sum(2 - len({*layer.frozen}) for layer in body.layers)
        moved = 0 if body.learning_rate is None else kinds
        numbers += layer_step_numbers(shapes, moved=moved, driven=body.dl_dy is not None)
    return Cost(numbers, operations, calls)


def _answer(body: TraceRequest) -> bytes:
    fields = _fields(body)
    traced = trace(
        network_of(body),
        array(body.x),
        array(body.target),
        dl_dy=None if body.dl_dy is None else array(body.dl_dy),
        gains_x=None if body.gains_x is None else array(body.gains_x),
        per_sample="dl_dW" in fields,
    )
    descent = None if body.learning_rate is None else descend(traced, body.learning_rate)
    answer: dict[str, Any] = {
        "loss": body.loss,
        "reduction": body.reduction,
        "l": traced.l,
        "L": traced.L,
        "input": {"x": traced.x, "dl_dx": traced.dl_dx},
        "layers": [
            {
                "layer": number,
                "activation": layer.activation,
                **{field: _array(traced, number - 1, field) for field in fields},
            }
            for number, layer in enumerate(body.layers, start=1)
        ],
    }
    if descent is not None:
        answer["update"] = _update(body, traced, descent)
    if "costs" in body.include:
        answer["costs"] = _costs(traced)

    def first() -> Address | None:
        updated = None if descent is None else descent.network
        return first_nonfinite(trace_arrays(traced, frozenset(fields), updated))

    return encoded(answer, first, _steps(body, traced))


def _array(traced: Trace, index: int, field: str) -> FloatArray:
    array: FloatArray = gains(traced, index) if field == "da_dz" else getattr(traced.layers[index], field)
    return array


def _update(body: TraceRequest, traced: Trace, descent: Descent) -> dict[str, Any]:
    return {
        "learning_rate": body.learning_rate,
        "layers": [
            {"layer": number, "W_new": layer.W, "b_new": layer.b}
            for number, layer in enumerate(descent.network.layers, start=1)
        ],
        "l_after": descent.l_after,
        "L_before": traced.L,
        "L_after": descent.L_after,
    }


def _costs(traced: Trace) -> dict[str, int | str]:
    layers = traced.network.layers
    counted = multiplications(traced.network.sizes, [layer.activation for layer in layers])
    return {name: exactly(count) for name, count in asdict(counted).items()}


def _steps(body: TraceRequest, traced: Trace) -> bytes:
    text = b""
    for name, story in (("steps", steps), ("layer_steps", layer_steps)):
        if name in body.include:
            told = story(
                traced.network,
                len(traced.x),
                body.sample,
                learning_rate=body.learning_rate is not None,
                dl_dy=body.dl_dy is not None,
            )
            # Only the steps of weights have a source.
            text += b',"%s":' % name.encode() + orjson.dumps(told).replace(b',"source":null', b"")
    return text
