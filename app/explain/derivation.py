"""What a rule tells of a number, before anything is printed."""

from dataclasses import dataclass, field
from typing import Literal

from app.explain.addresses import Address
from app.explain.expressions import Const, Node, Ref

Rule = Literal[
    "input",
    "weighted_sum",
    "activation",
    "gain",
    "output",
    "hidden",
    "weight",
    "bias",
    "loss",
    "total",
    "update",
]
Relation = Literal["<", "<=", ">", ">=", "="]


@dataclass(frozen=True, slots=True)
class Slope:
    """∂ of / ∂ by, an intermediate derivative of the chain rule; ``ref``: the number it equals, if any."""

    of: Address
    by: Address
    ref: Ref | None = None


@dataclass(frozen=True, slots=True)
class ChainSum:
    """Σ of products of two derivatives: the ways along which a change arrives."""

    ways: tuple[tuple[Slope, Ref], ...]


@dataclass(frozen=True, slots=True)
class Equation:
    """Sides that are all equal, written with = between them."""

    sides: tuple["Side", ...]


Side = Slope | ChainSum | Ref | Const


@dataclass(frozen=True, slots=True)
class Condition:
    """Which case of a formula holds: ``left`` relation ``right``."""

    left: Node
    relation: Relation
    right: Node


@dataclass(frozen=True, slots=True)
class Told:
    """A rule's answer.

    expression: the tree that evaluates to the number. formula: the textbook's tree for the line of symbols,
    where the expression is a form of it that keeps more digits. chain: the chain rule with its intermediate
    derivatives. conditions: why this case of the formula.
    """

    rule: Rule
    expression: Node
    formula: Node | None = None
    chain: tuple[Equation, ...] = ()
    conditions: tuple[Condition, ...] = field(default=())
