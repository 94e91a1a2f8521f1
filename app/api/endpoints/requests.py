"""The shapes of request bodies: what pydantic checks, and what the OpenAPI document shows.

Shapes of arrays, limits and meaning are checked after these, where all parts of a request are known.
"""

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, FailFast, Field

from app.api.admission.settings import LIMITS
from app.api.wire.annotations import Matrix, NotNull, Number, OneOf, Row, Text
from app.engine.activations import ACTIVATIONS
from app.engine.initializers import SCHEMES
from app.engine.losses import LOSSES
from app.engine.network import KINDS, PARAMETERS, REDUCTIONS
from app.engine.optimizers import OPTIMIZERS
from app.explain.printing.notation import NOTATIONS

INCLUDES = ("steps", "layer_steps", "per_sample", "costs")
LAYER_FIELDS = ("z", "a", "da_dz", "dl_da", "dl_dz", "dL_dW", "dL_db", "dl_dW", "dl_db")
LARGEST_SEED = 2**64 - 1
LARGEST_COUNT = 2**53 - 1

Activation = Annotated[str, OneOf("unknown-activation", tuple(ACTIVATIONS))]
Loss = Annotated[str, OneOf("unknown-loss", tuple(LOSSES))]
Reduction = Annotated[str, OneOf("unknown-reduction", REDUCTIONS)]
Kind = Annotated[str, OneOf("unknown-kind", KINDS)]
Parameter = Annotated[str, OneOf("unknown-parameter", PARAMETERS)]
Include = Annotated[str, OneOf("unknown-include", INCLUDES)]
LayerField = Annotated[str, OneOf("unknown-layer-field", LAYER_FIELDS)]
OptimizerName = Annotated[str, OneOf("unknown-optimizer", tuple(OPTIMIZERS))]
Scheme = Annotated[str, OneOf("unknown-scheme", tuple(SCHEMES))]
NotationName = Annotated[str, OneOf("unknown-notation", tuple(NOTATIONS))]
AddressText = Annotated[str, Text()]
StandardDeviation = Annotated[Number, Field(ge=0)]
Step = Annotated[Number, Field(ge=1e-300)]
LearningRate = Annotated[Number, Field(ge=0)]
Updates = Annotated[int, Field(ge=0, le=LARGEST_COUNT)]
Count = Annotated[int, Field(ge=1, le=LARGEST_COUNT)]
OwnLimit = Annotated[Count | None, NotNull()]


_SETTINGS = {setting.name: setting for method in OPTIMIZERS.values() for setting in method.settings}


def _range(name: str) -> Any:
    """The range of an optimizer's setting."""
    setting = _SETTINGS[name]
    least = setting.minimum
    if setting.exclusive_minimum:
        return Field(gt=least, lt=setting.upper_bound)
    return Field(ge=least, lt=setting.upper_bound)


class Body(BaseModel):
    """An object whose fields are all known, and whose values are taken as they are."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class LayerBody(Body):
    """One layer: a = f(a_prev @ W.T + b)."""

    W: Matrix = Field(description="(n_l, n_{l-1}): one row a neuron, one column for each wire that comes in.")
    b: Row = Field(description="(n_l): one bias a neuron.")
    activation: Activation
    frozen: list[Parameter] = Field(
        default_factory=list, max_length=2, description="Parameters that an update leaves alone."
    )
    kind: Kind = "dense"


class LimitsBody(Body):
    """Limits that the caller sets for this request, none above the server's own."""

    body_bytes: OwnLimit = None
    parameters: OwnLimit = None
    layers: OwnLimit = None
    neurons: OwnLimit = None
    samples: OwnLimit = None
    numbers: OwnLimit = None
    operations: OwnLimit = None


assert tuple(LimitsBody.model_fields) == LIMITS


class LimitedBody(Body):
    """A request that may lower its limits."""

    limits: LimitsBody | None = Field(None, description="Lower limits for this request.")


class ProblemBody(LimitedBody):
    """A network with its samples."""

    layers: Annotated[list[LayerBody], FailFast()] = Field(min_length=1)
    loss: Loss
    reduction: Reduction = Field("sum", description="L is the sum or the mean of the samples' l.")
    x: Matrix = Field(description="(N, n_0): one sample a row.")
    target: Matrix = Field(description="(N, n_L): one sample a row.")


class TraceRequest(ProblemBody):
    """Body of POST /api/trace."""

    include: list[Include] = Field(
        default_factory=list, max_length=16, description="What is left out unless asked for."
    )
    fields: list[LayerField] | None = Field(
        None, max_length=32, description="The only fields that the layers of the answer are to have."
    )
    dl_dy: Matrix | None = Field(
        None, description="(N, n_L): drives the backward pass in place of the loss's gradient at the output."
    )
    gains_x: Matrix | None = Field(
        None,
        description="(N, n_0): freezes the gains of the backward pass as they are at these inputs. "
        "Where they differ from x, what comes back is no gradient of l any more.",
    )
    learning_rate: LearningRate | None = Field(None, description="Adds one step of gradient descent to the answer.")
    sample: Annotated[int, Field(ge=0, le=LARGEST_COUNT)] = Field(0, description="Sample that `steps` tells.")


