"""The recipe of a network in place of its layers: checked without drawing a weight, and drawn.

A recipe only saves sending the layers: what follows is the same as if they had been written out.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from app.api.admission.bodies import NetworkBody, Recipe
from app.api.wire.engine_errors import address_fault
from app.api.wire.problems import Fault, Path, Problem
from app.api.wire.validation import is_plain
from app.engine.arrays import FloatArray
from app.engine.errors import LossNeedsIdentity
from app.engine.initializers import SCHEMES, Spread, initialize
from app.engine.network import Layer, Network
from app.explain.addresses import Address, AddressError, LayerForm, check, parse
from app.explain.quantities import PARAMETERS

_MAX_KEPT = 4
"""So many networks that were drawn last are kept: whoever drags a number asks for one again and again."""

_MAX_KEPT_PARAMETERS = 150_000
"""None of them has more, so that all of them take 5 MB at most."""


RECIPE_FIELDS = frozenset({"recipe", "edits", "frozen"})
"""What a request may have only in place of layers."""


class _LayerForm(NamedTuple):
    """What is known of a layer before it is drawn."""

    activation: str
    frozen: Sequence[str]


class Form(NamedTuple):
    """What is known of a network before it is made: enough to say which addresses there are."""

    sizes: tuple[int, ...]
    layers: Sequence[LayerForm]


def check_recipe(body: NetworkBody) -> None:
    """That a request gives its layers or a recipe of them, and that the recipe can be followed.

    Raises Problem: `choose-one`, `needs-recipe`, `frozen-count`, and what `activations_of` and `spread_of` raise.
    """
    if bool(body.layers) != (body.recipe is None):
        raise Problem.of("choose-one", fields=["layers", "recipe"])
    if body.recipe is None:
        for name in sorted(RECIPE_FIELDS):
            if getattr(body, name) is not None:
                raise Problem.of("needs-recipe", (name,), field=name)
        return
    layers = len(activations_of(body.recipe, ("recipe",)))
    spread_of(body.recipe, ("recipe",))
    if body.frozen is not None and len(body.frozen) != layers:
        raise Problem.of("frozen-count", ("frozen",), expected=layers, actual=len(body.frozen))


def recipe_of(body: NetworkBody) -> Recipe:
    """The recipe of a request that has one."""
    assert body.recipe is not None
    return body.recipe


def layers_of(body: NetworkBody) -> Sequence[LayerForm]:
    """The activation of each layer of a request, and what of it is frozen."""
    if body.layers:
        return body.layers
    activations = activations_of(recipe_of(body))
    return list(map(_LayerForm, activations, body.frozen or [[]] * len(activations)))


def activations_of(recipe: Recipe, path: Path = ()) -> list[str]:
    """One activation a layer. Raises Problem, at the path of the recipe: `choose-one`, `activation-count`."""
    layers = len(recipe.sizes) - 1
    if (recipe.activation is None) == (recipe.activations is None):
        raise Problem.of("choose-one", path, fields=["activation", "activations"])
    if recipe.activation is not None:
        return [recipe.activation] * layers
    activations = recipe.activations or []
    if len(activations) != layers:
        raise Problem.of("activation-count", (*path, "activations"), expected=layers, actual=len(activations))
    return activations


def spread_of(recipe: Recipe, path: Path = ()) -> Spread:
    """The settings of the scheme. Raises Problem, at the path of the recipe: `unused-setting` (another scheme's),
    `low-above-high`."""
    own = SCHEMES[recipe.scheme].settings
    every = sorted(name for scheme in SCHEMES.values() for name in scheme.settings)
    given = {name: getattr(recipe, name) for name in every if getattr(recipe, name) is not None}
    faults = [
        Fault("unused-setting", {"scheme": recipe.scheme, "field": name}, (*path, name))
        for name in given
        if name not in own
    ]
    if faults:
        raise Problem(faults)
    spread = Spread(**given)
    if spread.low > spread.high:
        raise Problem.of("low-above-high", (*path, "low"))
    return spread


def drawn_network(body: NetworkBody) -> Network:
    """The network that a request has a recipe of, with what differs from it.

    Raises Problem (`weights-not-finite`, `unknown-address`), EngineError
    (`loss-needs-identity`).
    """
    recipe = recipe_of(body)
    parameters = sum(n * (m + 1) for m, n in pairwise(recipe.sizes))
    layers = _kept(recipe.model_dump_json()) if parameters <= _MAX_KEPT_PARAMETERS else _drawn(recipe)
    arrays = [{"w": layer.W, "b": layer.b} for layer in layers]
    if body.edits:
        _edit(arrays, body.edits, Form(tuple(recipe.sizes), layers))
    frozen = body.frozen or [[]] * len(layers)
    try:
        return Network(
            tuple(
                Layer.unchecked(own["w"], own["b"], layer.activation, frozenset(kept), layer.kind)
                for layer, own, kept in zip(layers, arrays, frozen, strict=True)
            ),
            body.loss,
            body.reduction,
        )
    except LossNeedsIdentity as error:
        place = ("activation",) if recipe.activations is None else ("activations", len(layers) - 1)
        error.path = ("recipe", *place)
        raise


@lru_cache(maxsize=_MAX_KEPT)
def _kept(recipe: str) -> tuple[Layer, ...]:
    """The layers of a recipe in JSON, in which 0 and -0 are not the same."""
    return _drawn(Recipe.model_validate_json(recipe))


def _drawn(recipe: Recipe) -> tuple[Layer, ...]:
    """The layers as they are drawn. Raises Problem `weights-not-finite`: written out, they would be refused too."""
    layers = initialize(
        recipe.sizes,
        activations_of(recipe),
        recipe.scheme,
        recipe.seed,
        spread=spread_of(recipe),
        bias=recipe.bias,
    )
    if not all(np.isfinite(layer.W).all() for layer in layers):
        raise Problem.of("weights-not-finite", ("recipe", "std"))
    return layers


def _edit(arrays: Sequence[dict[str, FloatArray]], edits: Mapping[str, float], form: Form) -> None:
    """Puts numbers into their places, in copies of the arrays. Raises Problem `unknown-address`."""
    faults: list[Fault] = []
    for text, number in edits.items():
        try:
            address = _parameter(text, form)
        except AddressError as error:
            faults.append(address_fault(error, ("edits", text) if is_plain(text) else ("edits",), PARAMETERS))
            continue
        own, name = arrays[address.layer - 1], address.quantity
        if not own[name].flags.writeable:
            own[name] = own[name].copy()
        own[name][address.place] = number
    if faults:
        raise Problem(faults)


def _parameter(text: str, form: Form) -> Address:
    """The address of a weight or bias of the network. Raises AddressError."""
    quantity = text.partition(".")[0]
    if quantity not in PARAMETERS:
        exists = ", ".join(PARAMETERS)
        raise AddressError("Only weights and biases differ.", part="quantity", exists=exists, name=quantity)
    address = parse(text)
    check(address, form)
    return address
