"""How the product of the slopes of an activation and a cross-entropy comes to a short formula, step by step:
for softmax, Σ_k ∂a_k/∂z_i ∂l/∂a_k to y_i - t_i."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from app.explain import trees as tree
from app.explain.derivation import SimplificationStep
from app.explain.expressions import Node, Ref, evaluate
from app.explain.numbers import Numbers
from app.explain.trees import ONE

MAX_SIMPLIFIED_OUTPUTS = 6
"""Of a wider layer nobody could read the steps."""

_TOLERANCE = 1e-9
"""How far a step may be from the number, relatively: in saturation the slopes have lost their digits, and then no steps
are shown."""

_Steps = Callable[[Numbers, int], list[SimplificationStep]]
"""(numbers, i) -> the steps to ∂l/∂z_i of the last layer."""


def simplification(numbers: Numbers, i: int, value: float) -> tuple[SimplificationStep, ...]:
    """The steps to ∂l/∂z_i of the last layer; none where loss and activation have none, or where a step does not give
    the number.

    i: neuron of the last layer, from 0. value: its ∂l/∂z_i, which each step must give within 1e-9 of it, relatively.
    Raises IndexError where the layer has no such neuron.
    """
    network = numbers.network
    found = _STEPS.get((network.loss, network.layers[-1].activation))
    given_slopes = numbers.trace.driven or numbers.trace.fixed_gains
    if found is None or given_slopes or network.sizes[-1] > MAX_SIMPLIFIED_OUTPUTS:
        return ()
    steps = tuple(found(numbers, i))
    return steps if all(_is_close(evaluate(step.tree), value) for step in steps) else ()


def _softmax_cross_entropy(numbers: Numbers, i: int) -> list[SimplificationStep]:
    y, t = numbers.outputs(), numbers.targets()
    rest = tree.sub(ONE, y[i])
    slopes = [tree.neg(tree.div(t_k, y_k)) for t_k, y_k in zip(t, y, strict=True)]
    column: list[Node] = [tree.mul(y_k, rest) if k == i else tree.neg(tree.mul(y_k, y[i])) for k, y_k in enumerate(y)]
    cancelled = [tree.neg(tree.mul(t_k, rest)) if k == i else tree.mul(t_k, y[i]) for k, t_k in enumerate(t)]
    steps = [
        SimplificationStep("slopes", _over_gains(numbers, i)),
        SimplificationStep("written-out", tree.add(map(tree.mul, column, slopes))),
        SimplificationStep("cancelled", tree.add(cancelled)),
        SimplificationStep("gathered", tree.sub(tree.mul(y[i], tree.add(t)), t[i])),
    ]
    if sum(target.value for target in t) == 1.0:
        steps.append(SimplificationStep("targets", tree.sub(y[i], t[i])))
    return steps


def _sigmoid_binary_cross_entropy(numbers: Numbers, i: int) -> list[SimplificationStep]:
    y, t = numbers.output(i), numbers.target(i)
    rest = tree.sub(ONE, y)
    slope = tree.sub(tree.div(tree.sub(ONE, t), rest), tree.div(t, y))
    return [
        SimplificationStep("slopes", _over_gains(numbers, i)),
        SimplificationStep("written-out", tree.mul(y, rest, slope)),
        SimplificationStep("cancelled", tree.sub(tree.mul(y, tree.sub(ONE, t)), tree.mul(t, rest))),
        SimplificationStep("gathered", tree.sub(y, t)),
    ]


def _over_gains(numbers: Numbers, i: int) -> Node:
    """Σ_k ∂a_k/∂z_i ∂l/∂a_k."""
    signals: list[Ref] = numbers.layer("dl_da", numbers.last)
    return tree.add(tree.mul(gain, signals[k]) for k, gain in numbers.gains(numbers.last, i))


def _is_close(one: float, other: float) -> bool:
    return abs(one - other) <= _TOLERANCE * abs(other)


_STEPS: Mapping[tuple[str, str], _Steps] = MappingProxyType(
    {
        ("cross_entropy", "softmax"): _softmax_cross_entropy,
        ("binary_cross_entropy", "sigmoid"): _sigmoid_binary_cross_entropy,
    }
)
"""By loss and last activation."""
