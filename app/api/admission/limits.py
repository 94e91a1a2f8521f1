"""The limits of one request, checked from its shapes before anything is computed."""

from collections.abc import Callable
from itertools import takewhile
from typing import Any, NoReturn

from app.api.admission.bodies import LimitedBody
from app.api.admission.cost import Cost
from app.api.admission.settings import Settings
from app.api.admission.shapes import Shapes
from app.api.wire.codes import CODES
from app.api.wire.problems import Fault, Path, Problem, body_too_large
from app.api.wire.reading import MaxStructure


def max_structure(settings: Settings) -> MaxStructure:
    """What the largest request within the settings holds at most: rows of matrices and of the two that an optimizer may
    keep beside each, of x, target and dl_dy, and what is around them."""
    around = settings.layers * 64 + 4 * settings.samples + 1_000
    rows = settings.layers * settings.neurons
    return MaxStructure(3 * rows + around, 8 * (rows + around))


def limits_of(body: LimitedBody, settings: Settings, length: int) -> Settings:
    """The server's limits with the request's own lower ones; `length` is the body's, in bytes.

    Raises Problem: `limit-raised`, or `body-too-large` for a body beyond the request's own limit.
    """
    if body.limits is None:
        return settings
    own = {name: value for name, value in body.limits if value is not None}
    faults = [
        Fault("limit-raised", {"limit": name, "value": ours, "fits": ours}, ("limits", name))
        for name, value in own.items()
        if value > (ours := getattr(settings, name))
    ]
    if faults:
        raise Problem(faults)
    limits = settings.lowered(own)
    if length > limits.body_bytes:
        raise body_too_large(limits.body_bytes, length)
    return limits


def check_lengths(value: Any, settings: Settings, path: Path = ()) -> None:
    """Lists of layers and sizes, in a body and in its recipe, that are too long whatever stands in them: looking at
    each of a million layers would take longer than a large computation. Raises Problem: `too-many-layers`."""
    if isinstance(value, dict):
        for name, extra in (("layers", 0), ("sizes", 1), ("activations", 0), ("frozen", 0)):
            given = value.get(name)
            if isinstance(given, list) and len(given) - extra > settings.layers:
                _refuse("too-many-layers", settings, len(given) - extra, (*path, name))
        if "recipe" in value and not path:
            check_lengths(value["recipe"], settings, ("recipe",))


def check_counts(shapes: Shapes, limits: Settings, place: Callable[[int], Path]) -> None:
    """Layers, neurons, samples and parameters; `place` gives where a layer's size (0: the input) stands.

    Raises Problem: `too-many-layers`, `too-many-neurons`, `too-many-samples`, `too-many-parameters`.
    """
    sizes, samples, parameters = shapes.sizes, shapes.samples, shapes.parameters
    if len(sizes) - 1 > limits.layers:
        _refuse("too-many-layers", limits, len(sizes) - 1, _list_of(place(1)))
    widest = max(sizes)
    if widest > limits.neurons:
        _refuse("too-many-neurons", limits, widest, place(sizes.index(widest)))
    if samples > limits.samples:
        _refuse("too-many-samples", limits, samples, ("x",))
    if parameters > limits.parameters:
        _refuse("too-many-parameters", limits, parameters, _list_of(place(1)))


def _list_of(place: Path) -> Path:
    """The list in which a size stands, or the layer that says it."""
    return tuple(takewhile(lambda part: isinstance(part, str), place))


def check_cost(cost_of: Callable[[Shapes], Cost], shapes: Shapes, limits: Settings) -> Cost:
    """The cost of a request of these shapes, which must be within the limits.

    What would fit is the largest number of samples, everything else unchanged; 0 when not even one would.
    Raises Problem: `answer-too-large`, `too-much-memory`, `too-much-work`.
    """
    cost = cost_of(shapes)
    if cost.numbers > limits.numbers:
        _refuse_cost("answer-too-large", "numbers", cost_of, shapes, limits)
    if cost.bytes > limits.bytes:
        _refuse_cost("too-much-memory", "bytes", cost_of, shapes, limits)
    if cost.operations > limits.operations:
        _refuse_cost("too-much-work", "operations", cost_of, shapes, limits)
    return cost


def _refuse_cost(
    code: str, limit: str, cost_of: Callable[[Shapes], Cost], shapes: Shapes, limits: Settings
) -> NoReturn:
    """Says how many samples would fit: the largest count that does, found by halving; 0 when none does."""

    def needed(samples: int) -> int:
        amount: int = getattr(cost_of(shapes.with_samples(samples)), limit)
        return amount

    value = getattr(limits, limit)
    low, high = 0, shapes.samples
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if needed(middle) <= value else (low, middle)
    raise Problem.of(code, limit=limit, value=value, actual=needed(shapes.samples), fits=low)


def _refuse(code: str, limits: Settings, actual: int, path: Path) -> NoReturn:
    limit = CODES[code].setting
    assert limit is not None
    value = getattr(limits, limit)
    raise Problem.of(code, path, limit=limit, value=value, actual=actual, fits=value)
