"""The records that a rule gives for a number, before anything is printed."""

from dataclasses import dataclass
from typing import Literal, NamedTuple

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
"""The cases of the chain rule and of the forward pass."""
Relation = Literal["<", "<=", ">", ">=", "="]
"""How one side of a condition stands to the other."""


@dataclass(frozen=True, slots=True)
class Slope:
    """An intermediate derivative of the chain rule."""

    of: Address
    """The number whose derivative it is."""
    by: Address
    """The number by which."""
    ref: Ref | None = None
    """The number that the derivative equals, where it has an address."""


@dataclass(frozen=True, slots=True)
class ChainSum:
    """Σ of products of two derivatives."""

    ways: tuple[tuple[Slope, Ref], ...]
    """The ways along which a change arrives: the derivative of the next number, and ∂l by that number."""


@dataclass(frozen=True, slots=True)
class Equation:
    """A line of the chain rule."""

    sides: tuple["Side", ...]
    """All equal, written with = between them."""


Side = Slope | ChainSum | Ref | Const
"""One side of an equation."""


@dataclass(frozen=True, slots=True)
class Condition:
    """Which case of a formula holds."""

    left: Node
    """What is compared."""
    relation: Relation
    """How the left side stands to the right one."""
    right: Node
    """What it is compared with."""


SimplificationReason = Literal["slopes", "written-out", "cancelled", "gathered", "targets"]
"""What leads to a step: the product of the slopes, each slope by its formula, what cancels, what is gathered, and that
the targets sum to 1."""


@dataclass(frozen=True, slots=True)
class SimplificationStep:
    """A step on the way from the product of slopes to a short formula of the same number."""

    reason: SimplificationReason
    """What leads to it from the step before."""
    tree: Node
    """A tree that evaluates to the number."""


class Form(NamedTuple):
    """A formula of one number."""

    expression: Node
    """The tree that evaluates to the number."""
    formula: Node | None = None
    """The textbook's tree, where the expression is a form of it that keeps more digits."""
    conditions: tuple[Condition, ...] = ()
    """Why this case of the formula holds."""


@dataclass(frozen=True, slots=True)
class RuleResult:
    """How a rule derives a number."""

    rule: Rule
    """The case that the number belongs to."""
    expression: Node
    """The tree that evaluates to the number."""
    formula: Node | None = None
    """The textbook's tree, where the expression is a form of it that keeps more digits."""
    conditions: tuple[Condition, ...] = ()
    """Why this case of the formula holds."""
    chain: tuple[Equation, ...] = ()
    """The chain rule with its intermediate derivatives."""
    simplification: tuple[SimplificationStep, ...] = ()
    """How the product of the slopes comes to the formula, where that takes some steps."""
