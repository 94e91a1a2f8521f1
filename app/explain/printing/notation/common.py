"""What every notation knows: how a network looks from outside, and how indices are counted.

An address may stand for any of a sum's terms: a number of -1 in it is the sum's own letter.
"""

from collections.abc import Callable
from dataclasses import dataclass

from app.engine.activations import ACTIVATIONS
from app.engine.records import Trace
from app.explain.addresses import Address

ANY = -1
"""An index that runs: it is written as a letter."""

NEURON_LETTER = "k"
SAMPLE_LETTER = "n"


@dataclass(frozen=True, slots=True)
class Scene:
    """What a symbol may depend on: the number of layers, the samples, and the activation of each layer."""

    layers: int
    samples: int
    activations: tuple[str, ...]

    @classmethod
    def of(cls, trace: Trace) -> "Scene":
        """That of a trace."""
        layers = trace.network.layers
        return cls(len(layers), len(trace.x), tuple(layer.activation for layer in layers))


Symbol = Callable[[Address, Scene], str]
Slope = Callable[[Address, Address, Scene], str]


@dataclass(frozen=True, slots=True)
class Notation:
    """How numbers are lettered.

    symbol: the TeX of an address. slope: that of ∂of/∂by. sums: whether every sum is written with Σ, or only
    a long one. whole: the vector or matrix that a number is an entry of, where the rules of a layer are
    written as products of those.
    """

    name: str
    symbol: Symbol
    slope: Slope
    sums: bool = False
    whole: Symbol | None = None


def letter(activation: str) -> str:
    """The letter or name of a function that a tree may apply, TeX."""
    return ACTIVATIONS[activation].letter if activation in ACTIVATIONS else rf"\operatorname{{{activation}}}"


def counted(*indices: int) -> str:
    """Indices counted from 1 and set close: 21; 2,11 where a digit more would be read wrongly."""
    signs = [NEURON_LETTER if index == ANY else str(index + 1) for index in indices]
    return ("," if any(len(sign) > 1 for sign in signs) else "").join(signs)


def sample_loss(address: Address, scene: Scene) -> str:
    """l, and where there are several samples, whose: l with (2) above."""
    if scene.samples == 1:
        return "l"
    return f"l^{{({SAMPLE_LETTER if address.sample == ANY else address.sample + 1})}}"


def fraction(top: str, bottom: str) -> str:
    """∂top / ∂bottom."""
    return rf"\frac{{\partial {top}}}{{\partial {bottom}}}"


def denominator(address: Address) -> Address:
    """What a gradient is taken by: z.1.0 for dl_dz.1.0."""
    return Address(address.quantity.split("_d")[1], address.indices, address.sample)
