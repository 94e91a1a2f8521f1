"""Case 1: the gradients of the last layer, through the loss and the activation.

A cross-entropy after the activation it is made for gives ∂l/∂z in one formula; the product of the two slopes
would lose its digits where the activation saturates.
"""

from dataclasses import replace

from app.explain import trees as tree
from app.explain.derivation import RuleResult
from app.explain.expressions import Const
from app.explain.numbers import Numbers
from app.explain.rules.hidden import dl_dz_by_gains, gain_chain
from app.explain.rules.losses import rule_of


def dl_da_output(numbers: Numbers, i: int) -> RuleResult:
    """∂l/∂y_i: the loss's own slope, or a signal that is given in its place."""
    if numbers.trace.driven:
        return RuleResult("input", Const(numbers.ref("dl_da", numbers.last, i).value, "signal"))
    return RuleResult("output", *rule_of(numbers).gradient(numbers, i))


def dl_dz_output(numbers: Numbers, i: int) -> RuleResult:
    """∂l/∂z_i of the last layer."""
    layer, loss = numbers.last, rule_of(numbers)
    joined = loss.joined.get(numbers.network.layers[-1].activation)
    other_slope = numbers.trace.driven or numbers.trace.fixed_gains
    if joined is not None and not other_slope:
        return RuleResult("output", *joined(numbers, i), (gain_chain(numbers, layer, i, numbers.gains(layer, i)),))
    if other_slope or numbers.couples(layer):
        return replace(dl_dz_by_gains(numbers, layer, i), rule="output")
    gains = numbers.gains(layer, i)
    ((_, gain),) = gains
    slope, textbook, conditions = loss.gradient(numbers, i)
    formula = None if textbook is None else tree.mul(gain, textbook)
    chain = (gain_chain(numbers, layer, i, gains),)
    return RuleResult("output", tree.mul(gain, slope), formula, conditions, chain)
