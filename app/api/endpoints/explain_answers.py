"""The shape of an explanation, for the OpenAPI document and for tests."""

from typing import Any, Literal

from pydantic import Field

from app.api.endpoints.answers import Answer, Finite, Number
from app.explain.derivation import Rule


class PartAnswer(Answer):
    """A piece of a line, whole TeX by itself; joined, the pieces are the line."""

    tex: str
    address: str | None = Field(description="Of the number that the piece shows, if one has an address.")
    role: Literal["factor", "number", "operator", "function", "bracket", "ellipsis"]


class LineAnswer(Answer):
    """One line of a derivation."""

    kind: Literal["symbolic", "chain", "numbers", "value"]
    tex: str
    parts: list[PartAnswer]


class ToldAnswer(Answer):
    """Where one number comes from."""

    address: str
    value: Number
    rule: Rule
    expression: dict[str, Any] = Field(
        description="A tree that evaluates to `value`: `op` is add, mul, neg, sub, div, pow, exp, log, max "
        "or apply (of `function`) with `args`, or a leaf: ref (`address`, `value`) or const (`value`, and "
        "`name` where it has one)."
    )
    parents: list[str] = Field(description="Addresses of what it is made of, and of what decided its case.")


class TextsAnswer(Answer):
    """The derivation to be copied."""

    latex: str
    markdown: str
    numpy: str = Field(description="A program that runs and ends with `value = …`.")
    plain: str


class UnrolledAnswer(Answer):
    """All that a number is made of, each once, nearest first."""

    depth: int
    deepest: int = Field(description="After so many levels nothing is left to be replaced.")
    written_depth: int = Field(description="How deep `lines` are written out: `depth`, or as deep as fits.")
    lines: list[LineAnswer] = Field(description="The whole formula in symbols and in numbers, every term.")
    complete: bool = Field(description="true when it goes down to inputs, targets and parameters everywhere.")
    paths: int | str = Field(description="Ways from the number down to the last ones; a text above 2^53.")
    numbers: list[ToldAnswer]


class ExplainAnswer(ToldAnswer, Finite):
    """Answer of POST /api/explain."""

    notation: str
    lines: list[LineAnswer] = Field(description="The chain and the numbers are left out where they say nothing new.")
    texts: TextsAnswer
    unrolled: UnrolledAnswer | None = Field(None, description="With the query `depth`; else left out.")
