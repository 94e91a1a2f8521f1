"""How the loss moves when one number is moved, beside what its derivative forecasts: l + ∂l/∂w · Δw."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from app.engine.arrays import FloatArray, freeze
from app.engine.differences.finite_difference import moving
from app.engine.differences.moved_loss import MovedLoss
from app.engine.records import Trace
from app.engine.sums import total


@dataclass(frozen=True, slots=True)
class Nudge:
    """The number's value; and with each of the K changes, l of the sample that is told, (K,), and, for a
    number that all samples share, L, (K,), else None."""

    value: float
    l: FloatArray
    L: FloatArray | None


@np.errstate(all="ignore")
def nudge(traced: Trace, of: str, indices: tuple[int, ...], sample: int, by: Sequence[float]) -> Nudge:
    """The losses with a number of ``of`` (W, b, x, z or a) moved by each of ``by``; ``indices`` as for a
    witness. sample: whose l is told; of x, z and a its number is moved. A change of 0 gives the trace's own
    loss, bit for bit."""
    moved = MovedLoss(traced)
    value, at = moving(moved, of, indices, sample)
    shared = of in ("W", "b")
    runs = [at(value + change).l if change else None for change in by]
    l = np.array([traced.l[sample] if run is None else run[sample if shared else 0] for run in runs])
    L = None
    if shared:
        reduction = traced.network.reduction
        L = np.array([traced.L if run is None else total(run, reduction) for run in runs])
    freeze(l, *(() if L is None else (L,)))
    return Nudge(value, l, L)
