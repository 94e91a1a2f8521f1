"""The dense layer's linear part, z = a_prev Wᵀ + b: the sum, and beside it what the chain rule makes of it.

N samples, n neurons, m inputs. Source of all: ∂z_i/∂w_ij = a_j, ∂z_i/∂b_i = 1, ∂z_i/∂a_j = w_ij. `site` is where a rule
is applied: these need nothing of it, what takes their place may.
"""

from app.engine.arrays import FloatArray
from app.engine.sums import column_sums


def weighted_sum(a_prev: FloatArray, W: FloatArray, b_row: FloatArray) -> FloatArray:
    """z_i = Σ_j w_ij a_j + b_i: (N, m), (n, m) and (1, n) give (N, n)."""
    z: FloatArray = a_prev.dot(W.T)
    z += b_row
    return z


def weight_gradient(dl_dz: FloatArray, a_prev: FloatArray, site: object = None) -> FloatArray:
    """Σ over samples of ∂l/∂w_ij = ∂l/∂z_i a_j: (N, n) and (N, m) give (n, m)."""
    gradient: FloatArray = dl_dz.T.dot(a_prev)
    return gradient


def weight_gradient_of_each(dl_dz: FloatArray, a_prev: FloatArray) -> FloatArray:
    """∂l/∂w_ij = ∂l/∂z_i a_j of each sample: (N, n) and (N, m) give (N, n, m)."""
    gradient: FloatArray = dl_dz[:, :, None] * a_prev[:, None, :]
    return gradient


def bias_gradient(dl_dz: FloatArray, site: object = None) -> FloatArray:
    """Σ over samples of ∂l/∂b_i = ∂l/∂z_i: (N, n) gives (n,)."""
    return column_sums(dl_dz)


def back_through_weights(dl_dz: FloatArray, W: FloatArray, site: object = None) -> FloatArray:
    """∂l/∂a_j = Σ_i w_ij ∂l/∂z_i: (N, n) and (n, m) give (N, m)."""
    dl_da: FloatArray = dl_dz.dot(W)
    return dl_da
