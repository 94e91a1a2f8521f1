"""The shapes of answers, for the OpenAPI document and for tests; nothing that answers goes through them."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, RootModel

from app.api.endpoints.requests import TraceRequest

Number = float | Literal["NaN", "Infinity", "-Infinity"]
Vector = list[Number]
Table = list[Vector]
Cube = list[Table]
Verdict = Literal["match", "close", "kink", "mismatch", "undecided"]
Reason = Literal["nonfinite", "rounding", "step"]


def _sometimes(description: str) -> Any:
    """A field that is left out unless it was asked for."""
    return Field(default_factory=list, description=description)


class Answer(BaseModel):
    """An object with these fields and no others."""

    model_config = ConfigDict(extra="forbid")


class AddressAnswer(Answer):
    """The address of a number."""

    address: str


class Nonfinite(Answer):
    """Numbers of the answer that overflowed."""

    first: AddressAnswer | None = Field(
        description="The first in the order of the steps; null when only losses after an update overflow."
    )
    count: int = Field(description="How many numbers of the answer are not finite.")


class Finite(Answer):
    """An answer made of numbers."""

    nonfinite: Nonfinite | None = Field(description="null when every number is finite.")


class InputAnswer(Answer):
    """Layer 0."""

    x: Table = Field(description="(N, n_0)")
    dl_dx: Table = Field(description="(N, n_0): gradient of each sample's own l.")


class LayerAnswer(Answer):
    """One layer's numbers; which of them, `fields` and `include` say."""

    layer: int = Field(description="From 1.")
    activation: str
    z: Table = _sometimes("(N, n_l): weighted sums.")
    a: Table = _sometimes("(N, n_l): activations.")
    da_dz: Table | Cube = _sometimes("(N, n_l): gains f'(z); for softmax (N, n_l, n_l), row i = da_i/dz_k.")
    dl_da: Table = _sometimes("(N, n_l): gradient of each sample's own l.")
    dl_dz: Table = _sometimes("(N, n_l): gradient of each sample's own l.")
    dL_dW: Table = _sometimes("(n_l, n_{l-1}): gradient of L.")
    dL_db: Vector = _sometimes("(n_l): gradient of L.")
    dl_dW: Cube = _sometimes("(N, n_l, n_{l-1}): of each sample's own l; with include per_sample.")
    dl_db: Table = _sometimes("(N, n_l): of each sample's own l; with include per_sample.")


class StepAnswer(Answer):
    """One neuron's one quantity."""

    phase: Literal["forward", "loss", "backward", "gradient", "update"]
    layer: int = Field(description="From 1; 0 is the input.")
    neuron: int | None = Field(description="From 0; null where the step belongs to the whole layer.")
    quantity: str
    writes: list[str] = Field(description="Addresses.")
    reads: list[str] = Field(description="Addresses.")
    source: int = _sometimes("Neuron of the layer before, for the step of a weight.")


class LayerStepAnswer(Answer):
    """One quantity of a whole layer. An address without the places of neurons stands for all of them: z.1."""

    phase: Literal["forward", "loss", "backward", "gradient", "update"]
    layer: int = Field(description="From 1; 0 is the input.")
    neuron: None
    quantity: str
    writes: list[str] = Field(description="Addresses of whole arrays.")
    reads: list[str] = Field(description="Addresses of whole arrays.")


class UpdatedLayer(Answer):
    """A layer's parameters after the step; frozen ones are the same numbers."""

    layer: int
    W_new: Table
    b_new: Vector


class UpdateInTrace(Answer):
    """One step of gradient descent, and the losses after one more forward pass."""

    learning_rate: float
    layers: list[UpdatedLayer]
    l_after: Vector = Field(description="(N)")
    L_before: Number
    L_after: Number


class CostsAnswer(Answer):
    """Multiplications for one sample's gradients of all parameters; texts where above 2^53."""

    forward: int | str = Field(description="One forward pass alone.")
    sweep: int | str = Field(description="One backward pass.")
    recursion: int | str = Field(description="The same formula from the front, nothing kept.")
    differences: int | str = Field(description="Two forward passes for each parameter.")
    paths: int | str = Field(description="Every path from a parameter to an output by itself.")


