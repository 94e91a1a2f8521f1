"""A network as a frozen record of its layers, its loss, and how the losses of samples are put together."""

from dataclasses import dataclass, field

from app.engine.activations import ACTIVATIONS
from app.engine.arrays import FloatArray, freeze, owned
from app.engine.errors import (
    BadSetting,
    LossNeedsIdentity,
    ShapeMismatch,
    UnknownActivation,
    UnknownLoss,
    UnknownReduction,
)
from app.engine.losses import LOSSES

KINDS = ("dense",)
"""The kinds of layers."""
PARAMETERS = ("W", "b")
"""The parameters of a layer."""
REDUCTIONS = ("sum", "mean")
"""The ways to put the samples' losses together."""


@dataclass(frozen=True, slots=True, eq=False)
class Layer:
    """One dense layer, a = f(a_prev @ W.T + b).

    The arrays are copied and set read-only. Raises ShapeMismatch, UnknownActivation, BadSetting.
    """

    W: FloatArray
    """Weights, (n, m): one row for each of its n neurons, one column for each wire that comes in."""
    b: FloatArray
    """Biases, (n,)."""
    activation: str
    """Name of f, one of ``ACTIVATIONS``."""
    frozen: frozenset[str] = frozenset()
    """Which of "W" and "b" an update leaves alone."""
    kind: str = "dense"
    """One of ``KINDS``."""
    b_row: FloatArray = field(init=False)
    """b as one row, (1, n): added to one sample's z it needs no broadcasting."""

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise BadSetting("No such kind of layer.", "kind", setting="kind", known=list(KINDS))
        if self.activation not in ACTIVATIONS:
            raise UnknownActivation("No such activation.", "activation", known=list(ACTIVATIONS))
        if self.frozen:
            object.__setattr__(self, "frozen", frozenset(self.frozen))
            if not self.frozen <= frozenset(PARAMETERS):
                raise BadSetting("Only W and b can be frozen.", "frozen", setting="frozen", known=list(PARAMETERS))
        W = owned(self.W, 2, "W", "W")
        b = owned(self.b, 1, "b", "b")
        if len(b) != len(W):
            raise ShapeMismatch(
                f"b has {len(b)} numbers, but W has {len(W)} rows.",
                "b",
                part="b",
                axis="length",
                expected=len(W),
                actual=len(b),
            )
        object.__setattr__(self, "W", W)
        object.__setattr__(self, "b", b)
        object.__setattr__(self, "b_row", b.reshape(1, -1))

    @classmethod
    def unchecked(cls, W: FloatArray, b: FloatArray, activation: str, frozen: frozenset[str], kind: str) -> "Layer":
        """A layer of float64 arrays W, (n, m), and b, (n,), that nobody else holds, whose shapes and names are right.

        Nothing is copied or looked at, which takes less than half of the time. The arrays are set read-only.
        """
        freeze(W, b)
        layer = object.__new__(cls)
        put = object.__setattr__
        put(layer, "W", W)
        put(layer, "b", b)
        put(layer, "activation", activation)
        put(layer, "frozen", frozen)
        put(layer, "kind", kind)
        put(layer, "b_row", b[None])
        return layer


@dataclass(frozen=True, slots=True, eq=False)
class Network:
    """Layers that fit one another, the loss of one sample, and whether L is the "sum" or the "mean" of the l.

    Raises ShapeMismatch, UnknownLoss, UnknownReduction, LossNeedsIdentity.
    """

    layers: tuple[Layer, ...]
    """From the first to the last."""
    loss: str
    """Name of l, one of ``LOSSES``."""
    reduction: str = "sum"
    """How the samples' l make L: one of ``REDUCTIONS``."""
    sizes: tuple[int, ...] = field(init=False)
    """The number of inputs, then of neurons in each layer: (n_0, n_1, …, n_L)."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "layers", tuple(self.layers))
        if not self.layers:
            raise ShapeMismatch(
                "A network needs a layer.", "layers", part="layers", axis="length", expected=1, actual=0
            )
        sizes = (self.layers[0].W.shape[1], *[len(layer.b) for layer in self.layers])
        object.__setattr__(self, "sizes", sizes)
        for index in range(1, len(self.layers)):
            inputs, neurons = self.layers[index].W.shape[1], sizes[index]
            if inputs != neurons:
                raise ShapeMismatch(
                    f"Layer {index + 1} expects {inputs} inputs, but layer {index} has {neurons} neurons.",
                    "layers",
                    index,
                    "W",
                    part="W",
                    layer=index + 1,
                    axis="columns",
                    expected=neurons,
                    actual=inputs,
                )
        if self.loss not in LOSSES:
            raise UnknownLoss("No such loss.", "loss", known=list(LOSSES))
        if self.reduction not in REDUCTIONS:
            raise UnknownReduction("L is the sum or the mean of l.", "reduction", known=list(REDUCTIONS))
        last = self.layers[-1].activation
        if LOSSES[self.loss].on_logits and not ACTIVATIONS[last].leaves_sums:
            raise LossNeedsIdentity(
                f"{self.loss} takes the last layer's sums as they are: its activation must be identity.",
                "layers",
                len(self.layers) - 1,
                "activation",
                loss=self.loss,
                activation=last,
                layer=len(self.layers),
            )

    @property
    def parameter_count(self) -> int:
        """How many weights and biases there are."""
        return sum(layer.W.size + layer.b.size for layer in self.layers)
