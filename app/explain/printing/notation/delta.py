"""The δ-notation of Nielsen's book: δ for ∂l/∂z, a for every activation, w from k to j, y for targets."""

from app.explain.addresses import Address
from app.explain.printing.notation import lecture
from app.explain.printing.notation.common import NetworkInfo, Notation, derivative, one_based


def symbol(address: Address, info: NetworkInfo) -> str:
    """As the lecture writes it, but for δ, targets and the last layer's activations."""
    match address.quantity:
        case "t":
            return f"y_{{{one_based(*address.indices)}}}"
        case "a":
            return f"a^{{{address.layer}}}_{{{one_based(*address.place)}}}"
        case "dl_dz":
            return rf"\delta^{{{address.layer}}}_{{{one_based(*address.place)}}}"
        case "da_dz" | "dl_da":
            return derivative(address, info, symbol)
        case _:
            return lecture.symbol(address, info)


DELTA = Notation("delta", symbol)
"""The notation of Nielsen's book."""
