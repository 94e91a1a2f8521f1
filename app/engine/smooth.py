"""The smooth activations, each with its derivative beside it, in forms that keep their digits in saturation.

z and a: (samples, neurons); functions give arrays of that shape, derivatives of each a by its own z. Sources: softplus,
Dugas and others 2000; softsign, Bergstra and others 2009; GELU, Hendrycks and Gimpel 2016; SiLU, Elfwing, Uchibe and
Doya 2018 (as swish: Ramachandran, Zoph and Le 2017).
"""

import numpy as np

from app.engine.arrays import HALF, ONE, FloatArray
from app.engine.normal import normal, normal_cdf


def identity(z: FloatArray) -> FloatArray:
    """z."""
    return z.copy()


def identity_derivative(a: FloatArray, z: FloatArray) -> FloatArray:
    """1."""
    return np.ones(z.shape)


def sigmoid(z: FloatArray) -> FloatArray:
    """1 / (1 + e^-z)."""
    return np.reciprocal(ONE + np.exp(-z))


def sigmoid_derivative(a: FloatArray, z: FloatArray) -> FloatArray:
    """σ(z) σ(-z) = (sech(z/2) / 2)²: a (1 - a) has lost every digit at z = 40."""
    half_sech = HALF / np.cosh(HALF * z)
    return half_sech * half_sech


def tanh(z: FloatArray) -> FloatArray:
    """tanh z."""
    return np.tanh(z)


def tanh_derivative(a: FloatArray, z: FloatArray) -> FloatArray:
    """sech² z: 1 - a² has lost every digit at z = 20."""
    sech = np.reciprocal(np.cosh(z))
    return sech * sech


def softplus(z: FloatArray) -> FloatArray:
    """ln(e^0 + e^z)."""
    return np.logaddexp(0.0, z)


def softplus_derivative(a: FloatArray, z: FloatArray) -> FloatArray:
    """σ(z)."""
    return sigmoid(z)


def softsign(z: FloatArray) -> FloatArray:
    """z / (1 + |z|)."""
    return z / (ONE + np.abs(z))


def softsign_derivative(a: FloatArray, z: FloatArray) -> FloatArray:
    """(1 / (1 + |z|))²."""
    shrink = np.reciprocal(ONE + np.abs(z))
    return shrink * shrink


def gelu(z: FloatArray) -> FloatArray:
    """z Φ(z)."""
    return z * normal_cdf(z)


def gelu_derivative(a: FloatArray, z: FloatArray) -> FloatArray:
    """Φ(z) + z φ(z)."""
    cdf, density = normal(z)
    return cdf + z * density


def silu(z: FloatArray) -> FloatArray:
    """z σ(z)."""
    return z * sigmoid(z)


def silu_derivative(a: FloatArray, z: FloatArray) -> FloatArray:
    """σ(z) (1 + z σ(-z))."""
    return sigmoid(z) * (ONE + z * sigmoid(-z))
