"""The loss of one sample, by each loss's own formula, and the total over samples."""

from collections.abc import Callable, Iterable, Mapping
from math import isfinite
from types import MappingProxyType

from app.engine.losses import HUBER_DELTA
from app.explain.derivation import Condition, Told
from app.explain.expressions import Const, Node, Ref, evaluate
from app.explain.rules.probabilities import SMALLEST, log_of_one_plus, probabilities
from app.explain.trees import (
    HALF,
    MOST_OF_SOFTMAX,
    ONE,
    ZERO,
    Numbers,
    add,
    apply,
    div,
    exp,
    log,
    mul,
    neg,
    others,
    square,
    sub,
    top,
)

Value = Callable[[Numbers], Told]


def loss(numbers: Numbers) -> Told:
    """l of one sample."""
    return LOSS_RULES[numbers.network.loss](numbers)


def total(numbers: Numbers) -> Told:
    """L: the sum of the samples' l, or their mean."""
    samples = len(numbers.trace.x)
    each = [Numbers(numbers.trace, n).ref("l") for n in range(samples)]
    return Told("total", mean_or_sum(numbers, each))


def mean_or_sum(numbers: Numbers, each: list[Ref]) -> Node:
    """The samples' numbers put together as the network's reduction says."""
    summed = add(each)
    if numbers.network.reduction == "mean" and len(each) > 1:
        return div(summed, Const(float(len(each))))
    return summed


def residuals(numbers: Numbers) -> list[Node]:
    """y - t."""
    return [sub(y, t) for y, t in zip(numbers.outputs(), numbers.targets(), strict=True)]


def _half_squared_error(numbers: Numbers) -> Told:
    return Told("loss", mul(HALF, add(map(square, residuals(numbers)))))


def _squared_error(numbers: Numbers) -> Told:
    return Told("loss", add(map(square, residuals(numbers))))


def _mean_squared_error(numbers: Numbers) -> Told:
    each = residuals(numbers)
    return Told("loss", div(add(map(square, each)), Const(float(len(each)))))


def _absolute_error(numbers: Numbers) -> Told:
    return Told("loss", add(apply("abs", r) for r in residuals(numbers)))


def _huber(numbers: Numbers) -> Told:
    terms, conditions = [], []
    delta = Const(HUBER_DELTA)
    for r in residuals(numbers):
        size = apply("abs", r)
        small = evaluate(size) <= HUBER_DELTA
        terms.append(mul(HALF, square(r)) if small else sub(size, HALF))
        conditions.append(Condition(size, "<=" if small else ">", delta))
    return Told("loss", add(terms), conditions=tuple(conditions))


def _cross_entropy(numbers: Numbers) -> Told:
    targets, outputs = numbers.targets(), probabilities(numbers)
    formula = neg(add(mul(t, log(y)) for t, y in zip(targets, numbers.outputs(), strict=True)))
    if outputs[0].activation == "softmax" and any(
        t.value != 0.0 and not SMALLEST <= p.y[p.i].value <= MOST_OF_SOFTMAX
        for t, p in zip(targets, outputs, strict=True)
    ):
        return Told("loss", _by_logits(targets, numbers.sums()), formula)
    terms = _counted((t, p.minus_log) for t, p in zip(targets, outputs, strict=True))
    return Told("loss", add(terms), formula, conditions=_uncounted(targets, terms))


def _binary_cross_entropy(numbers: Numbers) -> Told:
    targets, outputs = numbers.targets(), probabilities(numbers)
    formula = neg(
        add(
            add((mul(t, log(y)), mul(sub(ONE, t), log(sub(ONE, y)))))
            for t, y in zip(targets, numbers.outputs(), strict=True)
        )
    )
    no = _counted((sub(ONE, t), p.minus_log_complement) for t, p in zip(targets, outputs, strict=True))
    if outputs[0].activation == "softmax" and not all(p.y[p.i].value >= SMALLEST for p in outputs):
        # Each of these logarithms would need the sum over all z.
        return Told("loss", add((_by_logits(targets, numbers.sums()), add(no))), formula)
    yes = _counted((t, p.minus_log) for t, p in zip(targets, outputs, strict=True))
    return Told("loss", add((add(yes), add(no))), formula, conditions=_uncounted(targets, yes))


def _binary_cross_entropy_with_logits(numbers: Numbers) -> Told:
    pairs = list(zip(numbers.targets(), numbers.outputs(), strict=True))
    formula = add(sub(apply("softplus", z), mul(t, z)) for t, z in pairs)
    yes = _counted((t, apply("softplus", neg(z))) for t, z in pairs)
    no = _counted((sub(ONE, t), apply("softplus", z)) for t, z in pairs)
    return Told("loss", add([*yes, *no]), formula)


def _softmax_cross_entropy(numbers: Numbers) -> Told:
    targets, z = numbers.targets(), numbers.outputs()
    formula = sub(mul(add(targets), log(add(map(exp, z)))), add(map(mul, targets, z)))
    return Told("loss", _by_logits(targets, z), formula)


def _by_logits(targets: list[Ref], z: list[Ref]) -> Node:
    """Σt ln Σ e^(z_k - top) + Σ t_i (top - z_i): nothing in it is negative, so nothing cancels."""
    largest = top(z)
    rivals: list[Node] = [exp(sub(ref, largest)) for ref in others(z, z.index(largest))]
    fallen = [(t, sub(largest, ref)) for t, ref in zip(targets, z, strict=True) if ref is not largest]
    return add(_counted([(add(targets), log_of_one_plus(rivals)), *fallen]))


def _counted(pairs: Iterable[tuple[Node, Node]]) -> list[Node]:
    """weight · cost for each pair, without those where a weight of 0 meets an infinite cost."""
    return [mul(weight, cost) for weight, cost in pairs if evaluate(weight) != 0.0 or isfinite(evaluate(cost))]


def _uncounted(targets: list[Ref], counted: list[Node]) -> tuple[Condition, ...]:
    """The targets of 0, where something was left out because of them."""
    if len(counted) == len(targets):
        return ()
    return tuple(Condition(t, "=", ZERO) for t in targets if t.value == 0.0)


LOSS_RULES: Mapping[str, Value] = MappingProxyType(
    {
        "half_squared_error": _half_squared_error,
        "squared_error": _squared_error,
        "mean_squared_error": _mean_squared_error,
        "absolute_error": _absolute_error,
        "huber": _huber,
        "cross_entropy": _cross_entropy,
        "binary_cross_entropy": _binary_cross_entropy,
        "binary_cross_entropy_with_logits": _binary_cross_entropy_with_logits,
        "softmax_cross_entropy": _softmax_cross_entropy,
    }
)
"""The rule of each loss."""
