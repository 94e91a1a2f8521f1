"""The shapes of what witnesses and nudges answer, for the OpenAPI document and for tests."""

from typing import Literal

from pydantic import Field

from app.api.endpoints.answers import Answer, Finite, Number, Reason, Verdict


class DifferenceAnswer(Answer):
    """One central difference (f(w + h) − f(w − h)) / 2h."""

    h: Number
    numeric: Number
    difference: Number = Field(description="How far it is from the gradient.")
    relative: Number = Field(description="The difference over the larger of the two.")
    kink: bool = Field(description="Whether a formula changes between w − h and w + h.")


class CheckAnswer(Answer):
    """The central difference that a gradient check makes."""

    h: Number
    numeric: Number
    difference: Number
    relative: Number
    uncertainty: Number = Field(
        description="How far rounding may move `numeric`, and, where the two disagree, how far the step's length may."
    )
    verdict: Verdict
    reason: Reason = Field("rounding", description="Why nothing is decided; left out with any other verdict.")


class WitnessAnswer(Finite):
    """Answer of POST /api/witness."""

    address: str
    loss: Literal["l", "L"] = Field(description="Of which it is the gradient: one sample's loss, or all.")
    backpropagation: Number
    central_difference: CheckAnswer
    best: DifferenceAnswer = Field(description="That of `differences` with the smallest error.")
    differences: list[DifferenceAnswer]


class SlopeAnswer(Answer):
    """A gradient."""

    address: str
    value: Number


class TotalAnswer(Answer):
    """The loss of all samples, and its gradient."""

    gradient: SlopeAnswer
    L: Number


class MovedAnswer(Answer):
    """The losses after one change, and their forecasts."""

    by: Number
    value: Number = Field(description="Of the number itself, after the change.")
    l: Number
    forecast: Number = Field(description="l before + gradient · by.")
    L: Number = Field(0.0, description="With `total`.")
    L_forecast: Number = Field(0.0, description="With `total`.")


class NudgeAnswer(Finite):
    """Answer of POST /api/nudge."""

    address: str
    value: Number
    sample: int
    gradient: SlopeAnswer
    l: Number = Field(description="Of that sample, before any change.")
    total: TotalAnswer | None = Field(None, description="For weights and biases of several samples.")
    moved: list[MovedAnswer]
