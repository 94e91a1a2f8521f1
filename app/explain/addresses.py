"""One address for every number: parsing, printing, listing, and looking the number up in a trace.

``w.2.1.0`` is the weight of layer 2 from neuron 0 (of layer 1) to neuron 1; layers count from 1, the rest
from 0. ``z.2.1@3`` is sample 3's; without the suffix it is sample 0's.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from app.engine.activations import ACTIVATIONS
from app.engine.errors import EngineError
from app.engine.network import Network
from app.engine.passes import gain, weight_gradient
from app.engine.records import Trace

FORMS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "x": ("input",),
        "t": ("output",),
        "w": ("layer", "neuron", "source"),
        "b": ("layer", "neuron"),
        "z": ("layer", "neuron"),
        "a": ("layer", "neuron"),
        "da_dz": ("layer", "neuron", "column"),
        "l": (),
        "L": (),
        "dl_da": ("layer", "neuron"),
        "dl_dz": ("layer", "neuron"),
        "dl_dx": ("input",),
        "dl_dw": ("layer", "neuron", "source"),
        "dl_db": ("layer", "neuron"),
        "dL_dw": ("layer", "neuron", "source"),
        "dL_db": ("layer", "neuron"),
        "w_new": ("layer", "neuron", "source"),
        "b_new": ("layer", "neuron"),
    }
)
"""What the numbers of each quantity's address count. da_dz has a column for softmax only."""

SHARED = frozenset({"w", "b", "L", "dL_dw", "dL_db", "w_new", "b_new"})
"""The quantities that all samples share: their addresses have no sample."""

GIVEN = frozenset({"x", "t", "w", "b"})
"""The quantities that a request brings and no pass computes."""

_GRAMMAR = re.compile(r"([A-Za-z_]{1,8})((?:\.(?:0|[1-9][0-9]{0,8}))*)(?:@(0|[1-9][0-9]{0,8}))?", re.ASCII)


class AddressError(EngineError):
    """An address that means nothing, or names a number that this network has not.

    params: ``part`` (text, quantity, indices, layer, neuron, source, column, input, output, sample, update)
    is what is wrong, and ``exists`` (a string) what there is instead.
    """

    code = "unknown-address"


@dataclass(frozen=True, slots=True)
class Address:
    """The address of one number: quantity, indices (the layer from 1, the rest from 0), and sample."""

    quantity: str
    indices: tuple[int, ...] = ()
    sample: int = 0

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
    found = list(_shared(network, updated))
    for n in range(sample_count) if sample is None else (sample,):
        found.extend(_of_sample(network, n))
    return found


