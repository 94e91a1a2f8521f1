"""Gradients of the parameters of one sample's l: two factors on a wire."""

from app.explain import trees as tree
from app.explain.derivation import ChainSum, Equation, RuleResult, Slope
from app.explain.expressions import Node
from app.explain.numbers import Numbers
from app.explain.trees import ONE


def weight(numbers: Numbers, layer: int, i: int, j: int) -> RuleResult:
    """∂l/∂w_ij = ∂z_i/∂w_ij ∂l/∂z_i, and ∂z_i/∂w_ij is what comes in on that wire."""
    wire, delta = numbers.wire(layer, i, j), numbers.ref("dl_dz", layer, i)
    slope = Slope(numbers.address("z", layer, i), wire.factor.address, wire.source)
    here = numbers.ref("dl_dw", layer, i, j)
    chain = (Equation((here, ChainSum(((slope, delta),)))), Equation((slope, wire.source)))
    return RuleResult("weight", weight_product(numbers, layer, i, j), chain=chain)


def weight_product(numbers: Numbers, layer: int, i: int, j: int) -> Node:
    """∂z_i/∂w_ij ∂l/∂z_i."""
    return tree.mul(numbers.wire(layer, i, j).source, numbers.ref("dl_dz", layer, i))


def bias(numbers: Numbers, layer: int, i: int) -> RuleResult:
    """∂l/∂b_i = ∂z_i/∂b_i ∂l/∂z_i, and ∂z_i/∂b_i is 1."""
    delta = numbers.ref("dl_dz", layer, i)
    slope = Slope(numbers.address("z", layer, i), numbers.shared("b", layer, i).address)
    chain = (Equation((numbers.ref("dl_db", layer, i), ChainSum(((slope, delta),)))), Equation((slope, ONE)))
    return RuleResult("bias", delta, chain=chain)
