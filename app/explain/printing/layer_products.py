"""A layer's rule as a product of matrices and vectors, of which a number is one entry."""

from app.engine.activations import ACTIVATIONS
from app.explain.addresses import Address
from app.explain.derive import Derivation
from app.explain.printing.notation import NetworkInfo, Notation
from app.explain.printing.notation.common import letter, one_based
from app.explain.printing.pieces import Piece, Role, bracketed


def entry_of_product(derivation: Derivation, notation: Notation, info: NetworkInfo) -> list[Piece] | None:
    """The number as an entry of the layer's product; None where the notation writes single numbers, or the rule is
    none of whole layers."""
    if notation.array is None:
        return None
    product = _product(derivation, notation, info)
    if product is None:
        return None
    inside = [Piece(tex, _ROLES.get(tex, "function")) for tex in product]
    return bracketed(inside, r"\bigl[", rf"\bigr]_{{{one_based(*derivation.address.place)}}}")


_ROLES: dict[str, Role] = {
    "+": "operator",
    "-": "operator",
    r"\,": "operator",
    r"\odot ": "operator",
    r"\bigl(": "bracket",
    r"\bigr)": "bracket",
}


def _product(derivation: Derivation, notation: Notation, info: NetworkInfo) -> list[str] | None:
    """The product's TeX, bit by bit."""
    at = derivation.address
    layer = at.layer

    def array(quantity: str, *indices: int) -> str:
        assert notation.array is not None
        return notation.array(Address(quantity, indices, at.sample), info)

    def a_prev() -> str:
        return array("x", 0) if layer == 1 else array("a", layer - 1, 0)

    def back_through_weights() -> list[str]:
        return [rf"{{{array('w', layer + 1, 0, 0)}}}^{{\top}}", r"\,", array("dl_dz", layer + 1, 0)]

    match derivation.rule, at.quantity:
        case "weighted_sum", _:
            return [array("w", layer, 0, 0), r"\,", a_prev(), "+", array("b", layer, 0)]
        case "activation", _:
            return [f"{letter(info.activations[layer - 1])}({array('z', layer, 0)})"]
        case "hidden", "dl_dx" | "dl_da":
            return back_through_weights()
        case "hidden", _ if ACTIVATIONS[info.activations[layer - 1]].couples:
            return [rf"{{{array('da_dz', layer, 0, 0)}}}^{{\top}}", r"\,", array("dl_da", layer, 0)]
        case "hidden", _:
            return [array("da_dz", layer, 0), r"\odot ", r"\bigl(", *back_through_weights(), r"\bigr)"]
        case "weight", _:
            return [array("dl_dz", layer, 0), r"\,", rf"{{{a_prev()}}}^{{\top}}"]
        case "update", "w_new":
            return [array("w", layer, 0, 0), "-", r"\eta", r"\,", array("dL_dw", layer, 0, 0)]
        case "update", _:
            return [array("b", layer, 0), "-", r"\eta", r"\,", array("dL_db", layer, 0)]
        case _:
            return None
