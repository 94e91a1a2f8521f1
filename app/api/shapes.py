"""Whether the arrays of a request fit one another, told from the lengths of their lists: before any array is
made, so that nothing is ever broadcast."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from app.api.problems import Fault, Path, Problem
from app.api.requests import LayerBody, ProblemBody

Rows = Sequence[Sequence[float]]


@dataclass(frozen=True, slots=True)
class Shapes:
    """What a request's cost is made of: sizes (n_0, n_1, …, n_L), the activation of each layer, the loss and
    the number of samples N."""

    sizes: tuple[int, ...]
    activations: tuple[str, ...]
    loss: str
    samples: int

    @property
    def parameters(self) -> int:
        """How many weights and biases there are."""
        return parameter_count(self.sizes)

    @property
    def weights(self) -> int:
        """How many weights there are."""
        return sum(neurons * inputs for inputs, neurons in pairwise(self.sizes))

    @property
    def neurons(self) -> int:
        """How many neurons there are; inputs are none."""
        return sum(self.sizes) - self.sizes[0]

    @property
    def jacobians(self) -> int:
        """How many numbers the Jacobians of one sample hold: those of the softmax layers."""
        if "softmax" not in self.activations:
            return 0
        layers = zip(self.sizes[1:], self.activations, strict=True)
        return sum(neurons**2 for neurons, activation in layers if activation == "softmax")

    @property
    def elementwise_neurons(self) -> int:
        """How many neurons have a single gain."""
        if "softmax" not in self.activations:
            return self.neurons
        layers = zip(self.sizes[1:], self.activations, strict=True)
        return sum(neurons for neurons, activation in layers if activation != "softmax")

    def with_samples(self, samples: int) -> "Shapes":
        """The same network with another number of samples."""
        return self if samples == self.samples else replace(self, samples=samples)


def parameter_count(sizes: Sequence[int]) -> int:
    """Weights and biases of a network of these sizes (n_0, n_1, …, n_L)."""
    return sum(neurons * (inputs + 1) for inputs, neurons in pairwise(sizes))


def checked_shapes(body: ProblemBody, dl_dy: Rows | None = None) -> Shapes:
    """The shapes of a request whose every array fits.

    Raises Problem with a fault for each that does not: `ragged-matrix`, `shape-mismatch`, `bias-length`,
    `row-length`, `row-count`.
    """
    faults: list[Fault] = []
    sizes = [len(body.layers[0].W[0])]
    for index, layer in enumerate(body.layers):
        _check_layer(layer, index, sizes[-1], faults)
        sizes.append(len(layer.W))
    samples = len(body.x)
    _check_rows(body.x, "x", sizes[0], samples, faults)
    _check_rows(body.target, "target", sizes[-1], samples, faults)
    if dl_dy is not None:
        _check_rows(dl_dy, "dl_dy", sizes[-1], samples, faults)
    if faults:
        raise Problem(faults)
    return Shapes(tuple(sizes), tuple(layer.activation for layer in body.layers), body.loss, samples)


def _check_layer(layer: LayerBody, index: int, inputs: int, faults: list[Fault]) -> None:
    """One layer against itself and against the one before it, which has `inputs` neurons."""
    path: Path = ("layers", index)
    columns = len(layer.W[0])
    ragged = _first_of_another_length(layer.W, columns)
    if ragged is not None:
        row, length = ragged
        faults.append(
            Fault("ragged-matrix", {"row": row, "expected": columns, "actual": length}, (*path, "W", row))
        )
    elif columns != inputs:
        params = {"layer": index + 1, "previous": index, "expected": inputs, "actual": columns}
        faults.append(Fault("shape-mismatch", params, (*path, "W")))
    if len(layer.b) != len(layer.W):
        params = {"layer": index + 1, "expected": len(layer.W), "actual": len(layer.b)}
        faults.append(Fault("bias-length", params, (*path, "b")))


def _check_rows(rows: Rows, field: str, width: int, samples: int, faults: list[Fault]) -> None:
    """A matrix with one sample a row against the network's width and the number of samples."""
    if len(rows) != samples:
        params: dict[str, int | str] = {"field": field, "expected": samples, "actual": len(rows)}
        faults.append(Fault("row-count", params, (field,)))
    wrong = _first_of_another_length(rows, width)
    if wrong is not None:
        row, length = wrong
        params = {"field": field, "row": row, "expected": width, "actual": length}
        faults.append(Fault("row-length", params, (field, row)))


def _first_of_another_length(rows: Rows, length: int) -> tuple[int, int] | None:
    """Index and length of the first row that is not `length` long."""
    for index, row in enumerate(rows):
        if len(row) != length:
            return index, len(row)
    return None
