"""An output read as a probability: 1 - y, -ln y and -ln(1 - y), each in a form that has its digits.

The textbook's form stands where it is good; else the form is one of z, where y has lost the digits.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import inf

from app.explain import trees as tree
from app.explain.expressions import Node, Ref, evaluate
from app.explain.numbers import Numbers
from app.explain.trees import MAX_FOR_ONE_MINUS, ONE

MIN_WHOLE = 1e-290
"""A smaller number may have lost digits to underflow."""

MIN_FOR_LOG = 0.1
"""ln(1 - y) keeps its digits where |y| is at least so much."""

MAX_OF_SOFTMAX = 0.75
"""Up to here the textbook's forms of a softmax's y have their digits: its outputs sum to 1 only nearly."""

Reading = Callable[[Numbers, int], Node]
"""(numbers, i) -> a function of output i."""


@dataclass(frozen=True, slots=True)
class Probability:
    """How output i of a last layer is read as a probability, by its activation."""

    complement: Reading
    """(numbers, i) -> 1 - y_i, as the engine has it."""
    minus_log: Reading
    """(numbers, i) -> -ln y_i."""
    minus_log_complement: Reading
    """(numbers, i) -> -ln(1 - y_i)."""


def _minus_log_one_minus(y: Ref) -> Node:
    if abs(y.value) >= MIN_FOR_LOG or y.value != y.value:
        return tree.neg(tree.log(tree.sub(ONE, y)))
    if y.value >= 0.0:
        return tree.log_of_one_plus([_odds(y)])
    return tree.neg(tree.log_of_one_plus([tree.neg(y)]))


def _odds(y: Ref) -> Node:
    return tree.div(y, tree.sub(ONE, y))


AS_IT_IS = Probability(
    complement=lambda numbers, i: tree.sub(ONE, numbers.output(i)),
    minus_log=lambda numbers, i: tree.neg(tree.log(numbers.output(i))),
    minus_log_complement=lambda numbers, i: _minus_log_one_minus(numbers.output(i)),
)
"""The reading of an output that no activation keeps between 0 and 1."""


def _minus_log_of_sigmoid(numbers: Numbers, i: int) -> Node:
    y = numbers.output(i)
    if MIN_WHOLE <= y.value <= MAX_FOR_ONE_MINUS:
        return tree.neg(tree.log(y))
    return tree.apply("softplus", tree.neg(numbers.logit(i)))


def _minus_log_complement_of_sigmoid(numbers: Numbers, i: int) -> Node:
    y = numbers.output(i)
    if MIN_FOR_LOG <= y.value <= MAX_FOR_ONE_MINUS:
        return tree.neg(tree.log(tree.sub(ONE, y)))
    return tree.apply("softplus", numbers.logit(i))


OF_SIGMOID = Probability(
    complement=lambda numbers, i: tree.apply("sigmoid", tree.neg(numbers.logit(i))),
    minus_log=_minus_log_of_sigmoid,
    minus_log_complement=_minus_log_complement_of_sigmoid,
)
"""1 - σ(z) is σ(-z)."""


def _minus_log_of_softmax(numbers: Numbers, i: int) -> Node:
    """Of a y near 1, ln(1 + Σ e^(z_k - z_i)) over the others; of a tiny one, how far z is below the largest."""
    y = numbers.output(i)
    if MIN_WHOLE <= y.value <= MAX_OF_SOFTMAX:
        return tree.neg(tree.log(y))
    z = numbers.logits()
    if y.value > MAX_OF_SOFTMAX:
        return tree.log_of_one_plus([tree.exp(tree.sub(other, z[i])) for other in tree.others(z, i)])
    largest = tree.largest(z)
    return tree.sub(tree.sub(largest, z[i]), tree.log(numbers.output(z.index(largest))))


def _minus_log_complement_of_softmax(numbers: Numbers, i: int) -> Node:
    y = numbers.output(i)
    if MIN_FOR_LOG <= y.value <= MAX_OF_SOFTMAX:
        return tree.neg(tree.log(tree.sub(ONE, y)))
    if y.value <= MAX_OF_SOFTMAX:
        return tree.log_of_one_plus([_odds(y)])
    other_outputs = tree.others(numbers.outputs(), i)
    if evaluate(tree.add(other_outputs)) >= MIN_WHOLE:
        return tree.neg(tree.log(tree.add(other_outputs)))
    z = numbers.logits()
    other_logits = tree.others(z, i)
    if all(other.value == -inf for other in other_logits):
        return tree.neg(tree.log(tree.sub(ONE, y)))
    largest = tree.largest(other_logits)
    gap = tree.sub(z[i], largest)
    return tree.sub(gap, tree.log(tree.add(tree.exp(tree.sub(other, largest)) for other in other_logits)))


OF_SOFTMAX = Probability(
    complement=lambda numbers, i: tree.add(tree.others(numbers.outputs(), i)),
    minus_log=_minus_log_of_softmax,
    minus_log_complement=_minus_log_complement_of_softmax,
)
"""1 - y_i is the sum of the other outputs."""
