"""What a pass returns: frozen records of read-only arrays.

N is the number of samples, n a layer's neurons, m its inputs. Small l is one sample's loss, capital L that of all:
``dl_…`` are gradients of each sample's own l and are never divided by N, ``dL_…`` are gradients of L.
"""

from dataclasses import dataclass
from typing import NamedTuple

from app.engine.arrays import FloatArray
from app.engine.forward import Forward
from app.engine.network import Network
from app.engine.rules import Rules


class LayerTrace(NamedTuple):
    """One layer's numbers."""

    z: FloatArray
    """Weighted sums, (N, n)."""
    a: FloatArray
    """Activations f(z), (N, n)."""
    da_dz: FloatArray | None
    """Gain ∂a/∂z = f'(z), of each neuron's a by its own z, (N, n); None where the layer couples its neurons: that
    Jacobian is made where it is shown, by `passes.jacobian`."""
    dl_da: FloatArray
    """∂l/∂a, of each sample's l by its activations, (N, n)."""
    dl_dz: FloatArray
    """∂l/∂z, of each sample's l by its weighted sums, (N, n)."""
    dL_dW: FloatArray
    """∂L/∂W, of the total loss by the weights, (n, m)."""
    dL_db: FloatArray
    """∂L/∂b, of the total loss by the biases, (n,)."""
    dl_dW: FloatArray | None
    """∂l/∂W, of each sample's l by the weights, (N, n, m); None where it was not asked for."""
    dl_db: FloatArray
    """∂l/∂b, of each sample's l by the biases, (N, n)."""


@dataclass(frozen=True, slots=True, eq=False)
class Trace:
    """Both passes of a network, and what they were made with. No array is shared with whoever asked for them."""

    network: Network
    """The network that they went through."""
    x: FloatArray
    """The input, (N, n_0)."""
    target: FloatArray
    """What the output should be, (N, n_L)."""
    layers: tuple[LayerTrace, ...]
    """From the first to the last."""
    l: FloatArray
    """Each sample's loss, (N,)."""
    L: float
    """The total loss: their sum or mean."""
    dl_dx: FloatArray
    """∂l/∂x, of each sample's l by its inputs, (N, n_0)."""
    forward: Forward
    """The pass whose slopes the gains are: this trace's own, or that of other inputs."""
    rules: Rules
    """The rules of the backward pass."""
    dl_dy: FloatArray | None = None
    """The signal that drove the backward pass in place of the loss's gradient, (N, n_L); None where none did."""
    fixed_gains: bool = False
    """Whether the gains are those of other inputs than x."""

    @property
    def driven(self) -> bool:
        """Whether a given signal drove the backward pass."""
        return self.dl_dy is not None
