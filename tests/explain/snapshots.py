"""What every rule looks like in every notation, as text: `python -m tests.explain.snapshots` writes it."""

from pathlib import Path

from app.explain.printing.lines import lines
from app.explain.printing.notation import NOTATIONS, NetworkInfo, Notation
from tests.explain.cases import cases

FOLDER = Path(__file__).parent / "snapshots"


def snapshot(notation: Notation) -> str:
    """All cases in one notation."""
    texts = []
    for case in cases():
        texts.append(f"{case.name}: {case.derivation.address} ({case.derivation.rule})")
        found = lines(case.derivation, notation, NetworkInfo.of(case.trace))
        kept = [line for line in found if notation.name == "lecture" or line.kind in ("symbolic", "chain")]
        texts += [f"  {line.kind}: {line.tex}" for line in kept]
    return "\n".join(texts) + "\n"


def path_of(name: str) -> Path:
    return FOLDER / f"{name}.txt"


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for row in NOTATIONS.values():
        path_of(row.name).write_text(snapshot(row), "utf-8")
