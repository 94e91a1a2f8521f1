"""Every number of every network explains itself: its tree gives its value, its parents lead to the inputs."""

from math import isfinite

from hypothesis import HealthCheck, given, settings

from app.engine.network import Layer, Network
from app.engine.passes import trace
from app.explain.addresses import Address, addresses, check
from app.explain.derive import Derivation, derive
from app.explain.expressions import Const, evaluate, leaves
from app.explain.overflow import may_overflow
from app.explain.quantities import GIVEN
from app.explain.rounding import agree, rounding_bound
from tests.explain.networks import Drawn, traces
from tests.explain.roundings import is_rounding, without_roundings

CONSTANTS = {"", "eta", "lambda", "alpha", "signal", "frozen", "rounding", "sqrt_2", "sqrt_2pi"}


def derivations(drawn: Drawn) -> dict[Address, Derivation]:
    traced = drawn.trace
    listed = addresses(traced.network, len(traced.x), updated=drawn.update is not None)
    return {at: derive(traced, at, drawn.update) for at in listed}


def assert_all_explained(drawn: Drawn) -> dict[Address, Derivation]:
    found = derivations(drawn)
    for at, derivation in found.items():
        assert agree(evaluate(derivation.expression), derivation.value, 1e-12), (str(at), derivation)
        assert all(leaf.name in CONSTANTS for leaf in leaves(derivation.expression) if isinstance(leaf, Const))
        assert at not in {parent.address for parent in derivation.parents}
        for parent in derivation.parents:
            check(parent.address, drawn.trace.network, len(drawn.trace.x))
            same = found[parent.address].value
            assert parent.value == same or (parent.value != parent.value and same != same)
        assert bool(derivation.parents) or derivation.rule in ("input", "gain") or _constant(derivation), str(at)
        assert_rounding_is_small(derivation)
    assert_no_cycle(found)
    return found


def _constant(derivation: Derivation) -> bool:
    """A loss that no output moves: a cross-entropy over targets of 0."""
    return derivation.rule in ("loss", "output") and derivation.value == 0.0


def assert_rounding_is_small(derivation: Derivation) -> None:
    """At most n ε Σ|terms|; all of the tree only of a number that is not finite, where the order decides."""
    if is_rounding(derivation.expression):
        assert not isfinite(derivation.value), derivation
        assert may_overflow(derivation.formula), derivation
        return
    tree, rounding = without_roundings(derivation.expression)
    bound = rounding_bound(tree)
    assert rounding == 0.0 or (isfinite(bound) and abs(rounding) <= bound), derivation
    assert not any(map(is_rounding, leaves(tree))), derivation


def assert_no_cycle(found: dict[Address, Derivation]) -> None:
    """Takes away what is explained by what is given, until nothing is left."""
    done: set[Address] = set()
    waiting = {at: {parent.address for parent in derivation.parents} for at, derivation in found.items()}
    while waiting:
        ready = {at for at, parents in waiting.items() if parents <= done}
        assert ready, f"a cycle among {sorted(map(str, waiting))}"
        for at in ready:
            if found[at].rule == "input":
                assert at.quantity in GIVEN or found[at].expression == Const(found[at].value, "signal")
        done |= ready
        waiting = {at: parents for at, parents in waiting.items() if at not in ready}


@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
@given(drawn=traces())
def test_every_address_of_every_network_is_explained(drawn: Drawn) -> None:
    assert_all_explained(drawn)


def test_terms_that_cancel_show_what_rounding_leaves_and_no_more():
    network = Network((Layer([[0.1, 0.2, -0.3]], [0.0], "identity"),), "half_squared_error")
    derivation = derive(trace(network, [[1.0, 1.0, 1.0]], [[0.0]]), Address("z", (1, 0)))
    assert agree(evaluate(derivation.expression), derivation.value, 1e-12)
    assert abs(derivation.value) < 1e-16
    assert_rounding_is_small(derivation)
