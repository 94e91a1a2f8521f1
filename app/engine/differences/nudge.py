"""How the loss moves when one number is moved, beside what its derivative forecasts: l + ∂l/∂w · Δw."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from app.engine.differences.moved_loss import MovedLoss, Run
from app.engine.records import Trace
from app.engine.sums import total

Watched = tuple[str, int, int]
"""What is watched: "z" or "a", the layer from 1, the neuron from 0."""


class Moved(NamedTuple):
    """The losses after one change."""

    l: float
    """Of the sample that is looked at."""
    L: float | None
    """The total, after a change of a weight or bias, which all samples share; else None."""
    watched: tuple[float, ...]
    """The numbers that are watched, of the sample that is looked at."""


def nudges(
    traced: Trace,
    of: str,
    indices: tuple[int, ...],
    sample: int,
    by: Sequence[float],
    watch: Sequence[Watched] = (),
) -> Iterator[Moved]:
    """The losses with a number of ``of`` (W, b, x, z or a) moved by each of ``by``, a forward pass each; ``indices`` as
    for ``MovedLoss.function_of``.

    sample: whose l is looked at; of x, z and a its number is moved. watch: numbers of that sample, told with it.
    A change of 0 gives the trace's own loss, bit for bit. Overflow is a result. Raises ValueError for another ``of``,
    IndexError for indices, a sample or a watched number that the network does not have.
    """
    value, at = MovedLoss(traced).function_of(of, indices, sample)
    shared = of in ("W", "b")
    for change in by:
        if change:
            with np.errstate(all="ignore"):
                moved = _moved(traced, at(value + change), sample if shared else 0, shared, watch, sample)
        else:
            of_trace = tuple(_at_rest(traced, watched, sample) for watched in watch)
            moved = Moved(float(traced.l[sample]), traced.L if shared else None, of_trace)
        yield moved


def _moved(traced: Trace, run: Run, row: int, shared: bool, watch: Sequence[Watched], sample: int) -> Moved:
    """What a pass says of the sample that is looked at, which is this row of it."""
    numbers = [
        float(getattr(run, quantity)[layer - 1 - run.first][row, neuron])
        if layer > run.first
        else _at_rest(traced, (quantity, layer, neuron), sample)
        for quantity, layer, neuron in watch
    ]
    return Moved(float(run.l[row]), total(run.l, traced.network.reduction) if shared else None, tuple(numbers))


def _at_rest(traced: Trace, watched: Watched, sample: int) -> float:
    quantity, layer, neuron = watched
    return float(getattr(traced.layers[layer - 1], quantity)[sample, neuron])
