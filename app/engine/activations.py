"""The activations: one row says all that is known of a function. The functions stand in `smooth`, `rectifiers` and
`softmax`, each with its derivative beside it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from app.engine.arrays import FloatArray
from app.engine.probability import AS_IT_IS, Probability
from app.engine.rectifiers import (
    LEAK,
    SELU_ALPHA,
    SELU_SCALE,
    elu,
    elu_derivative,
    leaky_relu,
    leaky_relu_derivative,
    relu,
    relu_derivative,
    selu,
    selu_derivative,
)
from app.engine.smooth import (
    gelu,
    gelu_derivative,
    identity,
    identity_derivative,
    sigmoid,
    sigmoid_derivative,
    silu,
    silu_derivative,
    softplus,
    softplus_derivative,
    softsign,
    softsign_derivative,
    tanh,
    tanh_derivative,
)
from app.engine.softmax import (
    softmax,
    softmax_complement,
    softmax_jacobian,
    softmax_jacobian_row,
    softmax_minus_log,
    softmax_minus_log_complement,
    softmax_vjp,
)

Function = Callable[[FloatArray], FloatArray]
"""z -> a."""
Derivative = Callable[[FloatArray, FloatArray], FloatArray]
"""(a, z) -> ∂a/∂z."""
Pullback = Callable[[FloatArray, FloatArray, FloatArray], FloatArray]
"""(dl_da, a, z) -> dl_dz."""
JacobianRow = Callable[[FloatArray, int, int], FloatArray]
"""(a, sample, i) -> ∂a_i/∂z_k for all k."""


@dataclass(frozen=True, slots=True)
class Activation:
    """All that is known of one activation a = f(z)."""

    name: str
    """As a request gives it."""
    forward: Function
    """z -> a, (N, n)."""
    derivative: Derivative
    """(a, z) -> ∂a/∂z, of each a by its own z, (N, n); where the layer is coupled its Jacobian, (N, n, n), row i = the
    derivatives of a_i."""
    vjp: Pullback
    """(dl_da, a, z) -> dl_dz, (N, n): the gradient carried back through f."""
    tex: str
    """The textbook's formula (what is computed is a stable form of the same)."""
    derivative_tex: str
    """The textbook's formula of the derivative."""
    numpy: str
    """f as NumPy text: an expression that is a function of one number."""
    operations: int
    """How long one value and its derivative take, in nanoseconds, where tanh and its own take 4."""
    calls: int = 1
    """So many times the calls of numpy that a simple one takes, however few the numbers."""
    letter: str = "f"
    """What f is called in formulas, TeX."""
    leaves_sums: bool = False
    """Whether a is z, as the losses that take the last layer's sums need it."""
    couples: bool = False
    """Whether an output depends on the z of its whole layer, and not on its own alone."""
    jacobian_row: JacobianRow | None = None
    """Where the layer is coupled: (a, sample, i) -> ∂a_i/∂z_k of one sample for all k, (n,), out of a, (N, n). The
    Jacobian is symmetric: ∂a_k/∂z_i too."""
    probability: Probability = AS_IT_IS
    """How its output is read as a probability."""
    kinks: tuple[float, ...] = ()
    """The z at which the formula changes, so that no one derivative spans them."""
    scratch: int = 2
    """Arrays of its layer's size, (N, n), that it needs on the way at most; of wide batches those of a block."""
    numpy_import: str = ""
    """What `numpy` needs besides NumPy."""
    synonyms: tuple[str, ...] = ()
    """Names of the same function elsewhere."""


def _elementwise(
    name: str, forward: Function, derivative: Derivative, *, tex: str, derivative_tex: str, numpy: str, **more: Any
) -> Activation:
    def vjp(g: FloatArray, a: FloatArray, z: FloatArray) -> FloatArray:
        return derivative(a, z) * g

    slope = rf"\frac{{\partial a}}{{\partial z}} = {derivative_tex}"
    return Activation(name, forward, derivative, vjp, f"a = {tex}", slope, numpy, **more)


