"""The methods of optimizers: what each one's step computes, its settings and the arrays that it keeps, one row each.

Forms and defaults are PyTorch's (torch.optim of 2.13), dampening, centring and amsgrad left out. A step sees one
parameter θ, its gradient g = ∂L/∂θ, the arrays kept of it, and that it is θ's k-th.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from math import isfinite

import numpy as np

from app.engine.arrays import FloatArray
from app.engine.optimizer_state import Slot

Arrays = Mapping[str, FloatArray]
"""What is kept of one parameter, an array of its shape for each slot."""
Settings = Mapping[str, float]
"""Every setting of a method by its name."""
Stepped = tuple[FloatArray, dict[str, FloatArray]]
"""A parameter after a step, and what is then kept of it."""
Step = Callable[[FloatArray, FloatArray, Arrays, int, Settings], Stepped]
"""(θ, g, arrays, k, settings) -> what the k-th step makes of them."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One number that is chosen for an optimizer, and the range that it lies in."""

    name: str
    """As a request gives it."""
    tex: str
    """Its letter in the formulas."""
    default: float | None
    """None where it must be given."""
    minimum: float = 0
    """What it is not below."""
    exclusive_minimum: bool = False
    """Whether it must be above the minimum."""
    upper_bound: float | None = None
    """What it must be below; None where it may be as large as it likes."""

    def __contains__(self, value: float) -> bool:
        """Whether it may have this value; none that is not finite."""
        above = value > self.minimum if self.exclusive_minimum else value >= self.minimum
        return isfinite(value) and above and (self.upper_bound is None or value < self.upper_bound)

    @property
    def allowed(self) -> str:
        """The range as a formula: ">= 0, < 1"."""
        above = f"> {self.minimum:g}" if self.exclusive_minimum else f">= {self.minimum:g}"
        return above if self.upper_bound is None else f"{above}, < {self.upper_bound:g}"


@dataclass(frozen=True, slots=True)
class Method:
    """The rule of one optimizer: how it moves a parameter θ along its gradient g = ∂L/∂θ."""

    name: str
    """As a request gives it."""
    settings: tuple[Setting, ...]
    """What is chosen for it."""
    slots: tuple[Slot, ...]
    """The arrays that it keeps for each parameter."""
    step: Step
    """(θ, g, arrays, k, settings) -> (θ, arrays) after the k-th step, from 1; all of one shape, none changed."""
    tex: tuple[str, ...]
    """What a step computes, in order."""
    synonyms: tuple[str, ...] = ()
    """Names of the same method elsewhere."""

    def init(self, shape: tuple[int, ...]) -> dict[str, FloatArray]:
        """The arrays of a parameter of this shape before its first step."""
        return {slot.name: np.zeros(shape) for slot in self.slots}


def _sgd(theta: FloatArray, g: FloatArray, kept: Arrays, k: int, settings: Settings) -> Stepped:
    return theta - settings["learning_rate"] * g, {}


def _momentum(theta: FloatArray, g: FloatArray, kept: Arrays, k: int, settings: Settings) -> Stepped:
    """Polyak 1964; the velocity begins as the first gradient, and nothing dampens it."""
    m = settings["momentum"] * kept["velocity"] + g
    return theta - settings["learning_rate"] * m, {"velocity": m}


def _nesterov(theta: FloatArray, g: FloatArray, kept: Arrays, k: int, settings: Settings) -> Stepped:
    """Nesterov 1983, in the form of Sutskever and others 2013 that takes its gradient at θ."""
    m = settings["momentum"] * kept["velocity"] + g
    return theta - settings["learning_rate"] * (g + settings["momentum"] * m), {"velocity": m}


def _rmsprop(theta: FloatArray, g: FloatArray, kept: Arrays, k: int, settings: Settings) -> Stepped:
    """Tieleman and Hinton 2012; ε stands outside the root."""
    alpha = settings["alpha"]
    v = alpha * kept["mean_square"] + (1.0 - alpha) * (g * g)
    return theta - settings["learning_rate"] * (g / (np.sqrt(v) + settings["epsilon"])), {"mean_square": v}


def _adagrad(theta: FloatArray, g: FloatArray, kept: Arrays, k: int, settings: Settings) -> Stepped:
    """Duchi, Hazan and Singer 2011; ε stands outside the root."""
    G = kept["sum_of_squares"] + g * g
    return theta - settings["learning_rate"] * (g / (np.sqrt(G) + settings["epsilon"])), {"sum_of_squares": G}


def _adam(theta: FloatArray, g: FloatArray, kept: Arrays, k: int, settings: Settings) -> Stepped:
    """Kingma and Ba 2015, algorithm 1: the means are divided by 1 - β^k because they began at 0."""
    beta1, beta2 = settings["beta1"], settings["beta2"]
    m = beta1 * kept["mean"] + (1.0 - beta1) * g
    v = beta2 * kept["mean_square"] + (1.0 - beta2) * (g * g)
    ratio = (m / (1.0 - beta1**k)) / (np.sqrt(v / (1.0 - beta2**k)) + settings["epsilon"])
    return theta - settings["learning_rate"] * ratio, {"mean": m, "mean_square": v}


