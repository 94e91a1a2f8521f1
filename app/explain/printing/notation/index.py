"""Tensor indices: the layer in brackets above, every index below, every sum with its Σ."""

from app.explain.addresses import Address
from app.explain.printing.notation.common import NetworkInfo, Notation, derivative, one_based, sample_loss


def symbol(address: Address, info: NetworkInfo) -> str:
    """z with (layer) above and its index below, W for weights, ∂l/∂z as a fraction."""
    match address.quantity:
        case "x" | "t":
            return f"{address.quantity}_{{{one_based(*address.indices)}}}"
        case "l":
            return sample_loss(address, info)
        case "L":
            return "L"
        case "z" | "a" | "b":
            return f"{address.quantity}{_scripts(address)}"
        case "w":
            return f"W{_scripts(address)}"
        case "w_new":
            return f"{{W'}}{_scripts(address)}"
        case "b_new":
            return f"{{b'}}{_scripts(address)}"
        case _:
            return derivative(address, info, symbol)


def _scripts(address: Address) -> str:
    return f"^{{({address.layer})}}_{{{one_based(*address.place)}}}"


INDEX = Notation("index", symbol, sums=True)
"""The notation of tensor indices."""
