"""One update: a network and its trace in, the network after one step of an optimizer out, and the loss there."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import NamedTuple

import numpy as np

from app.engine.arrays import FloatArray, freeze
from app.engine.errors import BadSetting, UnknownOptimizer
from app.engine.forward import forward
from app.engine.losses import LOSSES
from app.engine.network import Network
from app.engine.optimizer_methods import METHODS, Method
from app.engine.optimizer_state import Memory, State, blank, check_state
from app.engine.probability import Output
from app.engine.records import Trace
from app.engine.sums import total

OPTIMIZERS: Mapping[str, Method] = MappingProxyType({method.name: method for method in METHODS})
"""The method of every optimizer by its name."""

_DECAYED = ("W",)
"""The parameters that weight decay shrinks: biases have none."""


@dataclass(frozen=True, slots=True)
class Optimizer:
    """A method with the settings chosen for it; made by `optimizer`."""

    method: Method
    """What a step computes."""
    settings: Mapping[str, float]
    """Every setting of the method by its name, within its range."""

    def step(
        self, parameter: FloatArray, gradient: FloatArray, memory: Memory, *, decays: bool
    ) -> tuple[FloatArray, Memory]:
        """The parameter, an array of any shape, and what is kept of it, after one step. gradient: ∂L/∂parameter, of the
        same shape. decays: whether weight decay shrinks it."""
        settings = self.settings if decays else {**self.settings, "weight_decay": 0.0}
        arrays = memory.arrays or self.method.init(parameter.shape)
        moved, kept = self.method.step(parameter, gradient, arrays, memory.step + 1, settings)
        return moved, Memory(memory.step + 1, kept)


def optimizer(name: str, **settings: float) -> Optimizer:
    """The optimizer of that name, with defaults for the settings that are not given; learning_rate has none.

    Raises UnknownOptimizer, BadSetting (a setting that the method has not, lacks, or that is out of its range).
    """
    if name not in OPTIMIZERS:
        raise UnknownOptimizer("No such optimizer.", "name", known=list(OPTIMIZERS))
    method = OPTIMIZERS[name]
    known = {setting.name: setting for setting in method.settings}
    for given in settings:
        if given not in known:
            raise BadSetting(f"{name} has no such setting.", given, setting="optimizer", known=list(known))
    chosen = {}
    for setting in method.settings:
        value = settings.get(setting.name, setting.default)
        if value is None or value not in setting:
            message = f"{setting.name} must be a finite number {setting.allowed}."
            raise BadSetting(message, setting.name, setting=setting.name, allowed=setting.allowed)
        chosen[setting.name] = float(value)
    return Optimizer(method, MappingProxyType(chosen))


class Updated(NamedTuple):
    """What one update leaves."""

    network: Network
    """The same layers with W and b moved; those that are frozen are the same numbers."""
    state: State
    """What the optimizer remembers, for the next update."""


@np.errstate(all="ignore")
def update(network: Network, trace: Trace, optimizer: Optimizer, state: State | None = None) -> Updated:
    """One step, given the trace's ∂L/∂W and ∂L/∂b, with what the optimizer remembers of earlier ones.

    What a layer keeps frozen neither moves nor is remembered anew. Raises BadSetting and ShapeMismatch for a state of
    another optimizer or network. Overflow is a result, in the network and in the state.
    """
    before = State() if state is None else state
    check_state(before, network, optimizer.method.slots)
    if not before.layers:
        before = blank(network)
    layers, memories = [], []
    for layer, traced, memory in zip(network.layers, trace.layers, before.layers, strict=True):
        moved, kept = {"W": layer.W, "b": layer.b}, dict(memory)
        for name, gradient in (("W", traced.dL_dW), ("b", traced.dL_db)):
            if name not in layer.frozen:
                moved[name], kept[name] = optimizer.step(moved[name], gradient, memory[name], decays=name in _DECAYED)
        layers.append(replace(layer, W=moved["W"], b=moved["b"]))
        memories.append(kept)
    after = State(before.step + 1, tuple(memories)) if optimizer.method.slots else State()
    return Updated(Network(tuple(layers), network.loss, network.reduction), after)


@dataclass(frozen=True, slots=True, eq=False)
class Descent:
    """An update, and the losses of the network that it leaves on the trace's samples."""

    network: Network
    """After the update."""
    state: State
    """What the optimizer remembers, for the next update."""
    l_after: FloatArray
    """Each sample's loss, (N,)."""
    L_after: float
    """Their sum or mean: the L that a trace of this network on the same samples has, to the last bit."""


@np.errstate(all="ignore")
def descend(trace: Trace, optimizer: Optimizer, state: State | None = None) -> Descent:
    """One update of the trace's own network, and one more forward pass. Raises BadSetting, ShapeMismatch."""
    network, after = update(trace.network, trace, optimizer, state)
    run = forward(network, trace.x)
    l_after = LOSSES[network.loss].value(Output(run.a[-1], run.z[-1], network.layers[-1].activation), trace.target)
    freeze(l_after)
    return Descent(network, after, l_after, total(l_after, network.reduction))