def _with_penalty(step: Step) -> Step:
    """Weight decay as the gradient of ½ λ Σ θ², added to g before the step."""

    def decayed(theta: FloatArray, g: FloatArray, kept: Arrays, k: int, settings: Settings) -> Stepped:
        decay = settings["weight_decay"]
        return step(theta, g + decay * theta if decay else g, kept, k, settings)

    return decayed


def _decoupled(step: Step) -> Step:
    """Weight decay of θ itself before the step, seen by no mean (Loshchilov and Hutter 2019)."""

    def decayed(theta: FloatArray, g: FloatArray, kept: Arrays, k: int, settings: Settings) -> Stepped:
        decay = settings["weight_decay"]
        return step(theta * (1.0 - settings["learning_rate"] * decay) if decay else theta, g, kept, k, settings)

    return decayed


def _fraction_kept(name: str, tex: str, default: float) -> Setting:
    """By what a step multiplies what is kept of earlier gradients: 0 or more, below 1."""
    return Setting(name, tex, default, upper_bound=1)


_RATE = Setting("learning_rate", r"\eta", None)
_MU = _fraction_kept("momentum", r"\mu", 0.9)
_BETAS = (_fraction_kept("beta1", r"\beta_1", 0.9), _fraction_kept("beta2", r"\beta_2", 0.999))
_EPSILON = Setting("epsilon", r"\epsilon", 1e-8, exclusive_minimum=True)
_DECAY = Setting("weight_decay", r"\lambda", 0.0)

_VELOCITY = Slot("velocity", "m")
_MEAN = Slot("mean", "m")
_MEAN_SQUARE = Slot("mean_square", "v", minimum=0)
_SUM_OF_SQUARES = Slot("sum_of_squares", "G", minimum=0)

_GRADIENT = r"g = \frac{\partial L}{\partial \theta}"
_PENALIZED = rf"{_GRADIENT} + \lambda\,\theta"
_M = r"m \leftarrow \mu\,m + g"
_ADAM = (
    r"m \leftarrow \beta_1\,m + (1 - \beta_1)\,g",
    r"v \leftarrow \beta_2\,v + (1 - \beta_2)\,g^2",
    r"\theta \leftarrow \theta - \eta\,\frac{m / (1 - \beta_1^k)}{\sqrt{v / (1 - \beta_2^k)} + \epsilon}",
)

METHODS = (
    Method(
        "sgd",
        (_RATE, _DECAY),
        (),
        _with_penalty(_sgd),
        (_PENALIZED, r"\theta \leftarrow \theta - \eta\,g"),
        synonyms=(
            *("gd", "gradient_descent", "stochastic_gradient_descent", "batch_gradient_descent"),
            *("vanilla", "steepest"),
        ),
    ),
    Method(
        "momentum",
        (_RATE, _MU, _DECAY),
        (_VELOCITY,),
        _with_penalty(_momentum),
        (_PENALIZED, _M, r"\theta \leftarrow \theta - \eta\,m"),
        synonyms=("sgd_momentum", "sgd_with_momentum", "momentum_sgd", "heavy_ball", "polyak"),
    ),
    Method(
        "nesterov",
        (_RATE, _MU, _DECAY),
        (_VELOCITY,),
        _with_penalty(_nesterov),
        (_PENALIZED, _M, r"\theta \leftarrow \theta - \eta\,(g + \mu\,m)"),
        synonyms=("nag", "sgd_nesterov", "nesterov_momentum", "nesterov_accelerated_gradient"),
    ),
    Method(
        "rmsprop",
        (_RATE, _fraction_kept("alpha", r"\alpha", 0.99), _EPSILON, _DECAY),
        (_MEAN_SQUARE,),
        _with_penalty(_rmsprop),
        (
            _PENALIZED,
            r"v \leftarrow \alpha\,v + (1 - \alpha)\,g^2",
            r"\theta \leftarrow \theta - \eta\,\frac{g}{\sqrt{v} + \epsilon}",
        ),
    ),
    Method(
        "adagrad",
        (_RATE, replace(_EPSILON, default=1e-10), _DECAY),
        (_SUM_OF_SQUARES,),
        _with_penalty(_adagrad),
        (_PENALIZED, r"G \leftarrow G + g^2", r"\theta \leftarrow \theta - \eta\,\frac{g}{\sqrt{G} + \epsilon}"),
        synonyms=("adaptive_gradient",),
    ),
    Method(
        "adam",
        (_RATE, *_BETAS, _EPSILON, _DECAY),
        (_MEAN, _MEAN_SQUARE),
        _with_penalty(_adam),
        (_PENALIZED, *_ADAM),
        synonyms=("adaptive_moment_estimation",),
    ),
    Method(
        "adamw",
        (_RATE, *_BETAS, _EPSILON, replace(_DECAY, default=0.01)),
        (_MEAN, _MEAN_SQUARE),
        _decoupled(_adam),
        (_GRADIENT, r"\theta \leftarrow (1 - \eta\,\lambda)\,\theta", *_ADAM),
        synonyms=("adam_with_weight_decay", "adam_weight_decay"),
    ),
)
"""Every optimizer's method, in the order in which they are listed."""
