"""From a body that pydantic has taken to the engine's records: the steps that every request with a network takes."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any, Generic, NamedTuple, TypeVar

import numpy as np

from app.api.admission.bodies import NetworkBody
from app.api.admission.limits import check_counts, limits_of
from app.api.admission.recipes import RECIPE_FIELDS, Form, check_recipe, drawn_network, layers_of
from app.api.admission.settings import Settings
from app.api.admission.shapes import Shapes, checked_shapes, place_in_recipe, place_of_size
from app.api.wire.problems import Problem
from app.api.wire.validation import validated
from app.engine.arrays import FloatArray, freeze
from app.engine.network import Layer, Network

BodyType = TypeVar("BodyType", bound=NetworkBody)


_NOTHING: frozenset[str] = frozenset()


class Checked(NamedTuple, Generic[BodyType]):
    """A body whose every array fits the others and whose counts are within the limits of its request."""

    body: BodyType
    limits: Settings
    shapes: Shapes


def checked(model: type[BodyType], value: Any, length: int, settings: Settings) -> Checked[BodyType]:
    """The value of a body of so many bytes, taken as a `model` and checked as far as is possible without computing.

    Raises Problem: what `validated`, `check_recipe`, `limits_of`, `checked_shapes` and `check_counts` raise, and
    `sample-out-of-range`.
    """
    body = validated(model, value)
    if not body.layers or not RECIPE_FIELDS.isdisjoint(body.__pydantic_fields_set__):
        check_recipe(body)
    limits = limits_of(body, settings, length)
    shapes = checked_shapes(body, length, getattr(body, "dl_dy", None), getattr(body, "gains_x", None))
    check_counts(shapes, limits, place_of_size if body.layers else place_in_recipe)
    if getattr(body, "sample", 0) >= shapes.samples:
        raise Problem.of("sample-out-of-range", ("sample",), samples=shapes.samples)
    return Checked(body, limits, shapes)


def array(rows: Sequence[Sequence[float]] | Sequence[float]) -> FloatArray:
    """Lists of numbers, equally long, as float64, read-only."""
    made = np.array(rows, np.float64)
    freeze(made)
    return made


def network_of(body: NetworkBody) -> Network:
    """The network of a request: of a large one that is drawn, this is work. Raises EngineError
    (`loss-needs-identity`), Problem (what `drawn_network` raises)."""
    if not body.layers:
        return drawn_network(body)
    layers = [
        # pydantic and `checked_shapes` have looked at them
        Layer.unchecked(
            np.array(layer.W, np.float64),
            np.array(layer.b, np.float64),
            layer.activation,
            frozenset(layer.frozen) if layer.frozen else _NOTHING,
            layer.kind,
        )
        for layer in body.layers
    ]
    return Network(tuple(layers), body.loss, body.reduction)


def written_out(body: NetworkBody) -> list[dict[str, Any]]:
    """The layers of a request with a recipe as one without it gives them. Raises what `network_of` raises."""
    return [
        {"W": layer.W.tolist(), "b": layer.b.tolist(), "activation": layer.activation, "frozen": sorted(layer.frozen)}
        for layer in network_of(body).layers
    ]


def form_of(body: NetworkBody, shapes: Shapes) -> Form:
    """What decides which addresses there are in the network of a request."""
    return Form(shapes.sizes, layers_of(body))


def moved_parameters(body: NetworkBody, shapes: Shapes) -> int:
    """How many parameters an update moves: those that no layer keeps frozen."""
    return sum(
        ("W" not in layer.frozen) * n * m + ("b" not in layer.frozen) * n
        for (m, n), layer in zip(pairwise(shapes.sizes), layers_of(body), strict=True)
    )
