"""Matrices and vectors: every number as an entry of W, a, δ, and a layer's rules as products of those."""

from app.explain.addresses import Address
from app.explain.printing.notation.common import Notation, Scene, counted, fraction, letter, sample_loss


def symbol(address: Address, scene: Scene) -> str:
    """An entry: the whole in square brackets, its place below."""
    if address.quantity in ("l", "L"):
        return whole(address, scene)
    places = address.indices if address.quantity in ("x", "t", "dl_dx") else address.indices[1:]
    return f"[{whole(address, scene)}]_{{{counted(*places)}}}"


def whole(address: Address, scene: Scene) -> str:
    """The vector or matrix that a number is an entry of."""
    quantity = address.quantity
    above = f"^{{({address.indices[0]})}}" if address.indices else ""
    match quantity:
        case "x" | "t":
            return rf"\mathbf{{{quantity}}}"
        case "l":
            return sample_loss(address, scene)
        case "L":
            return "L"
        case "w":
            return f"W{above}"
        case "z" | "a" | "b":
            return rf"\mathbf{{{quantity}}}{above}"
        case "w_new":
            return f"{{W'}}{above}"
        case "b_new":
            return rf"{{\mathbf{{b}}'}}{above}"
        case "dl_dz":
            return rf"\boldsymbol{{\delta}}{above}"
        case "da_dz" if len(address.indices) == 3:
            return f"J{above}"
        case "da_dz":
            return rf"{letter(scene.activations[address.indices[0] - 1])}'(\mathbf{{z}}{above})"
        case "dl_dx":
            return rf"\nabla_{{\mathbf{{x}}}}\,{sample_loss(address, scene)}"
        case _:
            total = "L" if quantity.startswith("dL") else sample_loss(address, scene)
            by = quantity.split("_d")[1]
            base = "W" if by == "w" else rf"\mathbf{{{by}}}"
            return rf"\nabla_{{{base}{above}}}\,{total}"


def slope(of: Address, by: Address, scene: Scene) -> str:
    """∂of/∂by, of entries."""
    return fraction(symbol(of, scene), symbol(by, scene))


MATRIX = Notation("matrix", symbol, slope, whole=whole)
