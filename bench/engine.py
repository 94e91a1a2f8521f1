"""How fast a traced pass is, against PyTorch's eager mode and against the matrix products in it.

Run it with ``python -m bench.engine``. What is compared takes turns in the same process, so that a busy
neighbour slows both; each figure is the median of many turns.
"""

from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from statistics import median
from time import perf_counter

import numpy as np

from app.engine.arrays import FloatArray
from app.engine.initializers import initialize
from app.engine.network import Network
from app.engine.passes import trace

SMALL = ((2, 2, 2), (2, 4, 4, 1), (8, 16, 16, 4))
WIDE = (784, 128, 64, 10)
WIDE_BATCH = 256
ACTIVATIONS = ("sigmoid", "tanh", "relu")
MAX_OF_TORCH = 0.40
MIN_PRODUCTS = 0.80

Work = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two ways of spending time: median seconds of a call of each, and the median ratio of their turns."""

    name: str
    ours: float
    theirs: float
    ratio: float


def compare(name: str, ours: Work, theirs: Work, *, turns: int = 60, repeats: int = 100) -> Comparison:
    """Times two functions by turns, ``repeats`` calls a turn; ratio is ours / theirs."""
    for work in (ours, theirs):
        seconds(work, repeats)
    pairs = [(seconds(ours, repeats), seconds(theirs, repeats)) for _ in range(turns)]
    return Comparison(name, median(a for a, _ in pairs), median(b for _, b in pairs), median(a / b for a, b in pairs))


def seconds(work: Work, repeats: int) -> float:
    """The seconds that one call takes, on average over so many."""
    start = perf_counter()
    for _ in range(repeats):
        work()
    return (perf_counter() - start) / repeats


def pass_against_torch(
    sizes: tuple[int, ...], activation: str = "sigmoid", *, turns: int = 60, repeats: int = 100
) -> Comparison:
    """A whole traced pass, one sample, half squared error, against PyTorch's forward, loss and backward.

    PyTorch runs in float64 on one thread by its functional form, which is faster than modules; its
    gradients are released before each pass. Raises ImportError where PyTorch is not installed.
    """
    network, x, target = _network(sizes, activation, 1)
    name = f"{'-'.join(map(str, sizes))} {activation}, batch 1: pass / PyTorch's"
    return compare(
        name, lambda: trace(network, x, target), _torch_pass(network, x, target), turns=turns, repeats=repeats
    )


def products_in_pass(activation: str = "relu", *, turns: int = 60) -> Comparison:
    """A wide pass's matrix products alone (z, ∂L/∂W and ∂l/∂a of each layer) against the traced pass."""
    network, x, target = _network(WIDE, activation, WIDE_BATCH)
    traced = trace(network, x, target)
    inputs = (traced.x, *(layer.a for layer in traced.layers))
    factors = [
        (layer.W, a_prev, record.dl_dz)
        for layer, record, a_prev in zip(network.layers, traced.layers, inputs, strict=False)
    ]

    def products() -> None:
        for W, a_prev, dl_dz in factors:
            a_prev.dot(W.T)
            dl_dz.T.dot(a_prev)
            dl_dz.dot(W)

    name = f"{'-'.join(map(str, WIDE))} {activation}, batch {WIDE_BATCH}: products / pass"
    return compare(name, products, lambda: trace(network, x, target), turns=turns, repeats=1)


def _network(sizes: tuple[int, ...], activation: str, samples: int) -> tuple[Network, FloatArray, FloatArray]:
    layers = initialize(sizes, [activation] * (len(sizes) - 1), "xavier_uniform", seed=1)
    rng = np.random.default_rng(1)
    return (
        Network(layers, "half_squared_error"),
        rng.normal(size=(samples, sizes[0])),
        rng.random((samples, sizes[-1])),
    )


def _torch_pass(network: Network, x: np.ndarray, target: np.ndarray) -> Work:
    import torch
    from torch.nn.functional import linear

    torch.set_num_threads(1)
    f = {"sigmoid": torch.sigmoid, "tanh": torch.tanh, "relu": torch.relu}[network.layers[0].activation]
    parameters = [
        (torch.tensor(layer.W, requires_grad=True), torch.tensor(layer.b, requires_grad=True))
        for layer in network.layers
    ]
    inputs, targets = torch.tensor(x), torch.tensor(target)

    def torch_pass() -> None:
        for W, b in parameters:
            W.grad = b.grad = None
        a = inputs
        for W, b in parameters:
            a = f(linear(a, W, b))
        loss = 0.5 * ((a - targets) ** 2).sum()
        loss.backward()

    return torch_pass


def main() -> None:
    """Prints one line a comparison, with the aim beside it."""
    if find_spec("torch") is None:
        print("PyTorch is not installed: no comparison with it.")
    else:
        for activation in ACTIVATIONS:
            for sizes in SMALL:
                found = pass_against_torch(sizes, activation)
                _print(found, 1e6, "µs", f"at most {MAX_OF_TORCH:.2f}")
    for activation in ACTIVATIONS:
        _print(products_in_pass(activation), 1e3, "ms", f"at least {MIN_PRODUCTS:.2f}")


def _print(found: Comparison, scale: float, unit: str, aim: str) -> None:
    times = f"{found.ours * scale:8.2f} {unit} {found.theirs * scale:8.2f} {unit}"
    print(f"{found.name:56} {times}  {found.ratio:.2f}  (aim: {aim})", flush=True)


if __name__ == "__main__":
    main()
