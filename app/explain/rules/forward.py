"""The forward pass: weighted sums and activations, and the gains that it sets."""

from app.explain import trees as tree
from app.explain.derivation import Equation, RuleResult, Slope
from app.explain.expressions import Node
from app.explain.numbers import Numbers
from app.explain.rules.activations import rule_of


def weighted_sum(numbers: Numbers, layer: int, i: int) -> RuleResult:
    """z_i = w_i1 a_1 + w_i2 a_2 + … + b_i."""
    products: list[Node] = [tree.mul(wire.factor, wire.source) for wire in numbers.wires_in(layer, i)]
    return RuleResult("weighted_sum", tree.add([*products, numbers.shared("b", layer, i)]))


def activation(numbers: Numbers, layer: int, i: int) -> RuleResult:
    """a_i = f(z_i), or f of all z of the layer."""
    return RuleResult("activation", *rule_of(numbers, layer).value(numbers, layer, i))


def gain(numbers: Numbers, layer: int, i: int, k: int | None = None) -> RuleResult:
    """∂a_i/∂z_i, or ∂a_i/∂z_k where the layer couples its neurons."""
    form = rule_of(numbers, layer).gain(numbers, layer, i, i if k is None else k)
    if k is not None:
        return RuleResult("gain", *form)
    slope = Slope(numbers.address("a", layer, i), numbers.address("z", layer, i))
    return RuleResult("gain", *form, (Equation((slope, numbers.ref("da_dz", layer, i))),))
