"""The term that stands for all of a long sum, and the index that runs in it."""

import pytest

from app.explain.addresses import Address, parse
from app.explain.expressions import Const, Op, Ref
from app.explain.printing.notation.common import ANY
from app.explain.printing.sums import SumIndex, alike_count, generic_addresses, generic_term


def refs(text: str) -> list[Ref]:
    return [Ref(parse(one), 1.0) for one in text.split()]


@pytest.mark.parametrize(
    ("values", "tex"),
    [
        ((0, 1, 2), r"\sum_{k=1}^{3}"),
        ((1, 2), r"\sum_{k=2}^{3}"),
        ((0, 2, 3), r"\sum_{k \ne 2}"),
        ((1, 3), r"\sum_{k \ne 1, 3}"),
    ],
)
def test_a_sum_says_from_where_to_where_it_runs_or_what_it_leaves_out(values: tuple[int, ...], tex: str) -> None:
    assert SumIndex("k", values).tex == tex


def test_where_neurons_run_a_letter_stands_in_every_address() -> None:
    rows = [[parse(f"w.2.{k}.1"), parse(f"dl_dz.2.{k}")] for k in range(3)]
    assert generic_addresses(rows) == (
        [Address("w", (2, ANY, 1)), Address("dl_dz", (2, ANY))],
        SumIndex("k", (0, 1, 2)),
    )


def test_where_samples_run_the_letter_is_that_of_samples() -> None:
    assert generic_addresses([[parse("l")], [parse("l@1")]]) == ([Address("l", (), ANY)], SumIndex("n", (0, 1)))


@pytest.mark.parametrize(
    "rows",
    [
        ["z.1.0", "a.1.0"],
        ["w.1.0.1", "w.1.1.0"],
        ["z.1.0", "z.1.1@2"],
        ["z.1.0", "z.1.0"],
        ["z.1.1", "z.1.0"],
    ],
    ids=["quantities differ", "two indices run", "index and sample run", "nothing runs", "it runs backward"],
)
def test_terms_that_no_one_term_stands_for_have_none(rows: list[str]) -> None:
    assert generic_addresses([[parse(text)] for text in rows]) is None
    assert generic_term([Ref(parse(text), 1.0) for text in rows]) is None


def test_terms_of_one_shape_have_a_general_term_and_others_none() -> None:
    products = [Op("mul", (a, z)) for a, z in zip(refs("a.1.0 a.1.1"), refs("z.1.0 z.1.1"), strict=True)]
    term, running = generic_term(products) or (None, None)
    assert term == Op("mul", (Ref(Address("a", (1, ANY)), 1.0), Ref(Address("z", (1, ANY)), 1.0)))
    assert running == SumIndex("k", (0, 1))
    twice = [Op("mul", (Const(2.0), ref)) for ref in refs("a.1.0 a.1.1")]
    assert generic_term(twice) == (Op("mul", (Const(2.0), Ref(Address("a", (1, ANY)), 1.0))), running)
    assert generic_term([*products, Const(1.0)]) is None
    assert generic_term(products[:1]) is None
    assert alike_count([*products, Const(1.0), Const(1.0)]) == 2
    assert alike_count(products) == 2
