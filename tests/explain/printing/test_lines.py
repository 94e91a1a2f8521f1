"""The printed lines: whole pieces, the lecture's symbols, short sums, no change that nobody has seen."""

import re

import pytest

from app.explain.addresses import parse
from app.explain.derive import derive
from app.explain.printing.lines import lines
from app.explain.printing.notation import NOTATIONS, NetworkInfo
from tests.explain.cases import Case, cases, small
from tests.explain.snapshots import path_of, snapshot

CASES = list(cases())


def line(case_trace, address, kind, notation="lecture"):
    found = lines(derive(case_trace, address), NOTATIONS[notation], NetworkInfo.of(case_trace))
    return {row.kind: row for row in found}[kind]


@pytest.mark.parametrize("notation", NOTATIONS)
def test_what_every_rule_looks_like_is_what_was_looked_at(notation: str) -> None:
    assert snapshot(NOTATIONS[notation]) == path_of(notation).read_text("utf-8")


@pytest.mark.parametrize("notation", NOTATIONS)
def test_every_piece_is_whole_and_leads_to_a_number_that_the_line_is_made_of(notation: str) -> None:
    for case in CASES:
        for row in lines(case.derivation, NOTATIONS[notation], NetworkInfo.of(case.trace)):
            for part in row.parts:
                assert part.tex
                assert part.tex.count("{") == part.tex.count("}")
                depth = 0
                for sign in part.tex:
                    depth += {"{": 1, "}": -1}.get(sign, 0)
                    assert depth >= 0
                if part.address is not None:
                    assert part.role == "factor"
                    assert parse(str(part.address)) == part.address
            _assert_leads(case, row.kind, {part.address for part in row.parts} - {None})


def _assert_leads(case: Case, kind: str, linked: set) -> None:
    parents = {parent.address for parent in case.derivation.parents}
    if kind in ("numbers", "value"):
        assert linked <= parents | {case.derivation.address}


def test_no_line_has_two_scripts_at_one_place() -> None:
    for notation in NOTATIONS.values():
        for case in CASES:
            for row in lines(case.derivation, notation, NetworkInfo.of(case.trace)):
                assert not re.search(r"\}\^\{[^{}]*\}\^|_\{[^{}]*\}_\{", row.tex), row.tex


def test_the_lectures_letters_are_those_of_the_page() -> None:
    hidden = line(small((2, 2, 2), ("sigmoid", "sigmoid")), "dl_dz.1.0", "symbolic").tex
    assert hidden == (
        r"\frac{\partial l}{\partial z^{1}_{1}}=\sigma'(z^{1}_{1})\,\bigl[w^{2}_{11}\,\frac{\partial l}"
        r"{\partial z^{2}_{1}}+w^{2}_{21}\,\frac{\partial l}{\partial z^{2}_{2}}\bigr]"
    )


def test_sums_of_more_than_six_terms_are_abbreviated() -> None:
    seven = small((7, 1), ("identity",))
    assert line(seven, "z.1.0", "symbolic").tex == r"z^{1}_{1}=\sum_{k=1}^{7}w^{1}_{1k}\,x_{k}+b^{1}_{1}"
    assert r"\overset{8}{\cdots}" in line(seven, "z.1.0", "numbers").tex
    assert "sum" not in line(small((5, 1), ("identity",)), "z.1.0", "symbolic").tex


def test_of_many_conditions_the_first_is_said_and_their_count() -> None:
    wide = small((1, 7), ("identity",), "huber")
    assert line(wide, "l", "symbolic").tex.endswith(r"\quad(|y_{1}-\hat{y}_{1}|\le 1)\quad\overset{7}{\cdots}")


def test_what_is_given_has_only_its_value() -> None:
    (only,) = lines(derive(small((2, 1), ("relu",)), "x.0"), NOTATIONS["lecture"], NetworkInfo(1, 1, ("relu",)))
    assert (only.kind, only.tex) == ("value", "x_{1}=0.5")
