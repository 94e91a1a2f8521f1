"""First weights for a network, by a scheme and a seed: a recipe that gives the same numbers everywhere.

Layers are drawn in order, each W row by row; every bias starts at one given number. Sources: Glorot and Bengio,
Understanding the difficulty of training deep feedforward neural networks, 2010 (xavier); He and others, Delving deep
into rectifiers, 2015 (he); LeCun and others, Efficient BackProp, 1998 (lecun).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import isfinite, sqrt
from types import MappingProxyType

import numpy as np

from app.engine.arrays import FloatArray
from app.engine.errors import BadSetting, ShapeMismatch
from app.engine.network import Layer
from app.engine.randomness import MAX_SEED, RandomStream


@dataclass(frozen=True, slots=True)
class Spread:
    """The settings of the schemes that have some."""

    value: float = 0.5
    """Of constant: every weight."""
    low: float = -1.0
    """Of uniform: the smallest weight that there may be."""
    high: float = 1.0
    """Of uniform: the number below which all weights lie; equal to ``low``, all of them."""
    mean: float = 0.0
    """Of normal: the mean."""
    std: float = 1.0
    """Of normal: the standard deviation, 0 or more."""


Draw = Callable[[RandomStream, int, int, Spread], FloatArray]
"""(stream, neurons n, inputs m, settings) -> the n · m weights of one layer, row by row, (n · m,)."""


@dataclass(frozen=True, slots=True)
class Scheme:
    """All that is known of one scheme."""

    name: str
    """As a request gives it."""
    draw: Draw
    """Draws one layer."""
    settings: tuple[str, ...] = ()
    """The fields of ``Spread`` that it has."""
    synonyms: tuple[str, ...] = ()
    """Names of the same scheme elsewhere."""


def _uniform(stream: RandomStream, count: int, low: float, high: float) -> FloatArray:
    """``count`` numbers of [low, high), also where high - low is beyond float64's range."""
    u = stream.uniform(count)
    if isfinite(high - low):
        return low + (high - low) * u
    return low * (1.0 - u) + high * u


def _variance_scaling(gain: float, fan: Callable[[int, int], float], shape: str) -> Draw:
    """Weights of variance gain / fan: uniform within ±√(3 gain / fan), or normal."""

    def draw(stream: RandomStream, neurons: int, inputs: int, spread: Spread) -> FloatArray:
        variance = gain / fan(neurons, inputs)
        if shape == "normal":
            return sqrt(variance) * stream.normal(neurons * inputs)
        bound = sqrt(3.0 * variance)
        return _uniform(stream, neurons * inputs, -bound, bound)

    return draw


def _fan_in(neurons: int, inputs: int) -> float:
    """Wires into a neuron: m."""
    return float(inputs)


def _fan_average(neurons: int, inputs: int) -> float:
    """The mean of the wires into a neuron and out of one: (n + m) / 2."""
    return (neurons + inputs) / 2.0


_SCHEMES = (
    Scheme(
        "zeros",
        lambda stream, neurons, inputs, spread: np.zeros(neurons * inputs),
        synonyms=("zero", "all_zeros", "zeros_init"),
    ),
    Scheme(
        "constant",
        lambda stream, neurons, inputs, spread: np.full(neurons * inputs, spread.value),
        settings=("value",),
        synonyms=("const", "ones", "one", "fill", "full"),
    ),
    Scheme(
        "uniform",
        lambda stream, neurons, inputs, spread: _uniform(stream, neurons * inputs, spread.low, spread.high),
        settings=("low", "high"),
        synonyms=("random_uniform", "rand"),
    ),
    Scheme(
        "normal",
        lambda stream, neurons, inputs, spread: spread.mean + spread.std * stream.normal(neurons * inputs),
        settings=("mean", "std"),
        synonyms=("random_normal", "gaussian", "randn"),
    ),
    Scheme(
        "xavier_uniform",
        _variance_scaling(1.0, _fan_average, "uniform"),
        synonyms=("xavier", "glorot", "glorot_uniform"),
    ),
    Scheme("xavier_normal", _variance_scaling(1.0, _fan_average, "normal"), synonyms=("glorot_normal",)),
    Scheme("he_uniform", _variance_scaling(2.0, _fan_in, "uniform"), synonyms=("kaiming_uniform",)),
    Scheme(
        "he_normal",
        _variance_scaling(2.0, _fan_in, "normal"),
        synonyms=("he", "kaiming", "kaiming_normal", "msra", "msra_fill"),
    ),
    Scheme("lecun_uniform", _variance_scaling(1.0, _fan_in, "uniform")),
    Scheme("lecun_normal", _variance_scaling(1.0, _fan_in, "normal"), synonyms=("lecun",)),
)

SCHEMES: Mapping[str, Scheme] = MappingProxyType({scheme.name: scheme for scheme in _SCHEMES})
"""Every scheme by its name. Variances: 2 / (n + m) of xavier, 2 / m of he, 1 / m of lecun."""


@np.errstate(over="ignore")
def initialize(
    sizes: Sequence[int],
    activations: Sequence[str],
    scheme: str,
    seed: int = 0,
    *,
    spread: Spread = Spread(),
    bias: float = 0.0,
) -> tuple[Layer, ...]:
    """The layers of a network of these sizes (n_0, …, n_L), with one activation a layer: W (n_l, n_{l-1}), b (n_l,).

    scheme: a name of ``SCHEMES``. seed: 0 to 2^64 - 1. spread: the settings of constant, uniform and normal. bias:
    every b. A normal number beyond float64's range is a result (inf). Raises BadSetting (scheme, seed, spread, bias,
    sizes), ShapeMismatch (activations), UnknownActivation.
    """
    _check_recipe(sizes, activations, scheme, seed, spread, bias)
    stream = RandomStream(seed)
    layers = []
    for inputs, neurons, activation in zip(sizes[:-1], sizes[1:], activations, strict=True):
        W = SCHEMES[scheme].draw(stream, neurons, inputs, spread).reshape(neurons, inputs)
        layers.append(Layer(W, np.full(neurons, bias), activation))
    return tuple(layers)


def _check_recipe(
    sizes: Sequence[int], activations: Sequence[str], scheme: str, seed: int, spread: Spread, bias: float
) -> None:
    """Raises BadSetting or ShapeMismatch where a network cannot be made of these."""
    if scheme not in SCHEMES:
        raise BadSetting("No such scheme.", "scheme", setting="scheme", known=list(SCHEMES))
    if isinstance(seed, bool) or not 0 <= seed <= MAX_SEED:
        raise BadSetting("A seed is a whole number from 0 to 2^64 - 1.", "seed", setting="seed", allowed="0 … 2^64 − 1")
    if len(sizes) < 2 or min(sizes) < 1:
        raise BadSetting(
            "A network has inputs and a layer, none of them empty.", "sizes", setting="sizes", allowed=">= 1"
        )
    if len(activations) != len(sizes) - 1:
        raise ShapeMismatch(
            f"{len(sizes) - 1} layers need as many activations, not {len(activations)}.",
            "activations",
            part="activations",
            axis="length",
            expected=len(sizes) - 1,
            actual=len(activations),
        )
    for name, number in (*((name, getattr(spread, name)) for name in spread.__slots__), ("bias", bias)):
        if not isfinite(number):
            raise BadSetting(f"{name} must be finite.", name, setting=name, allowed="finite")
    if spread.std < 0.0:
        raise BadSetting("A standard deviation is not negative.", "std", setting="std", allowed=">= 0")
    if spread.low > spread.high:
        raise BadSetting("low must not be above high.", "low", setting="low", allowed="<= high")
