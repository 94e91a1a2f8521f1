"""The forward pass: weighted sums and activations."""

from app.explain.derivation import Told
from app.explain.expressions import Node, Ref
from app.explain.trees import Numbers, add, apply, div, exp, mul, sub, top

MOST_TO_EXPONENTIATE = 100.0
"""Up to here e^z itself is neither infinite nor 0, nor loses a hundred roundings."""


def weighted_sum(numbers: Numbers, layer: int, i: int) -> Told:
    """z_i = w_i1 a_1 + w_i2 a_2 + … + b_i."""
    wires: list[Node] = [
        mul(numbers.shared("w", layer, i, j), numbers.came_in(layer, j))
        for j in range(numbers.network.sizes[layer - 1])
    ]
    return Told("weighted_sum", add([*wires, numbers.shared("b", layer, i)]))


def activation(numbers: Numbers, layer: int, i: int) -> Told:
    """a_i = f(z_i); a softmax's of all z of its layer."""
    name = numbers.network.layers[layer - 1].activation
    if name == "identity":
        return Told("activation", numbers.ref("z", layer, i))
    if name != "softmax":
        return Told("activation", apply(name, numbers.ref("z", layer, i)))
    z = [numbers.ref("z", layer, k) for k in range(numbers.network.sizes[layer])]
    textbook = div(exp(z[i]), add(map(exp, z)))
    if all(abs(ref.value) <= MOST_TO_EXPONENTIATE for ref in z):
        return Told("activation", textbook)
    powers = exponentials(z)
    return Told("activation", div(powers[i], add(powers)), textbook)


def exponentials(z: list[Ref]) -> list[Node]:
    """e^(z_k - the largest z) for each z: none is infinite."""
    largest = top(z)
    return [exp(sub(ref, largest)) for ref in z]
