"""The rectifiers, z where it is positive and little or nothing elsewhere, each with its derivative beside it.

Arrays are (samples, neurons). Conventions at the kink are PyTorch's: relu'(0) = 0, leaky_relu'(0) = 0.01, elu'(0) = 1.
Sources: Maas and others 2013 (leaky_relu), Clevert and others 2015 (elu), Klambauer and others 2017 (selu).
"""

import numpy as np

from app.engine.arrays import FloatArray

LEAK = 0.01
"""The slope of leaky_relu below 0."""
SELU_SCALE = 1.0507009873554804934193349852946
"""λ of selu (Klambauer and others 2017)."""
SELU_ALPHA = 1.6732632423543772848170429916717
"""α of selu (the same)."""


def relu(z: FloatArray) -> FloatArray:
    """max(z, 0)."""
    return np.maximum(z, 0.0)


def relu_derivative(a: FloatArray, z: FloatArray) -> FloatArray:
    """1 where z > 0, else 0."""
    return (z > 0.0).astype(np.float64)


def leaky_relu(z: FloatArray) -> FloatArray:
    """max(z, 0.01 z)."""
    return np.maximum(z, LEAK * z)


def leaky_relu_derivative(a: FloatArray, z: FloatArray) -> FloatArray:
    """1 where z > 0, else 0.01."""
    return np.where(z > 0.0, 1.0, LEAK)


def elu(z: FloatArray) -> FloatArray:
    """max(z, 0) + (e^min(z, 0) - 1): one of the two is always 0."""
    return np.maximum(z, 0.0) + np.expm1(np.minimum(z, 0.0))


def elu_derivative(a: FloatArray, z: FloatArray) -> FloatArray:
    """e^min(z, 0)."""
    return np.exp(np.minimum(z, 0.0))


def selu(z: FloatArray) -> FloatArray:
    """λ (max(z, 0) + α (e^min(z, 0) - 1))."""
    return SELU_SCALE * (np.maximum(z, 0.0) + SELU_ALPHA * np.expm1(np.minimum(z, 0.0)))


def selu_derivative(a: FloatArray, z: FloatArray) -> FloatArray:
    """λ where z > 0, else λ α e^z."""
    return SELU_SCALE * np.where(z > 0.0, 1.0, SELU_ALPHA * np.exp(np.minimum(z, 0.0)))
