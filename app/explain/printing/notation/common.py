"""What every notation is made of: what it may know of a network, how indices are counted, how derivatives are written.

An address may stand for any of a sum's terms: an index of -1 in it is the sum's own letter.
"""

from collections.abc import Callable
from dataclasses import dataclass

from app.engine.activations import ACTIVATIONS
from app.engine.records import Trace
from app.explain.addresses import Address
from app.explain.quantities import QUANTITIES

ANY = -1
"""An index that runs: it is written as a letter."""

NEURON_LETTER = "k"
"""The letter of an index over neurons."""
SAMPLE_LETTER = "n"
"""The letter of an index over samples."""


@dataclass(frozen=True, slots=True)
class NetworkInfo:
    """What a symbol may depend on beside its address."""

    layers: int
    """How many layers there are."""
    samples: int
    """How many samples there are."""
    activations: tuple[str, ...]
    """The activation of each layer, by its name."""

    @classmethod
    def of(cls, trace: Trace) -> "NetworkInfo":
        """That of a trace."""
        layers = trace.network.layers
        return cls(len(layers), len(trace.x), tuple(layer.activation for layer in layers))


Symbol = Callable[[Address, NetworkInfo], str]
"""(address, info) -> TeX."""


@dataclass(frozen=True, slots=True)
class Notation:
    """How numbers are lettered, in TeX."""

    name: str
    """As a request gives it."""
    symbol: Symbol
    """The symbol of a number."""
    sums: bool = False
    """Whether every sum is written with Σ, or only a long one."""
    array: Symbol | None = None
    """The symbol of the vector or matrix of which a number is an entry, where rules are written for whole layers."""

    def slope(self, of: Address, by: Address, info: NetworkInfo) -> str:
        """∂of/∂by."""
        return fraction(self.symbol(of, info), self.symbol(by, info))


def letter(activation: str) -> str:
    """The letter or name of a function that a tree may apply, TeX."""
    return ACTIVATIONS[activation].letter if activation in ACTIVATIONS else rf"\operatorname{{{activation}}}"


def one_based(*indices: int) -> str:
    """Indices counted from 1 and set close: 21; 2,11 where a digit more would be read wrongly."""
    signs = [NEURON_LETTER if index == ANY else str(index + 1) for index in indices]
    close = "".join(signs)
    return close if len(close) == len(signs) else ",".join(signs)


def fraction(top: str, bottom: str) -> str:
    """∂top / ∂bottom."""
    return rf"\frac{{\partial {top}}}{{\partial {bottom}}}"


def sample_loss(address: Address, info: NetworkInfo) -> str:
    """l, and where there are several samples, whose: l with (2) above."""
    if info.samples == 1:
        return "l"
    return f"l^{{({SAMPLE_LETTER if address.sample == ANY else address.sample + 1})}}"


def loss_of(address: Address, info: NetworkInfo) -> str:
    """What a gradient is the gradient of: L, or a sample's l."""
    return "L" if QUANTITIES[address.quantity].of == "L" else sample_loss(address, info)


def derivative(address: Address, info: NetworkInfo, symbol: Symbol) -> str:
    """A gradient as a fraction, or a gain as f'(z), in the letters of ``symbol``."""
    row = QUANTITIES[address.quantity]
    assert row.by is not None
    if row.of != "a":
        return fraction(loss_of(address, info), symbol(Address(row.by, address.indices, address.sample), info))
    layer, i, *column = address.indices
    z = symbol(Address(row.by, (layer, *(column or (i,))), address.sample), info)
    if column:
        return fraction(symbol(Address(row.of, (layer, i), address.sample), info), z)
    return f"{letter(info.activations[layer - 1])}'({z})"
