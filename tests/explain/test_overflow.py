"""Where a sum overflows in one order and its number is finite, an order is found in which it does not."""

from fractions import Fraction
from math import inf, isfinite, nan

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.engine.network import Layer, Network
from app.engine.passes import trace
from app.explain.addresses import parse
from app.explain.derive import derive
from app.explain.expressions import Const, Op, Ref, evaluate, leaves
from app.explain.overflow import may_overflow, within_range
from app.explain.rounding import UnexplainedNumber, agree, with_rounding_term
from tests.explain.roundings import is_rounding

AT = parse("z.1.0")
LARGEST = 1.7976931348623157e308


def add(*terms):
    return Op("add", tuple(Const(term) if isinstance(term, float) else term for term in terms))


def mul(*factors):
    return Op("mul", tuple(map(Const, factors)))


def test_terms_that_overflow_from_left_to_right_are_taken_by_turns():
    tree = add(1.5e308, 1e308, -1.25e308, -1e308)
    assert evaluate(tree) == inf
    assert within_range(tree) == add(1.5e308, -1.25e308, -1e308, 1e308)
    assert evaluate(within_range(tree)) == pytest.approx(0.25e308)


def test_a_term_too_large_for_a_number_is_halved_with_all_others():
    tree = add(mul(1.6e154, 1.2e154), -1.2e308)
    assert evaluate(tree) == inf
    halves = add(mul(0.5, 1.6e154, 1.2e154), mul(0.5, -1.2e308))
    assert within_range(tree) == Op("mul", (Const(2.0), halves))
    assert evaluate(within_range(tree)) == pytest.approx(0.72e308)


def test_a_number_is_explained_by_the_order_that_does_not_overflow_and_where_it_rounds_by_that_too():
    tree, mended = add(1.5e308, 1e308, -1.25e308), add(1.5e308, -1.25e308, 1e308)
    assert with_rounding_term(tree, 1.25e308, AT) == mended
    value = 1.25e308 * (1 + 1e-12)
    with pytest.raises(UnexplainedNumber):
        with_rounding_term(tree, value, AT)
    cancelling = add(1.5e308, 1e308, -1.25e308, -1.25e308)
    assert evaluate(within_range(cancelling)) == 0.0
    assert evaluate(with_rounding_term(cancelling, 1e292, AT)) == 1e292


def test_a_sum_within_a_product_is_mended_where_it_stands():
    tree = Op("mul", (Const(0.5), add(1.5e308, 1e308, -1.25e308)))
    assert within_range(tree) == Op("mul", (Const(0.5), add(1.5e308, -1.25e308, 1e308)))


def test_a_product_with_0_counts_0_though_the_other_factor_is_infinite():
    tree = add(mul(0.0, inf), mul(nan, -0.0), 3.0)
    assert evaluate(within_range(tree)) == 3.0
    assert within_range(mul(inf, 0.0)) == Const(0.0)


@pytest.mark.parametrize("tree", [add(inf, 1.0), add(nan, 1.0), Op("log", (Const(-1.0),)), Const(inf)])
def test_what_is_not_finite_in_any_order_stays_so(tree):
    assert not isfinite(evaluate(within_range(tree)))


def test_a_tree_that_does_not_overflow_is_left_as_it_is():
    tree = add(1.0, Op("neg", (add(1e308, -1e308, 1e308),)))
    assert within_range(tree) == tree


@pytest.mark.parametrize(
    ("tree", "may"),
    [
        (add(1e308, 0.5e308), False),
        (add(1e308, -1e308, 0.5e308), True),
        (Op("sub", (Const(1e308), Const(1e308))), True),
        (mul(1e200, 1e200), True),
        (mul(1e200, 1e-200), False),
        (Op("exp", (add(1.0, -inf),)), True),
        (Const(nan), True),
        (Const(LARGEST), False),
    ],
)
def test_the_size_of_the_terms_says_whether_an_order_can_overflow(tree, may):
    assert may_overflow(tree) is may