class ExplainRequest(TraceRequest):
    """Body of POST /api/explain: a trace request, of which `include` and `fields` say nothing here."""

    address: AddressText = Field(description="Of the number to be explained, e.g. dl_dz.2.1@3.")
    notation: NotationName = Field("lecture", description="How its lines are lettered.")


class GradientCheckRequest(ProblemBody):
    """Body of POST /api/gradient-check."""

    seed: Annotated[int, Field(ge=0, le=LARGEST_SEED)] = Field(
        0, description="Chooses the directions in which a large network is checked."
    )


class WitnessRequest(ProblemBody):
    """Body of POST /api/witness."""

    address: AddressText = Field(description="Of the gradient: dl_dw.1.0.0, dl_dz.2.1@3, dL_db.1.0 …")
    h: list[Step] | None = Field(
        None,
        min_length=1,
        max_length=200,
        description="Step sizes; unless given 0.1 … 1e-13, two for each power of ten, times max(1, |w|).",
    )


class NudgeRequest(ProblemBody):
    """Body of POST /api/nudge."""

    address: AddressText = Field(description="Of what is moved: a w, b, x, z or a.")
    by: Annotated[list[Number], FailFast()] = Field(
        min_length=1, max_length=1000, description="How far it is moved, one answer for each."
    )
    sample: Annotated[int, Field(ge=0, le=LARGEST_COUNT)] = Field(
        0, description="Whose l is told when a weight or a bias is moved."
    )


class OptimizerBody(Body):
    """Which optimizer moves the parameters, and its settings. GET /api/optimizers says which settings each one has, and
    what they are where they are left out."""

    name: OptimizerName
    learning_rate: Annotated[Number, _range("learning_rate")]
    momentum: Annotated[Number, _range("momentum")] | None = None
    alpha: Annotated[Number, _range("alpha")] | None = None
    beta1: Annotated[Number, _range("beta1")] | None = None
    beta2: Annotated[Number, _range("beta2")] | None = None
    epsilon: Annotated[Number, _range("epsilon")] | None = None
    weight_decay: Annotated[Number, _range("weight_decay")] | None = Field(
        None, description="Shrinks weights, never biases: as a penalty in the gradient, in adamw apart from it."
    )


class WeightMemoryBody(Body):
    """What an optimizer keeps of one layer's W: its own arrays of these, or nothing before it has moved W."""

    step: Updates | None = Field(None, description="How many updates have moved W.")
    velocity: Matrix | None = None
    mean: Matrix | None = None
    mean_square: Matrix | None = None
    sum_of_squares: Matrix | None = None


class BiasMemoryBody(Body):
    """What an optimizer keeps of one layer's b: its own arrays of these, or nothing before it has moved b."""

    step: Updates | None = Field(None, description="How many updates have moved b.")
    velocity: Row | None = None
    mean: Row | None = None
    mean_square: Row | None = None
    sum_of_squares: Row | None = None


class LayerStateBody(Body):
    """What an optimizer keeps of one layer."""

    W: WeightMemoryBody
    b: BiasMemoryBody


class StateBody(Body):
    """What an optimizer keeps of a network; that of sgd, and of each one before its first update, is empty."""

    step: Updates | None = Field(None, description="How many updates were made.")
    layers: list[LayerStateBody] | None = Field(None, fail_fast=True)


class UpdateRequest(ProblemBody):
    """Body of POST /api/update."""

    optimizer: OptimizerBody
    state: StateBody | None = Field(None, description="`state` of an earlier answer; empty or left out at the start.")


class NetworkRequest(LimitedBody):
    """Body of POST /api/networks: the recipe of a network."""

    sizes: list[Count] = Field(min_length=2, description="(n_0, …, n_L): inputs, then neurons of each layer.")
    activation: Activation | None = Field(None, description="Of every layer; or give `activations`.")
    activations: list[Activation] | None = Field(None, description="One a layer; or give `activation`.")
    scheme: Scheme
    seed: Annotated[int, Field(ge=0, le=LARGEST_SEED)] = Field(
        0, description="The same seed gives the same numbers on every machine and in every version."
    )
    bias: Number = Field(0.0, description="What every bias begins with.")
    value: Number | None = Field(None, description="Of scheme constant: every weight; 0.5 unless given.")
    low: Number | None = Field(None, description="Of scheme uniform: smallest weight; -1 unless given.")
    high: Number | None = Field(None, description="Of scheme uniform: largest weight; 1 unless given.")
    mean: Number | None = Field(None, description="Of scheme normal; 0 unless given.")
    std: StandardDeviation | None = Field(None, description="Of scheme normal; 1 unless given.")
