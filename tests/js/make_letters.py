"""Write how the server letters every number of a few networks: `python tests/js/make_letters.py`.

The page has the same letters in tables of its own; `symbols.test.js` compares the two, and `test_letters.py`
holds this file to what the server says today.
"""

import json
import sys
from pathlib import Path
from typing import Any

FILE = Path(__file__).parent / "letters.json"
NETWORKS: dict[str, tuple[list[int], list[str], int]] = {
    "lecture": ([2, 2, 2, 2], ["sigmoid", "sigmoid", "sigmoid"], 1),
    "softmax-batch": ([3, 2, 3], ["relu", "softmax"], 2),
    "wide": ([1, 11, 1], ["leaky_relu", "tanh"], 1),
}


def letters() -> dict[str, Any]:
    """For each network what a symbol depends on, and in each notation the TeX of every address."""
    from app.explain.addresses import addresses
    from app.explain.notation import NOTATIONS, Scene
    from tests.explain.cases import small

    found: dict[str, Any] = {}
    for name, (sizes, activations, samples) in NETWORKS.items():
        trace = small(tuple(sizes), tuple(activations), samples=samples)
        listed = addresses(trace.network, samples, updated=True)
        scene = Scene.of(trace)
        found[name] = {
            "activations": activations,
            "samples": samples,
            "symbols": {
                notation: {str(address): table.symbol(address, scene) for address in listed}
                for notation, table in NOTATIONS.items()
            },
        }
    return found


if __name__ == "__main__":
    sys.path.insert(0, str(FILE.parents[2]))
    FILE.write_text(json.dumps(letters(), ensure_ascii=False, indent=1) + "\n", "utf-8")
