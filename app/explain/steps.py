"""A pass step by step: a step computes one neuron's quantity, and names all that it writes and reads."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.engine.activations import ACTIVATIONS
from app.engine.losses import LOSSES
from app.engine.network import Network
from app.explain.order import Stage, stages
from app.explain.quantities import WRITTEN, Phase


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a pass."""

    phase: Phase
    """The phase that it belongs to."""
    layer: int
    """From 1; 0 is the input."""
    neuron: int | None
    """From 0; None where the step belongs to the whole layer."""
    quantity: str
    """What it computes; what else it computes beside that is in ``WRITTEN``."""
    writes: tuple[str, ...]
    """Addresses of what it computes."""
    reads: tuple[str, ...]
    """Addresses of what it computes that from."""
    source: int | None = None
    """Of a weight's step, the neuron of the layer before from which its wire comes."""


def steps(
    network: Network, sample_count: int, sample: int = 0, learning_rate: bool = False, dl_dy: bool = False
) -> list[Step]:
    """The steps of one sample's pass, in the order of computation.

    learning_rate: whether an update follows; dl_dy: whether a given signal drives the backward pass.
    """
    of_sample = _StepsOfSample(network, sample_count, sample, dl_dy)
    return [step for stage in stages(network, updated=learning_rate) for step in of_sample.steps(stage)]


class _StepsOfSample:
    """The steps of one sample's pass: what each writes, and what each quantity is computed from."""

    def __init__(self, network: Network, sample_count: int, sample: int, driven: bool) -> None:
        self.sizes = network.sizes
        self.last = len(network.layers)
        self.inputs = ["", "x", *(f"a.{layer}" for layer in range(1, self.last))]  # of each layer, from 1
        self.couples = [False, *(ACTIVATIONS[layer.activation].couples for layer in network.layers)]
        self.loss_couples = LOSSES[network.loss].couples_outputs
        self.driven = driven
        self.at = f"@{sample}" if sample else ""
        self.others = [f"@{n}" if n else "" for n in range(sample_count) if n != sample]
        self.written = {  # the addresses that a step writes; # is where its place belongs
            quantity: " ".join([f"{row.name}#" if row.shared else f"{row.name}#{self.at}" for row in rows])
            for quantity, rows in WRITTEN.items()
        }
        self.reads = {
            "z": self._z,
            "a": self._a,
            "dl_da": self._dl_da,
            "dl_dz": self._dl_dz,
            "dl_dx": self._back_through_wires,
            "dl_db": self._dl_db,
            "b_new": self._b_new,
        }
        self.reads_of_wire = {"dl_dw": self._dl_dw, "w_new": self._w_new}

    def steps(self, stage: Stage) -> list[Step]:
        """Those of one stage."""
        phase, layer, quantities = stage
        if phase == "loss":
            return [Step(phase, layer, None, "l", (f"l{self.at}", "L"), tuple(self._l()))]
        found = []
        for i in range(self.sizes[layer]):
            place = f".{layer}.{i}" if layer else f".{i}"
            for quantity in quantities:
                written = self.written[quantity]
                if quantity in self.reads_of_wire:
                    reads_of_wire = self.reads_of_wire[quantity]
                    for j in range(self.sizes[layer - 1]):
                        writes = tuple(written.replace("#", f"{place}.{j}").split())
                        found.append(Step(phase, layer, i, quantity, writes, reads_of_wire(layer, i, j), j))
                else:
                    writes = tuple(written.replace("#", place).split())
                    if quantity == "a" and self.couples[layer]:
                        writes = (writes[0], *[f"da_dz{place}.{k}{self.at}" for k in range(self.sizes[layer])])
                    found.append(Step(phase, layer, i, quantity, writes, tuple(self.reads[quantity](layer, i))))
        return found

    def _z(self, layer: int, i: int) -> list[str]:
        reads = [f"b.{layer}.{i}"]
        for j in range(self.sizes[layer - 1]):
            reads += (f"w.{layer}.{i}.{j}", f"{self.inputs[layer]}.{j}{self.at}")
        return reads

    def _a(self, layer: int, i: int) -> list[str]:
        moving = range(self.sizes[layer]) if self.couples[layer] else (i,)
        return [f"z.{layer}.{k}{self.at}" for k in moving]

    def _l(self) -> list[str]:
        return self._outputs(range(self.sizes[-1])) + [f"l{other}" for other in self.others]

    def _dl_da(self, layer: int, i: int) -> list[str]:
        if layer < self.last:
            return self._back_through_wires(layer, i)
        if self.driven:
            return []
        return self._outputs(range(self.sizes[-1]) if self.loss_couples else (i,))

    def _dl_dz(self, layer: int, i: int) -> list[str]:
        if not self.couples[layer]:
            return [f"da_dz.{layer}.{i}{self.at}", f"dl_da.{layer}.{i}{self.at}"]
        moved = range(self.sizes[layer])
        gains = [f"da_dz.{layer}.{k}.{i}{self.at}" for k in moved]
        return gains + [f"dl_da.{layer}.{k}{self.at}" for k in moved]

    def _back_through_wires(self, layer: int, i: int) -> list[str]:
        after = layer + 1
        reads: list[str] = []
        for k in range(self.sizes[after]):
            reads += (f"w.{after}.{k}.{i}", f"dl_dz.{after}.{k}{self.at}")
        return reads

    def _dl_dw(self, layer: int, i: int, j: int) -> tuple[str, ...]:
        others = [f"dl_dw.{layer}.{i}.{j}{other}" for other in self.others]
        return (f"{self.inputs[layer]}.{j}{self.at}", f"dl_dz.{layer}.{i}{self.at}", *others)

    def _dl_db(self, layer: int, i: int) -> list[str]:
        return [f"dl_dz.{layer}.{i}{self.at}", *(f"dl_db.{layer}.{i}{other}" for other in self.others)]

    def _w_new(self, layer: int, i: int, j: int) -> tuple[str, ...]:
        return (f"w.{layer}.{i}.{j}", f"dL_dw.{layer}.{i}.{j}")

    def _b_new(self, layer: int, i: int) -> list[str]:
        return [f"b.{layer}.{i}", f"dL_db.{layer}.{i}"]

    def _outputs(self, neurons: Iterable[int]) -> list[str]:
        """Outputs, and the targets beside them."""
        last = [f"a.{self.last}.{i}{self.at}" for i in neurons]
        return last + [f"t.{i}{self.at}" for i in neurons]
