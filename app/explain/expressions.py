"""A small algebra in which a number explains itself: a tree of operations over addresses and constants.

The same tree is printed (as formulas, as text, as code), answered as JSON, and evaluated back to the number.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from app.explain.addresses import Address
from app.explain.arithmetic import FUNCTIONS, divided, exponential, logarithm, power

Operation = Literal["add", "mul", "neg", "sub", "div", "pow", "exp", "log", "max", "apply"]
"""The operations of a tree."""


@dataclass(frozen=True, slots=True)
class Ref:
    """A number of the pass."""

    address: Address
    """Its address."""
    value: float
    """Its value in the trace."""


@dataclass(frozen=True, slots=True)
class Const:
    """A number that no address names."""

    value: float
    """Its value."""
    name: str = ""
    """What it is where that is not plain: eta (learning rate), lambda and alpha (of selu), sqrt_2 and sqrt_2pi, signal
    (given at the output), frozen (of other inputs: a gain, or an activation in one), rounding (what the order of a
    sum makes of its last digits; of a number that is not finite, all of it)."""


@dataclass(frozen=True, slots=True)
class Op:
    """An operation."""

    op: Operation
    """Which."""
    args: tuple["Node", ...]
    """Its arguments, taken from left to right."""
    function: str = ""
    """What ``apply`` applies, a name of ``FUNCTIONS``."""


Node = Ref | Const | Op
"""A tree, by its root."""


def evaluate(node: Node) -> float:
    """The float64 of the tree: every operation rounded, sums from left to right, inf and nan silently."""
    if isinstance(node, Op):
        return computed(node, [evaluate(arg) for arg in node.args])
    return node.value


def computed(node: Op, args: list[float]) -> float:
    """The float64 of an operation whose arguments have these values."""
    first, *others = args
    match node.op:
        case "add":
            for other in others:
                first += other
            return first
        case "mul":
            for other in others:
                first *= other
            return first
        case "neg":
            return -first
        case "sub":
            return first - others[0]
        case "div":
            return divided(first, others[0])
        case "pow":
            return power(first, others[0])
        case "exp":
            return exponential(first)
        case "log":
            return logarithm(first)
        case "max":
            return max(args) if all(arg == arg for arg in args) else float("nan")
        case "apply":
            return FUNCTIONS[node.function](first)


def leaves(node: Node) -> Iterator[Ref | Const]:
    """Every leaf from left to right."""
    if isinstance(node, Op):
        for arg in node.args:
            yield from leaves(arg)
    else:
        yield node


def refs(*nodes: Node) -> tuple[Ref, ...]:
    """The numbers that trees are made of, in order and each once."""
    found = {leaf.address: leaf for node in nodes for leaf in leaves(node) if isinstance(leaf, Ref)}
    return tuple(found.values())


def to_json(node: Node) -> dict[str, Any]:
    """The tree as plain values: ``op`` with ``args``, ``ref`` with its address, ``const`` with its value."""
    match node:
        case Ref(address, value):
            return {"op": "ref", "address": str(address), "value": value}
        case Const(value, name):
            named = {"name": name} if name else {}
            return {"op": "const", "value": value, **named}
        case Op(op, args, function):
            applied = {"function": function} if function else {}
            return {"op": op, **applied, "args": [to_json(arg) for arg in args]}
