"""What answers are made of: numbers and arrays, each one type for mypy and for the OpenAPI document.

An answer is a `TypedDict`: mypy holds the dictionary that is built to it, and pydantic writes its schema. An array is
an ndarray while the answer is built, and nested lists in JSON.
"""

from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, GetCoreSchemaHandler, with_config
from pydantic_core import CoreSchema
from typing_extensions import TypedDict

from app.engine.arrays import FloatArray

closed = with_config(ConfigDict(extra="forbid"))
"""Marks a TypedDict that has these fields and no others."""


class InJson:
    """Annotates what is another type in JSON than in Python."""

    def __init__(self, type_: Any) -> None:
        self._type = type_

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return handler.generate_schema(self._type)


_Number = float | Literal["NaN", "Infinity", "-Infinity"]

Float = Annotated[float, InJson(_Number)]
Vector = Annotated[FloatArray, InJson(list[_Number])]
Table = Annotated[FloatArray, InJson(list[list[_Number]])]
Cube = Annotated[FloatArray, InJson(list[list[list[_Number]]])]
TableOrCube = Annotated[FloatArray, InJson(list[list[_Number]] | list[list[list[_Number]]])]


@closed
class AddressAnswer(TypedDict):
    """The address of a number."""

    address: str


@closed
class Nonfinite(TypedDict):
    """Numbers of the answer that overflowed."""

    first: Annotated[
        AddressAnswer | None,
        Field(
            description="The first in the order of the steps, in a gradient check the first gradient beside which "
            "there is one; null when only numbers without an address overflow: losses after a change or an update, "
            "differences, what an optimizer keeps."
        ),
    ]
    count: Annotated[int, Field(description="How many numbers of the answer are not finite.")]


@closed
class Computed(TypedDict):
    """What every answer that is computed has."""

    nonfinite: Annotated[Nonfinite | None, Field(description="null when every number is finite.")]
