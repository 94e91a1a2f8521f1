"""Softmax: every activation comes from all z of its layer, so its gain is a Jacobian."""

from app.explain import trees as tree
from app.explain.derivation import Form
from app.explain.expressions import Node, Ref
from app.explain.numbers import Numbers
from app.explain.rules.probabilities import MAX_OF_SOFTMAX
from app.explain.trees import ONE

MAX_EXPONENT = 100.0
"""Up to here e^z itself is neither infinite nor 0, nor loses a hundred roundings."""


def value(numbers: Numbers, layer: int, i: int) -> Form:
    """e^z_i / Σ e^z_k."""
    z = numbers.layer("z", layer)
    textbook = tree.div(tree.exp(z[i]), tree.add(map(tree.exp, z)))
    if all(abs(ref.value) <= MAX_EXPONENT for ref in z):
        return Form(textbook)
    powers = exponentials(z)
    return Form(tree.div(powers[i], tree.add(powers)), textbook)


def exponentials(z: list[Ref]) -> list[Node]:
    """e^(z_k - the largest z) for each z: none is infinite."""
    largest = tree.largest(z)
    return [tree.exp(tree.sub(ref, largest)) for ref in z]


def gain(numbers: Numbers, layer: int, i: int, k: int) -> Form:
    """∂a_i/∂z_k = a_i (1 - a_i), and - a_i a_k beside the diagonal."""
    a = numbers.ref("a", layer, i)
    if i != k:
        return Form(tree.neg(tree.mul(a, numbers.ref("a", layer, k))))
    complement = tree.sub(ONE, a)
    textbook = tree.mul(a, complement)
    if a.value <= MAX_OF_SOFTMAX:
        return Form(textbook)
    return Form(tree.mul(a, tree.add(tree.others(numbers.layer("a", layer), i))), textbook)


def pullback(numbers: Numbers, layer: int, i: int) -> Node:
    """Σ_k ∂a_k/∂z_i ∂l/∂a_k as a_i (∂l/∂a_i Σ_{k≠i} a_k - Σ_{k≠i} a_k ∂l/∂a_k): no product of two activations, each
    of which may be so small that the product is 0."""
    a, dl_da = numbers.activations_of_gains(layer), numbers.layer("dl_da", layer)
    other_a, other_dl_da = tree.others(a, i), tree.others(dl_da, i)
    own = tree.mul(dl_da[i], tree.add(other_a))
    return tree.mul(a[i], tree.sub(own, tree.add(map(tree.mul, other_dl_da, other_a))))
