"""What an optimizer remembers between updates: records of read-only arrays, as plain values and back from them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

import numpy as np

from app.engine.arrays import AXES, FloatArray, freeze, owned
from app.engine.errors import BadSetting, PathPart, ShapeMismatch
from app.engine.network import PARAMETERS, Network

Path = tuple[PathPart, ...]
"""The place of a value among the arguments, for an error."""

_FIELDS = ("step", "layers")


@dataclass(frozen=True, slots=True)
class Slot:
    """One array that an optimizer keeps for each parameter, of that parameter's shape, zeros at first."""

    name: str
    """Its name in a state."""
    tex: str
    """Its letter in the optimizer's formulas."""
    minimum: float | None = None
    """What none of its entries is below: 0 for means and sums of squares."""


@dataclass(frozen=True, slots=True, eq=False)
class Memory:
    """What is kept of one parameter; nothing until an update moves it."""

    step: int = 0
    """How many updates have moved the parameter: it may have been frozen during others."""
    arrays: Mapping[str, FloatArray] = field(default_factory=dict)
    """One array for each slot, by its name, of the parameter's shape; set read-only."""

    def __post_init__(self) -> None:
        freeze(*self.arrays.values())
        object.__setattr__(self, "arrays", MappingProxyType(dict(self.arrays)))


@dataclass(frozen=True, slots=True, eq=False)
class State:
    """What is kept of a whole network. Without layers nothing is: so it is before the first update, and always
    for an optimizer without slots."""

    step: int = 0
    """How many updates were made."""
    layers: tuple[Mapping[str, Memory], ...] = ()
    """For each layer the memory of its W and its b, by these names."""

    def plain(self) -> dict[str, Any]:
        """Mappings, lists and arrays, as `state_of` takes them: {"step": k, "layers": [{"W": {…}, "b": {…}}, …]},
        each parameter's own step beside its arrays; {} where nothing is kept."""
        if not self.layers:
            return {}
        layers = [{name: _plain(memory) for name, memory in layer.items()} for layer in self.layers]
        return {"step": self.step, "layers": layers}


def blank(network: Network) -> State:
    """The state of a network that no update has moved."""
    return State(0, tuple({name: Memory() for name in PARAMETERS} for _ in network.layers))


def state_of(value: Mapping[str, Any], network: Network, slots: Sequence[Slot]) -> State:
    """The state that plain values describe, as `State.plain` gives them; the arrays are copied.

    Raises BadSetting (fields or arrays that an optimizer with these slots does not keep, or not all of those that it
    does; a count or a square that cannot be) and ShapeMismatch, each with its path in ``value``.
    """
    if not value:
        return State()
    _check_names(value, _FIELDS if slots else (), ())
    step, layers = value["step"], value["layers"]
    _check_count(step, None, ("step",))
    _check_length(len(layers), len(network.layers), "layers", "length", ("layers",))
    memories = []
    for index, (layer, given) in enumerate(zip(network.layers, layers, strict=True)):
        path: Path = ("layers", index)
        _check_names(given, PARAMETERS, path)
        memories.append(
            {name: _memory(given[name], getattr(layer, name), slots, step, (*path, name)) for name in PARAMETERS}
        )
    return State(step, tuple(memories))


def check_state(state: State, network: Network, slots: Sequence[Slot]) -> None:
    """Holds a state against a network and the slots of an optimizer, so that nothing is ever broadcast.

    Raises BadSetting (other arrays than the slots), ShapeMismatch, each with its path in the state.
    """
    if not state.layers:
        return
    if not slots:
        _check_names(dict.fromkeys(_FIELDS), (), ())
    _check_length(len(state.layers), len(network.layers), "layers", "length", ("layers",))
    for index, (layer, memories) in enumerate(zip(network.layers, state.layers, strict=True)):
        for name, memory in memories.items():
            if memory.arrays:
                _check_arrays(memory.arrays, getattr(layer, name), slots, ("layers", index, name))


def _plain(memory: Memory) -> dict[str, Any]:
    return {"step": memory.step, **memory.arrays} if memory.arrays else {}


def _memory(value: Mapping[str, Any], parameter: FloatArray, slots: Sequence[Slot], updates: int, path: Path) -> Memory:
    if not value:
        return Memory()
    _check_names(value, ("step", *(slot.name for slot in slots)), path)
    _check_count(value["step"], updates, (*path, "step"))
    arrays = {slot.name: owned(value[slot.name], parameter.ndim, slot.name, *path, slot.name) for slot in slots}
    _check_arrays(arrays, parameter, slots, path)
    for slot in slots:
        if slot.minimum is not None and (below := np.argwhere(arrays[slot.name] < slot.minimum)).size:
            raise BadSetting(
                f"No number of {slot.name} is below {slot.minimum:g}.",
                *path,
                slot.name,
                *map(int, below[0]),
                setting=slot.name,
                allowed=f">= {slot.minimum:g}",
                minimum=slot.minimum,
            )
    return Memory(value["step"], arrays)


def _check_arrays(arrays: Mapping[str, FloatArray], parameter: FloatArray, slots: Sequence[Slot], path: Path) -> None:
    _check_names(arrays, [slot.name for slot in slots], path)
    for name, array in arrays.items():
        _check_length(array.ndim, parameter.ndim, name, "dimensions", (*path, name))
        for axis, actual, expected in zip(AXES[array.ndim], array.shape, parameter.shape, strict=True):
            _check_length(actual, expected, name, axis, (*path, name))


def _check_names(value: Mapping[str, Any], known: Sequence[str], path: Path) -> None:
    if set(value) != set(known):
        raise BadSetting("That is the state of another optimizer.", *path, setting="state", known=list(known))


def _check_count(value: int, updates: int | None, path: Path) -> None:
    """A number of updates; those that moved one parameter are no more than all of them."""
    if type(value) is not int or value < 0:
        raise BadSetting("A number of updates is 0 or more.", *path, setting="step", allowed=">= 0", minimum=0)
    if updates is not None and value > updates:
        allowed = f"<= {updates}"
        raise BadSetting(f"There were {updates} updates.", *path, setting="step", allowed=allowed, maximum=updates)


def _check_length(actual: int, expected: int, part: str, axis: str, path: Path) -> None:
    if actual != expected:
        message = f"The {axis} of the state's {part}: {actual}, where {expected} are needed."
        raise ShapeMismatch(message, *path, part=part, axis=axis, expected=expected, actual=actual)
