"""The forward pass over complex numbers, written anew from the definitions: for the complex step derivative.

A function that is real on real numbers has f'(x) = Im f(x + ih) / h with no difference that cancels, so
that h may be 1e-200. Kinked functions are taken by the side of the real part.
"""

import numpy as np

STEP = 1e-200
_SELU = (1.0507009873554805, 1.6732632423543772)


def _erf(z):
    """2/√π Σ (-1)^n z^(2n+1) / (n! (2n+1)): enough terms for |z| up to 4."""
    term, total = z, z
    for n in range(1, 80):
        term = -term * z * z / n
        total = total + term / (2 * n + 1)
    return total * 2 / np.sqrt(np.pi)


def _by_side(z, positive, negative):
    return np.where(z.real > 0, positive, negative)


def _softmax(z):
    e = np.exp(z - z.real.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


ACTIVATIONS = {
    "identity": lambda z: z,
    "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
    "tanh": lambda z: np.sinh(z) / np.cosh(z),
    "relu": lambda z: _by_side(z, z, 0),
    "leaky_relu": lambda z: _by_side(z, z, z / 100),
    "elu": lambda z: _by_side(z, z, np.exp(z) - 1),
    "selu": lambda z: _SELU[0] * _by_side(z, z, _SELU[1] * (np.exp(z) - 1)),
    "softplus": lambda z: np.log(1 + np.exp(z)),
    "softsign": lambda z: z / (1 + z * np.sign(z.real)),
    "gelu": lambda z: z * (1 + _erf(z / np.sqrt(2))) / 2,
    "silu": lambda z: z / (1 + np.exp(-z)),
    "softmax": _softmax,
}


def _huber(r):
    size = r * np.sign(r.real)
    return np.where(size.real <= 1, r * r / 2, size - 0.5)


LOSSES = {
    "half_squared_error": lambda y, t: ((y - t) ** 2).sum(axis=1) / 2,
    "squared_error": lambda y, t: ((y - t) ** 2).sum(axis=1),
    "mean_squared_error": lambda y, t: ((y - t) ** 2).mean(axis=1),
    "absolute_error": lambda y, t: ((y - t) * np.sign((y - t).real)).sum(axis=1),
    "huber": lambda y, t: _huber(y - t).sum(axis=1),
    "binary_cross_entropy": lambda y, t: -(t * np.log(y) + (1 - t) * np.log(1 - y)).sum(axis=1),
    "cross_entropy": lambda y, t: -(t * np.log(y)).sum(axis=1),
    "binary_cross_entropy_with_logits": lambda y, t: (np.log(1 + np.exp(y)) - t * y).sum(axis=1),
    "softmax_cross_entropy": lambda y, t: -(t * np.log(_softmax(y))).sum(axis=1),
}


def losses(layers, loss, x, target):
    """l of each sample, complex, for layers given as (W, b, activation)."""
    a = np.asarray(x, dtype=complex)
    for W, b, activation in layers:
        a = ACTIVATIONS[activation](a @ np.asarray(W).T + b)
    return LOSSES[loss](a, target)


def derivative(layers, loss, x, target, moved):
    """dl/dv of each sample for each entry v of ``moved``, an array of ``layers`` or x: (entries, N)."""
    found = []
    for place in np.ndindex(moved.shape):
        shifted = moved.astype(complex)
        shifted[place] += 1j * STEP
        here = [tuple(shifted if part is moved else part for part in layer) for layer in layers]
        l = losses(here, loss, shifted if x is moved else x, target)
        found.append(l.imag / STEP)
    return np.array(found)
