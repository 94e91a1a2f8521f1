"""The four cross-entropies: their values, and their gradients at the output and, without losing digits, at z.

Targets need not sum to 1. A target of 0 asks nothing of its logarithm: 0 · ln 0 counts 0, and so does its gradient. But
an output that is NaN stays NaN.
"""

from collections.abc import Iterable, Sequence
from math import isfinite, isnan

from app.explain import trees as tree
from app.explain.derivation import Condition, Form
from app.explain.expressions import Node, Ref, evaluate
from app.explain.numbers import Numbers
from app.explain.rules.activations import rule_of
from app.explain.rules.softmax import exponentials
from app.explain.trees import ONE, ZERO

MIN_DOMINANT = 0.5
"""An output of a softmax above this has most of its row."""


def cross_entropy(numbers: Numbers) -> Form:
    """-Σ t ln y."""
    targets, outputs = numbers.targets(), numbers.outputs()
    minus_log = rule_of(numbers, numbers.last).probability.minus_log
    formula = tree.neg(tree.add(tree.mul(t, tree.log(y)) for t, y in zip(targets, outputs, strict=True)))
    terms = _kept_terms((t, minus_log(numbers, i), outputs[i]) for i, t in enumerate(targets))
    return Form(tree.add(terms), formula, _dropped(targets, terms))


def cross_entropy_gradient(numbers: Numbers, i: int) -> Form:
    """- t / y."""
    y, _, t = _here(numbers, i)
    textbook = tree.neg(tree.div(t, y))
    if t.value == 0.0 and y.value == 0.0:
        return Form(ZERO, textbook, (Condition(t, "=", ZERO),))
    return Form(textbook)


def cross_entropy_of_sigmoid(numbers: Numbers, i: int) -> Form:
    """- t (1 - y)."""
    y, z, t = _here(numbers, i)
    stable = tree.mul(tree.neg(t), tree.apply("sigmoid", tree.neg(z)))
    return Form(stable, tree.neg(tree.mul(t, tree.sub(ONE, y))))


def cross_entropy_of_softmax(numbers: Numbers, i: int) -> Form:
    """y Σ t - t, which is y - t where the targets sum to 1."""
    y, t = numbers.outputs(), numbers.targets()
    return Form(_expected_minus(y, t, i), tree.sub(tree.mul(y[i], tree.add(t)), t[i]))


def binary_cross_entropy(numbers: Numbers) -> Form:
    """-Σ (t ln y + (1 - t) ln(1 - y))."""
    targets, reading = numbers.targets(), rule_of(numbers, numbers.last).probability
    pairs = list(zip(targets, numbers.outputs(), strict=True))
    formula = tree.neg(tree.add(tree.add(_both_ways(t, tree.log(y), tree.log(tree.sub(ONE, y)))) for t, y in pairs))
    yes = _kept_terms((t, reading.minus_log(numbers, i), y) for i, (t, y) in enumerate(pairs))
    no = _kept_terms((tree.sub(ONE, t), reading.minus_log_complement(numbers, i), y) for i, (t, y) in enumerate(pairs))
    return Form(tree.add((tree.add(yes), tree.add(no))), formula, _dropped(targets, yes))


def binary_cross_entropy_gradient(numbers: Numbers, i: int) -> Form:
    """(1 - t) / (1 - y) - t / y."""
    y, _, t = _here(numbers, i)
    complement = rule_of(numbers, numbers.last).probability.complement(numbers, i)
    formula = tree.sub(tree.div(tree.sub(ONE, t), tree.sub(ONE, y)), tree.div(t, y))
    if t.value == 0.0:
        return Form(tree.div(ONE, complement), formula, (Condition(t, "=", ZERO),))
    if t.value == 1.0:
        return Form(tree.neg(tree.div(ONE, y)), formula, (Condition(t, "=", ONE),))
    return Form(tree.div(_difference(y, t, complement), tree.mul(y, complement)), formula)


def binary_cross_entropy_of_sigmoid(numbers: Numbers, i: int) -> Form:
    """y - t."""
    y, z, t = _here(numbers, i)
    return Form(_difference(y, t, tree.apply("sigmoid", tree.neg(z))), tree.sub(y, t))


def binary_cross_entropy_of_softmax(numbers: Numbers, k: int) -> Form:
    """(1 - t_k) y_k - t_k (1 - y_k) + Σ_{i≠k} y_k (t_i - (1 - t_i) y_i / (1 - y_i)).

    An output i that has most of its row has only the t_i of its term here, and the rest apart: there
    y_k / (1 - y_i) is the softmax of the others among themselves.
    """
    y, t = numbers.outputs(), numbers.targets()
    if len(y) == 1:
        return Form(ZERO, conditions=(Condition(y[0], "=", ONE),)) if y[0].value == 1.0 else Form(tree.mul(ZERO, y[0]))
    textbook = [_coefficient(t_i, y_i) for t_i, y_i in zip(t, y, strict=True)]
    coefficients = [t_i if y_i.value > MIN_DOMINANT else c for t_i, y_i, c in zip(t, y, textbook, strict=True)]
    own = tree.sub(tree.mul(tree.sub(ONE, t[k]), y[k]), tree.mul(t[k], tree.add(tree.others(y, k))))
    from_others: Node = tree.mul(y[k], tree.add(tree.others(coefficients, k)))
    for dominant in (i for i in range(len(y)) if y[i].value > MIN_DOMINANT and i != k):
        rest = tree.mul(tree.mul(tree.sub(ONE, t[dominant]), y[dominant]), _softmax_of_others(numbers, k, dominant))
        from_others = tree.sub(from_others, rest)
    formula = tree.add((tree.sub(y[k], t[k]), tree.mul(y[k], tree.add(tree.others(textbook, k)))))
    return Form(tree.add((own, from_others)), formula)


