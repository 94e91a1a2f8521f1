"""A derivation as Markdown with formulas between dollar signs, and a table of the numbers it is made of."""

from collections.abc import Iterable

from app.explain.derive import Derivation
from app.explain.printing.lines import Line
from app.explain.printing.plain import digits


def markdown(told: Derivation, lines: Iterable[Line]) -> str:
    """One displayed formula a line, then the parents with their values."""
    formulas = [f"$$\n{line.tex}\n$$" for line in lines]
    rows = [f"| `{parent.address}` | {digits(parent.value)} |" for parent in told.parents]
    table = "\n".join(["| | |", "| --- | --- |", *rows])
    parts = [f"**`{told.address}` = {digits(told.value)}**", *formulas, *([table] if rows else [])]
    return "\n\n".join(parts) + "\n"
