"""What the order of operations makes of the last digits has a bound; a number that is further away is refused."""

from itertools import pairwise
from math import inf, isfinite, nan

import mpmath
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.engine.network import Layer, Network
from app.engine.passes import trace
from app.explain.addresses import addresses, parse
from app.explain.derive import derive
from app.explain.expressions import Const, Op, evaluate
from app.explain.rounding import EPSILON, UnexplainedNumber, agree, rounding_bound, with_rounding_term
from tests.explain.roundings import without_roundings

SIZES = (70, 60, 3)
AT = parse("dl_dz.1.0@3")


def add(*terms):
    return Op("add", tuple(Const(term) if isinstance(term, float) else term for term in terms))


def mul(*factors):
    return Op("mul", tuple(map(Const, factors)))


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
    corrected = 0
    for at in addresses(traced.network, 2, sample=1):
        if at.quantity in ("w", "x", "b", "t", "dl_dw", "dL_dw"):
            continue
        derivation = derive(traced, at)
        assert agree(evaluate(derivation.expression), derivation.value, 1e-12)
        tree, rounding = without_roundings(derivation.expression)
        corrected += rounding != 0.0
        assert abs(rounding) <= rounding_bound(tree) < 1e-11
    assert corrected > 10


EXACT = {
    "add": mpmath.fsum,
    "mul": mpmath.fprod,
    "neg": lambda args: -args[0],
    "sub": lambda args: args[0] - args[1],
    "div": lambda args: args[0] / args[1],
    "pow": lambda args: args[0] ** args[1],
    "exp": lambda args: mpmath.exp(args[0]),
    "log": lambda args: mpmath.log(args[0]),
    "max": max,
    "sigmoid": lambda args: 1 / (1 + mpmath.exp(-args[0])),
    "softplus": lambda args: mpmath.log1p(mpmath.exp(args[0])),
    "tanh": lambda args: mpmath.tanh(args[0]),
    "abs": lambda args: abs(args[0]),
    "relu": lambda args: max(args[0], mpmath.mpf(0)),
}


def exactly(node):
    """The tree's number to sixty digits."""
    if not isinstance(node, Op):
        return mpmath.mpf(node.value)
    return EXACT[node.function or node.op]([exactly(arg) for arg in node.args])


numbers = st.floats(-50, 50) | st.sampled_from([0.1, 0.2, -0.3, 1.0, -1.0, 1e-300, 1e10, -1e10])


def operations(children):
    several = st.lists(children, min_size=2, max_size=4).map(tuple)
    positive = children.map(lambda node: Op("exp", (Op("apply", (node,), "tanh"),)))
    return st.one_of(
        st.builds(Op, st.sampled_from(["add", "mul", "max"]), several),
        st.builds(Op, st.sampled_from(["sub", "div"]), st.tuples(children, children)),
        st.builds(Op, st.just("neg"), st.tuples(children)),
        st.builds(Op, st.just("pow"), st.tuples(children, st.just(Const(2.0)))),
        st.builds(Op, st.just("pow"), st.tuples(positive, st.just(Const(0.5)))),
        st.builds(Op, st.just("exp"), st.tuples(children.map(lambda node: Op("apply", (node,), "tanh")))),
        st.builds(Op, st.just("log"), st.tuples(positive)),
        st.builds(
            Op,
            st.just("apply"),
            st.tuples(children),
            st.sampled_from(["sigmoid", "softplus", "tanh", "abs", "relu"]),
        ),
    )


@settings(max_examples=200, deadline=None)
@given(tree=st.recursive(numbers.map(Const), operations, max_leaves=12))
def test_a_tree_is_never_further_from_the_exact_number_than_half_its_bound(tree):
    bound = rounding_bound(tree)
    if isfinite(bound):
        with mpmath.workdps(60):
            assert abs(exactly(tree) - mpmath.mpf(evaluate(tree))) <= bound / 2


@settings(max_examples=100, deadline=None)
@given(
    terms=st.lists(st.tuples(numbers, numbers), min_size=2, max_size=12),
    order=st.randoms(use_true_random=False),
    outside=st.sampled_from(["exp", "sigmoid", "pow"]),
)
def test_another_order_of_a_sum_moves_what_is_made_of_it_by_no_more_than_the_bound(terms, order, outside):
    def tree(rows):
        inside = Op("div", (add(*(mul(w, a) for w, a in rows)), Const(1e3)))
        if outside == "pow":
            return Op("pow", (inside, Const(2.0)))
        return Op("exp", (inside,)) if outside == "exp" else Op("apply", (inside,), outside)

    shuffled = list(terms)
    order.shuffle(shuffled)
    bound = rounding_bound(tree(terms))
    if isfinite(bound):
        assert abs(evaluate(tree(shuffled)) - evaluate(tree(terms))) <= bound


