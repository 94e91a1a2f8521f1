"""What the order of a sum makes of its last digits.

The trees add from left to right. The engine leaves weighted sums to matrix products, which add in another
order and round differently: where terms cancel, that shows, and a term says by how much.
"""

from math import isfinite

from app.explain.arithmetic import divided
from app.explain.expressions import Const, Node, Op, evaluate

AGREEMENT = 1e-13
MIN_DISTANCE = 1e-300
EPSILON = 2.0**-52


def prefer_textbook_form(formula: Node, stable: Node, value: float) -> Node:
    """The textbook's tree where it comes to the value, else the form that keeps more digits."""
    return formula if agree(evaluate(formula), value) else stable


def with_rounding_term(node: Node, value: float) -> Node:
    """The tree, with a ``rounding`` as its last term where it alone would not give ``value``.

    Where the two differ in being finite, the value stands for the whole tree: its sum overflows in one order
    and not in the other.
    """
    for _ in range(3):
        found = evaluate(node)
        if agree(found, value):
            return node
        if not isfinite(found):
            return Const(value, "rounding")
        terms = node.args if isinstance(node, Op) and node.op == "add" else (node,)
        node = Op("add", (*terms, Const(value - found, "rounding")))
    return node


def agree(found: float, value: float, relative: float = AGREEMENT) -> bool:
    """Whether two numbers are the same to so many digits; infinities and NaN only with themselves."""
    if not (isfinite(found) and isfinite(value)):
        return found == value or (found != found and value != value)
    return abs(found - value) <= max(relative * abs(value), MIN_DISTANCE)


def rounding_bound(node: Node) -> float:
    """How far the order of operations may move the tree's number: n ε Σ|terms|, n counting all operations."""
    size, operations = _size(node)
    return operations * EPSILON * size


def _size(node: Node) -> tuple[float, int]:
    """The tree's number with every term taken as positive, and how many operations it has."""
    if not isinstance(node, Op):
        return abs(node.value), 0
    sizes, counts = zip(*map(_size, node.args), strict=True)
    operations = sum(counts) + len(node.args)
    match node.op:
        case "add" | "sub":
            return sum(sizes), operations
        case "mul":
            product = 1.0
            for size in sizes:
                product *= size
            return product, operations
        case "neg":
            return sizes[0], operations
        case "div":
            below = abs(evaluate(node.args[1]))
            return divided(sizes[0], below) * max(1.0, divided(sizes[1], below)), operations
        case "pow" if evaluate(node.args[1]) == 2.0:
            return sizes[0] * sizes[0], operations
        case _:
            return abs(evaluate(node)) * max(1.0, *sizes), operations
