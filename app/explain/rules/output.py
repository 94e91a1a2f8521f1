"""Case 1: the gradients of the last layer, through the loss and the activation.

A cross-entropy after the activation it is made for gives ∂l/∂z in one formula; the product of the two slopes
would lose its digits where the activation saturates.
"""

from app.engine.losses import LOSSES
from app.explain.addresses import Address
from app.explain.derivation import ChainSum, Condition, Equation, Slope, Told
from app.explain.expressions import Const, Node, Ref
from app.explain.rules.hidden import through_activation
from app.explain.rules.loss_gradients import among, expected_minus, loss_gradient
from app.explain.trees import (
    ONE,
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
    top,
)


def at_output(numbers: Numbers, i: int) -> Told:
    """∂l/∂y_i: the loss's own slope, or a signal that is given in its place."""
    here = numbers.ref("dl_da", numbers.last, i)
    if numbers.trace.driven:
        return Told("input", Const(here.value, "signal"))
    expression, formula, conditions = loss_gradient(numbers, i)
    return Told("output", expression, formula, conditions=conditions)


def into_output(numbers: Numbers, i: int) -> Told:
    """∂l/∂z_i of the last layer."""
    activation = numbers.network.layers[-1].activation
    driven = numbers.trace.driven or numbers.trace.fixed_gains
    if not driven and activation in LOSSES[numbers.network.loss].gradient_z:
        expression, formula, conditions = _IN_ONE[numbers.network.loss, activation](numbers, i)
        return Told("output", expression, formula, (_chain(numbers, i),), conditions)
    if driven or activation == "softmax":
        told = through_activation(numbers, numbers.last, i)
        return Told("output", told.expression, None, (_chain(numbers, i),))
    gain = numbers.ref("da_dz", numbers.last, i)
    slope, textbook, conditions = loss_gradient(numbers, i)
    formula = None if textbook is None else mul(gain, textbook)
    return Told("output", mul(gain, slope), formula, (_chain(numbers, i),), conditions)


def _chain(numbers: Numbers, i: int) -> Equation:
    """∂l/∂z = ∂y/∂z ∂l/∂y, over all outputs where z moves them all."""
    last = numbers.last
    here = numbers.ref("dl_dz", last, i)
    softmax = numbers.network.layers[-1].activation == "softmax"
    ways = []
    for k in range(numbers.network.sizes[-1]) if softmax else (i,):
        gain = numbers.ref("da_dz", last, k, i) if softmax else numbers.ref("da_dz", last, i)
        slope = Slope(Address("a", (last, k), numbers.sample), Address("z", (last, i), numbers.sample), gain)
        ways.append((slope, numbers.ref("dl_da", last, k)))
    return Equation((here, ChainSum(tuple(ways))))


Found = tuple[Node, Node | None, tuple[Condition, ...]]


def _binary_of_sigmoid(numbers: Numbers, i: int) -> Found:
    """y - t."""
    y, z, t = _here(numbers, i)
    return expected_minus(y, t, apply("sigmoid", neg(z))), sub(y, t), ()


def _cross_of_sigmoid(numbers: Numbers, i: int) -> Found:
    """- t (1 - y)."""
    y, z, t = _here(numbers, i)
    return mul(neg(t), apply("sigmoid", neg(z))), neg(mul(t, sub(ONE, y))), ()


def _cross_of_softmax(numbers: Numbers, i: int) -> Found:
    """y Σ t - t, which is y - t where the targets sum to 1."""
    y, t = numbers.outputs(), numbers.targets()
    formula = sub(mul(y[i], add(t)), t[i])
    return among(list(y), t, i), formula, ()


def _binary_of_softmax(numbers: Numbers, k: int) -> Found:
    """(1 - t_k) y_k - t_k (1 - y_k) + Σ_{i≠k} y_k (t_i - (1 - t_i) y_i / (1 - y_i)).

    An output i with more than half of its row has no such term: there y_k / (1 - y_i) is the softmax of the
    others among themselves.
    """
    y, z, t = numbers.outputs(), numbers.sums(), numbers.targets()
    if len(y) == 1:
        return ZERO, None, (Condition(y[0], "=", ONE),)
    asked = [
        t[i] if y[i].value > 0.5 else sub(t[i], mul(sub(ONE, t[i]), div(y[i], sub(ONE, y[i])))) for i in range(len(y))
    ]
    textbook = [sub(t[i], mul(sub(ONE, t[i]), div(y[i], sub(ONE, y[i])))) for i in range(len(y))]
    own = sub(mul(sub(ONE, t[k]), y[k]), mul(t[k], add(others(y, k))))
    from_others: Node = mul(y[k], add(others(asked, k)))
    for most in (i for i in range(len(y)) if y[i].value > 0.5 and i != k):
        pull = mul(mul(sub(ONE, t[most]), y[most]), _among_others(z, k, most))
        from_others = sub(from_others, pull)
    formula = add((sub(y[k], t[k]), mul(y[k], add(others(textbook, k)))))
    return add((own, from_others)), formula, ()


def _among_others(z: list[Ref], k: int, most: int) -> Node:
    """The softmax of the others among themselves."""
    rivals = others(z, most)
    largest = top(rivals)
    return div(exp(sub(z[k], largest)), add(exp(sub(ref, largest)) for ref in rivals))


def _here(numbers: Numbers, i: int) -> tuple[Ref, Ref, Ref]:
    return numbers.ref("a", numbers.last, i), numbers.ref("z", numbers.last, i), numbers.ref("t", i)


_IN_ONE = {
    ("binary_cross_entropy", "sigmoid"): _binary_of_sigmoid,
    ("binary_cross_entropy", "softmax"): _binary_of_softmax,
    ("cross_entropy", "sigmoid"): _cross_of_sigmoid,
    ("cross_entropy", "softmax"): _cross_of_softmax,
}
