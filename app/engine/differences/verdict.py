"""Whether a central difference confirms a gradient, refutes it, or leaves it undecided.

A difference confirms a gradient only where it would have refuted half of it and twice of it, and accuses it only
where the step is short enough for the loss's curve. Else nothing is decided.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import isfinite
from typing import Literal, get_args

import numpy as np

from app.engine.differences.probe import Probe, central_difference, distance
from app.engine.differences.resolution import error_of_the_step, rounding_at_the_side

Verdict = Literal["match", "close", "kink", "mismatch", "undecided"]
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
"""Every verdict."""

Reason = Literal["nonfinite", "rounding", "step"]
REASONS: tuple[Reason, ...] = get_args(Reason)
"""Why nothing is decided: a number is infinite or has no value; rounding moves the difference by as much as half the
gradient; the loss bends too much within the step, or nobody looked whether it does."""

STEP = 6e-6
"""The step h of a number of size 1 or less, in proportion for larger ones: ε^(1/3), where the error of rounding, about
ε/h, and that of the step, about h², balance (Press and others, Numerical Recipes, 3rd ed., section 5.7)."""

MAX_OF_MATCH = 1e-6
"""Gradient and difference match where they are so near, relative to the larger of the two."""

MAX_OF_CLOSE = 1e-4
"""They are close where they are so near."""

WRONG = (0.5, 2.0)
"""The wrong gradients, as factors of the right one, that a check must be able to refute."""


@dataclass(frozen=True, slots=True)
class Check:
    """One gradient beside its central difference."""

    kind: str
    """By what: W or b (the gradient of L), x, z or a (of that sample's l), or parameters or inputs (of L, and of Σ l,
    along a random direction of length 1)."""
    layer: int
    """From 1; 0 for inputs and directions."""
    indices: tuple[int, ...]
    """In a gradient check (neuron, source), (neuron,), (sample, input) or (direction,); of one gradient by itself as
    they were given."""
    analytic: float
    """The gradient by backpropagation."""
    numeric: float
    """(f(w + h) − f(w − h)) / 2h."""
    difference: float
    """|analytic − numeric|."""
    relative: float
    """The difference over the larger of the two; 0 where both are 0."""
    h: float
    """The step."""
    uncertainty: float
    """How far rounding may move ``numeric``, and, where the two disagree, how far the step's length may."""
    verdict: Verdict
    """match (relative at most 1e-6, the uncertainty set aside), close (at most 1e-4), kink (a formula changes between
    w − h and w + h, so that no one derivative spans it), mismatch, or undecided."""
    reason: Reason | None
    """Why it is undecided; None with any other verdict."""


def always(probe: Probe) -> bool:
    """Every probe may be looked at again."""
    return True


@np.errstate(all="ignore")
def check_probe(probe: Probe, look_again: Callable[[Probe], bool] = always) -> Check:
    """The central difference at the probe, with the step of a gradient check, and the verdict on the gradient.

    Its uncertainty is at first what rounding does at w (``Probe.rounding``) to both losses, over 2h. Where that does
    not explain a disagreement, and no kink does, it is what rounding does at w + h if that is more, and, if this does
    not explain it either, also twice what half the step changes. Two passes; where the two disagree a second look,
    a backward pass and at most five passes more. ``look_again`` is asked for it; without it nothing is decided.
    """
    h = STEP * max(1.0, abs(probe.w))
    found = central_difference(probe, h)
    analytic, numeric = probe.analytic, found.numeric
    rounding = probe.scale * 2.0 * probe.rounding / found.span
    error: float | None = 0.0
    verdict = agreement(analytic, numeric, rounding)
    if verdict in ("close", "mismatch") and not probe.moved.same_formula(found.above, found.below):
        verdict = "kink"
    if verdict == "mismatch" and not look_again(probe):
        verdict, error = "undecided", None
    if verdict == "mismatch":
        noise = rounding_at_the_side(probe, found)
        rounding = max(rounding, float(noise.sum()))
        verdict = agreement(analytic, numeric, rounding)
        if verdict == "mismatch":
            error = error_of_the_step(probe, h, found, noise)
            verdict = "undecided" if error is None else agreement(analytic, numeric, rounding + error)
    uncertainty = rounding + (error or 0.0)
    if verdict in ("match", "close") and not _is_decisive(analytic, numeric, uncertainty):
        verdict = "undecided"
    difference, relative = distance(analytic, numeric)
    return Check(
        kind=probe.kind,
        layer=probe.layer,
        indices=probe.indices,
        analytic=analytic,
        numeric=numeric,
        difference=difference,
        relative=relative,
        h=h,
        uncertainty=uncertainty,
        verdict=verdict,
        reason=_reason(analytic, numeric, rounding, error) if verdict == "undecided" else None,
    )


def agreement(analytic: float, numeric: float, uncertainty: float) -> Verdict:
    """match, close or mismatch, what the uncertainty explains set aside; undecided unless all are finite."""
    if not (isfinite(analytic) and isfinite(numeric) and isfinite(uncertainty)):
        return "undecided"
    unexplained = abs(analytic - numeric) - uncertainty
    larger = max(abs(analytic), abs(numeric))
    if unexplained <= MAX_OF_MATCH * larger:
        return "match"
    return "close" if unexplained <= MAX_OF_CLOSE * larger else "mismatch"


def _reason(analytic: float, numeric: float, rounding: float, error: float | None) -> Reason:
    """Why a check is undecided."""
    if agreement(analytic, numeric, rounding) == "undecided":
        return "nonfinite"
    return "step" if error is None or _is_decisive(analytic, numeric, rounding) else "rounding"


def _is_decisive(analytic: float, numeric: float, uncertainty: float) -> bool:
    """Whether a wrong gradient would have been refuted. One of 0, which has no half, means that the loss does not
    move: that is seen to the last digits of the loss."""
    passed = ("match", "close")
    return analytic == 0.0 or all(agreement(factor * analytic, numeric, uncertainty) not in passed for factor in WRONG)
