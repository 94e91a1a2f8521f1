"""A derivation's tree taken apart: the rule's own, and what was added for rounding."""

from app.explain.expressions import Const, Node, Op


def without_roundings(node: Node) -> tuple[Node, float]:
    """The tree without the roundings at its end, and their sum."""
    if not (isinstance(node, Op) and node.op == "add"):
        return node, 0.0
    own = tuple(arg for arg in node.args if not is_rounding(arg))
    added = sum(arg.value for arg in node.args if isinstance(arg, Const) and is_rounding(arg))
    return (own[0] if len(own) == 1 else Op("add", own)), added


def is_rounding(node: Node) -> bool:
    return isinstance(node, Const) and node.name == "rounding"