def check(address: Address, network: Network, sample_count: int = 1, *, updated: bool = True) -> None:
    """Raises AddressError unless a trace of the network, and with ``updated`` its update, has that number."""
    quantity, indices = address.quantity, address.indices
    _check_form(quantity, indices)
    if address.sample:
        _check_sample(quantity)
    _check_range("sample", address.sample, 0, sample_count - 1)
    sizes = network.sizes
    layer = 0
    for place, index in zip(FORMS[quantity], indices, strict=False):
        match place:
            case "layer":
                _check_range(place, index, 1, len(sizes) - 1)
                layer = index
            case "neuron" | "column":
                _check_range(place, index, 0, sizes[layer] - 1)
            case "source":
                _check_range(place, index, 0, sizes[layer - 1] - 1)
            case "input":
                _check_range(place, index, 0, sizes[0] - 1)
            case _:
                _check_range(place, index, 0, sizes[-1] - 1)
    if quantity == "da_dz":
        elementwise = not ACTIVATIONS[network.layers[layer - 1].activation].couples
        if elementwise != (len(indices) == 2):
            raise _wrong_form("da_dz.LAYER.NEURON" if elementwise else "da_dz.LAYER.NEURON.COLUMN")
    if quantity in ("w_new", "b_new"):
        if not updated:
            raise AddressError("There is no update here.", part="update", exists=quantity[0])
        if _array(quantity) in network.layers[layer - 1].frozen:
            raise AddressError("It is frozen: no update moves it.", part="update", exists=quantity[0])


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
    n = address.sample
    match address.quantity, address.indices:
        case "x", (j,):
            return float(trace.x[n, j])
        case "t", (i,):
            return float(trace.target[n, i])
        case "dl_dx", (j,):
            return float(trace.dl_dx[n, j])
        case "l", ():
            return float(trace.l[n])
        case "L", ():
            return trace.L
        case "dl_dw", (layer, i, j):
            return weight_gradient(trace, layer - 1, n, i, j)
        case "da_dz", (layer, i, *column):
            return gain(trace, layer - 1, n, i, *(column or (i,)))
        case ("z" | "a" | "dl_da" | "dl_dz" | "dl_db") as name, (layer, *rest):
            return float(getattr(trace.layers[layer - 1], name)[n, *rest])
        case ("dL_dw" | "dL_db") as name, (layer, *rest):
            return float(getattr(trace.layers[layer - 1], name.replace("w", "W"))[*rest])
        case name, (layer, *rest):
            source = updated if updated is not None and name.endswith("_new") else trace.network
            return float(getattr(source.layers[layer - 1], _array(name))[*rest])
        case _:
            raise AssertionError(f"{address} has no number")


def _shared(network: Network, updated: bool) -> Iterator[Address]:
    for number, layer in enumerate(network.layers, start=1):
        neurons, sources = layer.W.shape
        for quantity in ("w", "dL_dw", "w_new"):
            if quantity != "w_new" or (updated and "W" not in layer.frozen):
                for i in range(neurons):
                    for j in range(sources):
                        yield Address(quantity, (number, i, j))
        for quantity in ("b", "dL_db", "b_new"):
            if quantity != "b_new" or (updated and "b" not in layer.frozen):
                for i in range(neurons):
                    yield Address(quantity, (number, i))
    yield Address("L")


def _of_sample(network: Network, n: int) -> Iterator[Address]:
    sizes = network.sizes
    for j in range(sizes[0]):
        yield Address("x", (j,), n)
        yield Address("dl_dx", (j,), n)
    for i in range(sizes[-1]):
        yield Address("t", (i,), n)
    yield Address("l", (), n)
    for number, layer in enumerate(network.layers, start=1):
        neurons, sources = layer.W.shape
        for i in range(neurons):
            for quantity in ("z", "a", "dl_da", "dl_dz", "dl_db"):
                yield Address(quantity, (number, i), n)
            if not ACTIVATIONS[layer.activation].couples:
                yield Address("da_dz", (number, i), n)
            else:
                for k in range(neurons):
                    yield Address("da_dz", (number, i, k), n)
            for j in range(sources):
                yield Address("dl_dw", (number, i, j), n)


def _array(quantity: str) -> str:
    return "W" if quantity.startswith("w") else "b"


def _check_form(quantity: str, indices: tuple[int, ...]) -> None:
    if quantity not in FORMS:
        known = ", ".join(FORMS)
        raise AddressError(f"The quantities are {known}.", part="quantity", exists=known)
    form = FORMS[quantity]
    if len(indices) != len(form) and not (quantity == "da_dz" and len(indices) == 2):
        raise _wrong_form(".".join((quantity, *(place.upper() for place in form))))


def _wrong_form(form: str) -> AddressError:
    return AddressError(f"Its form is {form}.", part="indices", exists=form)


def _check_sample(quantity: str) -> None:
    if quantity in SHARED:
        raise AddressError("All samples share it: it has no @.", part="sample", exists=quantity)


def _check_range(part: str, index: int, first: int, last: int) -> None:
    if not first <= index <= last:
        exists = str(first) if first == last else f"{first}–{last}"
        raise AddressError(f"Its {part} can be {exists}.", part=part, exists=exists)
