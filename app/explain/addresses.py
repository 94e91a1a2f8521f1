"""One address for every number: parsing, printing, listing, and looking the number up in a trace.

``w.2.1.0`` is the weight of layer 2 from neuron 0 (of layer 1) to neuron 1; layers count from 1, the rest
from 0. ``z.2.1@3`` is sample 3's; without the suffix it is sample 0's.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any, Protocol

from app.engine.activations import ACTIVATIONS
from app.engine.errors import EngineError, Param
from app.engine.network import Network
from app.engine.passes import gain, weight_gradient
from app.engine.records import Trace
from app.explain.quantities import QUANTITIES, Index, Quantity

_INDEX = "(?:0|[1-9][0-9]{0,15})"
_GRAMMAR = re.compile(rf"([A-Za-z_]{{1,8}})((?:\.{_INDEX}){{0,8}})(?:@({_INDEX}))?", re.ASCII)


class AddressError(EngineError):
    """An address that means nothing, or names a number that this network has not.

    params: ``part`` (text, quantity, indices, layer, neuron, source, column, input, output, sample, update)
    is what is wrong, ``exists`` (a string) what there is instead, and ``note`` (no-sample, learning-rate, frozen)
    why, where that does not say it.
    """

    code = "unknown-address"

    def __init__(self, message: str, *, name: str | None = None, **params: Param) -> None:
        super().__init__(message, **params)
        self.name = name
        """A quantity that does not exist, as it was written: no parameter, for it is not to be repeated."""


class LayerForm(Protocol):
    """What of a layer decides which addresses there are."""

    @property
    def activation(self) -> str:
        """Its name."""

    @property
    def frozen(self) -> Collection[str]:
        """Which of "W" and "b" an update leaves alone."""


class NetworkForm(Protocol):
    """What of a network decides which addresses there are: a `Network`, or one that is still to be made."""

    @property
    def sizes(self) -> tuple[int, ...]:
        """(n_0, n_1, …, n_L)."""

    @property
    def layers(self) -> Sequence[LayerForm]:
        """From the first to the last."""


@dataclass(frozen=True, slots=True)
class Address:
    """The address of one number."""

    quantity: str
    """A name of ``QUANTITIES``."""
    indices: tuple[int, ...] = ()
    """What the quantity's row says that they count: the layer from 1, the rest from 0."""
    sample: int = 0
    """From 0; 0 where all samples share the number."""

    @property
    def layer(self) -> int:
        """Whose number it is; 0 for what belongs to no layer."""
        return self.indices[0] if QUANTITIES[self.quantity].layered else 0

    @property
    def place(self) -> tuple[int, ...]:
        """Where in its layer it stands."""
        return self.indices[1:] if QUANTITIES[self.quantity].layered else self.indices

    def __str__(self) -> str:
        text = ".".join((self.quantity, *map(str, self.indices)))
        return f"{text}@{self.sample}" if self.sample else text


def parse(text: str) -> Address:
    """The address that ``text`` writes. Raises AddressError where it writes none."""
    match = _GRAMMAR.fullmatch(text)
    if match is None:
        raise AddressError("An address looks like z.2.1 or z.2.1@3.", part="text", exists="z.2.1@3")
    quantity, numbers, sample = match.groups()
    indices = tuple(int(number) for number in numbers.split(".")[1:])
    _check_form(quantity, indices)
    if sample is not None:
        _check_sample(quantity)
    return Address(quantity, indices, int(sample or 0))


def addresses(
    network: Network, sample_count: int = 1, *, sample: int | None = None, updated: bool = False
) -> list[Address]:
    """Every address of a network's trace, of one sample (with what all samples share) or, with None, of all.

    ``updated`` adds the parameters after an update; frozen ones have none.
    """
    samples = range(sample_count) if sample is None else (sample,)
    found = []
    for row in QUANTITIES.values():
        if row.new_of is None or updated:
            for indices in _indices(row, network):
                found += [Address(row.name, indices, n) for n in ((0,) if row.shared else samples)]
    return found


