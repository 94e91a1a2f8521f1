"""The parameters after one step of gradient descent."""

from app.explain import trees as tree
from app.explain.derivation import RuleResult
from app.explain.expressions import Const
from app.explain.numbers import Numbers
from app.explain.quantities import gradient


def stepped(numbers: Numbers, learning_rate: float, parameter: str, *indices: int) -> RuleResult:
    """w - η ∂L/∂w, for parameter w or b."""
    here = numbers.shared(parameter, *indices)
    dL_dw = numbers.shared(gradient("L", parameter), *indices)
    return RuleResult("update", tree.sub(here, tree.mul(Const(learning_rate, "eta"), dL_dw)))
