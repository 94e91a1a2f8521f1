"""A derivation to be copied: as LaTeX, as Markdown, and as plain text."""

import re
from collections.abc import Iterable

from app.engine.activations import ACTIVATIONS
from app.explain.derive import Derivation
from app.explain.expressions import Const
from app.explain.printing.lines import Line
from app.explain.printing.pieces import LeafFormat, printed

_SIGNS = {
    **{row.letter: row.name for row in ACTIVATIONS.values() if re.fullmatch(r"\\[a-z]+", row.letter)},
    r"\cdot ": " × ",
    "+": " + ",
    "-": " - ",
    "/": " / ",
    r"\bigl[": "(",
    r"\bigr]": ")",
    r"\ln": "ln",
    r"\exp": "exp",
    r"\max": "max",
}
"""What is plain text for a piece of TeX."""

_FORMS = (
    (re.compile(r"\)\^\{(.*)\}"), r")^\1"),
    (re.compile(r"e\^\{(.*)\}"), r"exp(\1)"),
    (re.compile(r"\\operatorname\{(.*)\}"), r"\1"),
    (re.compile(r"\\overset\{(\d+)\}\{\\cdots\}"), r"… (\1 terms)"),
)
"""The same for pieces with something of their own in them."""

_BY_ADDRESS = LeafFormat(lambda ref: str(ref.address), lambda const: f"{const.value:.4g}", r"\cdot ", "terms")
_BY_NUMBER = LeafFormat(lambda ref: f"{ref.value:.4g}", lambda const: f"{const.value:.4g}", r"\cdot ", "terms")


def latex(lines: Iterable[Line]) -> str:
    """The lines one under another, aligned at their first sign of equality: an ``align*`` environment of amsmath."""
    return "\\begin{align*}\n" + " \\\\\n".join(map(_aligned, lines)) + "\n\\end{align*}\n"


def markdown(derivation: Derivation, lines: Iterable[Line]) -> str:
    """One displayed formula a line, between dollar signs, then a table of the parents with their values."""
    formulas = [f"$$\n{line.tex}\n$$" for line in lines]
    rows = [f"| `{parent.address}` | {parent.value!r} |" for parent in derivation.parents]
    table = "\n".join(["| | |", "| --- | --- |", *rows])
    parts = [f"**`{derivation.address}` = {derivation.value!r}**", *formulas, *([table] if rows else [])]
    return "\n\n".join(parts) + "\n"


def plain(derivation: Derivation) -> str:
    """``address = tree of addresses``, the same with numbers, and the value with all its digits, each on its line."""
    sides = [repr(derivation.value)]
    if derivation.rule != "input" and not isinstance(derivation.expression, Const):
        sides = [_text(derivation, _BY_ADDRESS), _text(derivation, _BY_NUMBER), *sides]
    name = str(derivation.address)
    first, *others = sides
    return "\n".join([f"{name} = {first}", *(f"{' ' * len(name)} = {side}" for side in others)]) + "\n"


def _aligned(line: Line) -> str:
    bits = [part.tex for part in line.parts]
    first = bits.index("=")
    return "".join([*bits[:first], " &", *bits[first:]])


def _text(derivation: Derivation, leaf_format: LeafFormat) -> str:
    texts: list[str] = []
    before = "("
    for piece in printed(derivation.expression, leaf_format):
        leading = piece.tex == "-" and before in ("(", r"\bigl[", "|")
        texts.append("-" if leading else _word(piece.tex))
        before = piece.tex
    return "".join(texts)


def _word(tex: str) -> str:
    if tex in _SIGNS:
        return _SIGNS[tex]
    for pattern, text in _FORMS:
        if pattern.fullmatch(tex):
            return pattern.sub(text, tex)
    return tex
