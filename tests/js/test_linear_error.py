"""The page knows at which activations a straight line errs because their slope jumps at 0."""

import re
from pathlib import Path

import numpy as np

from app.engine.activations import ACTIVATIONS

MODULE = Path(__file__).parents[2] / "static/js/stage/push/linear-error.js"


def _slope_jumps_at_0(name: str) -> bool:
    """Whether the derivatives just beside 0 differ."""
    one = ACTIVATIONS[name]
    z = np.array([[-1e-9, 1e-9]])
    below, above = one.derivative(one.forward(z), z)[0]
    return abs(float(above - below)) > 1e-3


def test_the_page_knows_the_activations_whose_slope_jumps_at_0() -> None:
    found = re.search(r"KINKED = new Set\(\[(.*?)\]\)", MODULE.read_text("utf-8"), re.DOTALL)
    assert found
    kinked = set(re.findall(r"\w+", found[1]))
    assert kinked == {name for name, one in ACTIVATIONS.items() if not one.couples and _slope_jumps_at_0(name)}
