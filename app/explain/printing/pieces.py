"""A tree as a row of pieces, each a whole bit of TeX: symbols or numbers, and what stands between them.

No brace is open at the end of a piece, so that each can be drawn by itself, as a button; joined they are the
line's TeX. The commands used are few: fractions, sums, Greek letters, upright and bold letters, brackets of
one size, and \\overset over the dots of what is left out.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from app.explain.addresses import Address
from app.explain.expressions import Const, Node, Op, Ref
from app.explain.printing.notation.common import letter
from app.explain.printing.sums import WRITTEN_OUT, alike, generic_term

Role = Literal["factor", "number", "operator", "function", "bracket", "ellipsis"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A bit of a line. role: factor (a number with an address, as symbol or value), number (a constant),
    operator, function, bracket, or ellipsis."""

    tex: str
    role: Role
    address: Address | None = None


@dataclass(frozen=True, slots=True)
class Voice:
    """How leaves are said (symbols, or numbers), what stands between factors, and how sums are shortened.

    shorten: long sums by their sign and general term, or by their first terms; always: all sums that can be;
    longest: of how many terms a sum may be and still be written out.
    """

    ref: Callable[[Ref], str]
    const: Callable[[Const], str]
    times: str
    shorten: Literal["sign", "terms"]
    always: bool = False
    longest: int = WRITTEN_OUT


_DOT = r"\cdot "
SUM, SIGN, PRODUCT, LAST, ATOM = range(5)
_FIRST_TERMS = 3
_LONG = ("add", "sub", "mul", "div", "pow")


def printed(node: Node, voice: Voice) -> list[Piece]:
    """The tree's pieces."""
    return _printed(node, voice, SUM)


def operator(tex: str) -> Piece:
    """Something between two pieces."""
    return Piece(tex, "operator")


def bracketed(pieces: Iterable[Piece], left: str = "(", right: str = ")") -> list[Piece]:
    """Pieces in brackets."""
    return [Piece(left, "bracket"), *pieces, Piece(right, "bracket")]


def _printed(node: Node, voice: Voice, within: int) -> list[Piece]:
    """The pieces of a tree in a place that binds so strongly, in brackets where it binds less itself."""
    match node:
        case Ref(address, _):
            tex = voice.ref(node)
            wrapped = f"({tex})" if tex.startswith("-") and within > SUM else tex
            return [Piece(wrapped, "factor", None if _is_any(address) else address)]
        case Const():
            tex = voice.const(node)
            return [Piece(f"({tex})" if tex.startswith("-") and within > SUM else tex, "number")]
    pieces, binding = _operation(node, voice)
    if binding >= within:
        return pieces
    long = node.op == "add" and any(isinstance(arg, Op) and arg.op in _LONG for arg in node.args)
    return bracketed(pieces, r"\bigl[", r"\bigr]") if long else bracketed(pieces)


def _operation(node: Op, voice: Voice) -> tuple[list[Piece], int]:
    """The pieces of an operation, and how strongly they hold together."""
    args = node.args
    match node.op:
        case "add":
            return _sum(args, voice)
        case "sub":
            return [*_printed(args[0], voice, SUM), operator("-"), *_printed(args[1], voice, SIGN)], SUM
        case "neg":
            return [operator("-"), *_printed(args[0], voice, PRODUCT)], SUM
        case "mul":
            return _product(args, voice), PRODUCT
        case "div":
            return [
                *_printed(args[0], voice, PRODUCT),
                operator("/"),
                *_printed(args[1], voice, ATOM),
            ], PRODUCT
        case "pow":
            power = "".join(piece.tex for piece in _printed(args[1], voice, SUM))
            return bracketed(_printed(args[0], voice, SUM), "(", f")^{{{power}}}"), ATOM
        case "exp" if isinstance(args[0], Ref):
            tex = f"e^{{{voice.ref(args[0])}}}"
            address = None if _is_any(args[0].address) else args[0].address
            return [Piece(tex, "factor", address)], ATOM
        case "exp":
            return [Piece(r"\exp", "function"), *bracketed(_printed(args[0], voice, SUM))], ATOM
        case "log":
            return [Piece(r"\ln", "function"), *bracketed(_printed(args[0], voice, SUM))], ATOM
        case "max":
            inside = _joined((_printed(arg, voice, SUM) for arg in args), ",")
            return [Piece(r"\max", "function"), *bracketed(inside)], ATOM
        case "apply":
            return _applied(node, voice), ATOM


def _applied(node: Op, voice: Voice) -> list[Piece]:
    inside = _printed(node.args[0], voice, SUM)
    if node.function == "abs":
        return bracketed(inside, "|", "|")
    return [Piece(letter(node.function), "function"), *bracketed(inside)]


def _product(args: tuple[Node, ...], voice: Voice) -> list[Piece]:
    """Factors; a sum written with its sign needs no brackets where nothing follows it."""
    last = len(args) - 1
    rows = []
    for place, arg in enumerate(args):
        opens = place == 0 and not (isinstance(arg, Op) and arg.op == "add")
        rows.append(_printed(arg, voice, LAST if place == last else PRODUCT if opens else ATOM))
    joined = rows[0]
    for row in rows[1:]:
        joined = [*joined, operator(_DOT if row[0].role == "number" else voice.times), *row]
    return joined


def _sum(args: tuple[Node, ...], voice: Voice) -> tuple[list[Piece], int]:
    if voice.shorten == "sign" and (voice.always or len(args) > voice.longest):
        count = alike(args)
        found = generic_term(args[:count])
        if found is not None:
            term, running = found
            general = [operator(running.tex), *_printed(term, voice, PRODUCT)]
            rest = [_term(arg, voice) for arg in args[count:]]
            return _joined([general, *rest], "+"), SUM if rest else LAST
    first = _printed(args[0], voice, SUM)
    if len(args) <= voice.longest:
        return _joined([first, *(_term(arg, voice) for arg in args[1:])], "+"), SUM
    shown = [first, *(_term(arg, voice) for arg in args[1:_FIRST_TERMS])]
    left_out = [Piece(rf"\overset{{{len(args)}}}{{\cdots}}", "ellipsis")]
    return _joined([*shown, left_out, _term(args[-1], voice)], "+"), SUM


def _term(node: Node, voice: Voice) -> list[Piece]:
    """A term after a plus. A sum within a sum needs no brackets in symbols; in numbers they say what is
    added first."""
    return _printed(node, voice, SUM if voice.shorten == "sign" and _begins_with_no_sign(node) else SIGN)


def _begins_with_no_sign(node: Node) -> bool:
    return isinstance(node, Op) and node.op in ("add", "sub") and not _is_negated(node.args[0])


def _is_negated(node: Node) -> bool:
    return isinstance(node, Op) and (node.op == "neg" or _is_negated(node.args[0]))


def _joined(rows: Iterable[list[Piece]], between: str) -> list[Piece]:
    joined: list[Piece] = []
    for row in rows:
        joined += [operator(between), *row] if joined else row
    return joined


def _is_any(address: Address) -> bool:
    return address.sample < 0 or any(index < 0 for index in address.indices)
