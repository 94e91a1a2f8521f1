"""POST /api/update: the network after one step of an optimizer, and the loss before and after it."""

from functools import partial
from itertools import chain
from typing import Annotated, Any

from pydantic import Field
from typing_extensions import TypedDict

from app.api.admission.bodies import EXAMPLE, Body, LearningRate, NetworkBody
from app.api.admission.cost import Cost, backward_operations, pass_operations
from app.api.admission.inputs import array, checked, network_of
from app.api.admission.limits import check_cost
from app.api.admission.service import Job
from app.api.admission.settings import Settings
from app.api.admission.shapes import Shapes
from app.api.computation import computing
from app.api.wire.annotations import OneOf
from app.api.wire.answer import Computed, Float, Table, Vector, closed
from app.api.wire.encoding import encoded
from app.api.wire.warnings import Warnings, warnings_of
from app.engine.descent import descend
from app.engine.optimizers import OPTIMIZERS
from app.engine.passes import trace
from app.explain import order
from app.explain.order import of_parameters, total

OptimizerName = Annotated[str, OneOf("unknown-optimizer", tuple(OPTIMIZERS))]


class OptimizerBody(Body):
    """Which rule moves the parameters, and how far."""

    name: OptimizerName
    learning_rate: LearningRate


class EmptyState(Body):
    """The state of an optimizer that remembers nothing."""


class UpdateRequest(NetworkBody):
    """Body of POST /api/update."""

    optimizer: OptimizerBody
    state: EmptyState | None = Field(None, description="State of an earlier answer; that of sgd is empty.")


@closed
class MovedLayer(TypedDict):
    """A layer after an update."""

    W: Table
    b: Vector
    activation: str
    frozen: list[str]


@closed
class UpdateAnswer(Warnings, Computed):
    """Answer of POST /api/update."""

    layers: list[MovedLayer]
    state: Annotated[dict[str, Any], Field(description="To be given back with the next request.")]
    L_before: Float
    L_after: Float


def prepare(value: Any, length: int, settings: Settings) -> Job:
    """The job of an update's value. Raises Problem."""
    body, limits, shapes = checked(UpdateRequest, value, length, settings)
    return Job(check_cost(_price, shapes, limits), partial(_answer, body))


def _price(shapes: Shapes) -> Cost:
    operations = 2 * pass_operations(shapes) + backward_operations(shapes) + 2 * shapes.parameters
    return Cost(shapes.parameters + 2, operations, 5 * (len(shapes.sizes) - 1))


def _answer(body: UpdateRequest) -> bytes:
    traced = trace(network_of(body), array(body.x), array(body.target))
    descent = descend(traced, body.optimizer.learning_rate)
    answer: UpdateAnswer = {
        "layers": [
            {"W": layer.W, "b": layer.b, "activation": given.activation, "frozen": given.frozen}
            for layer, given in zip(descent.network.layers, body.layers, strict=True)
        ],
        "state": {},
        "L_before": traced.L,
        "L_after": descent.L_after,
        **warnings_of(traced),
        "nonfinite": None,
    }
    groups = chain([[total(traced.L)]], of_parameters(descent.network.layers, "w_new", "b_new"))
    return encoded(answer, lambda: order.first(groups))


ENDPOINT = computing(
    "/api/update",
    "update",
    "One step of an optimizer",
    "The network after θ ← θ − η ∇L(θ), and its loss before and after. Frozen parameters stay the same.",
    takes=UpdateRequest,
    gives=UpdateAnswer,
    example={**EXAMPLE, "optimizer": {"name": "sgd", "learning_rate": 0.1}},
    prepare=prepare,
)
