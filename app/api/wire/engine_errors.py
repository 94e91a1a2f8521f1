"""What only the engine can see to be wrong, as problems."""

from collections.abc import Collection

from app.api.wire.problems import Fault, Path, Problem
from app.api.wire.suggest import meant
from app.engine.errors import EngineError, LossNeedsIdentity, TargetOutOfRange
from app.explain.addresses import AddressError
from app.explain.quantities import QUANTITIES


def address_fault(error: AddressError, path: Path, known: Collection[str] = tuple(QUANTITIES)) -> Fault:
    """The fault of an address that stands there; `known` are the quantities that may be meant."""
    return Fault(error.code, {**error.params, **meant(error.code, error.name, known)}, path)


def problem_of(error: EngineError) -> Problem:
    """The problem of an error of the engine.

    Shapes, names and settings are checked before the engine is asked: any other error is one of ours. Raises that
    error.
    """
    params = error.params
    path = error.path
    match error:
        case TargetOutOfRange():
            named = {"loss": params["loss"], "minimum": params["low"], "maximum": params["high"]}
        case LossNeedsIdentity():
            named = {"loss": params["loss"], "activation": params["activation"]}
        case AddressError():
            return Problem([address_fault(error, path or ("address",))])
        case _:
            raise error
    return Problem([Fault(error.code, named, path)])