@pytest.mark.parametrize("n", [2, 10, 1000])
def test_the_bound_of_a_sum_of_products_is_its_operations_times_epsilon_times_the_terms(n):
    rng = np.random.default_rng(n)
    w, a = rng.normal(size=(2, n))
    terms = np.abs(w * a).sum()
    bound = rounding_bound(add(*(mul(x, y) for x, y in zip(w.tolist(), a.tolist(), strict=True))))
    assert n * EPSILON * terms <= bound <= 2 * n * EPSILON * terms * (1 + 1e-12)


def test_the_bound_of_a_logarithm_near_1_is_that_of_its_argument():
    near_one = add(0.1, 0.2, 0.7)
    assert 0.9 * EPSILON <= rounding_bound(Op("log", (near_one,))) <= 20 * EPSILON


@pytest.mark.parametrize(
    "tree",
    [
        Op("div", (Const(1.0), add(0.1, 0.2, -0.3))),
        Op("log", (add(0.1, 0.2, -0.3),)),
        Op("pow", (Const(2.0), add(0.1, 0.2))),
        Op("apply", (add(inf, -1.0),), "sigmoid"),
        add(nan, 1.0),
    ],
)
def test_what_rounding_may_move_without_end_has_no_bound(tree):
    assert rounding_bound(tree) == inf


def test_the_bound_of_a_negative_is_its_own_and_that_of_a_function_grows_with_what_cancels_in_it():
    terms = Op("add", (Const(0.1), Const(0.2), Const(-0.3)))
    assert rounding_bound(Op("neg", (terms,))) >= 0.6 * EPSILON
    assert rounding_bound(Op("exp", (Op("add", (Const(40.0), Const(-40.0))),))) >= 80.0 * EPSILON


def test_the_bound_of_the_largest_is_the_widest_of_all_that_it_may_be():
    narrow, wide = add(1.0, 2.0), add(1e6, -1e6)
    assert rounding_bound(Op("max", (narrow, wide))) == rounding_bound(wide) > rounding_bound(narrow)


def test_a_sum_that_is_finite_in_another_order_stands_in_that_order_without_a_rounding():
    found = with_rounding_term(add(1e308, 1e308, -1.5e308), 0.5e308, AT)
    assert found == add(1e308, -1.5e308, 1e308)
    assert evaluate(found) == 0.5e308


def test_nothing_is_added_where_the_tree_already_gives_the_value():
    tree = add(1.0, 2.0)
    assert with_rounding_term(tree, 3.0, AT) is tree
    assert with_rounding_term(tree, 3.0 + 1e-15, AT) is tree


def test_a_rounding_is_the_last_term_of_a_sum():
    tree, value = add(0.1, 0.2, -0.3), 2.7755575615628914e-17
    assert evaluate(tree) == 5.551115123125783e-17
    rounding = Const(value - evaluate(tree), "rounding")
    assert with_rounding_term(tree, value, AT) == add(0.1, 0.2, -0.3, rounding)
    halved = Op("div", (tree, Const(2.0)))
    assert with_rounding_term(halved, 0.0, AT) == add(halved, Const(-evaluate(halved), "rounding"))


def test_a_rounding_that_is_rounded_itself_is_followed_by_another():
    tree = add(1.0, 1e-20, -1.0)
    corrected = with_rounding_term(tree, 1.234567e-20, AT)
    assert evaluate(corrected) == pytest.approx(1.234567e-20, rel=1e-13)


@pytest.mark.parametrize(
    ("tree", "value"),
    [
        (add(1.0, 2.0), 4.0),
        (add(1.0, 2.0), 3.0 + 1e-12),
        (add(1.0, 2.0), -3.0),
        (add(0.1, 0.2, -0.3), 1e-15),
        (Const(2.0), 4.0),
        (Const(0.0), 1e-20),
        (Const(inf), 1e308),
        (Const(nan), 1.0),
        (Const(1.0), nan),
        (Const(1.0), inf),
        (add(1e300, 1.0), -inf),
        (Op("log", (add(0.1, 0.2, -0.3),)), 1.0),
        (Op("div", (Const(1.0), add(0.1, 0.2, -0.3))), 1.0),
    ],
)
def test_more_than_rounding_is_refused(tree, value):
    with pytest.raises(UnexplainedNumber):
        with_rounding_term(tree, value, AT)


def test_a_refusal_names_the_address_the_number_and_what_was_found_instead():
    with pytest.raises(UnexplainedNumber) as caught:
        with_rounding_term(add(0.25, -0.5), 0.125, AT)
    assert str(caught.value) == ("dl_dz.1.0@3 is 0.125 but its derivation gives -0.25 (rounding explains 3e-16)")
    assert caught.value.address == AT


@pytest.mark.parametrize("value", [inf, -inf, nan])
def test_a_number_that_is_not_finite_stands_for_a_tree_whose_order_decides(value):
    assert with_rounding_term(add(1.5e308, -1e308, 1e308), value, AT) == Const(value, "rounding")
