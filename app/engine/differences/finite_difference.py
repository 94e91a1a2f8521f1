"""One gradient beside central differences of many steps h: the error falls with h², then rises with 1/h."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from app.engine.differences.probe import Probe, central_difference, distance, probe_at
from app.engine.differences.verdict import Check, check_probe
from app.engine.records import Trace

STEPS: tuple[float, ...] = tuple(10.0 ** (-k / 2) for k in range(2, 27))
"""From 0.1 to 1e-13, two for each power of ten; times max(1, |w|) where w is the number that is moved."""


@dataclass(frozen=True, slots=True)
class Difference:
    """The central difference of one step beside the gradient."""

    h: float
    """The step."""
    numeric: float
    """(f(w + h) − f(w − h)) / 2h; nan where w ± h are the same number."""
    difference: float
    """How far it is from the gradient."""
    relative: float
    """The difference over the larger of the two; 0 where both are 0."""
    kink: bool
    """Whether a formula changes between w − h and w + h."""


@dataclass(frozen=True, slots=True)
class StepStudy:
    """A gradient beside central differences of many steps."""

    analytic: float
    """The gradient by backpropagation."""
    check: Check
    """The central difference that a gradient check makes."""
    differences: tuple[Difference, ...]
    """Those of each step, in the order in which they were asked for."""

    @property
    def best(self) -> Difference:
        """The difference with the smallest error; the longest step of several."""
        return min(self.differences, key=lambda one: (one.difference != one.difference, one.difference))


def step_study(
    traced: Trace, of: str, indices: tuple[int, ...], sample: int | None, steps: Sequence[float] | None = None
) -> StepStudy:
    """The gradient by ``of`` (W, b, x, z or a) at ``indices``: (layer, neuron, source), (layer, neuron), for x
    (input,); layers count from 1.

    sample: whose l it is the gradient of; None for L, of W and b. steps: the h, positive; STEPS unless given. It is
    ``probe_at``, ``check_probe`` and a ``difference_at`` for each of ``steps_for``: whoever must not take long at once
    calls these one by one.
    """
    probe = probe_at(traced, of, indices, sample)
    differences = tuple(difference_at(probe, h) for h in steps_for(probe, steps))
    return StepStudy(probe.analytic, check_probe(probe), differences)


def steps_for(probe: Probe, steps: Sequence[float] | None = None) -> Sequence[float]:
    """The steps of a study: those given, or STEPS in proportion to the number that is moved."""
    return [h * max(1.0, abs(probe.w)) for h in STEPS] if steps is None else steps


@np.errstate(all="ignore")
def difference_at(probe: Probe, h: float) -> Difference:
    """The central difference of one step beside the gradient: two passes."""
    found = central_difference(probe, h)
    difference, relative = distance(probe.analytic, found.numeric)
    kink = not probe.moved.same_formula(found.above, found.below)
    return Difference(h, found.numeric, difference, relative, kink)
