"""Trees put together from left to right, in the forms that the rules use."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

from app.explain.expressions import Const, Node, Op, Ref, evaluate

Leaf = TypeVar("Leaf", bound=Node)
"""The nodes of a sequence, all of one type."""

ZERO = Const(0.0)
"""0."""
ONE = Const(1.0)
"""1."""
TWO = Const(2.0)
"""2."""
HALF = Const(0.5)
"""½."""

MAX_FOR_ONE_MINUS = 0.99
"""Up to here 1 - y keeps so many digits that the textbook's form stands."""


def add(terms: Iterable[Node]) -> Node:
    """The sum from left to right; of one term itself, of none 0."""
    args = tuple(terms)
    if len(args) < 2:
        return args[0] if args else ZERO
    return Op("add", args)


def mul(*factors: Node) -> Node:
    """The product from left to right."""
    return Op("mul", factors)


def sub(a: Node, b: Node) -> Node:
    """a - b."""
    return Op("sub", (a, b))


def div(a: Node, b: Node) -> Node:
    """a / b."""
    return Op("div", (a, b))


def neg(a: Node) -> Node:
    """-a."""
    return Op("neg", (a,))


def square(a: Node) -> Node:
    """a²."""
    return Op("pow", (a, TWO))


def exp(a: Node) -> Node:
    """e^a."""
    return Op("exp", (a,))


def log(a: Node) -> Node:
    """ln a."""
    return Op("log", (a,))


def apply(function: str, a: Node) -> Node:
    """function(a)."""
    return Op("apply", (a,), function)


def one_minus(a: Node, otherwise: Node, max_value: float = MAX_FOR_ONE_MINUS) -> Node:
    """1 - a while that keeps its digits, else another form of the same."""
    return sub(ONE, a) if evaluate(a) <= max_value else otherwise


def log_of_one_plus(terms: Sequence[Node]) -> Node:
    """ln(1 + Σ terms), all of them positive."""
    return apply("softplus", log(add(terms))) if terms else ZERO


def others(nodes: Sequence[Leaf], own: int) -> list[Leaf]:
    """All but one."""
    return [node for index, node in enumerate(nodes) if index != own]


def largest(nodes: Sequence[Ref]) -> Ref:
    """The largest; where one is not a number, that one."""
    for node in nodes:
        if node.value != node.value:
            return node
    return max(nodes, key=lambda node: node.value)
