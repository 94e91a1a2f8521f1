"""The lecture's letters, as on the page: layer above, neuron below, y for the last a, ŷ for targets."""

from app.explain.addresses import Address
from app.explain.printing.notation.common import NetworkInfo, Notation, derivative, one_based, sample_loss
from app.explain.quantities import QUANTITIES


def symbol(address: Address, info: NetworkInfo) -> str:
    """z with its layer above and its neuron below, ∂l/∂w as a fraction, σ'(z) for a sigmoid's slope."""
    row = QUANTITIES[address.quantity]
    if row.by is not None:
        return derivative(address, info, symbol)
    match row.name:
        case "x":
            return f"x_{{{one_based(*address.indices)}}}"
        case "t":
            return rf"\hat{{y}}_{{{one_based(*address.indices)}}}"
        case "l":
            return sample_loss(address, info)
        case "L":
            return "L"
    layer, *place = address.indices
    if row.name == "a" and layer == info.layers:
        return f"y_{{{one_based(*place)}}}"
    letter = row.name if row.new_of is None else f"{{{row.new_of}'}}"
    return f"{letter}^{{{layer}}}_{{{one_based(*place)}}}"


LECTURE = Notation("lecture", symbol)
"""The notation of the lecture."""
