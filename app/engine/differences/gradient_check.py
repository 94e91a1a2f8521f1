"""Every gradient against a witness that knows no backpropagation: the central difference of the loss."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import product
from math import isfinite, nan, sqrt
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from app.engine.arrays import FloatArray
from app.engine.differences.moved_loss import MovedLoss, Run
from app.engine.network import Network
from app.engine.passes import trace
from app.engine.randomness import RandomStream
from app.engine.records import Trace
from app.engine.sums import row_sums

ROUNDING = 2.0**-50
"""A few roundings of each term, relative to it."""

STEP = 6e-6
MATCH = 1e-6
CLOSE = 1e-4
PARAMETER_LIMIT = 2_000
DIRECTIONS = 20


@dataclass(frozen=True, slots=True)
class Check:
    """One gradient beside its central difference.

    kind: W or b (a gradient of L), x (of that sample's l; a witness also checks z and a), or parameters or
    inputs (of L, or of Σ l, along a random direction of length 1). layer: from 1; 0 for inputs and
    directions. indices: (neuron, source), (neuron,), (sample, input) or (direction,). analytic: by
    backpropagation. numeric: (f(w + h) - f(w - h)) / 2h. difference: absolute. relative: difference over the
    larger of the two. h: the step. uncertainty: how far rounding may move ``numeric``, and where the two
    disagree, also how far half the step moves it. verdict: match (relative at most 1e-6, the uncertainty set
    aside), close (1e-4), kink (a formula changes between w - h and w + h, so that no one derivative spans it)
    or mismatch.
    """

    kind: str
    layer: int
    indices: tuple[int, ...]
    analytic: float
    numeric: float
    difference: float
    relative: float
    h: float
    uncertainty: float
    verdict: str


def gradient_check(network: Network, x: npt.ArrayLike, target: npt.ArrayLike, *, seed: int = 0) -> tuple[Check, ...]:
    """All of ``gradient_checks``."""
    return tuple(gradient_checks(network, x, target, seed=seed))


def gradient_checks(network: Network, x: npt.ArrayLike, target: npt.ArrayLike, *, seed: int = 0) -> Iterator[Check]:
    """Every parameter's and every input's gradient against its central difference, h = 6e-6 max(1, |w|), one by one.

    Above 2,000 parameters (or 2,000 inputs) twenty random directions stand for all of them; ``seed``, 0 to
    2^64 - 1, chooses them. Nothing is computed before the first is asked for, which raises what ``trace`` raises.
    """
    traced = trace(network, x, target)
    moved = MovedLoss(traced)
    stream = RandomStream(seed)
    rounding = rounding_of(traced)
    share = 1.0 / len(traced.x) if network.reduction == "mean" else 1.0
    each_parameter = network.parameter_count <= PARAMETER_LIMIT
    each_input = traced.x.size <= PARAMETER_LIMIT
    of_L = _parameters(traced, moved) if each_parameter else _parameter_directions(traced, moved, stream)
    of_l = _inputs(traced, moved) if each_input else _input_directions(traced, moved, stream)
    total = float(rounding.sum())
    for probe in of_L:
        yield check_probe(probe, moved, share, total)
    for probe in of_l:
        yield check_probe(probe, moved, 1.0, float(rounding[probe.indices[0]]) if each_input else total)


class Probe(NamedTuple):
    """One gradient to be checked: where it stands, and the losses as a function ``at`` of its one number."""

    kind: str
    layer: int
    indices: tuple[int, ...]
    analytic: float
    w: float
    at: Callable[[float], Run]


def _parameters(traced: Trace, moved: MovedLoss) -> Iterator[Probe]:
    for index, layer in enumerate(traced.layers):
        for kind, array, gradient in (("W", moved.W[index], layer.dL_dW), ("b", moved.b[index], layer.dL_db)):
            for place in product(*map(range, array.shape)):
                at = partial(moved.with_parameter, index, array, place)
                yield Probe(kind, index + 1, place, float(gradient[place]), float(array[place]), at)


def _inputs(traced: Trace, moved: MovedLoss) -> Iterator[Probe]:
    for n, j in product(*map(range, traced.x.shape)):
        at = partial(moved.with_input, n, j)
        yield Probe("x", 0, (n, j), float(traced.dl_dx[n, j]), float(traced.x[n, j]), at)


def _parameter_directions(traced: Trace, moved: MovedLoss, stream: RandomStream) -> Iterator[Probe]:
    gradient = np.concatenate([g.ravel() for layer in traced.layers for g in (layer.dL_dW, layer.dL_db)])
    for k in range(DIRECTIONS):
        direction = _direction(stream, len(gradient))
        at = partial(moved.along_parameters, direction)
        yield Probe("parameters", 0, (k,), _along(gradient, direction), 0.0, at)


def _input_directions(traced: Trace, moved: MovedLoss, stream: RandomStream) -> Iterator[Probe]:
    for k in range(DIRECTIONS):
        direction = _direction(stream, traced.x.size).reshape(traced.x.shape)
        at = partial(moved.along_inputs, direction)
        yield Probe("inputs", 0, (k,), _along(traced.dl_dx, direction), 0.0, at)


@np.errstate(all="ignore")
def _along(gradient: FloatArray, direction: FloatArray) -> float:
    """The derivative along a direction."""
    return float(np.vdot(gradient, direction))


def _direction(stream: RandomStream, count: int) -> FloatArray:
    """A direction of length 1, (count,), whose components differ in their signs only."""
    return np.where(stream.uniform(count) < 0.5, -1.0, 1.0) / sqrt(count)


@np.errstate(all="ignore")
def check_probe(probe: Probe, moved: MovedLoss, share: float, rounding: float) -> Check:
    """The central difference of share · Σ l at the probe, and what it says about the gradient."""
    h = STEP * max(1.0, abs(probe.w))
    above, below = probe.at(probe.w + h), probe.at(probe.w - h)
    numeric, span = slope(probe, above, below, h, share)
    uncertainty = share * 2.0 * rounding / span
    difference = abs(probe.analytic - numeric)
    larger = max(abs(probe.analytic), abs(numeric))
    verdict = _verdict(difference, uncertainty, larger)
    if verdict == "mismatch" and not moved.same_formula(above, below):
        verdict = "kink"
    elif verdict == "mismatch":
        finer, _ = slope(probe, probe.at(probe.w + h / 2), probe.at(probe.w - h / 2), h / 2, share)
        uncertainty += 2.0 * abs(numeric - finer)
        verdict = _verdict(difference, uncertainty, larger)
    return Check(
        probe.kind,
        probe.layer,
        probe.indices,
        probe.analytic,
        numeric,
        difference,
        difference / larger if larger else 0.0,
        h,
        uncertainty,
        verdict,
    )


def slope(probe: Probe, above: Run, below: Run, h: float, share: float) -> tuple[float, float]:
    """(f(w + h) - f(w - h)) / span, and the span: 2h as far as w ± h are float64 numbers; nan where they are
    the same one."""
    span = (probe.w + h) - (probe.w - h)
    if span == 0.0:
        return nan, span
    rise = np.where(above.l == below.l, 0.0, above.l - below.l)  # infinite on both sides: it did not move
    return share * float(rise.sum()) / span, span


def _verdict(difference: float, uncertainty: float, larger: float) -> str:
    if not isfinite(difference):
        return "mismatch"
    unexplained = difference - uncertainty if isfinite(uncertainty) else difference
    if unexplained <= MATCH * larger:
        return "match"
    return "close" if unexplained <= CLOSE * larger else "mismatch"


@np.errstate(all="ignore")
def rounding_of(traced: Trace) -> FloatArray:
    """How far rounding may move each sample's l, (N,): a few roundings of every term, carried to l."""
    carried = np.abs(traced.l)
    a_prev = traced.x
    for layer, record in zip(traced.network.layers, traced.layers, strict=True):
        terms = np.abs(a_prev).dot(np.abs(layer.W.T)) + np.abs(layer.b)
        carried = carried + row_sums(np.abs(record.dl_dz) * terms)
        if record is not traced.layers[-1]:
            carried = carried + row_sums(np.abs(record.dl_da * record.a))
        a_prev = record.a
    return ROUNDING * carried
