"""Tensor indices: the layer in brackets above, every index below, every sum with its Σ."""

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
    """z with (layer) above and its index below, W for weights, ∂l/∂z as a fraction."""
    indices = address.indices
    match address.quantity:
        case "x" | "t":
            return f"{address.quantity}_{{{counted(*indices)}}}"
        case "l":
            return sample_loss(address, scene)
        case "L":
            return "L"
        case "z" | "a" | "w" | "b":
            base = "W" if address.quantity == "w" else address.quantity
            return f"{base}^{{({indices[0]})}}_{{{counted(*indices[1:])}}}"
        case "w_new" | "b_new":
            base = "W" if address.quantity == "w_new" else "b"
            return f"{{{base}'}}^{{({indices[0]})}}_{{{counted(*indices[1:])}}}"
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


INDEX = Notation("index", symbol, slope, sums=True)
