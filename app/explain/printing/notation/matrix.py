"""Matrices and vectors: every number as an entry of W, a, δ, and a layer's rules as products of those."""

from app.explain.addresses import Address
from app.explain.printing.notation.common import NetworkInfo, Notation, letter, loss_of, one_based, sample_loss
from app.explain.quantities import QUANTITIES


def symbol(address: Address, info: NetworkInfo) -> str:
    """An entry: the array in square brackets, its place below."""
    if not address.indices:
        return array(address, info)
    return f"[{array(address, info)}]_{{{one_based(*address.place)}}}"


def array(address: Address, info: NetworkInfo) -> str:
    """The vector or matrix that a number is an entry of."""
    quantity = address.quantity
    above = f"^{{({address.layer})}}" if address.layer else ""
    match quantity:
        case "x" | "t":
            return _bold(quantity)
        case "l":
            return sample_loss(address, info)
        case "L":
            return "L"
        case "w":
            return f"W{above}"
        case "z" | "a" | "b":
            return f"{_bold(quantity)}{above}"
        case "w_new":
            return f"{{W'}}{above}"
        case "b_new":
            return f"{{{_bold('b')}'}}{above}"
        case "dl_dz":
            return rf"\boldsymbol{{\delta}}{above}"
        case "da_dz" if len(address.place) == 2:
            return f"J{above}"
        case "da_dz":
            return rf"{letter(info.activations[address.layer - 1])}'({_bold('z')}{above})"
        case _:
            by = QUANTITIES[quantity].by
            return rf"\nabla_{{{'W' if by == 'w' else _bold(str(by))}{above}}}\,{loss_of(address, info)}"


def _bold(letter: str) -> str:
    return rf"\mathbf{{{letter}}}"


MATRIX = Notation("matrix", symbol, array=array)
"""The notation of matrices and vectors."""
