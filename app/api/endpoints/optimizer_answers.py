"""The shapes of what is said about optimizers, for the OpenAPI document and for tests."""

from pydantic import Field

from app.api.endpoints.answers import Answer


class SettingAnswer(Answer):
    """One number that is chosen for an optimizer, and its range."""

    name: str
    tex: str = Field(description="Its letter in the formulas.")
    default: float | None = Field(description="null: it must be given.")
    minimum: float
    exclusive_minimum: bool = Field(description="true: it must be above the minimum.")
    maximum: float | None = Field(description="null: it may be as large as it likes.")
    exclusive_maximum: bool = Field(description="true: it must be below the maximum.")


class SlotAnswer(Answer):
    """One array that an optimizer keeps for each parameter."""

    name: str = Field(description="As in a `state`.")
    tex: str = Field(description="Its letter in the formulas.")


class OptimizerAnswer(Answer):
    """An optimizer."""

    name: str
    tex: list[str] = Field(description="What a step computes, in order.")
    settings: list[SettingAnswer]
    state: list[SlotAnswer]


class OptimizersAnswer(Answer):
    """Answer of GET /api/optimizers."""

    optimizers: list[OptimizerAnswer]
