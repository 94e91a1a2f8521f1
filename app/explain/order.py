"""A trace's numbers in the order in which its steps tell them, for naming the first that is not finite."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from app.engine.arrays import FloatArray
from app.engine.network import Layer
from app.engine.passes import gains
from app.engine.records import Trace
from app.explain.addresses import Address

Group = Sequence["Numbers"]


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers of one quantity.

    `prefix` is what stands before a neuron in their addresses (the layer, or nothing). `array` has the
    samples along its first axis when `per_sample`; the next `steps` axes choose the step that tells a number.
    """

    quantity: str
    prefix: tuple[int, ...]
    array: FloatArray
    per_sample: bool
    steps: int = 1


def of_trace(trace: Trace, fields: frozenset[str], updated: Iterable[Layer] = ()) -> Iterator[Group]:
    """The numbers of an answer that has these layer fields, forward to update."""
    for layer, traced in enumerate(trace.layers, start=1):
        yield _told(layer, fields, z=traced.z)
        da_dz = gains(trace, layer - 1) if "da_dz" in fields else None
        yield _told(layer, fields, a=traced.a, da_dz=da_dz)
    yield [Numbers("l", (), trace.l, per_sample=True, steps=0)]
    yield [total(trace.L)]
    for layer, traced in reversed(list(enumerate(trace.layers, start=1))):
        yield _told(layer, fields, dl_da=traced.dl_da)
        yield _told(layer, fields, dl_dz=traced.dl_dz)
    yield [Numbers("dl_dx", (), trace.dl_dx, per_sample=True)]
    for layer, traced in enumerate(trace.layers, start=1):
        yield _told(layer, fields, dl_dW=traced.dl_dW, dL_dW=traced.dL_dW)
        yield _told(layer, fields, dl_db=traced.dl_db, dL_db=traced.dL_db)
    yield from of_parameters(updated, "w_new", "b_new")


def of_parameters(layers: Iterable[Layer], weight: str, bias: str) -> Iterator[Group]:
    """Weights and biases of each layer, under these names."""
    for number, layer in enumerate(layers, start=1):
        yield [Numbers(weight, (number,), layer.W, per_sample=False, steps=2)]
        yield [Numbers(bias, (number,), layer.b, per_sample=False)]


def total(L: float) -> Numbers:
    """The total loss."""
    return Numbers("L", (), np.array(L), per_sample=False, steps=0)


def _told(layer: int, fields: frozenset[str], **arrays: FloatArray | None) -> Group:
    return [
        Numbers(
            name.replace("W", "w"),
            (layer,),
            array,
            per_sample=not name.startswith("dL"),
            steps=2 if name.endswith("W") else 1,
        )
        for name, array in arrays.items()
        if array is not None and name in fields
    ]


def first(groups: Iterator[Group]) -> Address | None:
    """The address of the first number that is not finite; the quantities of one group are told neuron by
    neuron, one after another, and each for all samples."""
    for group in groups:
        found = [
            (place[: numbers.steps], order, place, numbers)
            for order, numbers in enumerate(group)
            for place in _first_place(numbers)
        ]
        if found:
            _, _, place, numbers = min(found, key=lambda row: row[:2])
            sample = place[-1] if numbers.per_sample else 0
            indices = place[:-1] if numbers.per_sample else place
            return Address(numbers.quantity, (*numbers.prefix, *indices), sample)
    return None


def _first_place(numbers: Numbers) -> list[tuple[int, ...]]:
    """Indices of the first number that is not finite, the sample moved to the end; none or one."""
    array = np.moveaxis(numbers.array, 0, -1) if numbers.per_sample else numbers.array
    places = np.argwhere(~np.isfinite(array))
    return [tuple(int(index) for index in places[0])] if len(places) else []
