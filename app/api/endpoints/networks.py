"""POST /api/networks: the first weights of a network, by a scheme and a seed."""

from functools import partial
from typing import Any

from typing_extensions import TypedDict

from app.api.admission.bodies import LimitedBody, Recipe
from app.api.admission.cost import Cost, drawing_operations
from app.api.admission.limits import check_cost, check_counts, limits_of
from app.api.admission.memory import drawing_bytes, network_bytes, peak_bytes, written_bytes
from app.api.admission.recipes import activations_of, spread_of
from app.api.admission.service import Job
from app.api.admission.settings import Settings
from app.api.admission.shapes import Shapes, shapes_of
from app.api.routing.computation import computing
from app.api.wire.answer import Computed, Table, Vector, closed
from app.api.wire.encoding import encoded
from app.api.wire.problems import Path
from app.api.wire.validation import validated
from app.engine.initializers import Spread, initialize
from app.explain.order import first_nonfinite, parameter_arrays


class NetworkRequest(Recipe, LimitedBody):
    """Body of POST /api/networks: the recipe of a network."""


@closed
class NewLayer(TypedDict):
    """A layer as a request may give it."""

    W: Table
    b: Vector
    activation: str


@closed
class NetworkAnswer(Computed):
    """Answer of POST /api/networks."""

    layers: list[NewLayer]


def prepare(value: Any, length: int, settings: Settings) -> Job:
    """The job of a request for a network. Raises Problem."""
    body = validated(NetworkRequest, value)
    limits = limits_of(body, settings, length)
    activations = activations_of(body)
    shapes = shapes_of(body.sizes, activations, "", 1, length)
    check_counts(shapes, limits, _place_of_size)
    spread = spread_of(body)
    return Job(check_cost(_price, shapes, limits), partial(_answer, body, activations, spread))


def _price(shapes: Shapes) -> Cost:
    numbers = shapes.parameters
    computing = network_bytes(shapes) + max(drawing_bytes(shapes), written_bytes(numbers))
    return Cost(numbers, drawing_operations(shapes), peak_bytes(shapes, computing, copies=0))


def _place_of_size(layer: int) -> Path:
    return ("sizes", layer)


def _answer(body: NetworkRequest, activations: list[str], spread: Spread) -> bytes:
    layers = initialize(body.sizes, activations, body.scheme, body.seed, spread=spread, bias=body.bias)
    answer: NetworkAnswer = {
        "layers": [{"W": layer.W, "b": layer.b, "activation": layer.activation} for layer in layers],
        "nonfinite": None,
    }
    return encoded(answer, lambda: first_nonfinite(parameter_arrays(layers, new=False)))


ENDPOINT = computing(
    "/api/networks",
    "createNetwork",
    "First weights by a scheme and a seed",
    "The same recipe gives the same numbers on every machine and in every version.",
    takes=NetworkRequest,
    gives=NetworkAnswer,
    example={"sizes": [2, 3, 1], "activations": ["tanh", "sigmoid"], "scheme": "xavier_uniform", "seed": 7},
    prepare=prepare,
)
