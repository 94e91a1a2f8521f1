"""The lecture's letters, as on the page: layer above, neuron below, y for the last a, ŷ for targets."""

from app.explain.addresses import Address
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
    """z with its layer above and its neuron below, ∂l/∂w as a fraction, σ'(z) for a sigmoid's slope."""
    indices = address.indices
    match address.quantity:
        case "x":
            return f"x_{{{counted(*indices)}}}"
        case "t":
            return rf"\hat{{y}}_{{{counted(*indices)}}}"
        case "l":
            return sample_loss(address, scene)
        case "L":
            return "L"
        case "a" if indices[0] == scene.layers:
            return f"y_{{{counted(*indices[1:])}}}"
        case "z" | "a" | "w" | "b":
            return f"{address.quantity}^{{{indices[0]}}}_{{{counted(*indices[1:])}}}"
        case "w_new" | "b_new":
            return f"{{{address.quantity[0]}'}}^{{{indices[0]}}}_{{{counted(*indices[1:])}}}"
        case "da_dz" if len(indices) == 3:
            layer, i, k = indices
            return slope(Address("a", (layer, i)), Address("z", (layer, k)), scene)
        case "da_dz":
            return f"{letter(scene.activations[indices[0] - 1])}'({symbol(denominator(address), scene)})"
        case _:
            total = "L" if address.quantity.startswith("dL") else sample_loss(address, scene)
            return fraction(total, symbol(denominator(address), scene))


def slope(of: Address, by: Address, scene: Scene) -> str:
    """∂of/∂by."""
    return fraction(symbol(of, scene), symbol(by, scene))


LECTURE = Notation("lecture", symbol, slope)
