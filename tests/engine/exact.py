"""The textbook's formulas in mpmath, with so many digits that nothing cancels: at |z| = 700 that is 1,400."""

import mpmath
from mpmath import mp, mpf

DIGITS = 1450

SELU = (mpf("1.0507009873554804934193349852946"), mpf("1.6732632423543772848170429916717"))
LEAK = mpf(0.01)


def sigmoid(z):
    return 1 / (1 + mp.exp(-z))


def _phi(z):
    return mp.exp(-z * z / 2) / mp.sqrt(2 * mp.pi)


def normal_cdf(z):
    return mpmath.erfc(-z / mp.sqrt(2)) / 2


FORWARD = {
    "identity": lambda z: z,
    "sigmoid": sigmoid,
    "tanh": lambda z: 2 * sigmoid(2 * z) - 1,
    "relu": lambda z: max(z, mpf(0)),
    "leaky_relu": lambda z: z if z > 0 else LEAK * z,
    "elu": lambda z: z if z > 0 else mp.exp(z) - 1,
    "selu": lambda z: SELU[0] * (z if z > 0 else SELU[1] * (mp.exp(z) - 1)),
    "softplus": lambda z: mp.log(1 + mp.exp(z)),
    "softsign": lambda z: z / (1 + abs(z)),
    "gelu": lambda z: z * normal_cdf(z),
    "silu": lambda z: z * sigmoid(z),
}

DERIVATIVE = {
    "identity": lambda z: mpf(1),
    "sigmoid": lambda z: sigmoid(z) * (1 - sigmoid(z)),
    "tanh": lambda z: 1 - FORWARD["tanh"](z) ** 2,
    "relu": lambda z: mpf(1 if z > 0 else 0),
    "leaky_relu": lambda z: mpf(1) if z > 0 else LEAK,
    "elu": lambda z: mpf(1) if z > 0 else mp.exp(z),
    "selu": lambda z: SELU[0] * (1 if z > 0 else SELU[1] * mp.exp(z)),
    "softplus": sigmoid,
    "softsign": lambda z: 1 / (1 + abs(z)) ** 2,
    "gelu": lambda z: normal_cdf(z) + z * _phi(z),
    "silu": lambda z: sigmoid(z) * (1 + z * (1 - sigmoid(z))),
}


def softmax(z):
    exponentials = [mp.exp(v) for v in z]
    total = sum(exponentials)
    return [e / total for e in exponentials]


def cross_entropy(y, t):
    return -sum(ti * mp.log(yi) for yi, ti in zip(y, t, strict=True) if ti)


def binary_cross_entropy(y, t):
    yes = sum(ti * mp.log(yi) for yi, ti in zip(y, t, strict=True) if ti)
    no = sum((1 - ti) * mp.log(1 - yi) for yi, ti in zip(y, t, strict=True) if ti != 1)
    return -(yes + no)


def cross_entropy_gradient(y, t):
    return [-ti / yi for yi, ti in zip(y, t, strict=True)]


def binary_cross_entropy_gradient(y, t):
    return [(1 - ti) / (1 - yi) - ti / yi for yi, ti in zip(y, t, strict=True)]


def through_sigmoid(g, y):
    return [gi * yi * (1 - yi) for gi, yi in zip(g, y, strict=True)]


def through_softmax(g, y):
    mean = sum(gi * yi for gi, yi in zip(g, y, strict=True))
    return [yk * (gk - mean) for gk, yk in zip(g, y, strict=True)]


def relative_error(ours, exact):
    """|ours - exact| / |exact|; what is below 1e-300 has few digits or none as a float64 and counts as 0."""
    exact = mpf(exact)
    off = abs(mpf(float(ours)) - exact)
    return 0.0 if off <= mpf("1e-300") else float(off / abs(exact)) if exact else float("inf")