@settings(max_examples=200, deadline=None)
@given(
    terms=st.lists(st.tuples(st.floats(-1.3e154, 1.3e154), st.floats(-1.3e154, 1.3e154)), min_size=2, max_size=10),
    large=st.sampled_from([1.0, 1e-3]),
)
def test_a_sum_whose_number_is_finite_is_always_found(terms, large):
    terms = [(w, a * large) for w, a in terms]
    exact = sum(Fraction(w) * Fraction(a) for w, a in terms)
    if abs(exact) < Fraction(LARGEST) * (1 - Fraction(1, 10**12)):
        tree = add(*(mul(w, a) for w, a in terms))
        found = evaluate(within_range(tree))
        rounding = sum(abs(Fraction(w) * Fraction(a)) for w, a in terms) / 10**14
        assert abs(Fraction(found) - exact) <= max(rounding, Fraction(1e-300))
        assert agree(evaluate(with_rounding_term(tree, float(exact), AT)), float(exact), 1e-12)


def layer(W, activation="identity"):
    return Layer(np.array(W), np.zeros(len(W)), activation)


@pytest.mark.parametrize("x", [[1.5, 1.0, -1.25, -1.0], [1.0, 1.0, -1.0, -0.5], [1.7, 1.7, -1.7, -1.7]])
@pytest.mark.parametrize("address", ["z.1.0", "a.1.0", "z.2.0", "dl_da.1.0", "dl_dz.1.0"])
def test_whatever_the_engine_finds_of_terms_near_the_largest_number_is_explained(x, address):
    network = Network((layer([[1e308] * 4]), layer([[1.0]])), "absolute_error")
    traced = trace(network, [x], [[0.0]])
    derivation = derive(traced, address)
    assert agree(evaluate(derivation.expression), derivation.value, 1e-12)


def test_a_gradient_whose_samples_are_too_large_comes_from_what_they_are_products_of():
    """∂L/∂w = 1.6e154 · 1.2e154 - 1e154 · 1e154: where it is finite, its first term is not."""
    network = Network((layer([[1.0]]),), "half_squared_error")
    x = [[1.6e154], [1e154]]
    traced = trace(network, x, [[0.0], [0.0]], dl_dy=[[1.2e154], [-1e154]])
    assert derive(traced, "dl_dw.1.0.0").value == inf
    derivation = derive(traced, "dL_dw.1.0.0")
    assert agree(evaluate(derivation.expression), derivation.value, 1e-12)
    if isfinite(derivation.value):  # a processor without fused multiplication and addition overflows
        assert derivation.value == pytest.approx(0.92e308)
        found = {str(leaf.address) for leaf in leaves(derivation.expression) if isinstance(leaf, Ref)}
        assert found == {"x.0", "x.0@1", "dl_dz.1.0", "dl_dz.1.0@1"}
        assert not any(map(is_rounding, leaves(derivation.expression)))


def test_a_gradient_whose_infinite_sample_meets_an_input_of_0_is_explained():
    network = Network((layer([[1.0, 1.0]]),), "half_squared_error")
    traced = trace(network, [[0.0, 2.0]], [[0.0]], dl_dy=[[1e308]])
    driven = trace(Network((layer([[10.0]]), layer([[1e308]])), "half_squared_error"), [[0.0]], [[0.0]], dl_dy=[[10.0]])
    for each in (traced, driven):
        for address in ("dL_dw.1.0.0", "dl_dw.1.0.0"):
            derivation = derive(each, address)
            assert agree(evaluate(derivation.expression), derivation.value, 1e-12)


def test_a_wide_softmax_keeps_what_the_product_of_two_tiny_activations_loses():
    """y_1 = y_2 = e^-500: their product is 0, but ∂l/∂z_1 = - y_1 (y_2 · 1e200) is not."""
    z = np.zeros((1, 70))
    z[0, 1:] = -500.0
    network = Network((Layer(np.zeros((70, 1)), z[0], "softmax"),), "half_squared_error")
    signal = np.zeros((1, 70))
    signal[0, 2] = 1e200
    for gains_x in (None, [[1.0]]):
        traced = trace(network, [[0.0]], np.zeros((1, 70)), dl_dy=signal, gains_x=gains_x)
        derivation = derive(traced, "dl_dz.1.1")
        assert derivation.value == pytest.approx(-np.exp(-500.0) * (np.exp(-500.0) * 1e200), rel=1e-12)
        assert agree(evaluate(derivation.expression), derivation.value, 1e-12)
        assert evaluate(derivation.formula) == 0.0
