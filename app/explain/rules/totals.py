"""What belongs to all samples: the total loss and its gradients, sums over the samples or their means."""

from math import isfinite

from app.explain import trees as tree
from app.explain.derivation import RuleResult
from app.explain.expressions import Const, Node, Ref
from app.explain.numbers import Numbers
from app.explain.rules.gradients import weight_product


def total_loss(numbers: Numbers) -> RuleResult:
    """L: the sum of the samples' l, or their mean."""
    return RuleResult("total", _reduced(numbers, [one.ref("l") for one in numbers.of_each_sample()]))


def weight_gradient(numbers: Numbers, layer: int, i: int, j: int) -> RuleResult:
    """∂L/∂w_ij, of the samples' ∂l/∂w_ij; where one of these is too large for a number, of what they are products
    of, since the sum may not be."""
    each = [one.ref("dl_dw", layer, i, j) for one in numbers.of_each_sample()]
    textbook = _reduced(numbers, each)
    if all(isfinite(ref.value) for ref in each):
        return RuleResult("total", textbook)
    products = [weight_product(one, layer, i, j) for one in numbers.of_each_sample()]
    return RuleResult("total", _reduced(numbers, products), textbook)


def bias_gradient(numbers: Numbers, layer: int, i: int) -> RuleResult:
    """∂L/∂b_i, of the samples' ∂l/∂b_i."""
    return RuleResult("total", _reduced(numbers, [one.ref("dl_db", layer, i) for one in numbers.of_each_sample()]))


def _reduced(numbers: Numbers, each: list[Ref] | list[Node]) -> Node:
    """The samples' numbers put together by the network's reduction: their sum or mean."""
    summed = tree.add(each)
    if numbers.network.reduction == "mean" and len(each) > 1:
        return tree.div(summed, Const(float(len(each))))
    return summed
