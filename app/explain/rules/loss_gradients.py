"""∂l/∂y at the output, by each loss's own formula, in the form in which the engine keeps its digits."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from app.engine.losses import HUBER_DELTA
from app.explain.derivation import Condition
from app.explain.expressions import Const, Node, Ref, evaluate
from app.explain.rules.forward import exponentials
from app.explain.rules.probabilities import probabilities
from app.explain.trees import (
    ONE,
    TWO,
    ZERO,
    Numbers,
    add,
    apply,
    div,
    exp,
    mul,
    neg,
    others,
    sub,
)

Found = tuple[Node, Node | None, tuple[Condition, ...]]
Gradient = Callable[[Numbers, int], Found]


def loss_gradient(numbers: Numbers, i: int) -> Found:
    """∂l/∂y_i: tree, textbook's tree, conditions."""
    return GRADIENTS[numbers.network.loss](numbers, i)


def _pair(numbers: Numbers, i: int) -> tuple[Ref, Ref]:
    return numbers.ref("a", numbers.last, i), numbers.ref("t", i)


def _half_squared_error(numbers: Numbers, i: int) -> Found:
    return sub(*_pair(numbers, i)), None, ()


def _squared_error(numbers: Numbers, i: int) -> Found:
    return mul(TWO, sub(*_pair(numbers, i))), None, ()


def _mean_squared_error(numbers: Numbers, i: int) -> Found:
    outputs = Const(float(numbers.network.sizes[-1]))
    return div(mul(TWO, sub(*_pair(numbers, i))), outputs), None, ()


def _absolute_error(numbers: Numbers, i: int) -> Found:
    y, t = _pair(numbers, i)
    if y.value > t.value:
        return ONE, None, (Condition(y, ">", t),)
    if y.value < t.value:
        return neg(ONE), None, (Condition(y, "<", t),)
    return Const(0.0 * (y.value - t.value)), None, (Condition(y, "=", t),)


def _huber(numbers: Numbers, i: int) -> Found:
    r = sub(*_pair(numbers, i))
    value, delta = evaluate(r), Const(HUBER_DELTA)
    if value > HUBER_DELTA:
        return delta, None, (Condition(r, ">", delta),)
    if value < -HUBER_DELTA:
        return neg(delta), None, (Condition(r, "<", neg(delta)),)
    return r, None, (Condition(apply("abs", r), "<=", delta),)


def _binary_cross_entropy(numbers: Numbers, i: int) -> Found:
    y, t = _pair(numbers, i)
    complement = probabilities(numbers)[i].complement
    formula = sub(div(sub(ONE, t), sub(ONE, y)), div(t, y))
    if t.value == 0.0:
        return div(ONE, complement), formula, (Condition(t, "=", ZERO),)
    if t.value == 1.0:
        return neg(div(ONE, y)), formula, (Condition(t, "=", ONE),)
    return div(expected_minus(y, t, complement), mul(y, complement)), formula, ()


def expected_minus(y: Node, t: Node, complement: Node) -> Node:
    """y - t, as y (1 - t) - t (1 - y): where both are near 1, their difference keeps its digits."""
    return sub(mul(y, sub(ONE, t)), mul(t, complement))


def _cross_entropy(numbers: Numbers, i: int) -> Found:
    y, t = _pair(numbers, i)
    textbook = neg(div(t, y))
    if t.value == 0.0 and y.value == 0.0:
        return ZERO, textbook, (Condition(t, "=", ZERO),)
    return textbook, None, ()


def _binary_cross_entropy_with_logits(numbers: Numbers, i: int) -> Found:
    z, t = _pair(numbers, i)
    expression = expected_minus(apply("sigmoid", z), t, apply("sigmoid", neg(z)))
    return expression, sub(apply("sigmoid", z), t), ()


def _softmax_cross_entropy(numbers: Numbers, i: int) -> Found:
    z, t = numbers.outputs(), numbers.targets()
    powers = exponentials(z)
    expression = div(among(powers, t, i), add(powers))
    return expression, sub(mul(div(exp(z[i]), add(map(exp, z))), add(t)), t[i]), ()


def among(p: list[Node], t: list[Ref], i: int) -> Node:
    """p_i Σ t - t_i Σ p, as p_i Σ_{k≠i} t_k - t_i Σ_{k≠i} p_k, which does not cancel for the true class."""
    return sub(mul(p[i], add(others(t, i))), mul(t[i], add(others(p, i))))


GRADIENTS: Mapping[str, Gradient] = MappingProxyType(
    {
        "half_squared_error": _half_squared_error,
        "squared_error": _squared_error,
        "mean_squared_error": _mean_squared_error,
        "absolute_error": _absolute_error,
        "huber": _huber,
        "binary_cross_entropy": _binary_cross_entropy,
        "cross_entropy": _cross_entropy,
        "binary_cross_entropy_with_logits": _binary_cross_entropy_with_logits,
        "softmax_cross_entropy": _softmax_cross_entropy,
    }
)
"""The gradient of each loss."""
