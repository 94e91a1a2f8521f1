"""The δ-notation of Nielsen's book: δ for ∂l/∂z, a for every activation, w from k to j, y for targets."""

from app.explain.addresses import Address
from app.explain.printing.notation import lecture
from app.explain.printing.notation.common import (
    Notation,
    Scene,
    counted,
    denominator,
    fraction,
    letter,
    sample_loss,
)


def symbol(address: Address, scene: Scene) -> str:
    """As the lecture writes it, but for δ, targets and the last layer's activations."""
    indices = address.indices
    match address.quantity:
        case "t":
            return f"y_{{{counted(*indices)}}}"
        case "a":
            return f"a^{{{indices[0]}}}_{{{counted(*indices[1:])}}}"
        case "dl_dz":
            return rf"\delta^{{{indices[0]}}}_{{{counted(*indices[1:])}}}"
        case "da_dz" if len(indices) == 3:
            layer, i, k = indices
            return slope(Address("a", (layer, i)), Address("z", (layer, k)), scene)
        case "da_dz":
            return f"{letter(scene.activations[indices[0] - 1])}'({symbol(denominator(address), scene)})"
        case "dl_da":
            return fraction(sample_loss(address, scene), symbol(denominator(address), scene))
        case _:
            return lecture.symbol(address, scene)


def slope(of: Address, by: Address, scene: Scene) -> str:
    """∂of/∂by."""
    return fraction(symbol(of, scene), symbol(by, scene))


DELTA = Notation("delta", symbol, slope)
