"""An output read as a probability: 1 - y, -ln y and -ln(1 - y), each in a form that has its digits.

The textbook's form stands where it is good; else the form comes from z, where y has lost what is asked for.
"""

from dataclasses import dataclass
from math import inf

from app.explain.expressions import Node, Ref, evaluate
from app.explain.trees import (
    MOST_FOR_ONE_MINUS,
    MOST_OF_SOFTMAX,
    ONE,
    ZERO,
    Numbers,
    add,
    apply,
    div,
    exp,
    log,
    neg,
    others,
    sub,
    top,
)

SMALLEST = 1e-290
"""A smaller number may have lost digits to underflow."""

LEAST_FOR_LOG = 0.1
"""ln(1 - y) keeps its digits where |y| is at least so much."""


@dataclass(frozen=True, slots=True)
class Probability:
    """Output i of a last layer, with y and z of the whole layer and the activation's name."""

    i: int
    y: list[Ref]
    z: list[Ref]
    activation: str

    @property
    def most(self) -> float:
        """Up to here the textbook's forms of y have their digits."""
        return MOST_OF_SOFTMAX if self.activation == "softmax" else MOST_FOR_ONE_MINUS

    @property
    def complement(self) -> Node:
        """1 - y, as the engine has it."""
        match self.activation:
            case "sigmoid":
                return apply("sigmoid", neg(self.z[self.i]))
            case "softmax":
                return add(others(self.y, self.i))
            case _:
                return sub(ONE, self.y[self.i])

    @property
    def minus_log(self) -> Node:
        """-ln y."""
        y, z = self.y[self.i], self.z[self.i]
        if self.activation not in ("sigmoid", "softmax") or SMALLEST <= y.value <= self.most:
            return neg(log(y))
        if self.activation == "sigmoid":
            return apply("softplus", neg(z))
        if y.value > self.most:
            return log_of_one_plus([exp(sub(ref, z)) for ref in others(self.z, self.i)])
        largest = top(self.z)
        return sub(log(add(exp(sub(ref, largest)) for ref in self.z)), sub(z, largest))

    @property
    def minus_log_complement(self) -> Node:
        """-ln(1 - y)."""
        y, z = self.y[self.i], self.z[self.i]
        if self.activation not in ("sigmoid", "softmax"):
            return _minus_log_one_minus(y)
        if LEAST_FOR_LOG <= y.value <= self.most:
            return neg(log(sub(ONE, y)))
        if self.activation == "sigmoid":
            return apply("softplus", z)
        rest = others(self.y, self.i)
        if y.value <= self.most:
            return log_of_one_plus([div(y, sub(ONE, y))])
        if evaluate(add(rest)) >= SMALLEST:
            return neg(log(add(rest)))
        rivals = others(self.z, self.i)
        if all(ref.value == -inf for ref in rivals):
            return neg(log(sub(ONE, y)))
        largest = top(rivals)
        return sub(sub(z, largest), log(add(exp(sub(ref, largest)) for ref in rivals)))


def log_of_one_plus(terms: list[Node]) -> Node:
    """ln(1 + Σ terms), all of them positive."""
    return apply("softplus", log(add(terms))) if terms else ZERO


def probabilities(numbers: Numbers) -> list[Probability]:
    """Every output of the last layer."""
    y, z = numbers.outputs(), numbers.sums()
    activation = numbers.network.layers[-1].activation
    return [Probability(i, y, z, activation) for i in range(len(y))]


def _minus_log_one_minus(y: Ref) -> Node:
    if abs(y.value) >= LEAST_FOR_LOG or y.value != y.value:
        return neg(log(sub(ONE, y)))
    if y.value >= 0.0:
        return log_of_one_plus([div(y, sub(ONE, y))])
    return neg(log_of_one_plus([neg(y)]))
