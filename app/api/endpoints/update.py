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
from app.api.endpoints.requests import OptimizerBody, UpdateRequest
from app.api.wire.encoding import encoded
from app.api.wire.problems import Fault, Problem
from app.api.wire.validation import validated
from app.engine.errors import BadSetting, ShapeMismatch
from app.engine.network import Network
from app.engine.optimizer_state import State, state_of
from app.engine.optimizers import OPTIMIZERS, Optimizer, descend, optimizer
from app.engine.passes import trace
from app.explain import order
from app.explain.order import of_parameters, total

_STEP = 2
_SLOT = 10
"""Operations taken for one parameter's step, and for each number that is kept of it: a root and a few products."""


def prepare_update(value: Any, length: int, settings: Settings) -> Job:
    """The job of an update's value. Raises Problem, EngineError."""
    body = validated(UpdateRequest, value)
    limits = limits_of(body, settings, length)
    shapes = checked_shapes(body)
    check_counts(shapes, limits, place_of_size)
    chosen = _optimizer(body.optimizer)
    cost = check_cost(partial(_cost, body, chosen), shapes, limits)
    return Job(cost, partial(_answer, body, chosen))


def _optimizer(body: OptimizerBody) -> Optimizer:
    """The optimizer of a request. Raises Problem `unused-optimizer-setting` (another optimizer's)."""
    known = [setting.name for setting in OPTIMIZERS[body.name].settings]
    given = body.model_dump(exclude={"name"}, exclude_none=True)
    faults = [
        Fault("unused-optimizer-setting", {"optimizer": body.name, "field": name, "known": known}, ("optimizer", name))
        for name in given
        if name not in known
    ]
    if faults:
        raise Problem(faults)
    return optimizer(body.name, **given)


def _cost(body: UpdateRequest, chosen: Optimizer, shapes: Shapes) -> Cost:
    slots = len(chosen.method.slots)
    operations = 2 * pass_operations(shapes) + backward_operations(shapes)
    operations += (_STEP + _SLOT * slots) * shapes.parameters
    return Cost(shapes.parameters + 2 + _kept(body, slots), operations, (5 + slots) * (len(shapes.sizes) - 1))


def _kept(body: UpdateRequest, slots: int) -> int:
    """How many numbers the new state holds: its step, and the step and arrays of each W and b that was ever moved."""
    if not slots:
        return 0
    before = [] if body.state is None else body.state.layers or []
    numbers = 1
    for index, layer in enumerate(body.layers):
        for name, size in (("W", len(layer.W) * len(layer.W[0])), ("b", len(layer.b))):
            moved_before = index < len(before) and getattr(before[index], name).step is not None
            if moved_before or name not in layer.frozen:
                numbers += 1 + slots * size
    return numbers


def _answer(body: UpdateRequest, chosen: Optimizer) -> bytes:
    network = network_of(body)
    state = _state(body, chosen, network)
    traced = trace(network, array(body.x), array(body.target))
    descent = descend(traced, chosen, state)
    answer = {
        "layers": [
            {"W": layer.W, "b": layer.b, "activation": given.activation, "frozen": given.frozen}
            for layer, given in zip(descent.network.layers, body.layers, strict=True)
        ],
        "state": descent.state.plain(),
        "L_before": traced.L,
        "L_after": descent.L_after,
    }
    numbers = chain([[total(traced.L)]], of_parameters(descent.network.layers, "w_new", "b_new"))
    return encoded(answer, lambda: order.first(numbers))


def _state(body: UpdateRequest, chosen: Optimizer, network: Network) -> State:
    """What the optimizer keeps of earlier updates.

    Raises Problem: `wrong-state` (another optimizer's), `state-length`, `ragged-matrix` (another network's),
    `below-minimum`, `above-maximum` (counts and squares that cannot be).
    """
    value = {} if body.state is None else body.state.model_dump(exclude_none=True)
    try:
        return state_of(value, network, chosen.method.slots)
    except (BadSetting, ShapeMismatch) as error:
        raise Problem([_state_fault(error, body.optimizer.name)]) from None


def _state_fault(error: BadSetting | ShapeMismatch, name: str) -> Fault:
    path, params = ("state", *error.path), error.params
    if isinstance(error, BadSetting):
        for bound, code in (("minimum", "below-minimum"), ("maximum", "above-maximum")):
            if bound in params:
                return Fault(code, {bound: params[bound]}, path)
        return Fault("wrong-state", {"optimizer": name, "known": params["known"]}, path)
    lengths = {"expected": params["expected"], "actual": params["actual"]}
    if isinstance(path[-1], int):  # a row that is not as long as the first
        return Fault("ragged-matrix", {"row": path[-1], **lengths}, path)
    return Fault("state-length", lengths, path)
