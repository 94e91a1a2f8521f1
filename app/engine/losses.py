"""The losses: l of each sample with its gradient beside it. y is the output, t the target; r = y - t.

N samples, n outputs: y, z and t are (N, n). |·|'(0) = 0, as in PyTorch. Source of huber: Huber 1964.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np

from app.engine.arrays import HALF, FloatArray
from app.engine.cross_entropies import (
    LossFunction,
    binary_cross_entropy,
    binary_cross_entropy_gradient,
    binary_cross_entropy_of_sigmoid,
    binary_cross_entropy_of_softmax,
    binary_cross_entropy_with_logits,
    binary_cross_entropy_with_logits_gradient,
    cross_entropy,
    cross_entropy_gradient,
    cross_entropy_of_sigmoid,
    cross_entropy_of_softmax,
    softmax_cross_entropy,
    softmax_cross_entropy_gradient,
)
from app.engine.probability import Output
from app.engine.sums import row_sums

HUBER_DELTA = 1.0
"""The |r| at which huber turns from a square into a straight line."""
PROBABILITY_RANGE = (0.0, 1.0)
"""Of the targets and outputs of a cross-entropy."""


@dataclass(frozen=True, slots=True)
class Loss:
    """All that is known of one loss l(y, t)."""

    name: str
    """As a request gives it."""
    value: LossFunction
    """(output, target (N, n)) -> l of each sample, (N,)."""
    gradient: LossFunction
    """(output, target) -> ∂l/∂y, of each sample's l by its outputs, (N, n)."""
    tex: str
    """The textbook's formula."""
    gradient_tex: str
    """The textbook's formula of the gradient."""
    operations: int
    """How long the value and the gradient take at one output, in nanoseconds, where tanh and its derivative take 4."""
    calls: int = 1
    """So many times the calls of numpy that a layer with a simple activation takes, however few the outputs."""
    on_logits: bool = False
    """Whether it takes the last layer's weighted sums, whose activation must then be identity."""
    target_range: tuple[float, float] | None = None
    """What a target may be, ends included; None where anything."""
    output_range: tuple[float, float] | None = None
    """Between which outputs it has a meaning, ends included; None where anywhere."""
    couples_outputs: bool = False
    """Whether ∂l/∂y_i needs other outputs than y_i."""
    kinks: tuple[float, ...] = ()
    """The |y - t| at which the formula changes, so that no one derivative spans them."""
    gradient_z: Mapping[str, LossFunction] = field(default_factory=lambda: MappingProxyType({}))
    """For a last activation's name, (output, target) -> ∂l/∂z, (N, n), in one formula, where the product with da_dz
    would lose digits."""
    scratch: int = 2
    """Arrays of the outputs' size, (N, n), that it needs on the way at most, twice as many where it is joined with an
    activation that couples them; of wide batches those of a block."""
    synonyms: tuple[str, ...] = ()
    """Names of the same loss elsewhere."""


def half_squared_error(output: Output, target: FloatArray) -> FloatArray:
    """l = ½ Σ r², (N,)."""
    r = output.y - target
    return HALF * row_sums(r * r)


def half_squared_error_gradient(output: Output, target: FloatArray) -> FloatArray:
    """∂l/∂y = r, (N, n)."""
    return output.y - target


def squared_error(output: Output, target: FloatArray) -> FloatArray:
    """l = Σ r², (N,)."""
    r = output.y - target
    return row_sums(r * r)


def squared_error_gradient(output: Output, target: FloatArray) -> FloatArray:
    """∂l/∂y = 2 r, (N, n)."""
    return 2.0 * (output.y - target)


def mean_squared_error(output: Output, target: FloatArray) -> FloatArray:
    """l = Σ r² / n, (N,): the mean over one sample's outputs."""
    return squared_error(output, target) / float(target.shape[1])


def mean_squared_error_gradient(output: Output, target: FloatArray) -> FloatArray:
    """∂l/∂y = 2 r / n, (N, n)."""
    return 2.0 * (output.y - target) / float(target.shape[1])


def absolute_error(output: Output, target: FloatArray) -> FloatArray:
    """l = Σ |r|, (N,)."""
    return row_sums(np.abs(output.y - target))


def absolute_error_gradient(output: Output, target: FloatArray) -> FloatArray:
    """∂l/∂y = the sign of r, 0 at 0, (N, n)."""
    signs: FloatArray = np.sign(output.y - target)
    return signs


def huber(output: Output, target: FloatArray) -> FloatArray:
    """l = Σ of ½ r² where |r| ≤ 1, else |r| - ½, (N,): both are m (|r| - m/2) with m = min(|r|, 1)."""
    size = np.abs(output.y - target)
    small = np.minimum(size, HUBER_DELTA)
    return row_sums(small * (size - 0.5 * small))


def huber_gradient(output: Output, target: FloatArray) -> FloatArray:
    """∂l/∂y = r, kept within ±1, (N, n)."""
    return np.clip(output.y - target, -HUBER_DELTA, HUBER_DELTA)


def _dl(variable: str, tex: str) -> str:
    return rf"\frac{{\partial l}}{{\partial {variable}_i}} = {tex}"


