"""Sums of terms so large that their order decides whether they overflow: 1.5e308 + 1e308 - 2e308 does from left to
right, 1.5e308 - 2e308 + 1e308 does not."""

from collections import deque
from collections.abc import Iterator
from dataclasses import replace
from math import isfinite

from app.explain import trees as tree
from app.explain.expressions import Node, Op, computed, evaluate
from app.explain.trees import HALF, TWO, ZERO


def may_overflow(node: Node) -> bool:
    """Whether a number in the tree is not finite, or a sum in it is not in some order of its terms."""
    return _overflowing(node)[1]


def _overflowing(node: Node) -> tuple[float, bool]:
    if not isinstance(node, Op):
        return node.value, not isfinite(node.value)
    args = [_overflowing(arg) for arg in node.args]
    value = computed(node, [arg for arg, _ in args])
    reach = sum(abs(arg) for arg, _ in args) if node.op in ("add", "sub") else value
    return value, not isfinite(reach) or any(may for _, may in args)


def within_range(node: Node) -> Node:
    """The tree in a form that is finite where its number is: sums that overflow with their terms in another order,
    or, where a term alone is too large, as twice the sum of their halves; a product with 0 as 0, which a matrix
    product may take it for whatever the other factor is."""
    if not isinstance(node, Op):
        return node
    node = replace(node, args=tuple(map(within_range, node.args)))
    if isfinite(evaluate(node)):
        return node
    if node.op == "mul" and any(evaluate(factor) == 0.0 for factor in node.args):
        return ZERO
    if node.op != "add":
        return node
    balanced = tree.add(_balanced(node.args))
    if isfinite(evaluate(balanced)):
        return balanced
    return tree.mul(TWO, tree.add(_balanced(tuple(map(_half, node.args)))))


def _balanced(terms: tuple[Node, ...]) -> Iterator[Node]:
    """The terms, next always one that brings the sum so far nearer to 0, while there is one: no partial sum is then
    larger than the largest term or the whole."""
    positive = deque(term for term in terms if evaluate(term) > 0.0)
    others = deque(term for term in terms if not evaluate(term) > 0.0)
    total = 0.0
    while positive or others:
        term = (others if others and (total > 0.0 or not positive) else positive).popleft()
        total += evaluate(term)
        yield term


def _half(term: Node) -> Node:
    """Half of a term, taken before its factors are multiplied."""
    factors = term.args if isinstance(term, Op) and term.op == "mul" else (term,)
    return tree.mul(HALF, *factors)
