"""The numbers of one sample of a trace, as leaves of trees, and the wires along which they go."""

from collections.abc import Iterable
from typing import NamedTuple

from app.engine.activations import ACTIVATIONS
from app.engine.passes import jacobian_row
from app.engine.records import Trace
from app.explain.addresses import Address, number
from app.explain.expressions import Const, Ref


class Wire(NamedTuple):
    """One product in a weighted sum: z_i of a layer gains factor · source."""

    layer: int
    """The layer that it leads into, from 1."""
    to: int
    """The neuron there, from 0."""
    factor: Ref
    """Its weight, which is also ∂z_i by the source."""
    source: Ref
    """What comes in on it, which is also ∂z_i by the weight."""


class Numbers:
    """The numbers of one sample; ``last`` is the last layer's number. What is asked for must exist: no index is
    checked."""

    def __init__(self, trace: Trace, sample: int) -> None:
        self.trace = trace
        self.network = trace.network
        self.sample = sample
        self.last = len(trace.network.layers)
        self._layers: dict[tuple[str, int], list[Ref]] = {}

    def of_each_sample(self) -> list["Numbers"]:
        """The numbers of every sample of the trace."""
        return [Numbers(self.trace, n) for n in range(len(self.trace.x))]

    def address(self, quantity: str, *indices: int) -> Address:
        """The address of a number of this sample."""
        return Address(quantity, indices, self.sample)

    def ref(self, quantity: str, *indices: int) -> Ref:
        """A number of this sample."""
        address = self.address(quantity, *indices)
        return Ref(address, number(self.trace, address))

    def shared(self, quantity: str, *indices: int) -> Ref:
        """A number that all samples share: a parameter or a gradient of L."""
        address = Address(quantity, indices)
        return Ref(address, number(self.trace, address))

    def layer(self, quantity: str, layer: int) -> list[Ref]:
        """A quantity of every neuron of a layer; looked up once, for a formula may ask for it at every neuron."""
        if (quantity, layer) not in self._layers:
            self._layers[quantity, layer] = [self.ref(quantity, layer, i) for i in range(self.network.sizes[layer])]
        return self._layers[quantity, layer]

    def outputs(self) -> list[Ref]:
        """y: the activations of the last layer."""
        return self.layer("a", self.last)

    def logits(self) -> list[Ref]:
        """z of the last layer."""
        return self.layer("z", self.last)

    def targets(self) -> list[Ref]:
        """t."""
        return [self.ref("t", i) for i in range(self.network.sizes[-1])]

    def output(self, i: int) -> Ref:
        """y_i."""
        return self.ref("a", self.last, i)

    def logit(self, i: int) -> Ref:
        """z_i of the last layer."""
        return self.ref("z", self.last, i)

    def target(self, i: int) -> Ref:
        """t_i."""
        return self.ref("t", i)

    def input_to(self, layer: int, j: int) -> Ref:
        """What comes into a layer from neuron j of the one before: x or its activation."""
        return self.ref("x", j) if layer == 1 else self.ref("a", layer - 1, j)

    def activations_of_gains(self, layer: int) -> list[Ref] | list[Const]:
        """The activations of a layer from which its gains are made: those of other inputs, where gains are fixed."""
        if self.trace.fixed_gains:
            return [Const(a, "frozen") for a in self.trace.forward.a[layer - 1][self.sample].tolist()]
        return self.layer("a", layer)

    def wire(self, layer: int, i: int, j: int) -> Wire:
        """The wire into neuron i of a layer from neuron j of the one before."""
        return Wire(layer, i, self.shared("w", layer, i, j), self.input_to(layer, j))

    def wires_in(self, layer: int, i: int) -> list[Wire]:
        """The wires into neuron i of a layer."""
        return [self.wire(layer, i, j) for j in range(self.network.sizes[layer - 1])]

    def wires_out(self, layer: int, j: int) -> list[Wire]:
        """The wires from neuron j of a layer, or from input j of layer 0, into the next layer."""
        return [self.wire(layer + 1, k, j) for k in range(self.network.sizes[layer + 1])]

    def couples(self, layer: int) -> bool:
        """Whether the activations of a layer depend on all its z."""
        return ACTIVATIONS[self.network.layers[layer - 1].activation].couples

    def gains(self, layer: int, i: int) -> list[tuple[int, Ref]]:
        """Each k whose a_k depends on z_i, in a layer, with ∂a_k/∂z_i."""
        if not self.couples(layer):
            return [(i, self.ref("da_dz", layer, i))]
        column = enumerate(self._jacobian_column(layer, i))
        return [(k, Ref(self.address("da_dz", layer, k, i), slope)) for k, slope in column]

    def _jacobian_column(self, layer: int, i: int) -> Iterable[float]:
        """∂a_k/∂z_i for every k of a layer that couples its neurons: its Jacobian is symmetric."""
        if self.trace.layers[layer - 1].da_dz is not None:  # a rule that takes the layer for one that does not couple
            return (self.ref("da_dz", layer, k, i).value for k in range(self.network.sizes[layer]))
        column: list[float] = jacobian_row(self.trace, layer - 1, self.sample, i).tolist()
        return column