_ROWS = (
    _elementwise(
        "identity",
        identity,
        identity_derivative,
        operations=2,
        tex="z",
        derivative_tex="1",
        numpy="lambda v: v",
        leaves_sums=True,
        synonyms=("linear", "none", "purelin", "pass_through"),
    ),
    _elementwise(
        "sigmoid",
        sigmoid,
        sigmoid_derivative,
        operations=6,
        tex=r"\frac{1}{1 + e^{-z}}",
        derivative_tex=r"a\,(1 - a)",
        numpy="lambda v: 1 / (1 + np.exp(-v))",
        letter=r"\sigma",
        probability=Probability(
            complement=lambda y, z: sigmoid(-z),
            minus_log=lambda y, z: softplus(-z),
            minus_log_complement=lambda y, z: softplus(z),
        ),
        synonyms=("logistic", "logistic_sigmoid", "logsig", "expit", "sigm", "σ"),
    ),
    _elementwise(
        "tanh",
        tanh,
        tanh_derivative,
        operations=4,
        tex=r"\tanh z",
        derivative_tex="1 - a^2",
        numpy="np.tanh",
        letter=r"\tanh",
        synonyms=("tansig", "hyperbolic_tangent"),
    ),
    _elementwise(
        "relu",
        relu,
        relu_derivative,
        operations=2,
        tex=r"\max(z, 0)",
        derivative_tex=r"\begin{cases} 1 & z > 0 \\ 0 & z \le 0 \end{cases}",
        numpy="lambda v: np.maximum(v, 0)",
        letter=r"\operatorname{ReLU}",
        kinks=(0.0,),
        synonyms=("rectifier", "rectified_linear", "rectified_linear_unit", "poslin"),
    ),
    _elementwise(
        "leaky_relu",
        leaky_relu,
        leaky_relu_derivative,
        operations=4,
        tex=r"\begin{cases} z & z > 0 \\ 0.01\,z & z \le 0 \end{cases}",
        derivative_tex=r"\begin{cases} 1 & z > 0 \\ 0.01 & z \le 0 \end{cases}",
        numpy=f"lambda v: np.maximum(v, {LEAK} * v)",
        kinks=(0.0,),
        synonyms=("lrelu", "leaky", "leaky_rectified_linear", "leaky_rectified_linear_unit"),
    ),
    _elementwise(
        "elu",
        elu,
        elu_derivative,
        operations=8,
        tex=r"\begin{cases} z & z > 0 \\ e^z - 1 & z \le 0 \end{cases}",
        derivative_tex=r"\begin{cases} 1 & z > 0 \\ e^z & z \le 0 \end{cases}",
        numpy="lambda v: np.maximum(v, 0) + np.expm1(np.minimum(v, 0))",
        letter=r"\operatorname{ELU}",
        kinks=(0.0,),
        synonyms=("exponential_linear", "exponential_linear_unit", "celu"),
    ),
    _elementwise(
        "selu",
        selu,
        selu_derivative,
        operations=10,
        tex=r"\lambda \begin{cases} z & z > 0 \\ \alpha\,(e^z - 1) & z \le 0 \end{cases},"
        r"\quad \lambda = 1.0507\ldots,\ \alpha = 1.6732\ldots",
        derivative_tex=r"\lambda \begin{cases} 1 & z > 0 \\ \alpha\,e^z & z \le 0 \end{cases}",
        numpy=f"lambda v: {SELU_SCALE} * (np.maximum(v, 0) + {SELU_ALPHA} * np.expm1(np.minimum(v, 0)))",
        letter=r"\operatorname{SELU}",
        kinks=(0.0,),
        synonyms=("scaled_elu", "scaled_exponential_linear_unit"),
    ),
    _elementwise(
        "softplus",
        softplus,
        softplus_derivative,
        operations=20,
        tex=r"\ln(1 + e^z)",
        derivative_tex=r"\frac{1}{1 + e^{-z}}",
        numpy="lambda v: np.logaddexp(0, v)",
        letter=r"\operatorname{softplus}",
        synonyms=("smooth_relu", "soft_relu"),
    ),
    _elementwise(
        "softsign",
        softsign,
        softsign_derivative,
        operations=3,
        tex=r"\frac{z}{1 + |z|}",
        derivative_tex=r"\frac{1}{(1 + |z|)^2}",
        numpy="lambda v: v / (1 + np.abs(v))",
        letter=r"\operatorname{softsign}",
        synonyms=("elliotsig",),
    ),
    _elementwise(
        "gelu",
        gelu,
        gelu_derivative,
        scratch=12,
        calls=3,
        operations=40,
        tex=r"\tfrac{1}{2}\,z\left(1 + \operatorname{erf}\frac{z}{\sqrt 2}\right)",
        derivative_tex=r"\tfrac{1}{2}\left(1 + \operatorname{erf}\frac{z}{\sqrt 2}\right)"
        r" + \frac{z}{\sqrt{2\pi}}\,e^{-z^2/2}",
        numpy="lambda v: v * (erfc(-v * 0.5**0.5) / 2 if v <= -1 else (1 + erf(v * 0.5**0.5)) / 2)",
        numpy_import="from math import erf, erfc",
        letter=r"\operatorname{GELU}",
        synonyms=("gelu_exact", "gelu_erf", "gaussian_error_linear_unit"),
    ),
    _elementwise(
        "silu",
        silu,
        silu_derivative,
        operations=10,
        tex=r"z\,\sigma(z)",
        derivative_tex=r"\sigma(z)\,\bigl(1 + z\,(1 - \sigma(z))\bigr)",
        numpy="lambda v: v / (1 + np.exp(-v))",
        letter=r"\operatorname{SiLU}",
        synonyms=("swish", "swish1", "sigmoid_linear_unit"),
    ),
    Activation(
        "softmax",
        softmax,
        softmax_jacobian,
        softmax_vjp,
        operations=14,
        tex=r"a_i = \frac{e^{z_i}}{\sum_k e^{z_k}}",
        derivative_tex=r"\frac{\partial a_i}{\partial z_k} = a_i\,(\delta_{ik} - a_k)",
        numpy="lambda v: np.exp(v - np.max(v)) / np.sum(np.exp(v - np.max(v)))",
        letter=r"\operatorname{softmax}",
        couples=True,
        jacobian_row=softmax_jacobian_row,
        probability=Probability(
            complement=lambda y, z: softmax_complement(y),
            minus_log=lambda y, z: softmax_minus_log(z),
            minus_log_complement=softmax_minus_log_complement,
        ),
        scratch=3,
        calls=2,
        synonyms=("soft_arg_max", "normalized_exponential"),
    ),
)

ACTIVATIONS: Mapping[str, Activation] = MappingProxyType({row.name: row for row in _ROWS})
"""Every activation by its name."""
