"""POST /api/networks: the first weights of a network, by a scheme and a seed."""

from functools import partial
from typing import Annotated, Any

from pydantic import Field
from typing_extensions import TypedDict

from app.api.admission.bodies import Activation, Count, LimitedBody, Seed
from app.api.admission.cost import Cost
from app.api.admission.limits import check_cost, check_counts, limits_of
from app.api.admission.memory import network_bytes, peak_bytes, written_bytes
from app.api.admission.service import Job
from app.api.admission.settings import Settings
from app.api.admission.shapes import Shapes, shapes_of
from app.api.routing.computation import computing
from app.api.wire.annotations import Number, OneOf
from app.api.wire.answer import Computed, Table, Vector, closed
from app.api.wire.encoding import encoded
from app.api.wire.problems import Fault, Path, Problem
from app.api.wire.validation import validated
from app.engine.initializers import SCHEMES, Spread, initialize
from app.explain.order import first_nonfinite, parameter_arrays

_OPERATIONS_A_WEIGHT = 40
"""Drawing one weight."""

_OPERATIONS_A_LAYER = 50_000
"""One layer, however small it is."""

_BYTES_A_WEIGHT = 48
"""One weight while it is drawn."""

_DEFAULTS = Spread()

SchemeName = Annotated[str, OneOf("unknown-scheme", tuple(SCHEMES))]
StandardDeviation = Annotated[Number, Field(ge=0)]


class NetworkRequest(LimitedBody):
    """Body of POST /api/networks: the recipe of a network."""

    sizes: list[Count] = Field(min_length=2, description="(n_0, …, n_L): inputs, then neurons of each layer.")
    activation: Activation | None = Field(None, description="Of every layer; or give `activations`.")
    activations: list[Activation] | None = Field(None, description="One a layer; or give `activation`.")
    scheme: SchemeName
    seed: Seed = Field(0, description="The same seed gives the same numbers on every machine and in every version.")
    bias: Number = Field(0.0, description="What every bias begins with.")
    value: Number | None = Field(
        None, description=f"Of scheme constant: every weight; {_DEFAULTS.value:g} unless given."
    )
    low: Number | None = Field(None, description=f"Of scheme uniform: smallest weight; {_DEFAULTS.low:g} unless given.")
    high: Number | None = Field(
        None, description=f"Of scheme uniform: largest weight; {_DEFAULTS.high:g} unless given."
    )
    mean: Number | None = Field(None, description=f"Of scheme normal; {_DEFAULTS.mean:g} unless given.")
    std: StandardDeviation | None = Field(None, description=f"Of scheme normal; {_DEFAULTS.std:g} unless given.")


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
    activations = _activations(body)
    shapes = shapes_of(body.sizes, activations, "", 1, length)
    check_counts(shapes, limits, _place_of_size)
    spread = _spread(body)
    return Job(check_cost(_price, shapes, limits), partial(_answer, body, activations, spread))


def _price(shapes: Shapes) -> Cost:
    """Each weight is drawn with a logarithm, a root and a cosine at most."""
    numbers = shapes.parameters
    afterwards = network_bytes(shapes) + max(_BYTES_A_WEIGHT * numbers, written_bytes(numbers))
    operations = _OPERATIONS_A_WEIGHT * numbers + _OPERATIONS_A_LAYER * len(shapes.activations)
    return Cost(numbers, operations, peak_bytes(shapes, afterwards, copies=0))


def _place_of_size(layer: int) -> Path:
    return ("sizes", layer)


def _activations(body: NetworkRequest) -> list[str]:
    """One activation a layer. Raises Problem: `choose-one`, `activation-count`."""
    layers = len(body.sizes) - 1
    if (body.activation is None) == (body.activations is None):
        raise Problem.of("choose-one", fields=["activation", "activations"])
    if body.activation is not None:
        return [body.activation] * layers
    activations = body.activations or []
    if len(activations) != layers:
        raise Problem.of("activation-count", ("activations",), expected=layers, actual=len(activations))
    return activations


def _spread(body: NetworkRequest) -> Spread:
    """The settings of the scheme. Raises Problem: `unused-setting` (another scheme's), `low-above-high`."""
    own = SCHEMES[body.scheme].settings
    every = sorted(name for scheme in SCHEMES.values() for name in scheme.settings)
    given = {name: getattr(body, name) for name in every if getattr(body, name) is not None}
    faults = [
        Fault("unused-setting", {"scheme": body.scheme, "field": name}, (name,)) for name in given if name not in own
    ]
    if faults:
        raise Problem(faults)
    spread = Spread(**given)
    if spread.low > spread.high:
        raise Problem.of("low-above-high", ("low",))
    return spread


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
