"""How far rounding may move the losses that a forward pass computes.

Every sum and every activation is off by a few roundings of its own terms, and each such error is carried to the
loss by the gradient there: a first-order error analysis (Higham, Accuracy and Stability of Numerical Algorithms,
2nd ed., chapters 1 and 3).
"""

import numpy as np

from app.engine.arrays import FloatArray
from app.engine.losses import LOSSES
from app.engine.records import Trace
from app.engine.sums import row_sums

ROUNDING = 2.0**-50
"""A few roundings of each term, relative to it: eight half units in the last place."""

SMALLEST = 2.0**-1074
"""The smallest number above 0: near it a rounding is no longer relative to the number, but as large as this."""


@np.errstate(all="ignore")
def rounding_of(traced: Trace) -> FloatArray:
    """How far rounding may move each sample's l, (layers, N): row k where the layers from k (from 0) on are computed
    anew, and what comes into them is as it was. The trace's gradients must be those of its losses."""
    rows = []
    carried = ROUNDING * np.abs(traced.l) + SMALLEST * traced.target.shape[1]
    last = len(traced.layers) - 1
    reads_z = traced.network.layers[last].activation in LOSSES[traced.network.loss].gradient_z
    for index in range(last, -1, -1):
        layer, record = traced.network.layers[index], traced.layers[index]
        a_prev = traced.layers[index - 1].a if index else traced.x
        terms = np.abs(a_prev).dot(np.abs(layer.W.T)) + np.abs(layer.b)
        in_z = ROUNDING * terms + SMALLEST * (a_prev.shape[1] + 1)
        carried = carried + row_sums(np.abs(record.dl_dz) * in_z)
        if index < last or not reads_z:
            carried = carried + row_sums(np.abs(record.dl_da) * (ROUNDING * np.abs(record.a) + SMALLEST))
        rows.append(carried)
    return np.array(rows[::-1])
