"""The gain f'(z) of each activation by its own formula, and softmax's Jacobian.

The textbook's form stands while it keeps its digits; in saturation a form of the same that does.
"""

from collections.abc import Callable, Mapping
from math import sqrt
from types import MappingProxyType

from app.engine.activations import SQRT_2PI, SQRT_HALF
from app.engine.rectifiers import LEAK, SELU_ALPHA, SELU_SCALE
from app.explain.derivation import Condition, Equation, Slope, Told
from app.explain.expressions import Const, Node, Ref
from app.explain.trees import (
    HALF,
    MOST_OF_SOFTMAX,
    ONE,
    TWO,
    ZERO,
    Numbers,
    add,
    apply,
    div,
    exp,
    mul,
    neg,
    one_minus,
    others,
    square,
    sub,
)

Found = tuple[Node, Node | None, tuple[Condition, ...]]
Gain = Callable[[Ref, Ref], Found]

LAMBDA = Const(SELU_SCALE, "lambda")
ALPHA = Const(SELU_ALPHA, "alpha")


def gain(numbers: Numbers, layer: int, i: int, k: int | None = None) -> Told:
    """∂a_i/∂z_i, or of a softmax ∂a_i/∂z_k."""
    if k is not None:
        return _softmax(numbers, layer, i, k)
    name = numbers.network.layers[layer - 1].activation
    a, z = numbers.ref("a", layer, i), numbers.ref("z", layer, i)
    expression, formula, conditions = GAINS[name](a, z)
    chain = Equation((Slope(a.address, z.address), numbers.ref("da_dz", layer, i)))
    return Told("gain", expression, formula, (chain,), conditions)


def _softmax(numbers: Numbers, layer: int, i: int, k: int) -> Told:
    """a_i (1 - a_i), and - a_i a_k beside the diagonal."""
    a = [numbers.ref("a", layer, j) for j in range(numbers.network.sizes[layer])]
    if i != k:
        return Told("gain", neg(mul(a[i], a[k])))
    return Told("gain", mul(a[i], one_minus(a[i], add(others(a, i)), MOST_OF_SOFTMAX)), mul(a[i], sub(ONE, a[i])))


def _identity(a: Ref, z: Ref) -> Found:
    return ONE, None, ()


def _sigmoid(a: Ref, z: Ref) -> Found:
    return mul(a, one_minus(a, apply("sigmoid", neg(z)))), mul(a, sub(ONE, a)), ()


def _tanh(a: Ref, z: Ref) -> Found:
    twice = mul(TWO, z)
    stable = mul(Const(4.0), apply("sigmoid", twice), apply("sigmoid", neg(twice)))
    return one_minus(square(a), stable), sub(ONE, square(a)), ()


def _relu(a: Ref, z: Ref) -> Found:
    return (ONE, None, (_above(z),)) if z.value > 0.0 else (ZERO, None, (_below(z),))


def _leaky_relu(a: Ref, z: Ref) -> Found:
    return (ONE, None, (_above(z),)) if z.value > 0.0 else (Const(LEAK), None, (_below(z),))


def _elu(a: Ref, z: Ref) -> Found:
    return (ONE, None, (_above(z),)) if z.value > 0.0 else (exp(z), None, (_below(z),))


def _selu(a: Ref, z: Ref) -> Found:
    if z.value > 0.0:
        return LAMBDA, None, (_above(z),)
    return mul(LAMBDA, ALPHA, exp(z)), None, (_below(z),)


def _softplus(a: Ref, z: Ref) -> Found:
    return apply("sigmoid", z), None, ()


def _softsign(a: Ref, z: Ref) -> Found:
    return square(div(ONE, add((ONE, apply("abs", z))))), None, ()


def _gelu(a: Ref, z: Ref) -> Found:
    """Φ(z) + z φ(z); the left tail of Φ(z) is a / z."""
    left = mul(HALF, add((ONE, apply("erf", mul(Const(SQRT_HALF), z)))))
    bell = div(mul(z, exp(mul(Const(-0.5), z, z))), Const(SQRT_2PI, "sqrt_2pi"))
    written = apply("erf", div(z, Const(sqrt(2.0), "sqrt_2")))
    textbook_bell = div(mul(z, exp(neg(div(square(z), TWO)))), Const(SQRT_2PI, "sqrt_2pi"))
    formula = add((mul(HALF, add((ONE, written))), textbook_bell))
    return add((left if z.value > -1.0 else div(a, z), bell)), formula, ()


def _silu(a: Ref, z: Ref) -> Found:
    expression = mul(apply("sigmoid", z), add((ONE, mul(z, apply("sigmoid", neg(z))))))
    formula = mul(apply("sigmoid", z), add((ONE, mul(z, sub(ONE, apply("sigmoid", z))))))
    return expression, formula, ()


def _above(z: Ref) -> Condition:
    return Condition(z, ">", ZERO)


def _below(z: Ref) -> Condition:
    return Condition(z, "<=", ZERO)


GAINS: Mapping[str, Gain] = MappingProxyType(
    {
        "identity": _identity,
        "sigmoid": _sigmoid,
        "tanh": _tanh,
        "relu": _relu,
        "leaky_relu": _leaky_relu,
        "elu": _elu,
        "selu": _selu,
        "softplus": _softplus,
        "softsign": _softsign,
        "gelu": _gelu,
        "silu": _silu,
    }
)
"""The gain of each activation that acts on single numbers: (a, z) to tree, textbook's tree, conditions."""
