"""What the bodies of several requests have in common: a network with its samples, and the limits of one request.

pydantic checks each value by itself and writes the schema for the OpenAPI document. Whether the arrays fit one another,
limits and meaning are checked after that, where all parts of a request are known.
"""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, FailFast, Field

from app.api.admission.settings import LIMITS
from app.api.wire.annotations import Matrix, NotNull, Number, OneOf, Row
from app.api.wire.reading import MAX_MEMBERS
from app.engine.activations import ACTIVATIONS
from app.engine.initializers import SCHEMES, Spread
from app.engine.losses import LOSSES
from app.engine.network import KINDS, PARAMETERS, REDUCTIONS
from app.engine.randomness import MAX_SEED

MAX_COUNT = 2**53 - 1
"""The largest whole number in a request: larger ones are rounded by JSON readers whose numbers are all float64."""

MAX_LETTERS = 200
"""More than an address has."""

Activation = Annotated[str, OneOf("unknown-activation", tuple(ACTIVATIONS))]
Loss = Annotated[str, OneOf("unknown-loss", tuple(LOSSES))]
Reduction = Annotated[str, OneOf("unknown-reduction", REDUCTIONS)]
Kind = Annotated[str, OneOf("unknown-kind", KINDS)]
Parameter = Annotated[str, OneOf("unknown-parameter", PARAMETERS)]
Frozen = Annotated[list[Parameter], Field(max_length=2)]
AddressText = Annotated[str, Field(max_length=MAX_LETTERS)]
LearningRate = Annotated[Number, Field(ge=0)]
Count = Annotated[int, Field(ge=1, le=MAX_COUNT)]
OwnLimit = Annotated[Annotated[int, Field(ge=1)] | None, NotNull()]
SampleIndex = Annotated[int, Field(ge=0, le=MAX_COUNT)]
Seed = Annotated[int, Field(ge=0, le=MAX_SEED)]
SchemeName = Annotated[str, OneOf("unknown-scheme", tuple(SCHEMES))]
StandardDeviation = Annotated[Number, Field(ge=0)]

_DEFAULTS = Spread()


class Body(BaseModel):
    """An object whose fields are all known, and whose values are taken as they are."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class LayerBody(Body):
    """One layer: a = f(a_prev @ W.T + b)."""

    W: Matrix = Field(description="(n_l, n_{l-1}): one row a neuron, one column for each wire that comes in.")
    b: Row = Field(description="(n_l): one bias a neuron.")
    activation: Activation
    frozen: Frozen = Field(default_factory=list, description="Parameters that an update leaves alone.")
    kind: Kind = "dense"


class Recipe(Body):
    """What the first weights of a network are drawn by."""

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


class LimitsBody(Body):
    """Limits that the caller sets for this request, none above the server's own."""

    body_bytes: OwnLimit = None
    parameters: OwnLimit = None
    layers: OwnLimit = None
    neurons: OwnLimit = None
    samples: OwnLimit = None
    numbers: OwnLimit = None
    bytes: OwnLimit = None
    operations: OwnLimit = None


assert tuple(LimitsBody.model_fields) == LIMITS


class LimitedBody(Body):
    """A request that may lower its limits."""

    limits: LimitsBody | None = Field(None, description="Lower limits for this request.")


class NetworkBody(LimitedBody):
    """A network with its samples. The network is given by its `layers`, or by a `recipe` and what differs from it."""

    layers: Annotated[list[LayerBody], FailFast()] = Field(
        default_factory=list, min_length=1, description="From the first to the last; or give `recipe`."
    )
    recipe: Recipe | None = Field(None, description="What the layers are drawn by, as in POST /api/networks.")
    edits: dict[str, Number] | None = Field(
        None,
        max_length=MAX_MEMBERS,
        description="With a recipe: weights and biases that differ from it, by their addresses: w.LAYER.TO.FROM and "
        "b.LAYER.NEURON.",
    )
    frozen: list[Frozen] | None = Field(
        None, description="With a recipe: parameters that an update leaves alone, one list a layer."
    )
    loss: Loss
    reduction: Reduction = Field("sum", description="L is the sum or the mean of the samples' l.")
    x: Matrix = Field(description="(N, n_0): one sample a row.")
    target: Matrix = Field(description="(N, n_L): one sample a row.")


EXAMPLE: Mapping[str, Any] = {
    "layers": [
        {"W": [[0.6, 0.8], [0.3, 0.4]], "b": [0.2, 0.1], "activation": "relu"},
        {"W": [[0.6, -0.2]], "b": [0.1], "activation": "relu"},
    ],
    "loss": "half_squared_error",
    "x": [[1.2, 0.5]],
    "target": [[1.0]],
}
"""A network with its sample, for the examples of the OpenAPI document."""