def binary_cross_entropy_with_logits(numbers: Numbers) -> Form:
    """Σ (ln(1 + e^z) - t z), as Σ (t softplus(-z) + (1 - t) softplus(z))."""
    pairs = list(zip(numbers.targets(), numbers.outputs(), strict=True))
    formula = tree.add(tree.sub(tree.apply("softplus", z), tree.mul(t, z)) for t, z in pairs)
    yes = _kept_terms((t, tree.apply("softplus", tree.neg(z)), z) for t, z in pairs)
    no = _kept_terms((tree.sub(ONE, t), tree.apply("softplus", z), z) for t, z in pairs)
    return Form(tree.add([*yes, *no]), formula)


def binary_cross_entropy_with_logits_gradient(numbers: Numbers, i: int) -> Form:
    """σ(z) - t."""
    z, _, t = _here(numbers, i)
    p = tree.apply("sigmoid", z)
    return Form(_difference(p, t, tree.apply("sigmoid", tree.neg(z))), tree.sub(p, t))


def softmax_cross_entropy(numbers: Numbers) -> Form:
    """Σt ln Σ e^z_k - Σ t_i z_i, as Σt ln Σ e^(z_k - top) + Σ t_i (top - z_i): nothing in it is negative, so nothing
    cancels."""
    t, z = numbers.targets(), numbers.outputs()
    all_targets = tree.add(t)
    formula = tree.sub(tree.mul(all_targets, tree.log(tree.add(map(tree.exp, z)))), tree.add(map(tree.mul, t, z)))
    top = tree.largest(z)
    other_powers = [tree.exp(tree.sub(other, top)) for other in tree.others(z, z.index(top))]
    logit_gaps = [(t_i, tree.sub(top, z_i), z_i) for t_i, z_i in zip(t, z, strict=True) if z_i is not top]
    terms = _kept_terms([(all_targets, tree.log_of_one_plus(other_powers), top), *logit_gaps])
    return Form(tree.add(terms), formula)


def softmax_cross_entropy_gradient(numbers: Numbers, i: int) -> Form:
    """p Σ t - t with p = softmax(z)."""
    z, t = numbers.outputs(), numbers.targets()
    powers = exponentials(z)
    expression = tree.div(_expected_minus(powers, t, i), tree.add(powers))
    p = tree.div(tree.exp(z[i]), tree.add(map(tree.exp, z)))
    return Form(expression, tree.sub(tree.mul(p, tree.add(t)), t[i]))


def _here(numbers: Numbers, i: int) -> tuple[Ref, Ref, Ref]:
    """y_i, z_i and t_i."""
    return numbers.output(i), numbers.logit(i), numbers.target(i)


def _difference(y: Node, t: Node, complement: Node) -> Node:
    """y - t, as y (1 - t) - t (1 - y): where both are near 1, their difference keeps its digits."""
    return tree.sub(tree.mul(y, tree.sub(ONE, t)), tree.mul(t, complement))


def _expected_minus(p: Sequence[Node], t: list[Ref], i: int) -> Node:
    """p_i Σ t - t_i Σ p, as p_i Σ_{k≠i} t_k - t_i Σ_{k≠i} p_k, which does not cancel for the true class."""
    expected = tree.mul(p[i], tree.add(tree.others(t, i)))
    return tree.sub(expected, tree.mul(t[i], tree.add(tree.others(p, i))))


def _coefficient(t: Ref, y: Ref) -> Node:
    """t - (1 - t) y / (1 - y)."""
    return tree.sub(t, tree.mul(tree.sub(ONE, t), tree.div(y, tree.sub(ONE, y))))


def _softmax_of_others(numbers: Numbers, k: int, dominant: int) -> Node:
    """The softmax of the others among themselves."""
    z = numbers.logits()
    other_logits = tree.others(z, dominant)
    top = tree.largest(other_logits)
    powers = tree.add(tree.exp(tree.sub(other, top)) for other in other_logits)
    return tree.div(tree.exp(tree.sub(z[k], top)), powers)


def _both_ways(t: Node, yes: Node, no: Node) -> tuple[Node, Node]:
    """t yes and (1 - t) no."""
    return tree.mul(t, yes), tree.mul(tree.sub(ONE, t), no)


def _kept_terms(terms: Iterable[tuple[Node, Node, Ref]]) -> list[Node]:
    """weight · cost of each (weight, cost, output), without those where a weight of 0 meets a cost that is infinite, or
    the logarithm of a negative number."""
    return [
        tree.mul(weight, cost)
        for weight, cost, output in terms
        if evaluate(weight) != 0.0 or isfinite(evaluate(cost)) or isnan(output.value)
    ]


def _dropped(targets: list[Ref], kept_terms: list[Node]) -> tuple[Condition, ...]:
    """The targets of 0, where something was left out because of them."""
    if len(kept_terms) == len(targets):
        return ()
    return tuple(Condition(t, "=", ZERO) for t in targets if t.value == 0.0)
