"""A gradient that is to be checked, and the central difference of the loss in the same number."""

from math import inf, nan
from typing import NamedTuple

import numpy as np

from app.engine.differences.moved_loss import LossAt, MovedLoss, Run
from app.engine.differences.rounding import rounding_of
from app.engine.passes import trace, weight_gradient
from app.engine.records import Trace
from app.engine.rules import RIGHT


class Probe(NamedTuple):
    """One gradient to be checked, of f(w) = scale · Σ l, by one number w."""

    kind: str
    """By what: W, b, x, z or a; or parameters or inputs, along a direction."""
    layer: int
    """From 1; 0 for inputs and directions."""
    indices: tuple[int, ...]
    """Where w stands, as a check names it."""
    analytic: float
    """The gradient ∂f/∂w by backpropagation."""
    w: float
    """The number itself; 0 along a direction."""
    at: LossAt
    """The losses l, summed in f, as a function of w."""
    moved: MovedLoss
    """What makes them."""
    scale: float
    """1/N where f is the mean of all samples' losses, else 1."""
    rounding: float
    """How far rounding may move Σ l."""


class CentralDifference(NamedTuple):
    """(f(w + h) − f(w − h)) / 2h, and the two passes that it is made of."""

    numeric: float
    """The difference; not finite where a loss is not, and nan where ``span`` is."""
    span: float
    """2h as far as w ± h are float64 numbers; nan where they are the same number or infinite."""
    above: Run
    """The pass at w + h."""
    below: Run
    """The pass at w − h."""


def probe_at(traced: Trace, of: str, indices: tuple[int, ...], sample: int | None) -> Probe:
    """The gradient by one number, as the trace has it; ``of`` and ``indices`` as for ``MovedLoss.function_of``.

    sample: whose l it is the gradient of; None for L, of W and b.
    """
    analytic = _analytic(traced, of, indices, sample)
    right = traced
    if sample is not None or traced.rules is not RIGHT or traced.driven or traced.fixed_gains:
        rows = slice(None) if sample is None else slice(sample, sample + 1)
        right = trace(traced.network, traced.x[rows], traced.target[rows])
    moved = MovedLoss(right)
    layer = 0 if of == "x" else indices[0]
    w, at = moved.function_of(of, indices, 0)
    scale = scale_of(right) if sample is None else 1.0
    with np.errstate(all="ignore"):
        rounding = float(rounding_of(right)[max(0, layer - 1)].sum())
    return Probe(of, layer, indices, analytic, w, at, moved, scale, rounding)


def scale_of(traced: Trace) -> float:
    """The factor that makes L of Σ l: 1/N for the mean."""
    return 1.0 / len(traced.x) if traced.network.reduction == "mean" else 1.0


@np.errstate(all="ignore")
def central_difference(probe: Probe, h: float) -> CentralDifference:
    """The central difference with step h, divided by what w ± h really are apart."""
    high, low = probe.w + h, probe.w - h
    above, below = probe.at(high), probe.at(low)
    span = high - low if 0.0 < high - low < inf else nan
    numeric = probe.scale * float((above.l - below.l).sum()) / span
    return CentralDifference(numeric, span, above, below)


def distance(analytic: float, numeric: float) -> tuple[float, float]:
    """|analytic − numeric|, and the same over the larger of the two, 0 where both are 0."""
    difference = abs(analytic - numeric)
    larger = max(abs(analytic), abs(numeric))
    return difference, difference / larger if larger else 0.0


def _analytic(traced: Trace, of: str, indices: tuple[int, ...], sample: int | None) -> float:
    """The gradient as the trace has it."""
    if of == "x":
        return float(traced.dl_dx[sample or 0, indices[0]])
    record = traced.layers[indices[0] - 1]
    if sample is None:
        return float((record.dL_dW if of == "W" else record.dL_db)[indices[1:]])
    if of == "W":
        return weight_gradient(traced, indices[0] - 1, sample, indices[1], indices[2])
    by = {"a": record.dl_da, "z": record.dl_dz, "b": record.dl_db}[of]
    return float(by[sample, indices[1]])
