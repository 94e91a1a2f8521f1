"""What explanations know of each loss: its value, its gradient at the output, and the gradients at z in which an
activation joins it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from app.engine.losses import HUBER_DELTA
from app.explain import trees as tree
from app.explain.derivation import Condition, Form
from app.explain.expressions import Const, Node, evaluate
from app.explain.numbers import Numbers
from app.explain.rules import cross_entropies
from app.explain.trees import HALF, ONE, TWO

Gradient = Callable[[Numbers, int], Form]
"""(numbers, i) -> a gradient by output i, or by its z."""


@dataclass(frozen=True, slots=True)
class LossRule:
    """How the numbers of one loss come about, in the forms in which the engine keeps their digits."""

    value: Callable[[Numbers], Form]
    """(numbers) -> l."""
    gradient: Gradient
    """(numbers, i) -> ∂l/∂y_i."""
    leaves: int
    """How many leaves the tree of l has for each output, at most."""
    joined: Mapping[str, Gradient] = field(default_factory=lambda: MappingProxyType({}))
    """For a last activation's name, (numbers, i) -> ∂l/∂z_i in one formula."""
    joined_leaves: tuple[int, int] = (0, 0)
    """How many leaves the trees of l and of ∂l/∂z_i have for each output, at most, where it joins an activation that
    couples its layer: the digits of 1 - y and of its logarithm are then in the other outputs."""


def _residuals(numbers: Numbers) -> list[Node]:
    return [tree.sub(y, t) for y, t in zip(numbers.outputs(), numbers.targets(), strict=True)]


def _residual(numbers: Numbers, i: int) -> Node:
    return tree.sub(numbers.output(i), numbers.target(i))


def _squares(numbers: Numbers) -> Node:
    return tree.add(map(tree.square, _residuals(numbers)))


def _outputs(numbers: Numbers) -> Const:
    return Const(float(numbers.network.sizes[-1]))


def _absolute_error(numbers: Numbers) -> Form:
    return Form(tree.add(tree.apply("abs", r) for r in _residuals(numbers)))


def _absolute_error_gradient(numbers: Numbers, i: int) -> Form:
    y, t = numbers.output(i), numbers.target(i)
    if y.value > t.value:
        return Form(ONE, conditions=(Condition(y, ">", t),))
    if y.value < t.value:
        return Form(tree.neg(ONE), conditions=(Condition(y, "<", t),))
    return Form(Const(0.0 * (y.value - t.value)), conditions=(Condition(y, "=", t),))


def _huber(numbers: Numbers) -> Form:
    terms, conditions = [], []
    for r in _residuals(numbers):
        size = tree.apply("abs", r)
        small = evaluate(size) <= HUBER_DELTA
        terms.append(tree.mul(HALF, tree.square(r)) if small else tree.sub(size, HALF))
        conditions.append(Condition(size, "<=" if small else ">", Const(HUBER_DELTA)))
    return Form(tree.add(terms), conditions=tuple(conditions))


def _huber_gradient(numbers: Numbers, i: int) -> Form:
    r, delta = _residual(numbers, i), Const(HUBER_DELTA)
    value = evaluate(r)
    if value > HUBER_DELTA:
        return Form(delta, conditions=(Condition(r, ">", delta),))
    if value < -HUBER_DELTA:
        return Form(tree.neg(delta), conditions=(Condition(r, "<", tree.neg(delta)),))
    return Form(r, conditions=(Condition(tree.apply("abs", r), "<=", delta),))


LOSS_RULES: Mapping[str, LossRule] = MappingProxyType(
    {
        "half_squared_error": LossRule(
            value=lambda numbers: Form(tree.mul(HALF, _squares(numbers))),
            gradient=lambda numbers, i: Form(_residual(numbers, i)),
            leaves=3,
        ),
        "squared_error": LossRule(
            value=lambda numbers: Form(_squares(numbers)),
            gradient=lambda numbers, i: Form(tree.mul(TWO, _residual(numbers, i))),
            leaves=3,
        ),
        "mean_squared_error": LossRule(
            value=lambda numbers: Form(tree.div(_squares(numbers), _outputs(numbers))),
            gradient=lambda numbers, i: Form(tree.div(tree.mul(TWO, _residual(numbers, i)), _outputs(numbers))),
            leaves=3,
        ),
        "absolute_error": LossRule(_absolute_error, _absolute_error_gradient, leaves=3),
        "huber": LossRule(_huber, _huber_gradient, leaves=4),
        "binary_cross_entropy": LossRule(
            cross_entropies.binary_cross_entropy,
            cross_entropies.binary_cross_entropy_gradient,
            leaves=6,
            joined=MappingProxyType(
                {
                    "sigmoid": cross_entropies.binary_cross_entropy_of_sigmoid,
                    "softmax": cross_entropies.binary_cross_entropy_of_softmax,
                }
            ),
            joined_leaves=(12, 9),
        ),
        "cross_entropy": LossRule(
            cross_entropies.cross_entropy,
            cross_entropies.cross_entropy_gradient,
            leaves=3,
            joined=MappingProxyType(
                {
                    "sigmoid": cross_entropies.cross_entropy_of_sigmoid,
                    "softmax": cross_entropies.cross_entropy_of_softmax,
                }
            ),
            joined_leaves=(6, 2),
        ),
        "binary_cross_entropy_with_logits": LossRule(
            cross_entropies.binary_cross_entropy_with_logits,
            cross_entropies.binary_cross_entropy_with_logits_gradient,
            leaves=5,
        ),
        "softmax_cross_entropy": LossRule(
            cross_entropies.softmax_cross_entropy, cross_entropies.softmax_cross_entropy_gradient, leaves=6
        ),
    }
)
"""The rule of each loss."""


def rule_of(numbers: Numbers) -> LossRule:
    """The rule of the network's loss."""
    return LOSS_RULES[numbers.network.loss]
