"""The lines of a derivation in a notation: symbols, chain rule, numbers, value."""

from dataclasses import dataclass, field, replace
from typing import Literal

from app.explain.addresses import Address
from app.explain.derivation import ChainSum, Condition, Equation, Side, Slope
from app.explain.derive import Derivation
from app.explain.expressions import Const, Node, Ref
from app.explain.printing.layer_products import entry_of_product
from app.explain.printing.notation import NetworkInfo, Notation
from app.explain.printing.numerals import constant, numeral
from app.explain.printing.pieces import LeafFormat, Piece, joined, operator, printed
from app.explain.printing.sums import MAX_TERMS, generic_addresses
from app.explain.written_out import MAX_LEAVES

Kind = Literal["symbolic", "chain", "numbers", "value"]
"""What a line writes: the formula in symbols, the chain rule, the formula in numbers, the value."""
VALUE_DIGITS = 10
"""Significant digits of the value in its own line."""

_RELATIONS = {"<": "<", "<=": r"\le", ">": ">", ">=": r"\ge", "=": "="}
_NUMBERS = LeafFormat(lambda ref: numeral(ref.value), lambda const: numeral(const.value), r"\cdot ", "terms")
_EQUALS, _TIMES = operator("="), operator(r"\,")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a derivation."""

    kind: Kind
    """What it writes."""
    parts: tuple[Piece, ...]
    """Its pieces from left to right."""
    tex: str = field(init=False)
    """The whole line: its pieces, joined."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "tex", "".join([part.tex for part in self.parts]))


def lines(derivation: Derivation, notation: Notation, info: NetworkInfo) -> tuple[Line, ...]:
    """The lines in their order. What is given has no more than its value; a line that would say nothing new
    is left out: the chain where there is none, the numbers where they are the value itself."""
    here = [_symbol(derivation.address, notation, info), _EQUALS]
    value = Line("value", (*here, Piece(numeral(derivation.value, VALUE_DIGITS), "number")))
    if derivation.rule == "input":
        return (value,)
    written = entry_of_product(derivation, notation, info)
    if written is None:
        symbols = _symbols(notation, info, always=notation.sums)
        written = printed(derivation.formula, symbols) + _conditions(derivation.conditions, symbols)
    found = [Line("symbolic", (*here, *written))]
    chain = Line("chain", tuple(_chain(derivation.chain, notation, info)))
    if chain.parts and chain.tex != found[0].tex:
        found.append(chain)
    if not isinstance(derivation.expression, Const):
        found.append(Line("numbers", (*here, *printed(derivation.expression, _NUMBERS))))
    return (*found, value)


def lines_written_out(derivation: Derivation, formula: Node, notation: Notation, info: NetworkInfo) -> tuple[Line, ...]:
    """A formula as deep as it was written out, in symbols and in numbers, every term of every sum."""
    here = [_symbol(derivation.address, notation, info), _EQUALS]
    value = Piece(numeral(derivation.value, VALUE_DIGITS), "number")
    symbols = _symbols(notation, info, max_terms=MAX_LEAVES)
    numbers = replace(_NUMBERS, max_terms=MAX_LEAVES)
    return (
        Line("symbolic", (*here, *printed(formula, symbols))),
        Line("numbers", (*here, *printed(formula, numbers), _EQUALS, value)),
    )


def simplification_lines(
    derivation: Derivation, notation: Notation, info: NetworkInfo
) -> tuple[tuple[Line, Line], ...]:
    """Each step of a number's simplification in symbols and in numbers."""
    here = [_symbol(derivation.address, notation, info), _EQUALS]
    symbols = _symbols(notation, info)
    return tuple(
        (
            Line("symbolic", (*here, *printed(step.tree, symbols))),
            Line("numbers", (*here, *printed(step.tree, _NUMBERS))),
        )
        for step in derivation.simplification
    )


def _symbols(notation: Notation, info: NetworkInfo, *, always: bool = False, max_terms: int = MAX_TERMS) -> LeafFormat:
    """Leaves in the notation's letters."""
    return LeafFormat(lambda ref: notation.symbol(ref.address, info), constant, r"\,", "sign", always, max_terms)


def _symbol(address: Address, notation: Notation, info: NetworkInfo) -> Piece:
    return Piece(notation.symbol(address, info), "factor", address)


def _conditions(rows: tuple[Condition, ...], symbols: LeafFormat) -> list[Piece]:
    """Why this case; of many the first, and how many there are."""
    shown = rows if len(rows) <= MAX_TERMS else rows[:1]
    pieces = [piece for row in shown for piece in _condition(row, symbols)]
    left_out = [Piece(rf"\quad\overset{{{len(rows)}}}{{\cdots}}", "ellipsis")] if len(rows) > len(shown) else []
    return pieces + left_out


def _condition(row: Condition, symbols: LeafFormat) -> list[Piece]:
    return [
        operator(r"\quad("),
        *printed(row.left, symbols),
        operator(_RELATIONS[row.relation] + " "),
        *printed(row.right, symbols),
        operator(")"),
    ]


def _chain(equations: tuple[Equation, ...], notation: Notation, info: NetworkInfo) -> list[Piece]:
    rows = (joined((_side(side, notation, info) for side in equation.sides), "=") for equation in equations)
    return joined(rows, r",\quad ")


def _side(side: Side, notation: Notation, info: NetworkInfo) -> list[Piece]:
    match side:
        case Ref(address):
            return [_symbol(address, notation, info)]
        case Const(value):
            return [Piece(numeral(value), "number")]
        case Slope():
            return [_slope(side, notation, info)]
        case ChainSum(ways):
            return _ways(ways, notation, info)


def _slope(slope: Slope, notation: Notation, info: NetworkInfo) -> Piece:
    return Piece(notation.slope(slope.of, slope.by, info), "factor", slope.ref.address if slope.ref else None)


def _ways(ways: tuple[tuple[Slope, Ref], ...], notation: Notation, info: NetworkInfo) -> list[Piece]:
    """A sum of products, or its general term where it is long."""
    if len(ways) > MAX_TERMS or (notation.sums and len(ways) > 1):
        found = generic_addresses([(slope.of, slope.by, onward.address) for slope, onward in ways])
        if found is not None:
            (of, by, onward), running = found
            slope = Piece(notation.slope(of, by, info), "factor")
            return [operator(running.tex), slope, _TIMES, Piece(notation.symbol(onward, info), "factor")]
    products = (
        [_slope(slope, notation, info), _TIMES, _symbol(onward.address, notation, info)] for slope, onward in ways
    )
    return joined(products, "+")
