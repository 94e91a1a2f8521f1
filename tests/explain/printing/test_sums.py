"""The one term that stands for the terms of a long sum, and where there is none."""

import pytest

from app.explain.addresses import Address, parse
from app.explain.expressions import Const, Op, Ref
from app.explain.printing.notation.common import ANY
from app.explain.printing.sums import alike, generic, generic_term


def rows(*terms: str) -> list[list]:
    return [[parse(address) for address in term.split()] for term in terms]


def test_what_runs_through_a_sum_becomes_a_letter_with_its_bounds():
    found = generic(rows("w.2.1.0 a.1.0", "w.2.1.1 a.1.1", "w.2.1.2 a.1.2"))
    assert found is not None
    (weight, activation), running = found
    assert (weight.indices, activation.indices) == ((2, 1, ANY), (1, ANY))
    assert running.tex == r"\sum_{k=1}^{3}"


def test_a_sum_that_leaves_one_out_says_which():
    found = generic(rows("a.1.0", "a.1.2", "a.1.3"))
    assert found is not None
    assert found[1].tex == r"\sum_{k \ne 2}"


def test_a_sum_over_samples_has_the_letter_of_samples():
    found = generic(rows("dl_db.1.0", "dl_db.1.0@1", "dl_db.1.0@2"))
    assert found is not None
    (gradient,), running = found
    assert gradient.sample == ANY
    assert running.tex == r"\sum_{n=1}^{3}"


@pytest.mark.parametrize(
    "terms",
    [
        ("x.0", "a.1.1"),
        ("w.1.0.0 a.1.1", "w.1.0.1 a.1.0"),
        ("a.1.0@1", "a.1.1"),
        ("x.1", "x.0"),
        ("x.0", "x.0"),
    ],
    ids=["other quantities", "run apart", "samples run apart", "backward", "nothing runs"],
)
def test_terms_that_do_not_run_together_have_no_general_one(terms):
    assert generic(rows(*terms)) is None
    assert generic_term([Op("mul", tuple(Ref(at, 1.0) for at in row)) for row in rows(*terms)]) is None


def test_a_general_term_keeps_what_is_the_same_in_all():
    terms = [Op("mul", (Const(2.0), Ref(at, 1.0))) for (at,) in rows("a.1.0", "a.1.1")]
    found = generic_term(terms)
    assert found is not None
    assert found[0] == Op("mul", (Const(2.0), Ref(Address("a", (1, ANY)), 1.0)))
    assert generic_term(terms[:1]) is None
    assert alike([*terms, Const(1.0)]) == 2
