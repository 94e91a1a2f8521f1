"""Unrolled to the end, a number is made of what is given, and its paths are counted without walking them."""

import pytest
from hypothesis import HealthCheck, given, settings

from app.explain.addresses import Address, addresses, parse
from app.explain.derive import Derivation, derive
from app.explain.expressions import Const
from app.explain.quantities import GIVEN
from app.explain.unroll import unroll
from tests.explain.cases import small
from tests.explain.networks import Drawn, traces

FAR = 1_000


def walked(at: Address, found: dict[Address, Derivation]) -> int:
    parents = found[at].parents if at in found else ()
    return sum(walked(parent.address, found) for parent in parents) if parents else 1


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(drawn=traces(widest=3, deepest=4, most_samples=2))
def test_at_full_depth_the_leaves_are_inputs_targets_parameters_and_constants_only(drawn: Drawn) -> None:
    listed = addresses(drawn.trace.network, len(drawn.trace.x), updated=drawn.update is not None)
    for at in listed[:: max(1, len(listed) // 7)]:
        unrolled = unroll(drawn.trace, at, FAR, drawn.update)
        assert unrolled.complete
        for derivation in unrolled.derivations:
            if not derivation.parents:
                assert derivation.address.quantity in GIVEN or isinstance(derivation.expression, Const)


@pytest.mark.parametrize("address", ["dl_dw.1.0.1", "dl_dx.0", "L", "z.2.1"])
def test_paths_are_those_that_one_walks(address: str) -> None:
    traced = small((2, 2, 2), ("sigmoid", "tanh"))
    unrolled = unroll(traced, parse(address), FAR)
    assert unrolled.paths == walked(parse(address), {one.address: one for one in unrolled.derivations})


def test_a_weighted_sum_of_inputs_has_one_path_for_each_number_in_it() -> None:
    assert unroll(small((3, 1), ("relu",)), parse("z.1.0"), FAR).paths == 7


def test_depth_says_how_far_and_each_number_comes_once() -> None:
    traced = small((2, 2, 2), ("sigmoid", "sigmoid"))
    at = parse("dl_dw.1.0.1")
    near = unroll(traced, at, 0)
    assert (near.derivations, near.paths, near.complete) == ((derive(traced, at),), 2, False)
    one = unroll(traced, at, 1)
    assert [str(each.address) for each in one.derivations] == ["dl_dw.1.0.1", "x.1", "dl_dz.1.0"]
    every = unroll(traced, at, FAR).derivations
    assert len({each.address for each in every}) == len(every)


def test_the_paths_of_a_deep_network_are_counted_though_nobody_could_walk_them() -> None:
    deep = small((4,) * 18, ("tanh",) * 17)
    assert unroll(deep, parse("dl_dw.1.0.0"), FAR).paths > 2**53
