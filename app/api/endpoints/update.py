"""POST /api/update: the network after one step of an optimizer, and the loss before and after it."""

from functools import partial
from itertools import chain, pairwise
from typing import Annotated, Any, cast

from pydantic import Field
from typing_extensions import TypedDict

from app.api.admission.bodies import EXAMPLE, NetworkBody
from app.api.admission.cost import Cost, pass_operations, trace_operations
from app.api.admission.inputs import array, checked, network_of
from app.api.admission.limits import check_cost
from app.api.admission.memory import forward_bytes, network_bytes, peak_bytes, trace_bytes, written_bytes
from app.api.admission.recipes import layers_of
from app.api.admission.service import Job
from app.api.admission.settings import Settings
from app.api.admission.shapes import Shapes
from app.api.endpoints.update_parts import OptimizerBody, StateAnswer, StateBody, chosen_optimizer
from app.api.endpoints.update_state import check_layers_kept, check_state, given_state
from app.api.routing.computation import computing
from app.api.wire.answer import Computed, Float, Table, Vector, closed
from app.api.wire.encoding import encoded
from app.api.wire.warnings import Warnings, warnings_of
from app.engine.optimizers import Optimizer, descend
from app.engine.passes import trace
from app.explain.order import first_nonfinite, parameter_arrays, total_loss

_OPERATIONS_A_PARAMETER = 2
"""One parameter's step."""

_OPERATIONS_A_SLOT = 10
"""Each number that is kept of it: a root and a few products."""

_OPERATIONS_AN_ARRAY = 15_000
"""The step of one W or b, however small: checks, and the calls of numpy; measured: 5 to 20 µs."""


class UpdateRequest(NetworkBody):
    """Body of POST /api/update."""

    optimizer: OptimizerBody
    state: StateBody | None = Field(None, description="`state` of an earlier answer; empty or left out at the start.")


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
    state: Annotated[
        StateAnswer,
        Field(
            description="What the optimizer keeps, to be given back with the next request; empty for one that keeps "
            "nothing."
        ),
    ]
    L_before: Float
    L_after: Float


def prepare(value: Any, length: int, settings: Settings) -> Job:
    """The job of an update's value. Raises Problem."""
    check_layers_kept(value)
    body, limits, shapes = checked(UpdateRequest, value, length, settings)
    chosen = chosen_optimizer(body.optimizer)
    check_state(body.state, chosen, shapes.sizes)
    return Job(check_cost(partial(_price, body, chosen), shapes, limits), partial(_answer, body, chosen))


def _price(body: UpdateRequest, chosen: Optimizer, shapes: Shapes) -> Cost:
    slots = len(chosen.method.slots)
    numbers = shapes.parameters + 2 + _kept(body, slots, shapes)
    operations = trace_operations(shapes) + pass_operations(shapes)
    operations += (_OPERATIONS_A_PARAMETER + _OPERATIONS_A_SLOT * slots) * shapes.parameters
    operations += _OPERATIONS_AN_ARRAY * 2 * len(shapes.activations)
    afterwards = max(forward_bytes(shapes), written_bytes(numbers)) + (1 + 2 * slots) * network_bytes(shapes)
    copies = 1 if body.state is None else 1 + slots
    return Cost(numbers, operations, peak_bytes(shapes, trace_bytes(shapes, afterwards), copies))


def _kept(body: UpdateRequest, slots: int, shapes: Shapes) -> int:
    """How many numbers the new state holds: its step, and the step and arrays of each W and b that was ever moved."""
    if not slots:
        return 0
    before = [] if body.state is None else body.state.layers or []
    numbers = 1
    for index, (layer, (m, n)) in enumerate(zip(layers_of(body), pairwise(shapes.sizes), strict=True)):
        for name, size in (("W", n * m), ("b", n)):
            moved_before = index < len(before) and getattr(before[index], name).step is not None
            if moved_before or name not in layer.frozen:
                numbers += 1 + slots * size
    return numbers


def _answer(body: UpdateRequest, chosen: Optimizer) -> bytes:
    network = network_of(body)
    state = given_state(body.state, chosen, network)
    traced = trace(network, array(body.x), array(body.target))
    descent = descend(traced, chosen, state)
    answer: UpdateAnswer = {
        "layers": [
            {"W": layer.W, "b": layer.b, "activation": given.activation, "frozen": list(given.frozen)}
            for layer, given in zip(descent.network.layers, layers_of(body), strict=True)
        ],
        "state": cast(StateAnswer, descent.state.plain()),
        "L_before": traced.L,
        "L_after": descent.L_after,
        **warnings_of(traced),
        "nonfinite": None,
    }
    numbers = chain([[total_loss(traced.L)]], parameter_arrays(descent.network.layers, new=True))
    return encoded(answer, lambda: first_nonfinite(numbers))


ENDPOINT = computing(
    "/api/update",
    "update",
    "One step of an optimizer",
    "The network after one step of an optimizer, which is given ∇L, and the loss before and after. `optimizer` names "
    "the rule and its settings; `state`, given back with the next request, is what it keeps of the steps before. "
    "Frozen parameters stay the same.",
    takes=UpdateRequest,
    gives=UpdateAnswer,
    example={**EXAMPLE, "optimizer": {"name": "adam", "learning_rate": 0.1}},
    prepare=prepare,
)
