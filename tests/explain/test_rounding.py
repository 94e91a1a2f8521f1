"""Where the engine sums in another order, the difference is named, and it is no more than rounding."""

from itertools import pairwise

import numpy as np

from app.engine.network import Layer, Network
from app.engine.passes import trace
from app.explain.addresses import addresses
from app.explain.derive import derive
from app.explain.expressions import Const, Op, evaluate
from app.explain.rounding import EPSILON, agree, rounding_bound, settled

SIZES = (70, 60, 3)


def cancelling():
    """A wide network whose sums are 0 but for rounding: each weight comes again with the other sign."""
    rng = np.random.default_rng(3)
    layers = []
    for m, n in pairwise(SIZES):
        half = rng.normal(size=(n, m // 2))
        layers.append(Layer(np.hstack([half, -half[:, ::-1]]), np.zeros(n), "identity"))
    half = rng.normal(size=(2, SIZES[0] // 2))
    network = Network(tuple(layers), "half_squared_error")
    return trace(network, np.hstack([half, half[:, ::-1]]), rng.normal(size=(2, SIZES[-1])))


def test_a_wide_sum_that_cancels_ends_with_its_own_rounding_within_its_bound():
    traced = cancelling()
    roundings = 0
    for at in addresses(traced.network, 2, sample=1):
        if at.quantity in ("w", "x", "b", "t", "dl_dw", "dL_dw"):
            continue
        told = derive(traced, at)
        assert agree(evaluate(told.expression), told.value, 1e-12)
        last = told.expression.args[-1] if isinstance(told.expression, Op) else None
        if isinstance(last, Const) and last.name == "rounding":
            roundings += 1
            assert abs(last.value) <= rounding_bound(told.expression)
            assert abs(last.value) < 1e-11
    assert roundings > 10


def test_the_bound_of_a_mean_is_that_of_its_terms_however_they_cancel():
    terms = Op("add", (Const(0.1), Const(0.2), Const(-0.3)))
    assert rounding_bound(Op("div", (terms, Const(2.0)))) >= 0.3 * EPSILON
    assert rounding_bound(Op("pow", (terms, Const(2.0)))) >= 0.36 * EPSILON


def test_the_bound_of_a_negative_is_its_own_and_that_of_a_function_grows_with_what_cancels_in_it():
    terms = Op("add", (Const(0.1), Const(0.2), Const(-0.3)))
    assert rounding_bound(Op("neg", (terms,))) >= 0.6 * EPSILON
    assert rounding_bound(Op("exp", (Op("add", (Const(40.0), Const(-40.0))),))) >= 80.0 * EPSILON


def test_nothing_is_added_where_the_tree_already_gives_the_value():
    tree = Op("add", (Const(1.0), Const(2.0)))
    assert settled(tree, 3.0) is tree
    assert settled(tree, 3.0 + 1e-15) is tree


def test_a_rounding_is_the_last_term_of_a_sum():
    tree = Op("add", (Const(1.0), Const(2.0)))
    assert settled(tree, 4.0) == Op("add", (Const(1.0), Const(2.0), Const(1.0, "rounding")))
    assert settled(Const(2.0), 4.0) == Op("add", (Const(2.0), Const(2.0, "rounding")))


def test_a_sum_that_overflows_in_one_order_only_is_told_by_its_value():
    assert settled(Const(float("inf")), 1e308) == Const(1e308, "rounding")
