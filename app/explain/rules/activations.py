"""What explanations know of each activation: its value, its gain f'(z), and how its output is a probability.

The textbook's form stands while it keeps its digits; in saturation a form of the same that does.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import sqrt
from types import MappingProxyType

from app.engine.normal import SQRT_2PI
from app.engine.rectifiers import LEAK, SELU_ALPHA, SELU_SCALE
from app.explain import trees as tree
from app.explain.derivation import Condition, Form
from app.explain.expressions import Const, Node, Ref
from app.explain.numbers import Numbers
from app.explain.rules import softmax
from app.explain.rules.probabilities import AS_IT_IS, OF_SIGMOID, OF_SOFTMAX, Probability
from app.explain.trees import HALF, ONE, TWO, ZERO

LAMBDA = Const(SELU_SCALE, "lambda")
"""λ of selu."""
ALPHA = Const(SELU_ALPHA, "alpha")
"""α of selu."""
SQRT_HALF = sqrt(0.5)
"""√½, by which the argument of erf in gelu is z."""


@dataclass(frozen=True, slots=True)
class ActivationRule:
    """How the numbers of one activation come about."""

    value: Callable[[Numbers, int, int], Form]
    """(numbers, layer, i) -> a_i."""
    gain: Callable[[Numbers, int, int, int], Form]
    """(numbers, layer, i, k) -> ∂a_i/∂z_k; where neurons are not coupled, i is k."""
    pullback: Callable[[Numbers, int, int], Node] | None = None
    """(numbers, layer, i) -> ∂l/∂z_i out of the layer's ∂l/∂a, in a form that keeps what the entries of the Jacobian
    lose, where neurons are coupled."""
    probability: Probability = AS_IT_IS
    """How an output of it is read as a probability."""


def _elementwise(
    name: str,
    gain: Callable[[Ref, Ref], Form],
    value: Callable[[Ref], Node] | None = None,
    probability: Probability = AS_IT_IS,
) -> tuple[str, ActivationRule]:
    """The row of a function of one number, by its gain as a function of (a, z); its value is name(z)."""

    def value_of(numbers: Numbers, layer: int, i: int) -> Form:
        z = numbers.ref("z", layer, i)
        return Form(tree.apply(name, z) if value is None else value(z))

    def gain_of(numbers: Numbers, layer: int, i: int, k: int) -> Form:
        return gain(numbers.ref("a", layer, i), numbers.ref("z", layer, i))

    return name, ActivationRule(value_of, gain_of, probability=probability)


def _identity(a: Ref, z: Ref) -> Form:
    return Form(ONE)


def _sigmoid(a: Ref, z: Ref) -> Form:
    textbook = tree.mul(a, tree.sub(ONE, a))
    return Form(tree.mul(a, tree.one_minus(a, tree.apply("sigmoid", tree.neg(z)))), textbook)


def _tanh(a: Ref, z: Ref) -> Form:
    twice = tree.mul(TWO, z)
    stable = tree.mul(Const(4.0), tree.apply("sigmoid", twice), tree.apply("sigmoid", tree.neg(twice)))
    return Form(tree.one_minus(tree.square(a), stable), tree.sub(ONE, tree.square(a)))


def _kinked(above: Node, below: Callable[[Ref], Node]) -> Callable[[Ref, Ref], Form]:
    """One gain where z > 0, another where it is not."""

    def gain(a: Ref, z: Ref) -> Form:
        if z.value > 0.0:
            return Form(above, conditions=(Condition(z, ">", ZERO),))
        return Form(below(z), conditions=(Condition(z, "<=", ZERO),))

    return gain


def _softplus(a: Ref, z: Ref) -> Form:
    return Form(tree.apply("sigmoid", z))


def _softsign(a: Ref, z: Ref) -> Form:
    return Form(tree.square(tree.div(ONE, tree.add((ONE, tree.apply("abs", z))))))


def _gelu(a: Ref, z: Ref) -> Form:
    """Φ(z) + z φ(z); the left tail of Φ(z) is a / z."""
    left = tree.mul(HALF, tree.add((ONE, tree.apply("erf", tree.mul(Const(SQRT_HALF), z)))))
    bell = tree.div(tree.mul(z, tree.exp(tree.mul(Const(-0.5), z, z))), Const(SQRT_2PI, "sqrt_2pi"))
    written = tree.apply("erf", tree.div(z, Const(sqrt(2.0), "sqrt_2")))
    power = tree.exp(tree.neg(tree.div(tree.square(z), TWO)))
    textbook_bell = tree.div(tree.mul(z, power), Const(SQRT_2PI, "sqrt_2pi"))
    textbook = tree.add((tree.mul(HALF, tree.add((ONE, written))), textbook_bell))
    return Form(tree.add((left if z.value > -1.0 else tree.div(a, z), bell)), textbook)


def _silu(a: Ref, z: Ref) -> Form:
    slope = tree.apply("sigmoid", z)
    stable = tree.add((ONE, tree.mul(z, tree.apply("sigmoid", tree.neg(z)))))
    return Form(tree.mul(slope, stable), tree.mul(slope, tree.add((ONE, tree.mul(z, tree.sub(ONE, slope))))))


ACTIVATION_RULES: Mapping[str, ActivationRule] = MappingProxyType(
    dict(
        (
            _elementwise("identity", _identity, lambda z: z),
            _elementwise("sigmoid", _sigmoid, probability=OF_SIGMOID),
            _elementwise("tanh", _tanh),
            _elementwise("relu", _kinked(ONE, lambda z: ZERO)),
            _elementwise("leaky_relu", _kinked(ONE, lambda z: Const(LEAK))),
            _elementwise("elu", _kinked(ONE, tree.exp)),
            _elementwise("selu", _kinked(LAMBDA, lambda z: tree.mul(LAMBDA, ALPHA, tree.exp(z)))),
            _elementwise("softplus", _softplus),
            _elementwise("softsign", _softsign),
            _elementwise("gelu", _gelu),
            _elementwise("silu", _silu),
            ("softmax", ActivationRule(softmax.value, softmax.gain, softmax.pullback, OF_SOFTMAX)),
        )
    )
)
"""The rule of each activation."""


def rule_of(numbers: Numbers, layer: int) -> ActivationRule:
    """The rule of a layer's activation."""
    return ACTIVATION_RULES[numbers.network.layers[layer - 1].activation]
