"""POST /api/trace: both passes, and on request the order of their steps and one step of gradient descent."""

from functools import partial
from typing import Annotated, Any, NotRequired, cast

from pydantic import Field
from typing_extensions import TypedDict

from app.api.admission.bodies import EXAMPLE, LearningRate, NetworkBody, SampleIndex
from app.api.admission.cost import (
    Cost,
    backward_operations,
    input_operations,
    layer_numbers,
    layer_step_numbers,
    pass_operations,
    step_numbers,
    step_operations,
)
from app.api.admission.inputs import array, checked, moved_parameters, network_of
from app.api.admission.limits import check_cost
from app.api.admission.memory import (
    NUMBER,
    forward_bytes,
    network_bytes,
    peak_bytes,
    step_bytes,
    trace_bytes,
    written_bytes,
)
from app.api.admission.service import Job
from app.api.admission.settings import Settings
from app.api.admission.shapes import Shapes
from app.api.endpoints.trace_parts import INCLUDES, Parts, parts_of
from app.api.routing.computation import computing
from app.api.wire.annotations import Matrix, OneOf
from app.api.wire.answer import Computed, Cube, Float, Table, TableOrCube, Vector, closed
from app.api.wire.encoding import encoded
from app.api.wire.warnings import Warnings, warnings_of
from app.engine.optimizers import descend, optimizer
from app.engine.passes import both_passes, gains
from app.engine.records import Trace
from app.explain.addresses import Address
from app.explain.multiplications import Multiplications
from app.explain.order import first_nonfinite, trace_arrays
from app.explain.quantities import LAYER_FIELDS, PER_SAMPLE_FIELDS

_WITHOUT_SAMPLES = tuple(field for field in LAYER_FIELDS if field not in PER_SAMPLE_FIELDS)

Include = Annotated[str, OneOf("unknown-include", INCLUDES)]
LayerField = Annotated[str, OneOf("unknown-layer-field", LAYER_FIELDS)]


class TraceRequest(NetworkBody):
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
    sample: SampleIndex = Field(0, description="Sample that `steps` are of.")


@closed
class InputAnswer(TypedDict):
    """Layer 0."""

    x: Annotated[Table, Field(description="(N, n_0)")]
    dl_dx: Annotated[Table, Field(description="(N, n_0): gradient of each sample's own l.")]


OwnTable = Annotated[Table, Field(description="(N, n_l): gradient of each sample's own l.")]


@closed
class LayerAnswer(TypedDict):
    """One layer's numbers; which of them, `fields` and `include` say."""

    layer: Annotated[int, Field(description="From 1.")]
    activation: str
    z: NotRequired[Annotated[Table, Field(description="(N, n_l): weighted sums.")]]
    a: NotRequired[Annotated[Table, Field(description="(N, n_l): activations.")]]
    da_dz: NotRequired[
        Annotated[
            TableOrCube,
            Field(description="(N, n_l): gains f'(z); for softmax (N, n_l, n_l), row i = da_i/dz_k."),
        ]
    ]
    dl_da: NotRequired[OwnTable]
    dl_dz: NotRequired[OwnTable]
    dL_dW: NotRequired[Annotated[Table, Field(description="(n_l, n_{l-1}): gradient of L.")]]
    dL_db: NotRequired[Annotated[Vector, Field(description="(n_l): gradient of L.")]]
    dl_dW: NotRequired[
        Annotated[Cube, Field(description="(N, n_l, n_{l-1}): of each sample's own l; with include per_sample.")]
    ]
    dl_db: NotRequired[
        Annotated[Table, Field(description="(N, n_l): of each sample's own l; with include per_sample.")]
    ]


@closed
class TraceAnswer(Parts, Warnings, Computed):
    """Answer of POST /api/trace."""

    loss: str
    reduction: str
    l: Annotated[Vector, Field(description="(N): each sample's loss.")]
    L: Annotated[Float, Field(description="Sum or mean of l.")]
    input: InputAnswer
    layers: list[LayerAnswer]


def prepare(value: Any, length: int, settings: Settings) -> Job:
    """The job of a trace request's value. Raises Problem."""
    body, limits, shapes = checked(TraceRequest, value, length, settings)
    return Job(check_cost(partial(_price, body), shapes, limits), partial(_answer, body))


def _fields(body: TraceRequest) -> tuple[str, ...]:
    """The layer fields of the answer, in their order: per-sample gradients only when asked for."""
    given = LAYER_FIELDS if "per_sample" in body.include else _WITHOUT_SAMPLES
    return given if body.fields is None else tuple(field for field in given if field in body.fields)


