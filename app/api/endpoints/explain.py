"""POST /api/explain: where one number comes from, and on request all that it is made of."""

from collections.abc import Iterator
from functools import partial
from math import isfinite
from typing import Any

import orjson

from app.api.admission.cost import Cost, backward_operations, pass_operations
from app.api.admission.inputs import array, network_of
from app.api.admission.limits import check_cost, check_counts, limits_of
from app.api.admission.service import Job
from app.api.admission.settings import Settings
from app.api.admission.shapes import Shapes, checked_shapes, place_of_size
from app.api.endpoints.requests import ExplainRequest
from app.api.wire import nonfinite
from app.api.wire.encoding import exactly
from app.api.wire.problems import Problem
from app.api.wire.validation import validated
from app.engine.optimizers import SGD, update
from app.engine.passes import trace
from app.engine.records import Trace
from app.explain.addresses import Address, check, parse
from app.explain.derive import Derivation, Update, derive
from app.explain.expressions import to_json
from app.explain.printing.lines import Line, lines, lines_written_out
from app.explain.printing.notation import NOTATIONS, NetworkInfo
from app.explain.printing.numpy_text import numpy_text
from app.explain.printing.texts import latex, markdown, plain
from app.explain.quantities import SHARED
from app.explain.unroll import Unrolled, unroll
from app.explain.written_out import MAX_LEAVES, Follow, deepest, everything, gradients, write_out

DEEPEST = 1_000
"""No path through a network of the largest depth is so long."""

_LEAVES_A_NEURON = 12
"""So many leaves at most has the longest tree (a loss after a softmax) for each output."""

_NUMBERS_A_LEAF = 4
"""Its address and value in the tree, and its address among the parents and among the parts of a line."""


def prepare_explanation(
    value: Any, length: int, settings: Settings, *, depth: int | None = None, only_gradients: bool = False
) -> Job:
    """The job of an explain request's value. Raises Problem, EngineError (an unknown address)."""
    body = validated(ExplainRequest, value)
    limits = limits_of(body, settings, length)
    shapes = checked_shapes(body, body.dl_dy, body.gains_x)
    check_counts(shapes, limits, place_of_size)
    if body.sample >= shapes.samples:
        raise Problem.of("sample-out-of-range", ("sample",), samples=shapes.samples)
    address = parse(body.address)
    check(address, network_of(body), shapes.samples, updated=body.learning_rate is not None)
    cost = check_cost(partial(_cost, address, depth), shapes, limits)
    return Job(cost, partial(_answer, body, address, depth, gradients if only_gradients else everything))


def _cost(address: Address, depth: int | None, shapes: Shapes) -> Cost:
    """Bounds, told from the shapes: a number's tree has at most so many leaves for each neuron of the widest
    layer and each sample; unrolled, at most every number of its samples' passes is told."""
    samples = shapes.samples
    leaves = _LEAVES_A_NEURON * max(shapes.sizes) + samples
    if depth:
        involved = samples if address.quantity in SHARED else 1
        inner = shapes.weights + shapes.jacobians + shapes.neurons
        leaves = min(leaves ** min(depth + 1, 8), leaves + _LEAVES_A_NEURON * involved * inner)
    if depth is not None:
        leaves += 2 * MAX_LEAVES + _LEAVES_A_NEURON * sum(shapes.sizes)
    operations = 2 * pass_operations(shapes) + backward_operations(shapes) + 2 * shapes.parameters
    return Cost(_NUMBERS_A_LEAF * leaves, operations, 10 * len(shapes.sizes) + leaves)


def _answer(body: ExplainRequest, address: Address, depth: int | None, follow: Follow) -> bytes:
    network = network_of(body)
    dl_dy = None if body.dl_dy is None else array(body.dl_dy)
    gains_x = None if body.gains_x is None else array(body.gains_x)
    traced = trace(network, array(body.x), array(body.target), dl_dy=dl_dy, gains_x=gains_x)
    moved = _update(traced, body.learning_rate)
    told = derive(traced, address, moved)
    found = lines(told, NOTATIONS[body.notation], NetworkInfo.of(traced))
    answer: dict[str, Any] = {
        **_told(told),
        "notation": body.notation,
        "lines": list(map(_line, found)),
        "texts": {
            "latex": latex(found),
            "markdown": markdown(told, found),
            "numpy": numpy_text(told),
            "plain": plain(told),
        },
    }
    if depth is not None:
        every = unroll(traced, address, depth, moved, follow=follow)
        end = deepest(traced, address, moved, follow)
        written = write_out(told, partial(derive, traced, update=moved), depth, follow)
        whole = lines_written_out(told, written.formula, NOTATIONS[body.notation], NetworkInfo.of(traced))
        answer["unrolled"] = {
            "depth": depth,
            "deepest": end,
            "written_depth": written.depth,
            "lines": list(map(_line, whole)),
            **_unrolled(every),
        }
    answer["nonfinite"] = _nonfinite(answer, told)
    return orjson.dumps(nonfinite.spelled(answer))


def _update(traced: Trace, learning_rate: float | None) -> Update | None:
    if learning_rate is None:
        return None
    return Update(learning_rate, update(traced.network, traced, SGD(learning_rate))[0])


def _told(told: Derivation) -> dict[str, Any]:
    return {
        "address": str(told.address),
        "value": told.value,
        "rule": told.rule,
        "expression": to_json(told.expression),
        "parents": [str(parent.address) for parent in told.parents],
    }


def _line(line: Line) -> dict[str, Any]:
    parts = [
        {"tex": part.tex, "address": None if part.address is None else str(part.address), "role": part.role}
        for part in line.parts
    ]
    return {"kind": line.kind, "tex": line.tex, "parts": parts}


def _unrolled(unrolled: Unrolled) -> dict[str, Any]:
    return {
        "complete": unrolled.complete,
        "paths": exactly(unrolled.paths),
        "numbers": list(map(_told, unrolled.derivations)),
    }


def _nonfinite(answer: dict[str, Any], told: Derivation) -> dict[str, Any] | None:
    """The first number of the explanation that is not finite: a parent before what is made of it."""
    count = nonfinite.count(answer)
    if not count:
        return None
    first = next(_not_finite(told), None)
    return {"first": None if first is None else {"address": str(first)}, "count": count}


def _not_finite(told: Derivation) -> Iterator[Address]:
    yield from (parent.address for parent in told.parents if not isfinite(parent.value))
    if not isfinite(told.value):
        yield told.address
