"""A tree as a row of pieces, each a whole bit of TeX: symbols or numbers, and what stands between them.

No brace is open at the end of a piece, so that each can be drawn by itself, as a button; joined they are the
line's TeX. The commands used are few: fractions, sums, Greek letters, upright and bold letters, brackets of
one size, and \\overset over the dots of what is left out.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal, NamedTuple

from app.explain.addresses import Address
from app.explain.expressions import Const, Node, Op, Ref
from app.explain.printing.notation.common import ANY, letter
from app.explain.printing.sums import MAX_TERMS, alike_count, generic_term

Role = Literal["factor", "number", "operator", "function", "bracket", "ellipsis"]
"""What a piece is in its line: see `Piece`."""


class Piece(NamedTuple):
    """A bit of a line."""

    tex: str
    """Whole TeX: no brace is open at its end."""
    role: Role
    """factor (a number with an address, as symbol or value), number (a constant), operator, function, bracket, or
    ellipsis."""
    address: Address | None = None
    """Of the number that it shows, if one has an address."""


@dataclass(frozen=True, slots=True)
class LeafFormat:
    """How leaves are written, as symbols or as numbers, and what becomes of the products and sums of them."""

    ref: Callable[[Ref], str]
    """The TeX of a number that has an address."""
    const: Callable[[Const], str]
    """The TeX of one that has none."""
    times: str
    """What stands between factors."""
    shorten: Literal["sign", "terms"]
    """A long sum by its Σ and general term, or by its first terms and dots."""
    always: bool = False
    """Whether every sum that has a general term is shortened, or only a long one."""
    max_terms: int = MAX_TERMS
    """How many terms a sum that is not long may have."""


SUM, SIGN, PRODUCT, LAST, ATOM = range(5)
"""How strongly a place binds what stands there: a line, a term after a sign, a factor, the last factor, an operand."""

_DOT = r"\cdot "
_FIRST_TERMS = 3
_LONG = ("add", "sub", "mul", "div", "pow")


def printed(node: Node, leaf_format: LeafFormat) -> list[Piece]:
    """The tree's pieces."""
    return _printed(node, leaf_format, SUM)


def operator(tex: str) -> Piece:
    """Something between two pieces."""
    return Piece(tex, "operator")


def bracketed(pieces: Iterable[Piece], left: str = "(", right: str = ")") -> list[Piece]:
    """Pieces in brackets."""
    return [Piece(left, "bracket"), *pieces, Piece(right, "bracket")]


def joined(rows: Iterable[list[Piece]], between: str) -> list[Piece]:
    """Rows of pieces as one, an operator between them."""
    pieces: list[Piece] = []
    for row in rows:
        pieces += [operator(between), *row] if pieces else row
    return pieces


def _printed(node: Node, leaf_format: LeafFormat, within: int) -> list[Piece]:
    """The pieces of a tree in a place that binds so strongly, in brackets where it binds less itself."""
    if not isinstance(node, Op):
        tex = leaf_format.ref(node) if isinstance(node, Ref) else leaf_format.const(node)
        if within > SUM and tex.startswith("-"):
            tex = f"({tex})"
        return [Piece(tex, "factor", _shown(node.address)) if isinstance(node, Ref) else Piece(tex, "number")]
    pieces, binding = _operation(node, leaf_format)
    if binding >= within:
        return pieces
    long = node.op == "add" and any(isinstance(arg, Op) and arg.op in _LONG for arg in node.args)
    return bracketed(pieces, r"\bigl[", r"\bigr]") if long else bracketed(pieces)


