"""How much of a central difference is noise, and whether its step is short enough for the loss's curve."""

import numpy as np

from app.engine.activations import ACTIVATIONS
from app.engine.arrays import FloatArray
from app.engine.differences.probe import CentralDifference, Probe, central_difference
from app.engine.differences.rounding import rounding_of

MIN_FAR = 0.1
"""From here on a change of z is no longer short beside the bends of the activations, which are a few units wide."""

MAX_OF_BEND = 2 / 3
"""By so much of itself the slope of an activation may change within the step."""


def rounding_at_the_side(probe: Probe, found: CentralDifference) -> FloatArray:
    """How far rounding may move each sample's part of the difference, (N,), by what the losses are sensitive to at
    w + h: at a minimum of the loss that is something, and at w itself nothing. A backward pass."""
    noise: FloatArray = probe.scale * 2.0 * rounding_of(probe.moved.trace_of(found.above))[0] / found.span
    return noise


def error_of_the_step(probe: Probe, h: float, found: CentralDifference, noise: FloatArray) -> float | None:
    """How far the difference of step h may be from the slope at w; None where shorter steps do not close in on it.

    noise: what rounding makes of each sample's part of the difference, (N,). Five passes. On a smooth curve the mean
    of the two sides lies above the middle by an amount that falls with h², and so does the difference's error: half
    the step leaves a quarter of each. Where the curve bends at a point, or on a scale shorter than h, half is left
    of the one, or all of the other.
    """
    quarter = central_difference(probe, h / 4).numeric  # before the others: their passes take memory
    middle = probe.at(probe.w).l
    half = central_difference(probe, h / 2)

    def bend(pair: CentralDifference) -> FloatArray:
        return probe.scale * np.abs((pair.above.l + pair.below.l) / 2 - middle)

    straightens = bool((bend(half) <= 0.375 * bend(found) + 3.0 * h * noise).all())
    first, second = abs(found.numeric - half.numeric), abs(half.numeric - quarter)
    closes_in = second <= 0.5 * first + 8.0 * float(noise.sum())
    return 2.0 * first if straightens and closes_in and not _bends_within(probe, found, half) else None


def _bends_within(probe: Probe, found: CentralDifference, half: CentralDifference) -> bool:
    """Whether a weighted sum changes much within the step, and its activation's slope by two thirds of itself between
    the outer quarters of the step and the half in the middle: on the way to a plateau, or around a bend that is like a
    corner from so far. The loss shows nothing of that where all that the activation does is beneath its last digit."""
    for index, layer in enumerate(probe.moved.network.layers[found.above.first :]):
        far = np.abs(found.above.z[index] - found.below.z[index]) > MIN_FAR
        if ACTIVATIONS[layer.activation].kinks or not far.any():
            continue
        outer_below, inner_below, inner_above, outer_above = (
            run.a[index][far] for run in (found.below, half.below, half.above, found.above)
        )
        moves = np.array([inner_below - outer_below, (inner_above - inner_below) / 2, outer_above - inner_above])
        if (np.ptp(moves, axis=0) >= MAX_OF_BEND * np.abs(moves).max(axis=0)).any():
            return True
    return False
