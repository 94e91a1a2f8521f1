"""Write how the server letters every number of a few networks, and every form of a piece of a formula:
`python tests/js/make_letters.py`.

The page has the same letters in tables of its own; `symbols.test.js` compares the two, and `test_letters.py`
holds this file to what the server says today.
"""

import json
import re
import sys
from pathlib import Path
from typing import Any

FILE = Path(__file__).parent / "letters.json"
PIECES = Path(__file__).parent / "pieces.jsonl"
NETWORKS: dict[str, tuple[list[int], list[str], int]] = {
    "lecture": ([2, 2, 2, 2], ["sigmoid", "sigmoid", "sigmoid"], 1),
    "softmax-batch": ([3, 2, 3], ["relu", "softmax"], 2),
    "wide": ([1, 11, 1], ["leaky_relu", "tanh"], 1),
}


def letters() -> dict[str, Any]:
    """For each network what a symbol depends on, and in each notation the TeX of every address."""
    from app.explain.addresses import addresses
    from app.explain.printing.notation import NOTATIONS, NetworkInfo
    from tests.explain.cases import small

    found: dict[str, Any] = {}
    for name, (sizes, activations, samples) in NETWORKS.items():
        trace = small(tuple(sizes), tuple(activations), samples=samples)
        listed = addresses(trace.network, samples, updated=True)
        info = NetworkInfo.of(trace)
        found[name] = {
            "activations": activations,
            "samples": samples,
            "symbols": {
                notation: {str(address): table.symbol(address, info) for address in listed}
                for notation, table in NOTATIONS.items()
            },
        }
    return found


def pieces() -> list[list[str | None]]:
    """One piece (TeX, address, role) for each form that a piece of a line can have, in every notation."""
    from app.explain.printing.lines import lines
    from app.explain.printing.notation import NOTATIONS, NetworkInfo
    from tests.explain.cases import cases

    found: dict[tuple[str, str, bool], list[str | None]] = {}
    for case in cases():
        for notation in NOTATIONS.values():
            for line in lines(case.derivation, notation, NetworkInfo.of(case.trace)):
                for part in line.parts:
                    address = None if part.address is None else str(part.address)
                    form = (re.sub(r"[0-9.]+", "9", part.tex), part.role, address is None)
                    found.setdefault(form, [part.tex, address, part.role])
    return list(found.values())


if __name__ == "__main__":
    sys.path.insert(0, str(FILE.parents[2]))
    FILE.write_text(json.dumps(letters(), ensure_ascii=False, indent=1) + "\n", "utf-8")
    PIECES.write_text("".join(f"{json.dumps(piece, ensure_ascii=False)}\n" for piece in pieces()), "utf-8")
