"""Whether the arrays of a request fit one another, by the lengths of their lists: before any array is made, so that
nothing is ever broadcast."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from operator import mul
from typing import NamedTuple

from app.api.admission.bodies import LayerBody, NetworkBody
from app.api.admission.recipes import layers_of, recipe_of
from app.api.wire.problems import Fault, Path, Problem
from app.engine.activations import ACTIVATIONS
from app.engine.losses import LOSSES

Rows = Sequence[Sequence[float]]


_ROUNDING = 255


class Shapes(NamedTuple):
    """What a request's cost is made of."""

    sizes: tuple[int, ...]
    """(n_0, n_1, …, n_L)."""
    activations: tuple[str, ...]
    """One a layer."""
    loss: str
    """Empty where there is none."""
    weights: int
    """Of all layers, as are the following ones."""
    neurons: int
    parameters: int
    coupled: int
    """Neurons of the layers whose activation couples them."""
    jacobians: int
    """Numbers of the Jacobians of those, for one sample."""
    calls: int
    """Calls of numpy in a pass, in those of a layer with a simple activation."""
    work: int
    """Operations of one sample's activations and loss, values and derivatives."""
    scratch: int
    """Numbers that the functions of one layer, or the loss, need on the way for one sample."""
    samples: int
    """N."""
    body_bytes: int
    """Length of the request's body, rounded up: bodies that differ by a few digits have the same shapes."""
    sample_rows: int
    """Lists that the request brings for one sample: of x, target, dl_dy and gains_x."""
    sample_numbers: int
    """Numbers in them."""
    drawn: bool = False
    """Whether the parameters are drawn by a recipe: the request does not bring them."""
    edits: int = 0
    """Parameters that differ from the recipe."""

    def with_samples(self, samples: int) -> "Shapes":
        """The same network with another number of samples."""
        return self._replace(samples=samples)

    def onward_from(self, layer: int) -> "Shapes":
        """The layers from that one on, as a network of their own."""
        sizes, activations = self.sizes[layer - 1 :], self.activations[layer - 1 :]
        return shapes_of(sizes, activations, self.loss, self.samples, self.body_bytes)


def shapes_of(
    sizes: Sequence[int],
    activations: Sequence[str],
    loss: str,
    samples: int,
    body_bytes: int,
    row_lengths: Sequence[int] = (),
) -> Shapes:
    """The shapes of a network of these sizes, out of a body of so many bytes, and of samples for which it brings rows
    of these lengths."""
    return _shapes_of(tuple(sizes), tuple(activations), loss, samples, body_bytes | _ROUNDING, tuple(row_lengths))


@lru_cache(maxsize=256)
def _shapes_of(
    sizes: tuple[int, ...],
    activations: tuple[str, ...],
    loss: str,
    samples: int,
    body_bytes: int,
    row_lengths: tuple[int, ...],
) -> Shapes:
    """The same network is asked for again and again while somebody changes its numbers."""
    weights = sum(map(mul, sizes, sizes[1:]))
    neurons = sum(sizes) - sizes[0]
    coupled = jacobians = 0
    calls = work = scratch = 0
    for n, name in zip(sizes[1:], activations, strict=True):
        f = ACTIVATIONS[name]
        calls += f.calls
        work += n * f.operations
        scratch = max(scratch, n * f.scratch)
        if f.couples:
            coupled, jacobians = coupled + n, jacobians + n * n
    if loss:
        of_loss = LOSSES[loss]
        joined = ACTIVATIONS[activations[-1]].couples and activations[-1] in of_loss.gradient_z
        calls += of_loss.calls
        work += of_loss.operations * sizes[-1]
        scratch = max(scratch, of_loss.scratch * (1 + joined) * sizes[-1])
    parameters = weights + neurons
    return Shapes(
        sizes,
        activations,
        loss,
        weights,
        neurons,
        parameters,
        coupled,
        jacobians,
        calls,
        work,
        scratch,
        samples,
        body_bytes,
        len(row_lengths),
        sum(row_lengths),
    )


