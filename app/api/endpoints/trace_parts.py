"""What a trace's answer has only when it is asked for: the order of computation, the update, the cost of gradients."""

from collections.abc import Collection
from typing import Annotated, NotRequired

import orjson
from pydantic import Field
from typing_extensions import TypedDict

from app.api.wire.answer import Float, InJson, Table, Vector, closed
from app.api.wire.encoding import exactly
from app.engine.optimizers import Descent
from app.engine.records import Trace
from app.explain.layer_steps import layer_steps
from app.explain.multiplications import multiplications
from app.explain.quantities import Phase
from app.explain.steps import Step, steps

LayerNumber = Annotated[int, Field(description="From 1; 0 is the input.")]
ExactInteger = int | str
"""A count, as text where a float64 would round it."""


@closed
class StepAnswer(TypedDict):
    """One neuron's one quantity."""

    phase: Phase
    layer: LayerNumber
    neuron: Annotated[int | None, Field(description="From 0; null where the step belongs to the whole layer.")]
    quantity: str
    writes: Annotated[list[str], Field(description="Addresses.")]
    reads: Annotated[list[str], Field(description="Addresses.")]
    source: NotRequired[Annotated[int, Field(description="Neuron of the layer before, for the step of a weight.")]]


@closed
class LayerStepAnswer(TypedDict):
    """One quantity of a whole layer. An address without the places of neurons stands for all of them: z.1."""

    phase: Phase
    layer: LayerNumber
    neuron: None
    quantity: str
    writes: Annotated[list[str], Field(description="Addresses of whole arrays.")]
    reads: Annotated[list[str], Field(description="Addresses of whole arrays.")]


@closed
class UpdatedLayer(TypedDict):
    """A layer's parameters after the step; frozen ones are the same numbers."""

    layer: int
    W_new: Table
    b_new: Vector


@closed
class UpdateInTrace(TypedDict):
    """One step of gradient descent, and the losses after one more forward pass."""

    learning_rate: float
    layers: list[UpdatedLayer]
    l_after: Annotated[Vector, Field(description="(N)")]
    L_before: Float
    L_after: Float


@closed
class CostsAnswer(TypedDict):
    """Multiplications for one sample's gradients of all parameters; texts where above 2^53."""

    forward: Annotated[ExactInteger, Field(description="One forward pass alone.")]
    sweep: Annotated[ExactInteger, Field(description="One backward pass.")]
    recursion: Annotated[ExactInteger, Field(description="The same formula from the front, nothing kept.")]
    differences: Annotated[ExactInteger, Field(description="Two forward passes for each parameter.")]
    paths: Annotated[ExactInteger, Field(description="Every path from a parameter to an output by itself.")]


class Parts(TypedDict, total=False):
    """Fields that are left out unless asked for."""

    update: Annotated[UpdateInTrace, Field(description="With a learning_rate.")]
    costs: Annotated[CostsAnswer, Field(description="What all gradients cost in four ways; with include costs.")]
    steps: Annotated[
        orjson.Fragment,
        InJson(list[StepAnswer]),
        Field(description="The order of computation; with include steps."),
    ]
    layer_steps: Annotated[
        orjson.Fragment,
        InJson(list[LayerStepAnswer]),
        Field(description="The same order by whole layers; with include layer_steps."),
    ]


def parts_of(traced: Trace, descent: Descent | None, rate: float | None, include: Collection[str], n: int) -> Parts:
    """The parts that `include` names (steps those of sample n), and the update, if there is one."""
    parts: Parts = {}
    if descent is not None and rate is not None:
        parts["update"] = _update(traced, descent, rate)
    if "costs" in include:
        parts["costs"] = _costs(traced)
    if "steps" in include:
        found = steps(traced.network, len(traced.x), n, learning_rate=descent is not None, dl_dy=traced.driven)
        parts["steps"] = _to_json(found)
    if "layer_steps" in include:
        found = layer_steps(traced.network, len(traced.x), n, learning_rate=descent is not None, dl_dy=traced.driven)
        parts["layer_steps"] = _to_json(found)
    return parts


def _update(traced: Trace, descent: Descent, rate: float) -> UpdateInTrace:
    return {
        "learning_rate": rate,
        "layers": [
            {"layer": number, "W_new": layer.W, "b_new": layer.b}
            for number, layer in enumerate(descent.network.layers, start=1)
        ],
        "l_after": descent.l_after,
        "L_before": traced.L,
        "L_after": descent.L_after,
    }


def _costs(traced: Trace) -> CostsAnswer:
    found = multiplications(traced.network.sizes, [layer.activation for layer in traced.network.layers])
    return {
        "forward": exactly(found.forward),
        "sweep": exactly(found.sweep),
        "recursion": exactly(found.recursion),
        "differences": exactly(found.differences),
        "paths": exactly(found.paths),
    }


def _to_json(found: list[Step]) -> orjson.Fragment:
    """Steps as JSON already: orjson writes the records in a fraction of the time that dictionaries of them take."""
    # Only the steps of weights have a source.
    return orjson.Fragment(orjson.dumps(found).replace(b',"source":null', b""))
