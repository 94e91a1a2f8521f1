"""How the loss moves when one number is moved, beside what its derivative forecasts: l + ∂l/∂w · Δw."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from app.engine.arrays import FloatArray, freeze
from app.engine.differences.moved_loss import MovedLoss
from app.engine.records import Trace
from app.engine.sums import total


class Moved(NamedTuple):
    """The losses after one change."""

    l: float
    """Of the sample that is looked at."""
    L: float | None
    """The total, after a change of a weight or bias, which all samples share; else None."""


@dataclass(frozen=True, slots=True)
class Nudge:
    """A number, and the losses after each of K changes."""

    value: float
    """The number before any change."""
    l: FloatArray
    """Of the sample that is looked at, (K,)."""
    L: FloatArray | None
    """The total, (K,), for a weight or bias, which all samples share; else None."""


def nudge(traced: Trace, of: str, indices: tuple[int, ...], sample: int, by: Sequence[float]) -> Nudge:
    """The losses with a number of ``of`` (W, b, x, z or a) moved by each of ``by``; ``indices`` as for
    ``MovedLoss.function_of``.

    sample: whose l is looked at; of x, z and a its number is moved. A change of 0 gives the trace's own loss, bit for
    bit. Overflow is a result.
    """
    value, _ = MovedLoss(traced).function_of(of, indices, sample)
    moved = list(nudges(traced, of, indices, sample, by))
    l = np.array([one.l for one in moved])
    L = np.array([one.L for one in moved]) if of in ("W", "b") else None
    freeze(l, *(() if L is None else (L,)))
    return Nudge(value, l, L)


def nudges(traced: Trace, of: str, indices: tuple[int, ...], sample: int, by: Sequence[float]) -> Iterator[Moved]:
    """What ``nudge`` gathers, change by change: a forward pass each."""
    value, at = MovedLoss(traced).function_of(of, indices, sample)
    shared = of in ("W", "b")
    for change in by:
        if not change:
            yield Moved(float(traced.l[sample]), traced.L if shared else None)
            continue
        with np.errstate(all="ignore"):
            l = at(value + change).l
            moved = Moved(float(l[sample]), total(l, traced.network.reduction)) if shared else Moved(float(l[0]), None)
        yield moved
