"""A derivation as LaTeX: its lines one under another, aligned at their first sign of equality."""

from collections.abc import Iterable

from app.explain.printing.lines import Line


def latex(lines: Iterable[Line]) -> str:
    """An ``align*`` environment of amsmath."""
    return "\\begin{align*}\n" + " \\\\\n".join(_aligned(line) for line in lines) + "\n\\end{align*}\n"


def _aligned(line: Line) -> str:
    first = next(place for place, part in enumerate(line.parts) if part.tex == "=")
    before = "".join(part.tex for part in line.parts[:first])
    return before + " &" + "".join(part.tex for part in line.parts[first:])
