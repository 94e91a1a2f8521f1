"""POST /api/networks: the first weights of a network, by a scheme and a seed."""

from functools import partial
from typing import Any

from app.api.admission.cost import Cost
from app.api.admission.limits import check_cost, check_counts, limits_of
from app.api.admission.service import Job
from app.api.admission.settings import Settings
from app.api.admission.shapes import Shapes, shapes_of
from app.api.endpoints.requests import NetworkRequest
from app.api.wire.encoding import encoded
from app.api.wire.problems import Fault, Path, Problem
from app.api.wire.validation import validated
from app.engine.initializers import Spread, initialize
from app.explain.order import first_nonfinite, parameter_arrays

SCHEME_SETTINGS = {"constant": ("value",), "uniform": ("low", "high"), "normal": ("mean", "std")}
"""The settings of a scheme; the other schemes have none."""

_DRAW = 60
"""Operations taken for one weight."""


def prepare_network(value: Any, length: int, settings: Settings) -> Job:
    """The job of a request for a network. Raises Problem."""
    body = validated(NetworkRequest, value)
    limits = limits_of(body, settings, length)
    activations = _activations(body)
    shapes = shapes_of(body.sizes, activations, "", 1)
    check_counts(shapes, limits, _place_of_size)
    spread = _spread(body)
    return Job(check_cost(_cost, shapes, limits), partial(_answer, body, activations, spread))


def _cost(shapes: Shapes) -> Cost:
    """Each weight is drawn with a logarithm, a root and a cosine at most."""
    return Cost(shapes.parameters, _DRAW * shapes.parameters, len(shapes.sizes))


def _place_of_size(layer: int) -> Path:
    return ("sizes", layer)


def _activations(body: NetworkRequest) -> list[str]:
    """One activation a layer. Raises Problem: `choose-one`, `activation-count`."""
    layers = len(body.sizes) - 1
    if (body.activation is None) == (body.activations is None):
        raise Problem.of("choose-one", fields=["activation", "activations"])
    if body.activation is not None:
        return [body.activation] * layers
    activations = body.activations or []
    if len(activations) != layers:
        raise Problem.of("activation-count", ("activations",), expected=layers, actual=len(activations))
    return activations


def _spread(body: NetworkRequest) -> Spread:
    """The settings of the scheme. Raises Problem: `unused-setting` (another scheme's), `low-above-high`."""
    own = SCHEME_SETTINGS.get(body.scheme, ())
    every = {name for names in SCHEME_SETTINGS.values() for name in names}
    given = {name: getattr(body, name) for name in sorted(every) if getattr(body, name) is not None}
    faults = [
        Fault("unused-setting", {"scheme": body.scheme, "field": name}, (name,)) for name in given if name not in own
    ]
    if faults:
        raise Problem(faults)
    spread = Spread(**given)
    if spread.low > spread.high:
        raise Problem.of("low-above-high", ("low",))
    return spread


def _answer(body: NetworkRequest, activations: list[str], spread: Spread) -> bytes:
    layers = initialize(body.sizes, activations, body.scheme, body.seed, spread=spread, bias=body.bias)
    answer = {"layers": [{"W": layer.W, "b": layer.b, "activation": layer.activation} for layer in layers]}
    return encoded(answer, lambda: first_nonfinite(parameter_arrays(layers, new=False)))
