"""A layer's rule as a product of matrices and vectors, of which the number is one entry."""

from app.explain.addresses import Address
from app.explain.derive import Derivation
from app.explain.printing.notation import Notation, Scene
from app.explain.printing.notation.common import counted, letter
from app.explain.printing.pieces import Piece, Role, bracketed


def in_whole(told: Derivation, notation: Notation, scene: Scene) -> list[Piece] | None:
    """The entry of a product, for a notation that writes layers as a whole; None where the rule is not one
    of whole layers, or the notation of single numbers."""
    if notation.whole is None:
        return None
    row = _product(told, notation, scene)
    if row is None:
        return None
    at = told.address
    places = at.indices if at.quantity == "dl_dx" else at.indices[1:]
    inside = [Piece(tex, _ROLES.get(tex, "function")) for tex in row]
    return bracketed(inside, r"\bigl[", rf"\bigr]_{{{counted(*places)}}}")


_ROLES: dict[str, Role] = {
    "+": "operator",
    "-": "operator",
    r"\,": "operator",
    r"\odot ": "operator",
    r"\bigl(": "bracket",
    r"\bigr)": "bracket",
}


def _product(told: Derivation, notation: Notation, scene: Scene) -> list[str] | None:
    at = told.address
    layer = at.indices[0] if at.indices else 0

    def whole(quantity: str, *indices: int) -> str:
        assert notation.whole is not None
        return notation.whole(Address(quantity, indices, at.sample), scene)

    def came_in() -> str:
        return whole("x", 0) if layer == 1 else whole("a", layer - 1, 0)

    def sent_back(after: int) -> list[str]:
        return [rf"{{{whole('w', after, 0, 0)}}}^{{\top}}", r"\,", whole("dl_dz", after, 0)]

    match told.rule, at.quantity:
        case "weighted_sum", _:
            return [whole("w", layer, 0, 0), r"\,", came_in(), "+", whole("b", layer, 0)]
        case "activation", _:
            return [f"{letter(scene.activations[layer - 1])}({whole('z', layer, 0)})"]
        case "hidden", "dl_dx":
            return sent_back(1)
        case "hidden", "dl_da":
            return sent_back(layer + 1)
        case "hidden", _ if scene.activations[layer - 1] == "softmax":
            return [rf"{{{whole('da_dz', layer, 0, 0)}}}^{{\top}}", r"\,", whole("dl_da", layer, 0)]
        case "hidden", _:
            back = sent_back(layer + 1)
            return [whole("da_dz", layer, 0), r"\odot ", r"\bigl(", *back, r"\bigr)"]
        case "weight", _:
            return [whole("dl_dz", layer, 0), r"\,", rf"{{{came_in()}}}^{{\top}}"]
        case "update", "w_new":
            return [whole("w", layer, 0, 0), "-", r"\eta", r"\,", whole("dL_dw", layer, 0, 0)]
        case "update", _:
            return [whole("b", layer, 0), "-", r"\eta", r"\,", whole("dL_db", layer, 0)]
        case _:
            return None
