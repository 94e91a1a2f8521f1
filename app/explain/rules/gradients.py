"""Gradients of the parameters: of one sample's l, two factors on a wire, and of L, over the samples."""

from app.explain.addresses import Address
from app.explain.derivation import ChainSum, Equation, Slope, Told
from app.explain.expressions import Const
from app.explain.rules.losses import mean_or_sum
from app.explain.trees import Numbers, mul


def weight(numbers: Numbers, layer: int, i: int, j: int) -> Told:
    """∂l/∂w_ij = ∂z_i/∂w_ij ∂l/∂z_i, and ∂z_i/∂w_ij is what comes in on that wire."""
    came_in, delta = numbers.came_in(layer, j), numbers.ref("dl_dz", layer, i)
    here = numbers.ref("dl_dw", layer, i, j)
    slope = Slope(Address("z", (layer, i), numbers.sample), Address("w", (layer, i, j)), came_in)
    chain = (Equation((here, ChainSum(((slope, delta),)))), Equation((slope, came_in)))
    return Told("weight", mul(came_in, delta), chain=chain)


def bias(numbers: Numbers, layer: int, i: int) -> Told:
    """∂l/∂b_i = ∂z_i/∂b_i ∂l/∂z_i, and ∂z_i/∂b_i is 1."""
    delta = numbers.ref("dl_dz", layer, i)
    here = numbers.ref("dl_db", layer, i)
    slope = Slope(Address("z", (layer, i), numbers.sample), Address("b", (layer, i)))
    chain = (Equation((here, ChainSum(((slope, delta),)))), Equation((slope, Const(1.0))))
    return Told("bias", delta, chain=chain)


def over_samples(numbers: Numbers, quantity: str, *indices: int) -> Told:
    """∂L/∂w or ∂L/∂b: the sum of the samples' gradients, or their mean."""
    of_one = quantity.replace("dL", "dl")
    each = [Numbers(numbers.trace, n).ref(of_one, *indices) for n in range(len(numbers.trace.x))]
    return Told("total", mean_or_sum(numbers, each))
