"""The quantities of a network's passes, a row each in the order of computation: what its numbers are called, what they
are counted by, what it is a derivative of, and when it is computed.

What is to be known of a quantity by its name is asked here; nothing else takes a name apart.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as record_field
from types import MappingProxyType
from typing import Literal

Index = Literal["layer", "neuron", "source", "column", "input", "output"]
"""What a number of an address counts: layers from 1, the rest from 0; a source is a neuron of the layer before."""
Phase = Literal["forward", "loss", "backward", "gradient", "update"]
"""The phases of a pass, in their order."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """One quantity, as the contract names it."""

    name: str
    """What its addresses begin with: w, dL_dw."""
    field: str
    """Its array's name in records and in JSON: W, dL_dW."""
    indices: tuple[Index, ...] = ("layer", "neuron")
    """What the numbers of its addresses count; a gain has a column only where the activation couples its neurons."""
    shared: bool = False
    """Whether all samples share it: then its addresses have no sample, and its array has no axis of samples."""
    phase: Phase | None = None
    """The phase that computes it; None where a request gives it."""
    beside: str | None = None
    """The quantity in whose step it is computed too; None where it has steps of its own."""
    of: str | None = None
    """What it is the derivative of: l (one sample's loss), L (that of all) or a; None where it is no derivative."""
    by: str | None = None
    """The quantity that the derivative is taken by."""
    new_of: str | None = None
    """The parameter that it is after an update."""
    elementwise_indices: tuple[Index, ...] = record_field(init=False)
    """The indices in a layer whose activation does not couple its neurons."""
    layered: bool = record_field(init=False)
    """Whether each layer has its own."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "elementwise_indices", tuple(index for index in self.indices if index != "column"))
        object.__setattr__(self, "layered", "layer" in self.indices)


_WEIGHT: tuple[Index, ...] = ("layer", "neuron", "source")
_GAIN: tuple[Index, ...] = ("layer", "neuron", "column")

_ROWS = (
    Quantity("x", "x", ("input",)),
    Quantity("t", "target", ("output",)),
    Quantity("w", "W", _WEIGHT, shared=True),
    Quantity("b", "b", shared=True),
    Quantity("z", "z", phase="forward"),
    Quantity("a", "a", phase="forward"),
    Quantity("da_dz", "da_dz", _GAIN, phase="forward", beside="a", of="a", by="z"),
    Quantity("l", "l", (), phase="loss"),
    Quantity("L", "L", (), shared=True, phase="loss", beside="l"),
    Quantity("dl_da", "dl_da", phase="backward", of="l", by="a"),
    Quantity("dl_dz", "dl_dz", phase="backward", of="l", by="z"),
    Quantity("dl_dx", "dl_dx", ("input",), phase="backward", of="l", by="x"),
    Quantity("dl_dw", "dl_dW", _WEIGHT, phase="gradient", of="l", by="w"),
    Quantity("dl_db", "dl_db", phase="gradient", of="l", by="b"),
    Quantity("dL_dw", "dL_dW", _WEIGHT, shared=True, phase="gradient", beside="dl_dw", of="L", by="w"),
    Quantity("dL_db", "dL_db", shared=True, phase="gradient", beside="dl_db", of="L", by="b"),
    Quantity("w_new", "W_new", _WEIGHT, shared=True, phase="update", new_of="w"),
    Quantity("b_new", "b_new", shared=True, phase="update", new_of="b"),
)

QUANTITIES: Mapping[str, Quantity] = MappingProxyType({row.name: row for row in _ROWS})
"""Every quantity by its name."""

GIVEN = frozenset(row.name for row in _ROWS if row.phase is None)
"""What a request brings and no pass computes."""

SHARED = frozenset(row.name for row in _ROWS if row.shared)
"""What all samples share."""

PARAMETERS = tuple(row.name for row in _ROWS if row.phase is None and row.shared)
"""What an update moves: w and b."""

GRADIENTS = tuple(row.name for row in _ROWS if row.of in ("l", "L"))
"""The derivatives of a loss."""

BEFORE_LOSS = frozenset(row.name for row in _ROWS if row.phase in (None, "forward"))
"""What is the same under any loss: what is given, and the forward pass."""

AFTER_LOSS = frozenset(row.name for row in _ROWS if row.phase in ("backward", "gradient", "update"))
"""What is computed once the loss is known: the gradients, and the parameters that they move."""

MOVABLE: Mapping[str, str] = MappingProxyType(
    {row.name: row.field for row in _ROWS if any(QUANTITIES[name].by == row.name for name in GRADIENTS)}
)
"""What a loss has gradients by, and so what can be moved to see it change: the name of each one's array."""

_LAYER_ROWS = tuple(row for row in _ROWS if row.layered and row.phase not in (None, "update"))

PER_SAMPLE_FIELDS = tuple(row.field for row in _LAYER_ROWS if row.of == "l" and row.by in PARAMETERS)
"""The arrays of each sample's own gradients of the parameters: an answer holds them only when asked for."""

ONE_A_NEURON_FIELDS = frozenset(
    row.field for row in _LAYER_ROWS if row.indices == ("layer", "neuron") and not row.shared
)
"""The arrays with one number for each neuron and sample."""

LAYER_FIELDS = (
    *(row.field for row in _LAYER_ROWS if row.field not in PER_SAMPLE_FIELDS),
    *PER_SAMPLE_FIELDS,
)
"""The arrays that a trace has for each layer, in the order of its answer."""


STEPS: Mapping[Phase, tuple[str, ...]] = MappingProxyType(
    {
        phase: tuple(row.name for row in _ROWS if row.phase == phase and row.beside is None)
        for phase in ("forward", "loss", "backward", "gradient", "update")
    }
)
"""The quantities that a phase has steps of, in their order."""

WRITTEN: Mapping[str, tuple[Quantity, ...]] = MappingProxyType(
    {name: tuple(row for row in _ROWS if name in (row.name, row.beside)) for names in STEPS.values() for name in names}
)
"""What a quantity's steps compute: itself, and what is computed beside it."""


_GRADIENTS = {(QUANTITIES[name].of, QUANTITIES[name].by): name for name in GRADIENTS}


def gradient(of: str, by: str) -> str:
    """The name of the gradient of l or L by x, w, b, z or a. Raises KeyError where there is none."""
    return _GRADIENTS[of, by]
