"""How many multiplications all gradients of a network take, computed in four ways: the reason for going backward.

Counted for one sample: of weights, of gains and of the two factors of each ∂l/∂w. What an activation or a loss does
inside is the same whichever way is taken, and is left out.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from app.engine.activations import ACTIVATIONS


@dataclass(frozen=True, slots=True)
class Multiplications:
    """Multiplications for the gradients of all parameters, each way."""

    forward: int
    """For one forward pass alone, to compare."""
    sweep: int
    """By one backward pass, in which each ∂l/∂z is computed once."""
    recursion: int
    """Each gradient by the same formula from the front, keeping nothing of what was computed."""
    differences: int
    """By two forward passes for each parameter, and the quotient."""
    paths: int
    """Every path from a parameter to an output as a product of its own."""


def multiplications(sizes: Sequence[int], activations: Sequence[str]) -> Multiplications:
    """Those of a network of sizes (n_0, n_1, …, n_L) with the activation of each layer by its name.

    Where an activation couples its neurons every z moves every a: the layer has n² gains where another has n.
    """
    layers = list(zip(pairwise(sizes), activations, strict=True))
    weights = sum(m * n for (m, n), _ in layers)
    parameters = weights + sum(sizes[1:])
    sweep = recursion = paths = 0
    of_a = 0  # multiplications of the recursion for one ∂l/∂a of this layer
    ways = 1  # paths from one a of this layer to the outputs
    wires = 0  # weights on such a path
    for (m, n), activation in reversed(layers):
        gains = n if ACTIVATIONS[activation].couples else 1
        of_z, ways = gains * (1 + of_a), gains * ways
        sweep += n * gains + m * n
        recursion += n * (of_z + m * (1 + of_z))
        factors = 2 * wires + 2
        paths += n * ways * ((factors - 1) + m * factors)
        of_a, ways, wires = n * (1 + of_z), n * ways, wires + 1
    sweep += sum(m * n for (m, n), _ in layers[1:])
    return Multiplications(weights, sweep, recursion, parameters * (2 * weights + 1), paths)
