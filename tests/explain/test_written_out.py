"""A formula written out level by level is still the number, and ends at what is given."""

from functools import partial
from math import isfinite

import pytest
from hypothesis import HealthCheck, given, settings

from app.explain.addresses import addresses, parse
from app.explain.derive import derive
from app.explain.expressions import Op, Ref, evaluate, leaves
from app.explain.printing.lines import lines_written_out
from app.explain.printing.notation import NOTATIONS, NetworkInfo
from app.explain.quantities import AFTER_LOSS, GIVEN
from app.explain.unroll import unroll
from app.explain.written_out import MAX_LEAVES, deepest, everything, gradients, write_out
from tests.explain.cases import small
from tests.explain.networks import Drawn, traces

FAR = 1_000


def written(trace, address, depth, follow, update=None):
    derivation = derive(trace, address, update)
    return write_out(derivation, partial(derive, trace, update=update), depth, follow)


def products(node):
    """The products that a formula is a sum of, when all brackets are multiplied out."""
    if not isinstance(node, Op):
        return 1
    counts = [products(arg) for arg in node.args]
    if node.op == "add":
        return sum(counts)
    result = 1
    for count in counts:
        result *= count
    return result


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(drawn=traces(widest=2, deepest=3, most_samples=2))
def test_written_out_it_still_evaluates_to_the_number(drawn: Drawn) -> None:
    trace = drawn.trace
    listed = addresses(trace.network, len(trace.x), updated=drawn.update is not None)
    for at in listed[:: max(1, len(listed) // 6)]:
        derivation = derive(trace, at, drawn.update)
        every = unroll(trace, at, 2, drawn.update, follow=gradients).derivations
        if not all(evaluate(one.formula) == pytest.approx(one.value, rel=1e-12, abs=1e-300) for one in every):
            continue  # where the textbook's form loses digits, the derivation itself takes another
        if not all(isfinite(one.value) for one in every):
            continue  # what overflows on the way need not where the factors are multiplied in another order
        for depth in (1, 2):
            whole = written(trace, at, depth, gradients, drawn.update)
            scale = max((abs(one.value) for one in every), default=1.0)
            assert evaluate(whole.formula) == pytest.approx(derivation.value, rel=1e-9, abs=max(1e-12 * scale, 1e-300))


def test_at_full_depth_only_what_is_given_is_left() -> None:
    trace = small((2, 2), ("sigmoid",))
    for text in ("dl_dw.1.0.1", "z.1.1", "l", "dl_dx.0"):
        end = deepest(trace, parse(text), None, everything)
        whole = written(trace, parse(text), FAR, everything)
        assert whole.depth == end
        assert {leaf.address.quantity for leaf in leaves(whole.formula) if isinstance(leaf, Ref)} <= GIVEN


def test_through_gradients_only_the_forward_pass_stays_and_every_path_is_a_product() -> None:
    trace = small((2, 2, 2, 2), ("sigmoid", "sigmoid", "sigmoid"))
    at = parse("dl_dw.1.0.0")
    whole = written(trace, at, FAR, gradients)
    left = {leaf.address.quantity for leaf in leaves(whole.formula) if isinstance(leaf, Ref)}
    assert left.isdisjoint(AFTER_LOSS)
    assert {"x", "w", "da_dz"} <= left
    paths = unroll(trace, at, FAR, follow=gradients).paths
    at_the_output = [leaf for leaf in leaves(whole.formula) if isinstance(leaf, Ref) and leaf.address.quantity == "t"]
    assert len(at_the_output) == paths == 4


def test_depth_says_how_many_levels_are_replaced() -> None:
    trace = small((2, 2, 2), ("tanh", "sigmoid"))
    at = parse("dl_dw.1.0.0")
    end = deepest(trace, at, None, gradients)
    for depth in range(end + 3):
        assert written(trace, at, depth, gradients).depth == min(depth, end)
    assert written(trace, at, 0, everything).formula == derive(trace, at).formula


def test_what_nobody_could_read_is_not_written() -> None:
    trace = small((9, 9, 9, 9), ("tanh",) * 3)
    at = parse("dl_dw.1.0.0")
    whole = written(trace, at, FAR, everything)
    assert whole.depth < deepest(trace, at, None, everything)
    assert len(list(leaves(whole.formula))) <= MAX_LEAVES


def test_it_is_the_whole_product_of_sums_of_the_lecture() -> None:
    trace = small((2, 1, 2), ("sigmoid", "sigmoid"))
    derivation = derive(trace, "dl_dw.1.0.0")
    whole = written(trace, derivation.address, FAR, gradients)
    symbols, _ = lines_written_out(derivation, whole.formula, NOTATIONS["lecture"], NetworkInfo.of(trace))
    assert symbols.tex == (
        r"\frac{\partial l}{\partial w^{1}_{11}}=x_{1}\,\sigma'(z^{1}_{1})\,\bigl["
        r"w^{2}_{11}\,\sigma'(z^{2}_{1})\,(y_{1}-\hat{y}_{1})+w^{2}_{21}\,\sigma'(z^{2}_{2})\,(y_{2}-\hat{y}_{2})\bigr]"
    )


@pytest.mark.parametrize("name", NOTATIONS)
def test_both_lines_hold_every_number_and_are_joined_of_their_pieces(name: str) -> None:
    trace = small((2, 2, 2), ("sigmoid", "sigmoid"))
    derivation = derive(trace, "dl_dw.1.0.1")
    whole = written(trace, derivation.address, FAR, gradients)
    symbols, numbers = lines_written_out(derivation, whole.formula, NOTATIONS[name], NetworkInfo.of(trace))
    found = [str(leaf.address) for leaf in leaves(whole.formula) if isinstance(leaf, Ref)]
    for line in (symbols, numbers):
        assert [str(part.address) for part in line.parts if part.address][1:] == found
        assert line.tex == "".join(part.tex for part in line.parts)
        assert "sum" not in line.tex
        assert line.tex.count("[") == line.tex.count("]") or name == "matrix"
