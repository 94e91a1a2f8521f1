"""The optimizer of an update and what it keeps: as a request brings them, and as an answer gives them back."""

from typing import Annotated, Any

from pydantic import Field
from typing_extensions import TypedDict

from app.api.admission.bodies import MAX_COUNT, Body
from app.api.wire.annotations import Matrix, Number, OneOf, Row
from app.api.wire.answer import Table, Vector, closed
from app.api.wire.problems import Fault, Problem
from app.engine.optimizers import OPTIMIZERS, Optimizer, optimizer

_SETTINGS = {setting.name: setting for method in OPTIMIZERS.values() for setting in method.settings}


def _range(name: str) -> Any:
    """The range of an optimizer's setting."""
    setting = _SETTINGS[name]
    if setting.exclusive_minimum:
        return Field(gt=setting.minimum, lt=setting.upper_bound)
    return Field(ge=setting.minimum, lt=setting.upper_bound)


OptimizerName = Annotated[str, OneOf("unknown-optimizer", tuple(OPTIMIZERS))]
Updates = Annotated[int, Field(ge=0, le=MAX_COUNT - 1)]
"""One more is a number that can be given, too."""


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
    """What an optimizer keeps of a network: empty where it keeps nothing, and before its first update."""

    step: Updates | None = Field(None, description="How many updates were made.")
    layers: list[LayerStateBody] | None = Field(None, fail_fast=True)


@closed
class WeightMemory(TypedDict, total=False):
    """What is kept of one layer's W; nothing where no update has moved it."""

    step: Annotated[int, Field(description="How many updates have moved W.")]
    velocity: Table
    mean: Table
    mean_square: Table
    sum_of_squares: Table


@closed
class BiasMemory(TypedDict, total=False):
    """What is kept of one layer's b; nothing where no update has moved it."""

    step: Annotated[int, Field(description="How many updates have moved b.")]
    velocity: Vector
    mean: Vector
    mean_square: Vector
    sum_of_squares: Vector


@closed
class LayerState(TypedDict):
    """What is kept of one layer."""

    W: WeightMemory
    b: BiasMemory


@closed
class StateAnswer(TypedDict, total=False):
    """What an optimizer keeps of a network."""

    step: Annotated[int, Field(description="How many updates were made.")]
    layers: list[LayerState]


def chosen_optimizer(body: OptimizerBody) -> Optimizer:
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
