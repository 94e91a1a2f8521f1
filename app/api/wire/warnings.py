"""What is legal but has no meaning: warnings that stand beside the numbers of an answer.

The words of a code stand in the catalogues as `warning.<code>.detail`.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated

import numpy as np
from pydantic import Field
from typing_extensions import TypedDict

from app.api.wire.answer import closed
from app.api.wire.problems import pointer
from app.engine.losses import LOSSES
from app.engine.records import Trace
from app.explain.addresses import Address
from app.words import DEFAULT_LANGUAGE, translate

WARNINGS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"output-outside-range": ("loss", "minimum", "maximum", "count", "address")}
)
"""The parameters of each code's sentence."""


def _listed() -> str:
    return "\n".join(f"- `{code}`. Parameters: {', '.join(params)}." for code, params in WARNINGS.items())


@closed
class WarnedOf(TypedDict):
    """What a warning's sentence is made of."""

    loss: str
    minimum: float
    maximum: float
    count: int
    address: str


@closed
class Warned(TypedDict):
    """Something that is legal but has no meaning."""

    code: Annotated[str, Field(description=_listed(), json_schema_extra={"enum": list(WARNINGS)})]
    pointer: Annotated[str, Field(description="RFC 6901 pointer into the body, its layers written out, as a fragment.")]
    detail: Annotated[str, Field(description="One English sentence.")]
    params: Annotated[WarnedOf, Field(description="What the sentence is made of, for saying it in another language.")]


class Warnings(TypedDict, total=False):
    """The warnings of an answer, if it has any."""

    warnings: Annotated[list[Warned], Field(description="Left out where there is nothing to warn of.")]


def warnings_of(traced: Trace) -> Warnings:
    """What to say of a trace's losses: `output-outside-range` where an output, of which the loss takes the logarithm,
    is no probability; `address` is that of the first such one, `count` says how many there are."""
    loss = LOSSES[traced.network.loss]
    if loss.output_range is None:
        return {}
    low, high = loss.output_range
    y = traced.layers[-1].a
    outside = (y < low) | (y > high)
    count = int(np.count_nonzero(outside))
    if not count:
        return {}
    sample, output = (int(index) for index in np.argwhere(outside)[0])
    layer = len(traced.layers)
    address = str(Address("a", (layer, output), sample))
    params: WarnedOf = {"loss": loss.name, "minimum": low, "maximum": high, "count": count, "address": address}
    return {"warnings": [warning("output-outside-range", ("layers", layer - 1, "activation"), params)]}


def warning(code: str, path: tuple[str | int, ...], params: WarnedOf) -> Warned:
    """A warning with its English sentence."""
    detail = translate(DEFAULT_LANGUAGE, f"warning.{code}.detail", **params)
    return {"code": code, "pointer": pointer(path), "detail": detail, "params": params}
