"""Whether a tree evaluates to its number, and what the order of its operations makes of the last digits.

The trees add from left to right. The engine leaves weighted sums to matrix products, which add in another
order and round differently: where terms cancel, that shows, and one more term makes up for it. A tree that is further
from its number than rounding can move it does not explain it, and is refused.
"""

from collections.abc import Callable
from functools import partial
from math import inf, isfinite, nextafter, prod

from app.explain.addresses import Address
from app.explain.arithmetic import FUNCTIONS, exponential, logarithm, power
from app.explain.expressions import Const, Node, Op, computed, evaluate
from app.explain.overflow import may_overflow, within_range

AGREEMENT = 1e-13
"""Numbers that differ by no more, relatively, are the same."""

MIN_DISTANCE = 1e-300
"""Numbers that are no further apart are the same: float64 runs out of digits below."""

EPSILON = 2.0**-52
"""From 1 to the next float64: twice what a rounding changes at most, relatively."""

MAX_FUNCTION_ROUNDINGS = 8
"""So many roundings a value of exp, ln or an activation may be off: numpy's are within 4 units of the last place."""

MAX_ROUNDING_TERMS = 3
"""So many roundings at most are added: each is some 1e-16 of the one before."""

_ROUNDING = EPSILON / 2.0
_MIN_POSITIVE = 5e-324


class UnexplainedNumber(Exception):
    """A number that its derivation does not evaluate to: a rule is wrong, here or in the pass that made the number."""

    def __init__(self, address: Address, value: float, derived: float, bound: float) -> None:
        super().__init__(f"{address} is {value!r} but its derivation gives {derived!r} (rounding explains {bound:.1g})")
        self.address = address


def agree(found: float, value: float, relative: float = AGREEMENT) -> bool:
    """Whether two numbers are the same to so many digits; infinities and NaN only with themselves."""
    if not (isfinite(found) and isfinite(value)):
        return found == value or (found != found and value != value)
    return abs(found - value) <= max(relative * abs(value), MIN_DISTANCE)


def prefer_textbook_form(formula: Node, stable: Node, value: float) -> Node:
    """The textbook's tree where it evaluates to the value, else the form that keeps more digits."""
    return formula if agree(evaluate(formula), value) else stable


def with_rounding_term(node: Node, value: float, address: Address) -> Node:
    """A tree that evaluates to the value of an address: this one; the same in an order in which it does not overflow;
    or that with a ``rounding`` as its last term, no larger than its `rounding_bound`.

    A value that is not finite stands for the whole tree where the tree's own comes out otherwise and its numbers
    are so large that the order decides. Raises UnexplainedNumber where the tree evaluates to something else.
    """
    derived = evaluate(node)
    if isfinite(value) and not isfinite(derived):
        node = within_range(node)
        derived = evaluate(node)
    if agree(derived, value):
        return node
    if not isfinite(value) and may_overflow(node):
        return Const(value, "rounding")
    bound = rounding_bound(node)
    if isfinite(bound) and abs(value - derived) <= bound:
        return _corrected(node, value)
    raise UnexplainedNumber(address, value, derived, bound)


def _corrected(node: Node, value: float) -> Node:
    """The tree with what is missing to the value as its last term, and what is missing then: the difference of two
    numbers is rounded too."""
    for _ in range(MAX_ROUNDING_TERMS):
        derived = evaluate(node)
        if agree(derived, value):
            break
        terms = node.args if isinstance(node, Op) and node.op == "add" else (node,)
        node = Op("add", (*terms, Const(value - derived, "rounding")))
    return node


def rounding_bound(node: Node) -> float:
    """How far apart the numbers may be that a tree gives in two orders of its operations, each rounded or fused
    with the next: for a sum of n terms about n ε Σ|terms|. Infinite where a number in it is not finite.

    Twice the error of one order, by the usual analysis (N. J. Higham, Accuracy and Stability of Numerical Algorithms,
    2nd ed., SIAM 2002, chapters 2 to 4): what comes in errs, the operation passes that on, and rounds itself.
    """
    value, radius = _error(node)
    return 2.0 * radius if isfinite(value) and isfinite(radius) else inf


def _error(node: Node) -> tuple[float, float]:
    """The tree's number, and how far it is, in whatever order, from that of exact arithmetic."""
    if not isinstance(node, Op):
        return node.value, 0.0
    values, radii = zip(*map(_error, node.args), strict=True)
    known = all(map(isfinite, (*values, *radii)))
    return computed(node, list(values)), _error_of(node, values, radii) if known else inf


def _error_of(node: Op, values: tuple[float, ...], radii: tuple[float, ...]) -> float:
    """The error of an operation whose arguments have these values and errors."""
    sizes = [abs(value) + 2.0 * radius for value, radius in zip(values, radii, strict=True)]
    own = len(sizes) * _ROUNDING
    match node.op:
        case "add" | "sub":
            return sum(radius + own * size for radius, size in zip(radii, sizes, strict=True))
        case "mul":
            passed_on = sum(prod(sizes[:i] + sizes[i + 1 :], start=radius) for i, radius in enumerate(radii))
            underflow = len(sizes) * _MIN_POSITIVE * prod(max(1.0, size) for size in sorted(sizes)[2:])
            return passed_on + prod(sizes, start=own) + underflow
        case "div":
            least = abs(values[1]) - 2.0 * radii[1]
            if not least > 0.0:
                return inf
            quotient = sizes[0] / least
            return radii[0] / least + quotient * (radii[1] / least) + own * quotient + _MIN_POSITIVE
        case "neg":
            return radii[0]
        case "max":
            return max(radii)
        case "pow":
            return _spread(partial(power, exponent=values[1]), values[0], radii[0]) if radii[1] == 0.0 else inf
        case "exp":
            return _spread(exponential, values[0], radii[0])
        case "log":
            return _spread(logarithm, values[0], radii[0])
        case "apply":
            return _spread(FUNCTIONS[node.function], values[0], radii[0])


def _spread(function: Callable[[float], float], value: float, radius: float) -> float:
    """How far the function's numbers lie apart where its argument may be, and how far they are off themselves. It
    rises, falls, or has one turn where it is flat or as steep on both sides: three places show it."""
    low, high = nextafter(value - 2.0 * radius, -inf), nextafter(value + 2.0 * radius, inf)
    found = [function(v) for v in ((low, value, high) if radius else (value,))]
    if not all(map(isfinite, found)):
        return inf
    return max(found) - min(found) + MAX_FUNCTION_ROUNDINGS * _ROUNDING * max(map(abs, found)) + _MIN_POSITIVE
