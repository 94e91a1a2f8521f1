"""GET /api/optimizers: the optimizers with their formulas and settings."""

from typing import Annotated

from pydantic import Field
from typing_extensions import TypedDict

from app.api.routing.document import document
from app.api.wire.answer import closed
from app.engine.optimizer_methods import Setting
from app.engine.optimizers import OPTIMIZERS


@closed
class SettingAnswer(TypedDict):
    """One number that is chosen for an optimizer, and its range."""

    name: str
    tex: Annotated[str, Field(description="Its letter in the formulas.")]
    default: Annotated[float | None, Field(description="null: it must be given.")]
    minimum: float
    exclusive_minimum: Annotated[bool, Field(description="true: it must be above the minimum.")]
    maximum: Annotated[float | None, Field(description="null: it may be as large as it likes.")]
    exclusive_maximum: Annotated[bool, Field(description="true: it must be below the maximum.")]


@closed
class SlotAnswer(TypedDict):
    """One array that an optimizer keeps for each parameter."""

    name: Annotated[str, Field(description="As in a `state`.")]
    tex: Annotated[str, Field(description="Its letter in the formulas.")]


@closed
class OptimizerAnswer(TypedDict):
    """An optimizer."""

    name: str
    tex: Annotated[list[str], Field(description="What a step computes, in order.")]
    settings: list[SettingAnswer]
    state: list[SlotAnswer]


@closed
class OptimizersAnswer(TypedDict):
    """Answer of GET /api/optimizers."""

    optimizers: list[OptimizerAnswer]


def optimizers() -> OptimizersAnswer:
    """Every optimizer with its formulas, its settings and what it keeps for each parameter."""
    return {
        "optimizers": [
            {
                "name": method.name,
                "tex": list(method.tex),
                "settings": list(map(_setting, method.settings)),
                "state": [{"name": slot.name, "tex": slot.tex} for slot in method.slots],
            }
            for method in OPTIMIZERS.values()
        ]
    }


def _setting(setting: Setting) -> SettingAnswer:
    return {
        "name": setting.name,
        "tex": setting.tex,
        "default": setting.default,
        "minimum": setting.minimum,
        "exclusive_minimum": setting.exclusive_minimum,
        "maximum": setting.upper_bound,
        "exclusive_maximum": setting.upper_bound is not None,
    }


ENDPOINT = document(
    "/api/optimizers",
    "listOptimizers",
    "Optimizers",
    "Each with the formulas of its step, its settings with their ranges, and the arrays that it keeps.",
    gives=OptimizersAnswer,
    content=optimizers,
)
