"""One gradient beside central differences of many steps h: the error falls with h², then rises with 1/h."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import NamedTuple

import numpy as np

from app.engine.differences.gradient_check import Check, Probe, check_probe, rounding_of, slope
from app.engine.differences.moved_loss import MovedLoss, Run
from app.engine.passes import trace
from app.engine.records import Trace

STEPS: tuple[float, ...] = tuple(10.0 ** (-k / 2) for k in range(2, 27))
"""From 0.1 to 1e-13, two for each power of ten; times max(1, |w|) where w is the number that is moved."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One central difference: h, (l(w + h) - l(w - h)) / 2h, how far it is from the gradient, that over the
    larger of the two, and whether a formula changes (a kink) between w - h and w + h."""

    h: float
    numeric: float
    difference: float
    relative: float
    kink: bool


@dataclass(frozen=True, slots=True)
class Witness:
    """A gradient by backpropagation, beside the central difference that a gradient check makes, and beside
    those of many step sizes."""

    backpropagation: float
    check: Check
    differences: tuple[Difference, ...]

    @property
    def best(self) -> Difference:
        """The difference with the smallest error; the longest step of several."""
        return min(self.differences, key=lambda one: (one.difference != one.difference, one.difference))


class StepProbe(NamedTuple):
    """A gradient that is looked at with many steps: the probe, what moves it, 1/N for the mean, and how far rounding
    may move Σ l."""

    probe: Probe
    moved: MovedLoss
    share: float
    rounding: float

    @property
    def analytic(self) -> float:
        """The gradient by backpropagation."""
        return self.probe.analytic


def witness(
    traced: Trace, of: str, indices: tuple[int, ...], sample: int | None, steps: Sequence[float] | None = None
) -> Witness:
    """The gradient by ``of`` (W, b, x, z or a) at ``indices``: (layer, neuron, source), (layer, neuron), for
    x (input,); layers count from 1.

    sample: whose l it is the gradient of; None for L, of W and b. steps: the h, positive; STEPS unless given. It is
    ``probe_at``, ``check_at`` and a ``difference_at`` for each of ``steps_for``: whoever must not take long at once
    calls these one by one.
    """
    probe = probe_at(traced, of, indices, sample)
    differences = tuple(difference_at(probe, h) for h in steps_for(probe, steps))
    return Witness(probe.analytic, check_at(probe), differences)


def probe_at(traced: Trace, of: str, indices: tuple[int, ...], sample: int | None) -> StepProbe:
    """The gradient by one number, as the trace has it; the arguments are those of ``witness``."""
    analytic, own = _analytic(traced, of, indices, sample), traced
    if sample is not None:
        rows = slice(sample, sample + 1)
        own = trace(replace(traced.network, reduction="sum"), traced.x[rows], traced.target[rows])
    moved = MovedLoss(own)
    share = 1.0 / len(own.x) if own.network.reduction == "mean" else 1.0
    w, at = moving(moved, of, indices, 0)
    probe = Probe(of, 0 if of == "x" else indices[0], indices, analytic, w, at)
    with np.errstate(all="ignore"):
        return StepProbe(probe, moved, share, float(rounding_of(own).sum()))


def check_at(probe: StepProbe) -> Check:
    """The central difference that a gradient check makes."""
    return check_probe(probe.probe, probe.moved, probe.share, probe.rounding)


def steps_for(probe: StepProbe, steps: Sequence[float] | None = None) -> Sequence[float]:
    """The steps given, or STEPS in proportion to the number that is moved."""
    return [h * max(1.0, abs(probe.probe.w)) for h in STEPS] if steps is None else steps


def moving(moved: MovedLoss, of: str, indices: tuple[int, ...], sample: int) -> tuple[float, Callable[[float], Run]]:
    """A number's value, and the losses as a function of it: for W and b those of all samples, for x, z and a
    that of the sample alone."""
    match of, indices:
        case "x", (j,):
            return float(moved.trace.x[sample, j]), partial(moved.with_input, sample, j)
        case (("W" | "b"), (layer, *rest)):
            array, place = getattr(moved, of)[layer - 1], tuple(rest)
            return float(array[place]), partial(moved.with_parameter, layer - 1, array, place)
        case "z", (layer, i):
            return float(moved.trace.layers[layer - 1].z[sample, i]), partial(moved.with_z, layer - 1, sample, i)
        case "a", (layer, i):
            return float(moved.trace.layers[layer - 1].a[sample, i]), partial(moved.with_a, layer - 1, sample, i)
    raise ValueError(f"nothing to move: {of} {indices}")


def _analytic(traced: Trace, of: str, indices: tuple[int, ...], sample: int | None) -> float:
    """The gradient as the trace has it."""
    if of == "x":
        return float(traced.dl_dx[sample or 0, indices[0]])
    record = traced.layers[indices[0] - 1]
    if sample is None:
        return float((record.dL_dW if of == "W" else record.dL_db)[indices[1:]])
    if of == "W":
        a_prev = traced.x if indices[0] == 1 else traced.layers[indices[0] - 2].a
        return float(record.dl_dz[sample, indices[1]]) * float(a_prev[sample, indices[2]])
    return float((record.dl_da if of == "a" else record.dl_dz)[sample, indices[1]])


@np.errstate(all="ignore")
def difference_at(found: StepProbe, h: float) -> Difference:
    """The central difference of one step beside the gradient: two passes."""
    probe = found.probe
    above, below = probe.at(probe.w + h), probe.at(probe.w - h)
    numeric, _ = slope(probe, above, below, h, found.share)
    difference = abs(probe.analytic - numeric)
    larger = max(abs(probe.analytic), abs(numeric))
    kink = not found.moved.same_formula(above, below)
    return Difference(h, numeric, difference, difference / larger if larger else 0.0, kink)
