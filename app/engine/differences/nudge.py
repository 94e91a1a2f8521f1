"""How the loss moves when one number is moved, beside what its derivative forecasts: l + ∂l/∂w · Δw."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

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


class Moved(NamedTuple):
    """The losses after one change: l of the sample that is looked at, and L for a number that all samples share."""

    l: float
    L: float | None


def nudge(traced: Trace, of: str, indices: tuple[int, ...], sample: int, by: Sequence[float]) -> Nudge:
    """The losses with a number of ``of`` (W, b, x, z or a) moved by each of ``by``; ``indices`` as for a
    witness. sample: whose l is told; of x, z and a its number is moved. A change of 0 gives the trace's own
    loss, bit for bit."""
    value, _ = moving(MovedLoss(traced), of, indices, sample)
    moved = list(nudges(traced, of, indices, sample, by))
    l = np.array([one.l for one in moved])
    L = np.array([one.L for one in moved]) if of in ("W", "b") else None
    freeze(l, *(() if L is None else (L,)))
    return Nudge(value, l, L)


def nudges(traced: Trace, of: str, indices: tuple[int, ...], sample: int, by: Sequence[float]) -> Iterator[Moved]:
    """What ``nudge`` gathers, change by change: a forward pass each."""
    value, at = moving(MovedLoss(traced), of, indices, sample)
    shared = of in ("W", "b")
    for change in by:
        if not change:
            yield Moved(float(traced.l[sample]), traced.L if shared else None)
            continue
        with np.errstate(all="ignore"):
            l = at(value + change).l
            moved = Moved(float(l[sample]), total(l, traced.network.reduction)) if shared else Moved(float(l[0]), None)
        yield moved
