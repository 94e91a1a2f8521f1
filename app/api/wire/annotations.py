"""Annotations for pydantic: nested lists of numbers, and sets of names whose errors say which there are."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import Field, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, core_schema

_LIST = Field(strict=True, min_length=1, fail_fast=True)
"""Not empty, and read up to its first error, so that a megabyte of wrong values costs one comparison a list."""

Number = Annotated[float, Field(strict=True, allow_inf_nan=False)]
Row = Annotated[list[Number], _LIST]
Matrix = Annotated[list[Row], _LIST]


@dataclass(frozen=True)
class NotNull:
    """On an optional type: the field may be left out, and is then None; null is refused like any other value of the
    wrong type."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        optional: Any = handler(source)
        schema: CoreSchema = optional["schema"]
        return schema


@dataclass(frozen=True)
class OneOf:
    """A text that is one of `known`; anything else is an error of type `code`."""

    code: str
    known: tuple[str, ...]

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.custom_error_schema(
            core_schema.literal_schema(list(self.known)),
            custom_error_type=self.code,
            custom_error_message="unknown name",
            custom_error_context={"known": list(self.known)},
        )

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> Mapping[str, Any]:
        return {"type": "string", "enum": list(self.known)}