def _price(body: TraceRequest, shapes: Shapes) -> Cost:
    samples, fields, include = shapes.samples, _fields(body), body.include
    numbers = samples * (2 * shapes.sizes[0] + 1) + 1 + layer_numbers(shapes, fields)
    operations = input_operations(shapes) + pass_operations(shapes) + backward_operations(shapes)
    kept = while_updated = of_steps = 0
    if body.gains_x is not None:
        operations += pass_operations(shapes)
        kept += forward_bytes(shapes)
    if "da_dz" in fields:
        operations += samples * shapes.jacobians
        kept += NUMBER * samples * shapes.jacobians
    if "dl_dW" in fields:
        operations += samples * shapes.weights
        kept += NUMBER * samples * shapes.weights
    if body.learning_rate is not None:
        numbers += shapes.parameters + samples + 3
        operations += pass_operations(shapes) + 2 * shapes.parameters
        kept += network_bytes(shapes)
        while_updated = forward_bytes(shapes)
    if "costs" in include:
        numbers += len(Multiplications.__dataclass_fields__)
    if "steps" in include or "layer_steps" in include:
        steps, addresses = _steps(body, shapes)
        numbers += addresses
        operations += step_operations(steps, addresses)
        of_steps = step_bytes(steps, addresses)
    afterwards = max(while_updated, written_bytes(numbers) + of_steps)
    return Cost(numbers, operations, peak_bytes(shapes, kept + trace_bytes(shapes, afterwards)))


def _steps(body: TraceRequest, shapes: Shapes) -> tuple[int, int]:
    """How many steps the answer tells at most, and how many addresses in them."""
    steps = addresses = 0
    moving, driven = body.learning_rate is not None, body.dl_dy is not None
    if "steps" in body.include:
        moved = moved_parameters(body) if moving else 0
        steps += shapes.weights + 5 * shapes.neurons + shapes.sizes[0] + 1 + moved
        addresses += step_numbers(shapes, moved=moved, driven=driven)
    if "layer_steps" in body.include:
        moved = sum(2 - len({*layer.frozen}) for layer in body.layers) if moving else 0
        steps += 6 * len(body.layers) + 2 + moved
        addresses += layer_step_numbers(shapes, moved=moved, driven=driven)
    return steps, addresses


def _answer(body: TraceRequest) -> bytes:
    fields = _fields(body)
    traced = both_passes(
        network_of(body),
        array(body.x),
        array(body.target),
        dl_dy=None if body.dl_dy is None else array(body.dl_dy),
        gains_x=None if body.gains_x is None else array(body.gains_x),
        per_sample="dl_dW" in fields,
    )
    rate = body.learning_rate
    descent = None if rate is None else descend(traced, optimizer("sgd", learning_rate=rate))
    answer: TraceAnswer = {
        "loss": body.loss,
        "reduction": body.reduction,
        "l": traced.l,
        "L": traced.L,
        "input": {"x": traced.x, "dl_dx": traced.dl_dx},
        "layers": [_layer(traced, index, fields) for index in range(len(traced.layers))],
        **parts_of(traced, descent, rate, body.include, body.sample),
        **warnings_of(traced),
        "nonfinite": None,
    }

    def first() -> Address | None:
        updated = None if descent is None else descent.network
        return first_nonfinite(trace_arrays(traced, frozenset(fields), updated))

    return encoded(answer, first, nullable=("neuron",))


def _layer(traced: Trace, index: int, fields: tuple[str, ...]) -> LayerAnswer:
    record = traced.layers[index]
    row: dict[str, Any] = {"layer": index + 1, "activation": traced.network.layers[index].activation}
    for field in fields:
        row[field] = getattr(record, field)
    if "da_dz" in row:
        row["da_dz"] = gains(traced, index)
    return cast(LayerAnswer, row)


ENDPOINT = computing(
    "/api/trace",
    "trace",
    "Forward and backward pass",
    "Every z, a, gain and gradient of a network on its samples. `include` adds the steps of the passes "
    "in order (`steps` by neurons, `layer_steps` by whole layers), each sample's own parameter "
    "gradients, and what all gradients cost in four ways; "
    "`fields` narrows the layers; `dl_dy` drives the backward pass with a signal of your own, `gains_x` "
    "freezes its gains as they are at other inputs; "
    "`learning_rate` adds one step of gradient descent.",
    takes=TraceRequest,
    gives=TraceAnswer,
    example={**EXAMPLE, "learning_rate": 0.1, "include": ["per_sample"]},
    prepare=prepare,
)
