"""POST /api/update: the network after one step of an optimizer, and the loss before and after it."""

from functools import partial
from itertools import chain
from typing import Any

from app.api.admission.cost import Cost, backward_operations, pass_operations
from app.api.admission.inputs import array, network_of
from app.api.admission.limits import check_cost, check_counts, limits_of
from app.api.admission.service import Job
from app.api.admission.settings import Settings
from app.api.admission.shapes import Shapes, checked_shapes, place_of_size
from app.api.endpoints.requests import UpdateRequest
from app.api.wire.encoding import encoded
from app.api.wire.validation import validated
from app.engine.descent import descend
from app.engine.passes import trace
from app.explain.order import first_nonfinite, parameter_arrays, total_loss


def prepare_update(value: Any, length: int, settings: Settings) -> Job:
    """The job of an update's value. Raises Problem, EngineError."""
    body = validated(UpdateRequest, value)
    limits = limits_of(body, settings, length)
    shapes = checked_shapes(body)
    check_counts(shapes, limits, place_of_size)
    cost = check_cost(_cost, shapes, limits)
    return Job(cost, partial(_answer, body))


def _cost(shapes: Shapes) -> Cost:
    operations = 2 * pass_operations(shapes) + backward_operations(shapes) + 2 * shapes.parameters
    return Cost(shapes.parameters + 2, operations, 5 * (len(shapes.sizes) - 1))


def _answer(body: UpdateRequest) -> bytes:
    traced = trace(network_of(body), array(body.x), array(body.target))
    descent = descend(traced, body.optimizer.learning_rate)
    answer = {
        "layers": [
            {"W": layer.W, "b": layer.b, "activation": said.activation, "frozen": said.frozen}
            for layer, said in zip(descent.network.layers, body.layers, strict=True)
        ],
        "state": {},
        "L_before": traced.L,
        "L_after": descent.L_after,
    }
    told = chain([[total_loss(traced.L)]], parameter_arrays(descent.network.layers, new=True))
    return encoded(answer, lambda: first_nonfinite(told))