_ROWS = (
    Loss(
        "half_squared_error",
        half_squared_error,
        half_squared_error_gradient,
        r"l = \tfrac{1}{2} \sum_i (y_i - t_i)^2",
        _dl("y", "y_i - t_i"),
        operations=4,
        synonyms=("quadratic", "l2_loss", "half_squared", "half_sse", "euclidean"),
    ),
    Loss(
        "squared_error",
        squared_error,
        squared_error_gradient,
        r"l = \sum_i (y_i - t_i)^2",
        _dl("y", r"2\,(y_i - t_i)"),
        operations=4,
        synonyms=(
            *("sse", "sum_squared_error", "sum_of_squared_errors", "sum_of_squares", "squared_loss", "square_loss"),
            *("rss", "residual_sum_of_squares"),
        ),
    ),
    Loss(
        "mean_squared_error",
        mean_squared_error,
        mean_squared_error_gradient,
        r"l = \frac{1}{n} \sum_i (y_i - t_i)^2",
        _dl("y", r"\frac{2}{n}\,(y_i - t_i)"),
        operations=4,
        synonyms=("mse", "mean_square_error", "mean_square"),
    ),
    Loss(
        "absolute_error",
        absolute_error,
        absolute_error_gradient,
        r"l = \sum_i |y_i - t_i|",
        _dl("y", r"\operatorname{sgn}(y_i - t_i)"),
        operations=4,
        kinks=(0.0,),
        synonyms=("mae", "mean_absolute_error", "l1", "sae", "sum_absolute_error", "absolute", "lad"),
    ),
    Loss(
        "huber",
        huber,
        huber_gradient,
        r"l = \sum_i \begin{cases} \tfrac{1}{2} (y_i - t_i)^2 & |y_i - t_i| \le 1 \\"
        r" |y_i - t_i| - \tfrac{1}{2} & |y_i - t_i| > 1 \end{cases}",
        _dl("y", r"\max(-1, \min(1, y_i - t_i))"),
        operations=8,
        kinks=(HUBER_DELTA,),
        synonyms=("smooth_l1",),
    ),
    Loss(
        "binary_cross_entropy",
        binary_cross_entropy,
        binary_cross_entropy_gradient,
        r"l = -\sum_i \bigl( t_i \ln y_i + (1 - t_i) \ln(1 - y_i) \bigr)",
        _dl("y", r"\frac{1 - t_i}{1 - y_i} - \frac{t_i}{y_i}"),
        operations=50,
        calls=3,
        scratch=4,
        target_range=PROBABILITY_RANGE,
        output_range=PROBABILITY_RANGE,
        gradient_z=MappingProxyType(
            {
                "sigmoid": binary_cross_entropy_of_sigmoid,
                "softmax": binary_cross_entropy_of_softmax,
            }
        ),
        synonyms=("bce", "log_loss", "binary_log_loss", "cross_entropy_cost", "logistic_cross_entropy"),
    ),
    Loss(
        "cross_entropy",
        cross_entropy,
        cross_entropy_gradient,
        r"l = -\sum_i t_i \ln y_i",
        _dl("y", r"-\frac{t_i}{y_i}"),
        operations=20,
        calls=3,
        target_range=PROBABILITY_RANGE,
        output_range=PROBABILITY_RANGE,
        gradient_z=MappingProxyType({"sigmoid": cross_entropy_of_sigmoid, "softmax": cross_entropy_of_softmax}),
        synonyms=("categorical_crossentropy", "cce", "sparse_categorical_crossentropy"),
    ),
    Loss(
        "binary_cross_entropy_with_logits",
        binary_cross_entropy_with_logits,
        binary_cross_entropy_with_logits_gradient,
        r"l = \sum_i \bigl( \ln(1 + e^{z_i}) - t_i z_i \bigr)",
        _dl("z", r"\sigma(z_i) - t_i"),
        operations=45,
        calls=3,
        on_logits=True,
        target_range=PROBABILITY_RANGE,
        synonyms=(
            *("bce_with_logits", "bce_logits", "logistic_loss", "multi_label_soft_margin", "sigmoid_cross_entropy"),
            *("sigmoid_cross_entropy_with_logits", "sigmoid_binary_cross_entropy"),
        ),
    ),
    Loss(
        "softmax_cross_entropy",
        softmax_cross_entropy,
        softmax_cross_entropy_gradient,
        r"l = \sum_i t_i \Bigl( \ln \sum_k e^{z_k} - z_i \Bigr)",
        _dl("z", r"\frac{e^{z_i}}{\sum_k e^{z_k}} \sum_k t_k - t_i"),
        operations=15,
        calls=3,
        couples_outputs=True,
        on_logits=True,
        target_range=PROBABILITY_RANGE,
        synonyms=(
            *("cross_entropy_loss", "cross_entropy_with_logits", "cross_entropy_with_softmax", "softmax_loss"),
            *("softmax_cross_entropy_with_logits", "softmax_cross_entropy_with_logits_v2", "softmax_with_loss"),
            *("sparse_softmax_cross_entropy_with_logits", "softmax_cross_entropy_with_integer_labels"),
        ),
    ),
)

LOSSES: Mapping[str, Loss] = MappingProxyType({row.name: row for row in _ROWS})
"""Every loss by its name."""
