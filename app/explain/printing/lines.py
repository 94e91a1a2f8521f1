"""The lines of a derivation in a notation: symbols, chain rule, numbers, value."""

from dataclasses import dataclass, replace
from typing import Literal

from app.explain.addresses import Address
from app.explain.derivation import ChainSum, Condition, Equation, Side, Slope
from app.explain.derive import Derivation
from app.explain.expressions import Const, Node, Ref
from app.explain.printing.layers import in_whole
from app.explain.printing.notation import Notation, Scene
from app.explain.printing.numerals import constant, numeral
from app.explain.printing.pieces import Piece, Voice, operator, printed
from app.explain.printing.sums import WRITTEN_OUT, generic
from app.explain.written_out import MOST_LEAVES

Kind = Literal["symbolic", "chain", "numbers", "value"]
VALUE_DIGITS = 10

_RELATIONS = {"<": "<", "<=": r"\le", ">": ">", ">=": r"\ge", "=": "="}
_NUMBERS = Voice(lambda ref: numeral(ref.value), lambda const: numeral(const.value), r"\cdot ", "terms")


@dataclass(frozen=True, slots=True)
class Line:
    """One line; its TeX is that of its pieces, joined."""

    kind: Kind
    parts: tuple[Piece, ...]

    @property
    def tex(self) -> str:
        """The whole line."""
        return "".join(part.tex for part in self.parts)


def lines(told: Derivation, notation: Notation, scene: Scene) -> tuple[Line, ...]:
    """The lines in their order. What is given has no more than its value; a line that would say nothing new
    is left out: the chain where there is none, the numbers where they are the value itself."""
    symbols = Voice(lambda ref: notation.symbol(ref.address, scene), constant, r"\,", "sign", always=notation.sums)
    here = [Piece(notation.symbol(told.address, scene), "factor", told.address)]
    value = Line("value", (*here, operator("="), Piece(numeral(told.value, VALUE_DIGITS), "number")))
    if told.rule == "input":
        return (value,)
    written = in_whole(told, notation, scene)
    if written is None:
        written = printed(told.formula, symbols)
        written += _conditions(told.conditions, symbols)
    found = [Line("symbolic", (*here, operator("="), *written))]
    chain = Line("chain", tuple(_chain(told.chain, notation, scene)))
    if chain.parts and chain.tex != found[0].tex:
        found.append(chain)
    if not isinstance(told.expression, Const):
        found.append(Line("numbers", (*here, operator("="), *printed(told.expression, _NUMBERS))))
    return (*found, value)


def lines_written_out(told: Derivation, formula: Node, notation: Notation, scene: Scene) -> tuple[Line, ...]:
    """A formula as deep as it was written out, in symbols and in numbers, every term of every sum."""
    symbols = Voice(lambda ref: notation.symbol(ref.address, scene), constant, r"\,", "sign", longest=MOST_LEAVES)
    here = Piece(notation.symbol(told.address, scene), "factor", told.address)
    value = Piece(numeral(told.value, VALUE_DIGITS), "number")
    in_numbers = printed(formula, replace(_NUMBERS, longest=MOST_LEAVES))
    return (
        Line("symbolic", (here, operator("="), *printed(formula, symbols))),
        Line("numbers", (here, operator("="), *in_numbers, operator("="), value)),
    )


def _conditions(rows: tuple[Condition, ...], voice: Voice) -> list[Piece]:
    """Why this case; of many the first, and how many there are."""
    shown = rows if len(rows) <= WRITTEN_OUT else rows[:1]
    pieces = [piece for row in shown for piece in _condition(row, voice)]
    left_out = [Piece(rf"\quad\overset{{{len(rows)}}}{{\cdots}}", "ellipsis")] if len(rows) > len(shown) else []
    return pieces + left_out


def _condition(row: Condition, voice: Voice) -> list[Piece]:
    relation = operator(_RELATIONS[row.relation] + " ")
    return [
        operator(r"\quad("),
        *printed(row.left, voice),
        relation,
        *printed(row.right, voice),
        operator(")"),
    ]


def _chain(equations: tuple[Equation, ...], notation: Notation, scene: Scene) -> list[Piece]:
    pieces: list[Piece] = []
    for equation in equations:
        if pieces:
            pieces.append(operator(r",\quad "))
        for place, side in enumerate(equation.sides):
            if place:
                pieces.append(operator("="))
            pieces += _side(side, notation, scene)
    return pieces


def _side(side: Side, notation: Notation, scene: Scene) -> list[Piece]:
    match side:
        case Ref(address, _):
            return [Piece(notation.symbol(address, scene), "factor", address)]
        case Const(value):
            return [Piece(numeral(value), "number")]
        case Slope(of, by, ref):
            return [Piece(notation.slope(of, by, scene), "factor", ref.address if ref else None)]
        case ChainSum(ways):
            return _ways(ways, notation, scene)


def _ways(ways: tuple[tuple[Slope, Ref], ...], notation: Notation, scene: Scene) -> list[Piece]:
    rows = [_way(slope, onward, notation, scene) for slope, onward in ways]
    if len(rows) > WRITTEN_OUT or (notation.sums and len(rows) > 1):
        found = generic([_addresses(slope, onward) for slope, onward in ways])
        if found is not None:
            (of, by, at), running = found
            general = [
                Piece(notation.slope(of, by, scene), "factor"),
                operator(r"\,"),
                Piece(notation.symbol(at, scene), "factor"),
            ]
            return [operator(running.tex), *general]
    joined: list[Piece] = []
    for row in rows:
        joined += [operator("+"), *row] if joined else row
    return joined


def _way(slope: Slope, onward: Ref, notation: Notation, scene: Scene) -> list[Piece]:
    return [*_side(slope, notation, scene), operator(r"\,"), *_side(onward, notation, scene)]


def _addresses(slope: Slope, onward: Ref) -> tuple[Address, Address, Address]:
    return slope.of, slope.by, onward.address
