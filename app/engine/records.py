"""What the passes leave behind: frozen records of read-only arrays.

N is the number of samples, n a layer's neurons, m its inputs. Small l is one sample's loss, capital L that
of all: ``dl_…`` are gradients of each sample's own l and are never divided by N, ``dL_…`` are gradients of
L.
"""

from dataclasses import dataclass

from app.engine.arrays import FloatArray
from app.engine.network import Network


@dataclass(frozen=True, slots=True, eq=False)
class Forward:
    """A forward pass: x, (N, n_0), and for each layer its weighted sums z and its activations a, (N, n)."""

    x: FloatArray
    z: tuple[FloatArray, ...]
    a: tuple[FloatArray, ...]


@dataclass(frozen=True, slots=True, eq=False)
class LayerTrace:
    """One layer's numbers.

    z, a: weighted sum and activation, (N, n). da_dz: f'(z), (N, n), or for softmax the Jacobian (N, n, n),
    row i = da_i/dz_k, of no sample, (0, n, n), where Jacobians were not asked for. dl_da, dl_dz: (N, n).
    dL_dW: (n, m); dL_db: (n,). dl_dW: (N, n, m) and dl_db: (N, n), each sample's own, or None where they
    were not asked for.
    """

    z: FloatArray
    a: FloatArray
    da_dz: FloatArray
    dl_da: FloatArray
    dl_dz: FloatArray
    dL_dW: FloatArray
    dL_db: FloatArray
    dl_dW: FloatArray | None
    dl_db: FloatArray | None


@dataclass(frozen=True, slots=True, eq=False)
class Trace:
    """Both passes of a network.

    x: (N, n_0); target: (N, n_L); layers: from the first to the last; l: (N,), each sample's loss; L: their
    sum or mean; dl_dx: (N, n_0). No array is shared with whoever asked for the passes.
    """

    network: Network
    x: FloatArray
    target: FloatArray
    layers: tuple[LayerTrace, ...]
    l: FloatArray
    L: float
    dl_dx: FloatArray
