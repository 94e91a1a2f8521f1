"""How large an explanation becomes is bounded by what the sizes alone say."""

from hypothesis import given, settings
from hypothesis import strategies as st

from app.explain.addresses import addresses, parse
from app.explain.expressions import leaves
from app.explain.extent import Extent, Layout
from app.explain.unroll import ancestry
from app.explain.written_out import everything, gradients
from tests.explain.networks import Drawn, traces


def extent(drawn: Drawn, at, depth: int, gradients_only: bool = False) -> Extent:
    traced, network = drawn.trace, drawn.trace.network
    names = [layer.activation for layer in network.layers]
    layout = Layout(network.sizes, names, network.loss, len(traced.x), traced.driven, traced.fixed_gains)
    return layout.extent(at, depth, gradients_only=gradients_only)


@settings(max_examples=150, deadline=None)
@given(drawn=traces(), depth=st.sampled_from([0, 1, 2, 3, 1_000]), gradients_only=st.booleans(), data=st.data())
def test_no_explanation_derives_more_numbers_or_has_more_leaves(drawn, depth, gradients_only, data):
    at = data.draw(st.sampled_from(addresses(drawn.trace.network, len(drawn.trace.x))))
    follow = gradients if gradients_only else everything
    found = list(ancestry(drawn.trace, at, depth, follow=follow))
    most = extent(drawn, at, depth, gradients_only)
    assert len(found) <= most.derived
    rounding = len(found)  # each tree may have one more leaf: what the order of its sum makes of the last digits
    for tree in ("expression", "formula"):
        assert sum(sum(1 for _ in leaves(getattr(one, tree))) for one in found) <= most.leaves + rounding


def test_a_weighted_sum_has_two_leaves_a_wire_and_its_bias():
    layout = Layout((3, 5, 2), ("tanh", "tanh"), "huber", 1)
    assert layout.extent(parse("z.2.1")) == Extent(1, 11)
    assert layout.extent(parse("z.2.1"), 1) == Extent(12, 11 + 5)


def test_of_one_sample_no_more_is_derived_however_many_there_are():
    one, many = (Layout((3, 5, 2), ("tanh", "tanh"), "huber", n) for n in (1, 50))
    assert one.extent(parse("dl_dw.1.0.0"), 9) == many.extent(parse("dl_dw.1.0.0@7"), 9)
    assert many.extent(parse("dL_dw.1.0.0"), 9).derived > 50 * 20


def test_gradients_alone_leave_the_forward_pass_as_it_is():
    layout = Layout((4, 6, 6, 2), ("tanh",) * 3, "half_squared_error", 1)
    assert layout.extent(parse("dl_dw.1.0.0"), 9, gradients_only=True).derived == 1 + 1 + 6 + 2


def test_a_given_signal_takes_the_place_of_the_losss_gradient_and_fixed_gains_do_not():
    usual, driven, fixed = (
        Layout((2, 50), ("identity",), "softmax_cross_entropy", 1, **given)
        for given in ({}, {"driven": True}, {"fixed_gains": True})
    )
    at = parse("dl_da.1.0")
    assert driven.extent(at) == Extent(1, 0)
    assert fixed.extent(at) == usual.extent(at)
    assert fixed.extent(at).leaves > 50


def test_beside_fixed_gains_the_losss_gradient_is_a_number_of_its_own():
    """The formula that joins it to the activation holds for the activation's own gains alone."""
    joined, fixed = (
        Layout((2, 50), ("softmax",), "cross_entropy", 1, fixed_gains=fixed_gains) for fixed_gains in (False, True)
    )
    at = parse("dl_dz.1.0")
    assert joined.extent(at).leaves == 50 * 2
    assert fixed.extent(at).leaves == 50 * 3
