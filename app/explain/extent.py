"""How large an explanation becomes, known from a network's sizes before anything is computed: upper bounds.

The numbers of one quantity in one layer are made alike, so that they are counted together.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from app.engine.activations import ACTIVATIONS
from app.engine.losses import LOSSES
from app.explain.addresses import Address
from app.explain.quantities import AFTER_LOSS, QUANTITIES, SHARED, gradient
from app.explain.rules.losses import LOSS_RULES

_OF_ONE = 8
"""Leaves at most of what is made of a few numbers, whatever the sizes."""

Group = tuple[str, int]
"""A quantity and a layer: its numbers there. Layer 0 is the input, and that of t, l and L."""

_AGAIN: Group = ("", 0)
"""In place of a group, for leaves of numbers that the tree has already, and for constants."""


class Extent(NamedTuple):
    """How large an explanation is at most."""

    derived: int
    """Numbers that it derives."""
    leaves: int
    """Leaves of their trees; those of numbers that are given, and of what rounding adds, are left out."""


@dataclass(frozen=True, slots=True)
class Layout:
    """What the extent of an explanation depends on."""

    sizes: Sequence[int]
    """(n_0, n_1, …, n_L)."""
    activations: Sequence[str]
    """One a layer."""
    loss: str
    """Name of l."""
    samples: int
    """N."""
    driven: bool = False
    """Whether a given signal drives the backward pass."""
    fixed_gains: bool = False
    """Whether the gains are those at other inputs."""

    def extent(self, address: Address, depth: int = 0, *, gradients_only: bool = False) -> Extent:
        """That of a number and of all that it is made of, up to so many steps away."""
        samples = self.samples if address.quantity in SHARED else 1
        level = {(address.quantity, address.layer): 1}
        derived: dict[Group, int] = {}
        leaves = 0
        while level and depth >= 0:
            depth -= 1
            parents: dict[Group, int] = {}
            for group, count in level.items():
                derived[group] = derived.get(group, 0) + count
                for parent, each in self._made_of(*group, among=count):
                    leaves += count * each
                    if parent is not _AGAIN:
                        parents[parent] = parents.get(parent, 0) + count * each
            level = {}
            for group, count in parents.items():
                more = min(count, self._size(*group, samples) - derived.get(group, 0))
                if more > 0 and not (gradients_only and group[0] not in AFTER_LOSS):
                    level[group] = more
        return Extent(sum(derived.values()), leaves)

    def _size(self, quantity: str, layer: int, samples: int) -> int:
        """How many numbers a group has, of so many samples."""
        row = QUANTITIES[quantity]
        n = 1 if row.shared else samples
        for part in row.indices:
            match part:
                case "input" | "neuron":
                    n *= self.sizes[layer]
                case "output":
                    n *= self.sizes[-1]
                case "source":
                    n *= self.sizes[layer - 1]
                case "column" if self._couples(layer):
                    n *= self.sizes[layer]
        return n

    def _made_of(self, quantity: str, layer: int, among: int) -> list[tuple[Group, int]]:
        """The groups that the tree of a number, one `among` so many, has leaves of, and how many of each; nothing of a
        number that is given."""
        last, n, row = len(self.sizes) - 1, self.sizes[layer], QUANTITIES[quantity]
        a_prev = ("x" if layer == 1 else "a", layer - 1)
        other_slope = self.driven or self.fixed_gains
        match quantity:
            case "z":
                return [(("w", layer), self.sizes[layer - 1]), (a_prev, self.sizes[layer - 1]), (("b", layer), 1)]
            case "a":
                return [(("z", layer), n), (_AGAIN, n + 2)] if self._couples(layer) else [(("z", layer), 1)]
            case "da_dz" if self._couples(layer):
                # Where one output is nearly all of its layer, the entry on the diagonal sums the others.
                return [(("a", layer), 3 + n // among)]
            case "da_dz":
                return [(("a", layer), 1), (("z", layer), 1), (_AGAIN, _OF_ONE)]
            case "l":
                leaves = self._joined()[0] or LOSS_RULES[self.loss].leaves
                return self._at_output(self.sizes[-1], self.sizes[-1] * leaves)
            case "L":
                return [(("l", 0), self.samples)]
            case "dl_dx":
                return self._over_wires(0)
            case "dl_da" if layer < last:
                return self._over_wires(layer)
            case "dl_da":
                return [] if self.driven else self._of_loss_gradient()
            case "dl_dz" if layer == last and not other_slope and self._joined()[1]:
                return self._at_output(self.sizes[-1], self.sizes[-1] * self._joined()[1])
            case "dl_dz" if self._couples(layer):
                return [(("da_dz", layer), n), (("dl_da", layer), n), (("a", layer), n)]
            case "dl_dz" if layer < last:
                return [(("da_dz", layer), 1), *self._over_wires(layer)]
            case "dl_dz":
                behind = [(("dl_da", layer), 1)] if other_slope else self._of_loss_gradient()
                return [(("da_dz", layer), 1), *behind]
            case "dl_dw":
                return [(a_prev, 1), (("dl_dz", layer), 1)]
            case "dl_db":
                return [(("dl_dz", layer), 1)]
            case "dL_dw" | "dL_db":
                return [((gradient("l", str(row.by)), layer), self.samples)]
            case "w_new" | "b_new":
                parameter = str(row.new_of)
                return [((parameter, layer), 1), ((gradient("L", parameter), layer), 2)]
            case _:
                return []

    def _over_wires(self, layer: int) -> list[tuple[Group, int]]:
        after = self.sizes[layer + 1]
        return [(("w", layer + 1), after), (("dl_dz", layer + 1), after)]

    def _at_output(self, outputs: int, leaves: int) -> list[tuple[Group, int]]:
        """So many leaves, of the a and t of so many outputs, and of their z where the loss takes logarithms."""
        last, more = len(self.sizes) - 1, leaves - 2 * outputs
        takes_logarithms = LOSSES[self.loss].output_range or LOSSES[self.loss].on_logits
        z = min(outputs, more) if takes_logarithms else 0
        return [(("a", last), outputs), (("t", 0), outputs), (("z", last), z), (_AGAIN, more - z)]

    def _of_loss_gradient(self) -> list[tuple[Group, int]]:
        """Those of ∂l/∂y of one output."""
        outputs = self.sizes[-1]
        if LOSSES[self.loss].couples_outputs:
            return self._at_output(outputs, LOSS_RULES[self.loss].leaves * outputs + _OF_ONE)
        return self._at_output(outputs, outputs + _OF_ONE) if self._joined()[1] else self._at_output(1, _OF_ONE)

    def _joined(self) -> tuple[int, int]:
        """`LossRule.joined_leaves` where they are needed, else zeros."""
        joined = self._couples(len(self.sizes) - 1) and self.activations[-1] in LOSSES[self.loss].gradient_z
        return LOSS_RULES[self.loss].joined_leaves if joined else (0, 0)

    def _couples(self, layer: int) -> bool:
        return ACTIVATIONS[self.activations[layer - 1]].couples
