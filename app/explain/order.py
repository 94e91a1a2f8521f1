"""The order of computation: phases, in each the layers, in each the quantities; and which of an answer's numbers is the
first, in that order, that is not finite."""

from collections.abc import Iterable, Iterator, Sequence
from math import isfinite
from typing import NamedTuple

import numpy as np

from app.engine.arrays import FloatArray
from app.engine.network import Layer, Network
from app.engine.passes import gains
from app.engine.records import Trace
from app.explain.addresses import Address, is_frozen, stored
from app.explain.quantities import PARAMETERS, QUANTITIES, STEPS, WRITTEN, Phase, Quantity


class Stage(NamedTuple):
    """One layer's turn in a phase: neuron by neuron, for each of them these quantities one after another."""

    phase: Phase
    """The phase whose turn it is."""
    layer: int
    """From 1; 0 is the input. Of the loss the last."""
    quantities: tuple[str, ...]
    """Those that have steps of their own; what is computed beside them is in ``WRITTEN``."""


def stages(network: Network, *, updated: bool = False) -> Iterator[Stage]:
    """A pass from the first stage to the last, with ``updated`` the update after it."""
    last = len(network.layers)
    for layer in range(1, last + 1):
        yield from _one_by_one("forward", layer)
    yield Stage("loss", last, STEPS["loss"])
    for layer in range(last, -1, -1):
        yield from _one_by_one("backward", layer)
    for layer in range(1, last + 1):
        yield Stage("gradient", layer, STEPS["gradient"])
    if updated:
        for layer in range(1, last + 1):
            moved = [name for name in STEPS["update"] if not is_frozen(QUANTITIES[name], network.layers[layer - 1])]
            yield Stage("update", layer, tuple(moved))


def _one_by_one(phase: Phase, layer: int) -> Iterator[Stage]:
    """A stage for each quantity that the layer has, since a neuron may need the one before of its whole layer."""
    for name in STEPS[phase]:
        if QUANTITIES[name].layered == (layer > 0):
            yield Stage(phase, layer, (name,))


class LayerArray(NamedTuple):
    """The numbers of one quantity, in one layer if each has its own."""

    quantity: Quantity
    """Which."""
    layer: int
    """From 1; of no meaning where the quantity has no layers."""
    array: FloatArray
    """The samples along the first axis, unless they share it, then neurons, then sources or columns."""


Group = Sequence[LayerArray]
"""What is computed together in a stage."""


def trace_arrays(trace: Trace, fields: frozenset[str], updated: Network | None = None) -> Iterator[Group]:
    """The numbers of an answer with these layer fields, stage by stage; ``updated`` is the network after an update."""
    for stage in stages(trace.network, updated=updated is not None):
        group = []
        for row in (row for name in stage.quantities for row in WRITTEN[name]):
            if row.field in fields or row.new_of is not None or not row.layered:
                array = _array(trace, row, stage.layer, updated)
                if array is not None:
                    group.append(LayerArray(row, stage.layer, array))
        yield group


def parameter_arrays(layers: Iterable[Layer], *, new: bool) -> Iterator[Group]:
    """Weights and biases of each layer, as they were or, when ``new``, as they are after an update."""
    rows = [QUANTITIES[name] for name in (STEPS["update"] if new else PARAMETERS)]
    for number, layer in enumerate(layers, start=1):
        yield [LayerArray(row, number, getattr(layer, QUANTITIES[row.new_of or row.name].field)) for row in rows]


def total_loss(L: float) -> LayerArray:
    """L alone."""
    return LayerArray(QUANTITIES["L"], 0, np.array(L))


def first_nonfinite(groups: Iterable[Group]) -> Address | None:
    """The address of the first number that is not finite; each step's are taken of all samples."""
    for group in groups:
        found = [(_turn(one.quantity, place), place, one) for one in group for place in _first_place(one)]
        if found:
            _, place, one = min(found, key=lambda row: row[0])
            at, sample = (place, 0) if one.quantity.shared else (place[:-1], place[-1])
            return Address(one.quantity.name, (one.layer, *at) if one.quantity.layered else at, sample)
    return None


def first_of(network: Network, numbers: Iterable[tuple[Address, float]]) -> Address | None:
    """Of these numbers of a trace or an update, each with its address, the first that is not finite; what a request
    gives comes before all that is computed."""
    found = [address for address, number in numbers if not isfinite(number)]
    if not found:
        return None
    turns = {
        (row.name, stage.layer if row.layered else 0): turn
        for turn, stage in enumerate(stages(network, updated=True))
        for name in stage.quantities
        for row in WRITTEN[name]
    }

    def key(address: Address) -> tuple[object, ...]:
        turn = turns.get((address.quantity, address.layer), -1)
        return turn, *_turn(QUANTITIES[address.quantity], address.place), address.place, address.sample

    return min(found, key=key)


def _first_place(one: LayerArray) -> list[tuple[int, ...]]:
    """Indices of the first number that is not finite, the sample moved to the end; none or one."""
    finite = np.isfinite(one.array if one.quantity.shared else np.moveaxis(one.array, 0, -1))
    first = int(np.argmin(finite))
    return [] if finite.flat[first] else [tuple(int(index) for index in np.unravel_index(first, finite.shape))]


_RANK = {name: rank for rank, name in enumerate(QUANTITIES)}


def _turn(row: Quantity, place: tuple[int, ...]) -> tuple[object, ...]:
    """When in its stage a number is computed, to be compared: neuron, step, source, and its place in the step."""
    neuron = place[: len(row.indices) - row.layered][:1]
    source = place[1:2] if "source" in row.indices else ()
    return neuron, _RANK[row.beside or row.name], source, _RANK[row.name]


def _array(trace: Trace, row: Quantity, layer: int, updated: Network | None) -> FloatArray | None:
    if row.name == "da_dz":
        return gains(trace, layer - 1)
    array = stored(trace, row, layer, updated)
    return None if array is None else np.asarray(array)