class TraceAnswer(Finite):
    """Answer of POST /api/trace."""

    loss: str
    reduction: str
    l: Vector = Field(description="(N): each sample's loss.")
    L: Number = Field(description="Sum or mean of l.")
    input: InputAnswer
    layers: list[LayerAnswer]
    steps: list[StepAnswer] = _sometimes("The order in which the passes are told; with include steps.")
    layer_steps: list[LayerStepAnswer] = _sometimes("The same order, told by whole layers; with include layer_steps.")
    costs: CostsAnswer = _sometimes("What all gradients cost in four ways; with include costs.")
    update: UpdateInTrace = _sometimes("With a learning_rate.")


class CheckedGradient(Answer):
    """One gradient beside its central difference (f(w + h) − f(w − h)) / 2h."""

    address: str = Field("", description="Of the gradient; left out for a random direction.")
    of: Literal["parameters", "inputs"] = Field(
        "parameters", description="What a random direction goes through; left out where there is an address."
    )
    direction: int = Field(0, description="Number of the random direction.")
    analytic: Number = Field(description="By backpropagation.")
    numeric: Number = Field(description="By the central difference.")
    difference: Number = Field(description="Absolute.")
    relative: Number = Field(description="The difference over the larger of the two.")
    h: Number
    uncertainty: Number = Field(
        description="How far rounding may move `numeric`, and, where the two disagree, how far the step's length may."
    )
    verdict: Verdict
    reason: Reason = Field("rounding", description="Why nothing is decided; left out with any other verdict.")


class Checked(Answer):
    """Whether each gradient was checked, or random directions through all of them (above 2,000)."""

    parameters: Literal["each", "directions"]
    inputs: Literal["each", "directions"]


class GradientCheckAnswer(Finite):
    """Answer of POST /api/gradient-check."""

    checked: Checked
    verdicts: dict[str, int] = Field(description="How many gradients have each verdict.")
    gradients: list[CheckedGradient]


class NewLayer(Answer):
    """A layer as a request may give it."""

    W: Table
    b: Vector
    activation: str


class MovedLayer(NewLayer):
    """A layer after an update."""

    frozen: list[str]


class UpdateAnswer(Finite):
    """Answer of POST /api/update."""

    layers: list[MovedLayer]
    state: dict[str, Any] = Field(description="To be given back with the next request.")
    L_before: Number
    L_after: Number


class NetworkAnswer(Finite):
    """Answer of POST /api/networks."""

    layers: list[NewLayer]


class PresetSummary(Answer):
    """A worked example in a few words."""

    id: str
    sizes: list[int]
    activations: list[str]
    loss: str


class PresetsAnswer(Answer):
    """Answer of GET /api/presets."""

    presets: list[PresetSummary]


class PublishedNumber(Answer):
    """A number as its source prints it, and ours."""

    address: str
    after_updates: int = Field(description="Steps of gradient descent taken before it.")
    printed: str
    ours: float
    verdict: Literal["match", "truncated", "differs"]
    erratum: str | None = Field(description="Key of the words that say what is wrong in the source.")


class PresetCase(Answer):
    """The request with some fields changed, and what is published for that."""

    id: str
    changes: dict[str, Any]
    numbers: list[PublishedNumber]


class PresetAnswer(Answer):
    """Answer of GET /api/presets/{id}."""

    id: str
    source: dict[str, str | int]
    request: TraceRequest = Field(description="A body for POST /api/trace.")
    cases: list[PresetCase]


class Curve(Answer):
    """What an activation looks like."""

    a: list[float] = Field(description="f(z) at each of `curve_z`, rounded for drawing.")


class ActivationAnswer(Answer):
    """An activation function."""

    name: str
    tex: str
    derivative_tex: str
    elementwise: bool = Field(description="false: each output depends on every input, and da_dz is a matrix.")
    curve: Curve | None


class ActivationsAnswer(Answer):
    """Answer of GET /api/activations."""

    activations: list[ActivationAnswer]
    curve_z: list[float]


class LossAnswer(Answer):
    """A loss function."""

    name: str
    tex: str
    gradient_tex: str
    on_logits: bool = Field(description="true: it takes the last layer's sums; its activation is identity.")
    target_range: Annotated[list[float], Field(min_length=2, max_length=2)] | None


class LossesAnswer(Answer):
    """Answer of GET /api/losses."""

    losses: list[LossAnswer]


class LocaleAnswer(Answer):
    """Answer of GET /api/locales/{code}."""

    language: str
    words: dict[str, str]


class HealthAnswer(Answer):
    """Answer of GET /healthz."""

    status: Literal["ok"]
    version: str


class OpenApiAnswer(RootModel[dict[str, Any]]):
    """An OpenAPI 3.1 document."""
