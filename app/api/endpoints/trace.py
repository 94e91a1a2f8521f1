"""POST /api/trace: both passes, and on request the order of their steps and one step of gradient descent."""

from functools import partial
from typing import Annotated, Any, NotRequired, cast

from pydantic import Field
from typing_extensions import TypedDict

from app.api.admission.bodies import EXAMPLE
from app.api.admission.inputs import array, checked, network_of
from app.api.admission.limits import check_cost
from app.api.admission.service import Job
from app.api.admission.settings import Settings
from app.api.endpoints.trace_parts import Parts, parts_of
from app.api.endpoints.trace_price import price
from app.api.endpoints.trace_request import TraceRequest, layer_fields
from app.api.routing.computation import computing
from app.api.wire.answer import Computed, Cube, Float, Table, TableOrCube, Vector, closed
from app.api.wire.encoding import encoded
from app.api.wire.warnings import Warnings, warnings_of
from app.engine.optimizers import descend, optimizer
from app.engine.passes import both_passes, gains
from app.engine.records import Trace
from app.explain.addresses import Address
from app.explain.order import first_nonfinite, trace_arrays


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
            Field(
                description="(N, n_l): gains f'(z); where the activation couples its neurons (N, n_l, n_l), "
                "row i = da_i/dz_k."
            ),
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
    return Job(check_cost(partial(price, body), shapes, limits), partial(_answer, body))


def _answer(body: TraceRequest) -> bytes:
    fields = layer_fields(body)
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
