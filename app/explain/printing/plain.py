"""A derivation as plain text: addresses, then numbers, then the value."""

import re

from app.explain.derive import Derivation
from app.explain.expressions import Const
from app.explain.printing.pieces import Voice, printed

_SIGNS = {
    r"\cdot ": " × ",
    "+": " + ",
    "-": " - ",
    "/": " / ",
    r"\bigl[": "(",
    r"\bigr]": ")",
    r"\ln": "ln",
    r"\exp": "exp",
    r"\max": "max",
    r"\sigma": "sigmoid",
    r"\tanh": "tanh",
}
_POWER = re.compile(r"\)\^\{(.*)\}")
_EXPONENTIAL = re.compile(r"e\^\{(.*)\}")
_NAMED = re.compile(r"\\operatorname\{(.*)\}")
_DOTS = re.compile(r"\\overset\{(\d+)\}\{\\cdots\}")


def digits(value: float) -> str:
    """The number's shortest decimal that gives it back; nan, inf and -inf by these names."""
    return repr(value)


def plain(told: Derivation) -> str:
    """`address = tree of addresses`, the same with numbers, and the value, each on its line."""
    by_address = Voice(lambda ref: str(ref.address), _constant, r"\cdot ", "terms")
    by_number = Voice(lambda ref: f"{ref.value:.4g}", _constant, r"\cdot ", "terms")
    name = str(told.address)
    sides = [_text(told, by_address), _text(told, by_number), digits(told.value)]
    if told.rule == "input" or isinstance(told.expression, Const):
        sides = sides[-1:]
    return "\n".join(f"{name if place == 0 else ' ' * len(name)} = {side}" for place, side in enumerate(sides)) + "\n"


def _constant(const: Const) -> str:
    return f"{const.value:.4g}"


def _text(told: Derivation, voice: Voice) -> str:
    pieces = printed(told.expression, voice)
    texts = []
    for place, piece in enumerate(pieces):
        leading = piece.tex == "-" and (place == 0 or pieces[place - 1].tex in ("(", r"\bigl[", "|"))
        texts.append("-" if leading else _word(piece.tex))
    return "".join(texts)


def _word(tex: str) -> str:
    if tex in _SIGNS:
        return _SIGNS[tex]
    for pattern, written in (
        (_POWER, r")^\1"),
        (_EXPONENTIAL, r"exp(\1)"),
        (_NAMED, r"\1"),
        (_DOTS, r"… (\1 terms)"),
    ):
        if pattern.fullmatch(tex):
            return pattern.sub(written, tex)
    return tex
