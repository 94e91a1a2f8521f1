"""What an optimizer keeps, as a request brings it: held against the network by lengths alone, and as a record."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from app.api.admission.bodies import Body
from app.api.admission.shapes import Rows
from app.api.endpoints.update_parts import StateBody
from app.api.wire.problems import Fault, Path, Problem
from app.engine.errors import BadSetting
from app.engine.network import Network
from app.engine.optimizer_state import State, state_of
from app.engine.optimizers import Optimizer


def check_layers_kept(value: Any) -> None:
    """That a state has no more layers than its network, before any of them is looked at. Raises Problem
    `state-length`."""
    kept, layers, sizes = (_list(value, *path) for path in (("state", "layers"), ("layers",), ("recipe", "sizes")))
    expected = len(layers) or len(sizes) - 1
    if len(kept) > expected > 0:
        raise Problem.of("state-length", ("state", "layers"), expected=expected, actual=len(kept))


def _list(value: Any, *path: str) -> list[Any]:
    """The list that stands there in a value that has not been looked at, or an empty one."""
    for name in path:
        value = value.get(name) if isinstance(value, dict) else None
    return value if isinstance(value, list) else []


def check_state(body: StateBody | None, chosen: Optimizer, sizes: Sequence[int]) -> None:
    """That what the optimizer keeps has its names and the shapes of layers of these sizes, so that they price it.

    Raises Problem: `wrong-state` (another optimizer's), `state-length`, `ragged-matrix` (another network's).
    """
    if body is None or not _names(body):
        return
    slots = [slot.name for slot in chosen.method.slots]
    _check_names(body, ["step", "layers"] if slots else [], chosen, ("state",))
    memories, place = body.layers or [], ("state", "layers")
    _check_length(memories, len(sizes) - 1, place)
    for index, (kept, (m, n)) in enumerate(zip(memories, pairwise(sizes), strict=True)):
        if _names(kept.W):
            _check_names(kept.W, ["step", *slots], chosen, (*place, index, "W"))
            for name in slots:
                _check_matrix(getattr(kept.W, name), n, m, (*place, index, "W", name))
        if _names(kept.b):
            _check_names(kept.b, ["step", *slots], chosen, (*place, index, "b"))
            for name in slots:
                _check_length(getattr(kept.b, name), n, (*place, index, "b", name))


def _names(body: Body) -> set[str]:
    return {name for name, value in body if value is not None}


def _check_names(body: Body, known: list[str], chosen: Optimizer, path: Path) -> None:
    if _names(body) != set(known):
        raise Problem.of("wrong-state", path, optimizer=chosen.method.name, known=known)


def _check_matrix(rows: Rows, height: int, width: int, path: Path) -> None:
    columns = len(rows[0])
    for index, row in enumerate(rows):
        if len(row) != columns:
            raise Problem.of("ragged-matrix", (*path, index), row=index, expected=columns, actual=len(row))
    _check_length(rows, height, path)
    _check_length(rows[0], width, path)


def _check_length(given: Sequence[Any], expected: int, path: Path) -> None:
    if len(given) != expected:
        raise Problem.of("state-length", path, expected=expected, actual=len(given))


def given_state(body: StateBody | None, chosen: Optimizer, network: Network) -> State:
    """What the optimizer keeps of earlier updates, whose names and shapes have been looked at.

    Raises Problem: `below-minimum`, `above-maximum` (counts and squares that cannot be).
    """
    value = {} if body is None else body.model_dump(exclude_none=True)
    try:
        return state_of(value, network, chosen.method.slots)
    except BadSetting as error:
        code, bound = ("below-minimum", "minimum") if "minimum" in error.params else ("above-maximum", "maximum")
        fault = Fault(code, {bound: error.params[bound]}, ("state", *error.path))
    raise Problem([fault])