def check(address: Address, network: NetworkForm, sample_count: int = 1, *, updated: bool = True) -> None:
    """Raises AddressError unless a trace of the network, and with ``updated`` its update, has that number."""
    quantity, indices = address.quantity, address.indices
    _check_form(quantity, indices)
    row = QUANTITIES[quantity]
    if address.sample:
        _check_sample(quantity)
    _check_range("sample", address.sample, 0, sample_count - 1)
    sizes = network.sizes
    layer = 0
    for part, index in zip(row.indices, indices, strict=False):
        if part == "layer":
            _check_range(part, index, 1, len(sizes) - 1)
            layer = index
        else:
            _check_range(part, index, 0, _count(part, layer, sizes) - 1)
    if "column" in row.indices:
        form = _form(row, network.layers[layer - 1])
        if len(indices) != len(form):
            raise _wrong_form(row, form)
    if row.new_of is not None:
        if not updated:
            raise AddressError("There is no update here.", part="update", exists=row.new_of, note="learning-rate")
        if is_frozen(row, network.layers[layer - 1]):
            raise AddressError("No update moves what is frozen.", part="update", exists=row.new_of, note="frozen")


def value(trace: Trace, address: Address | str, updated: Network | None = None) -> float:
    """The number of that address, of a trace. ``updated``, the network after an update,
    holds w_new and b_new.

    Raises AddressError.
    """
    at = parse(address) if isinstance(address, str) else address
    check(at, trace.network, len(trace.x), updated=updated is not None)
    return number(trace, at, updated)


def number(trace: Trace, address: Address, updated: Network | None = None) -> float:
    """The number of an address that exists, as `value` gives it; nothing is checked."""
    row, indices, n = QUANTITIES[address.quantity], address.indices, address.sample
    match row.name:
        case "L":
            return trace.L
        case "da_dz":
            layer, i, *column = indices
            return gain(trace, layer - 1, n, i, *(column or (i,)))
        case "dl_dw":
            layer, i, j = indices
            return weight_gradient(trace, layer - 1, n, i, j)
    layer, place = (indices[0], indices[1:]) if row.layered else (0, indices)
    array = stored(trace, row, layer, updated)
    return float(array[place] if row.shared else array[n, *place])


def stored(trace: Trace, row: Quantity, layer: int, updated: Network | None = None) -> Any:
    """The array of a quantity, of one layer (from 1) if each has its own: of L the number itself, None for what the
    trace leaves out."""
    if not row.layered:
        return getattr(trace, row.field)
    if row.new_of is not None:
        assert updated is not None
        return getattr(updated.layers[layer - 1], QUANTITIES[row.new_of].field)
    layers = trace.network.layers if row.phase is None else trace.layers
    return getattr(layers[layer - 1], row.field)


def is_frozen(row: Quantity, layer: LayerForm) -> bool:
    """Whether a quantity is a parameter after an update that leaves it alone in this layer."""
    return row.new_of is not None and QUANTITIES[row.new_of].field in layer.frozen


def _indices(row: Quantity, network: Network) -> Iterator[tuple[int, ...]]:
    """The indices of all numbers of a quantity, the parameters that an update leaves alone left out."""
    if not row.layered:
        yield from product(*(range(_count(part, 0, network.sizes)) for part in row.indices))
        return
    for depth, layer in enumerate(network.layers, start=1):
        if not is_frozen(row, layer):
            _, *parts = _form(row, layer)
            yield from product((depth,), *(range(_count(part, depth, network.sizes)) for part in parts))


def _form(row: Quantity, layer: LayerForm) -> tuple[Index, ...]:
    """What the quantity's addresses count in this layer."""
    return row.indices if ACTIVATIONS[layer.activation].couples else row.elementwise_indices


def _count(part: Index, layer: int, sizes: tuple[int, ...]) -> int:
    """How many there are of an index, in a layer of a network of these sizes."""
    match part:
        case "input":
            return sizes[0]
        case "output":
            return sizes[-1]
        case "source":
            return sizes[layer - 1]
        case _:
            return sizes[layer]


def _check_form(quantity: str, indices: tuple[int, ...]) -> None:
    if quantity not in QUANTITIES:
        known = ", ".join(QUANTITIES)
        raise AddressError(f"The quantities are {known}.", part="quantity", exists=known, name=quantity)
    row = QUANTITIES[quantity]
    if len(indices) not in (len(row.indices), len(row.elementwise_indices)):
        raise _wrong_form(row, row.indices)


def _wrong_form(row: Quantity, indices: Iterable[str]) -> AddressError:
    form = ".".join((row.name, *map(str.upper, indices)))
    return AddressError(f"Its form is {form}.", part="indices", exists=form)


def _check_sample(quantity: str) -> None:
    if QUANTITIES[quantity].shared:
        raise AddressError("All samples share it: it has no @.", part="sample", exists=quantity, note="no-sample")


def _check_range(part: str, index: int, first: int, last: int) -> None:
    if not first <= index <= last:
        exists = str(first) if first == last else f"{first}–{last}"
        raise AddressError(f"Its {part} can be {exists}.", part=part, exists=exists)
