"""The parameters after one step of gradient descent."""

from app.explain.derivation import Told
from app.explain.expressions import Const
from app.explain.trees import Numbers, mul, sub


def stepped(numbers: Numbers, learning_rate: float, parameter: str, *indices: int) -> Told:
    """w - η ∂L/∂w, for parameter w or b."""
    here = numbers.shared(parameter, *indices)
    gradient = numbers.shared(f"dL_d{parameter}", *indices)
    return Told("update", sub(here, mul(Const(learning_rate, "eta"), gradient)))