def _operation(node: Op, leaf_format: LeafFormat) -> tuple[list[Piece], int]:
    """The pieces of an operation, and how strongly they hold together."""
    args = node.args
    match node.op:
        case "add":
            return _sum(args, leaf_format)
        case "sub":
            return [*_printed(args[0], leaf_format, SUM), operator("-"), *_printed(args[1], leaf_format, SIGN)], SUM
        case "neg":
            return [operator("-"), *_printed(args[0], leaf_format, PRODUCT)], SUM
        case "mul":
            return _product(args, leaf_format), PRODUCT
        case "div":
            return [
                *_printed(args[0], leaf_format, PRODUCT),
                operator("/"),
                *_printed(args[1], leaf_format, ATOM),
            ], PRODUCT
        case "pow":
            power = "".join(piece.tex for piece in _printed(args[1], leaf_format, SUM))
            return bracketed(_printed(args[0], leaf_format, SUM), "(", f")^{{{power}}}"), ATOM
        case "exp" if isinstance(args[0], Ref):
            tex = f"e^{{{leaf_format.ref(args[0])}}}"
            return [Piece(tex, "factor", _shown(args[0].address))], ATOM
        case "exp":
            return [Piece(r"\exp", "function"), *bracketed(_printed(args[0], leaf_format, SUM))], ATOM
        case "log":
            return [Piece(r"\ln", "function"), *bracketed(_printed(args[0], leaf_format, SUM))], ATOM
        case "max":
            inside = joined((_printed(arg, leaf_format, SUM) for arg in args), ",")
            return [Piece(r"\max", "function"), *bracketed(inside)], ATOM
        case "apply":
            return _applied(node, leaf_format), ATOM


def _applied(node: Op, leaf_format: LeafFormat) -> list[Piece]:
    inside = _printed(node.args[0], leaf_format, SUM)
    if node.function == "abs":
        return bracketed(inside, "|", "|")
    return [Piece(letter(node.function), "function"), *bracketed(inside)]


def _product(args: tuple[Node, ...], leaf_format: LeafFormat) -> list[Piece]:
    """Factors; a sum written with its sign needs no brackets where nothing follows it."""
    last = len(args) - 1
    rows = []
    for place, arg in enumerate(args):
        opens = place == 0 and not (isinstance(arg, Op) and arg.op == "add")
        rows.append(_printed(arg, leaf_format, LAST if place == last else PRODUCT if opens else ATOM))
    product = rows[0]
    for row in rows[1:]:
        product = [*product, operator(_DOT if row[0].role == "number" else leaf_format.times), *row]
    return product


def _sum(args: tuple[Node, ...], leaf_format: LeafFormat) -> tuple[list[Piece], int]:
    if leaf_format.shorten == "sign" and (leaf_format.always or len(args) > leaf_format.max_terms):
        count = alike_count(args)
        found = generic_term(args[:count])
        if found is not None:
            term, running = found
            general = [operator(running.tex), *_printed(term, leaf_format, PRODUCT)]
            rest = [_term(arg, leaf_format) for arg in args[count:]]
            return joined([general, *rest], "+"), SUM if rest else LAST
    first = _printed(args[0], leaf_format, SUM)
    if len(args) <= leaf_format.max_terms:
        return joined([first, *(_term(arg, leaf_format) for arg in args[1:])], "+"), SUM
    shown = [first, *(_term(arg, leaf_format) for arg in args[1:_FIRST_TERMS])]
    left_out = [Piece(rf"\overset{{{len(args)}}}{{\cdots}}", "ellipsis")]
    return joined([*shown, left_out, _term(args[-1], leaf_format)], "+"), SUM


def _term(node: Node, leaf_format: LeafFormat) -> list[Piece]:
    """A term after a plus. A sum within a sum needs no brackets in symbols; in numbers they say what is
    added first."""
    return _printed(node, leaf_format, SUM if leaf_format.shorten == "sign" and _begins_with_no_sign(node) else SIGN)


def _begins_with_no_sign(node: Node) -> bool:
    return isinstance(node, Op) and node.op in ("add", "sub") and not _is_negated(node.args[0])


def _is_negated(node: Node) -> bool:
    return isinstance(node, Op) and (node.op == "neg" or _is_negated(node.args[0]))


def _shown(address: Address) -> Address | None:
    """The address, unless it stands for any of a sum's terms."""
    return None if address.sample == ANY or ANY in address.indices else address
