"""How a trace is held against a witness's numbers."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from app.engine.records import Trace

LAYER_FIELDS = ("z", "a", "dl_da", "dl_dz", "dL_dW", "dL_db")


def disagreement(trace: Trace, witness: Mapping[str, Any]) -> float:
    """The worst of max|ours - theirs| / max(1, max|theirs|) over the tensors that the witness has."""
    pairs = [(trace.l, witness["l"]), (trace.L, witness["L"]), (trace.dl_dx, witness["dl_dx"])]
    for ours, theirs in zip(trace.layers, witness["layers"], strict=True):
        pairs += [(getattr(ours, field), theirs[field]) for field in LAYER_FIELDS if field in theirs]
    return max(distance(ours, theirs) for ours, theirs in pairs)


def distance(ours: Any, theirs: Any) -> float:
    """max|ours - theirs| / max(1, max|theirs|); infinite for other shapes or anything not finite."""
    ours, theirs = np.asarray(ours), np.asarray(theirs)
    if ours.shape != theirs.shape or not (np.isfinite(ours).all() and np.isfinite(theirs).all()):
        return np.inf
    return float(np.abs(ours - theirs).max() / max(1.0, np.abs(theirs).max()))
