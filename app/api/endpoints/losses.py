"""GET /api/losses: the loss functions with their formulas."""

from functools import cache
from typing import Annotated

from pydantic import Field
from typing_extensions import TypedDict

from app.api.routing.document import document
from app.api.wire.answer import closed
from app.engine.losses import LOSSES


@closed
class LossAnswer(TypedDict):
    """A loss function."""

    name: str
    tex: str
    gradient_tex: str
    on_logits: Annotated[bool, Field(description="true: it takes the last layer's sums; its activation is identity.")]
    target_range: Annotated[list[float], Field(min_length=2, max_length=2)] | None


@closed
class LossesAnswer(TypedDict):
    """Answer of GET /api/losses."""

    losses: list[LossAnswer]


@cache
def losses() -> LossesAnswer:
    """Every loss with its formulas."""
    return {
        "losses": [
            {
                "name": loss.name,
                "tex": loss.tex,
                "gradient_tex": loss.gradient_tex,
                "on_logits": loss.on_logits,
                "target_range": None if loss.target_range is None else list(loss.target_range),
            }
            for loss in LOSSES.values()
        ]
    }


ENDPOINT = document(
    "/api/losses",
    "listLosses",
    "Loss functions",
    "Each with its formula, its gradient and what it asks of outputs and targets.",
    gives=LossesAnswer,
    content=losses,
)