def checked_shapes(body: NetworkBody, length: int, dl_dy: Rows | None = None, gains_x: Rows | None = None) -> Shapes:
    """The shapes of a request whose every array fits; its body has so many bytes.

    Raises Problem with a fault for each that does not: `ragged-matrix`, `shape-mismatch`, `bias-length`,
    `row-length`, `row-count`; or the one fault `weights-transposed`, where all of them would fit if each W were
    transposed.
    """
    faults: list[Fault] = []
    layers = body.layers
    if layers:
        sizes = [len(layers[0].W[0])]
        for layer in layers:
            if not _is_matrix(layer.W, len(layer.b), sizes[-1]):
                faults += _layer_faults(layer, len(sizes) - 1, sizes[-1])
            sizes.append(len(layer.W))
    else:
        sizes = recipe_of(body).sizes
    samples = len(body.x)
    given: list[tuple[str, Rows, int]] = [("x", body.x, sizes[0]), ("target", body.target, sizes[-1])]
    if dl_dy is not None:
        given.append(("dl_dy", dl_dy, sizes[-1]))
    if gains_x is not None:
        given.append(("gains_x", gains_x, sizes[0]))
    for field, rows, width in given:
        if not _is_matrix(rows, samples, width):
            faults += _row_faults(rows, field, width, samples)
    if faults:
        transposed = layers and _fits_transposed(body, dl_dy, gains_x)
        raise Problem([Fault("weights-transposed", path=("layers",))] if transposed else faults)
    row_lengths = [width for _, _, width in given]
    activations = [layer.activation for layer in layers or layers_of(body)]
    shapes = shapes_of(sizes, activations, body.loss, samples, length, row_lengths)
    return shapes if layers else shapes._replace(drawn=True, edits=len(body.edits or ()))


def place_of_size(layer: int) -> Path:
    """Where a request says how wide a layer is; layer 0 is the input."""
    return ("layers", layer - 1, "W") if layer else ("x", 0)


def place_in_recipe(layer: int) -> Path:
    """The same, of a request with a recipe."""
    return ("recipe", "sizes", layer)


def _fits_transposed(body: NetworkBody, dl_dy: Rows | None, gains_x: Rows | None) -> bool:
    """Whether every array would fit every other if each W were transposed: written with one row for each input, as
    Keras, scikit-learn and many books do."""
    width = first = len(body.x[0])
    for layer in body.layers:
        if not _is_matrix(layer.W, width, len(layer.b)):
            return False
        width = len(layer.b)
    samples = len(body.x)
    beside = ((body.x, first), (body.target, width), (dl_dy, width), (gains_x, first))
    return all(rows is None or _is_matrix(rows, samples, columns) for rows, columns in beside)


def _is_matrix(rows: Rows, height: int, width: int) -> bool:
    return len(rows) == height and set(map(len, rows)) == {width}


def _layer_faults(layer: LayerBody, index: int, inputs: int) -> Iterator[Fault]:
    """What is wrong with a layer by itself, and beside the one before it, which has `inputs` neurons."""
    path: Path = ("layers", index)
    columns = len(layer.W[0])
    ragged = _first_of_another_length(layer.W, columns)
    if ragged is not None:
        row, length = ragged
        params = {"row": row, "expected": columns, "actual": length}
        yield Fault("ragged-matrix", params, (*path, "W", row))
    elif columns != inputs:
        params = {"layer": index + 1, "previous": index, "expected": inputs, "actual": columns}
        yield Fault("shape-mismatch", params, (*path, "W"))
    if len(layer.b) != len(layer.W):
        params = {"layer": index + 1, "expected": len(layer.W), "actual": len(layer.b)}
        yield Fault("bias-length", params, (*path, "b"))


def _row_faults(rows: Rows, field: str, width: int, samples: int) -> Iterator[Fault]:
    """What is wrong with a matrix that should have one row a sample, as wide as the network is there."""
    if len(rows) != samples:
        yield Fault("row-count", {"field": field, "expected": samples, "actual": len(rows)}, (field,))
    wrong = _first_of_another_length(rows, width)
    if wrong is not None:
        row, length = wrong
        params = {"field": field, "row": row, "expected": width, "actual": length}
        yield Fault("row-length", params, (field, row))


def _first_of_another_length(rows: Rows, length: int) -> tuple[int, int] | None:
    """Index and length of the first row that is not `length` long."""
    return next(((index, len(row)) for index, row in enumerate(rows) if len(row) != length), None)
