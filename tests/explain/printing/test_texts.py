"""A derivation as a program, as LaTeX, as Markdown and as plain text."""

from math import inf, nan

import pytest

from app.engine.network import Layer, Network
from app.engine.passes import trace
from app.explain.addresses import parse
from app.explain.derive import Derivation, derive
from app.explain.expressions import Const, Op, Ref
from app.explain.printing.lines import lines
from app.explain.printing.notation import NOTATIONS, NetworkInfo
from app.explain.printing.numerals import numeral
from app.explain.printing.numpy_text import numpy_text
from app.explain.printing.texts import latex, markdown, plain
from app.explain.rounding import agree
from tests.explain.cases import Case, cases, small

CASES = list(cases())


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.name}: {case.derivation.address}")
def test_the_numpy_text_runs_and_gives_the_value(case: Case) -> None:
    written = numpy_text(case.derivation)
    names: dict[str, float] = {}
    exec(written, names)
    assert written.splitlines()[-1].startswith("value = ") or written.endswith(")\n")
    assert agree(float(names["value"]), case.derivation.value, 1e-12)


@pytest.mark.parametrize("z", [-37.0, -20.0, -0.75, 3.0])
@pytest.mark.parametrize("address", ["a.1.0", "da_dz.1.0"])
def test_the_numpy_text_of_gelu_gives_the_value_far_in_its_tails(z: float, address: str) -> None:
    network = Network((Layer([[1.0]], [0.0], "gelu"),), "half_squared_error")
    derivation = derive(trace(network, [[z]], [[0.0]]), address)
    names: dict[str, float] = {}
    exec(numpy_text(derivation), names)
    assert names["value"] == pytest.approx(derivation.value, rel=1e-12, abs=0.0)


def test_a_program_defines_what_it_uses() -> None:
    assert numpy_text(derive(small((2, 1), ("sigmoid",)), "z.1.0")) == (
        "import numpy as np\n\n"
        "w_1_0_0 = np.float64(0.84)  # w.1.0.0\n"
        "x_0 = np.float64(0.5)  # x.0\n"
        "w_1_0_1 = np.float64(0.91)  # w.1.0.1\n"
        "x_1 = np.float64(-0.4)  # x.1\n"
        "b_1_0 = np.float64(0.4)  # b.1.0\n"
        "value = ((w_1_0_0 * x_0) + (w_1_0_1 * x_1) + b_1_0)\n"
    )


def test_plain_text_has_addresses_then_numbers_then_the_value() -> None:
    derivation = derive(small((2, 2, 2), ("sigmoid", "sigmoid")), "dl_dw.1.0.1")
    first, second, third = plain(derivation).splitlines()
    assert first == "dl_dw.1.0.1 = x.1 × dl_dz.1.0"
    assert second.startswith("            = (-0.4) × ")
    assert float(third.split("=")[1]) == derivation.value


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.name}: {case.derivation.address}")
def test_plain_text_and_markdown_hold_the_whole_value_and_no_tex_where_none_belongs(case: Case) -> None:
    assert "\\" not in plain(case.derivation)
    assert plain(case.derivation).endswith(f"= {case.derivation.value!r}\n")
    found = lines(case.derivation, NOTATIONS["lecture"], NetworkInfo.of(case.trace))
    assert markdown(case.derivation, found).startswith(f"**`{case.derivation.address}` = {case.derivation.value!r}**\n")
    for parent in case.derivation.parents:
        assert f"| `{parent.address}` |" in markdown(case.derivation, found)


def test_latex_aligns_the_lines_at_their_first_sign_of_equality() -> None:
    traced = small((2, 2, 2), ("sigmoid", "sigmoid"))
    written = latex(lines(derive(traced, "dl_dw.1.0.1"), NOTATIONS["lecture"], NetworkInfo.of(traced)))
    rows = written.splitlines()
    assert (rows[0], rows[-1]) == (r"\begin{align*}", r"\end{align*}")
    assert all(row.count("&=") == 1 for row in rows[1:-1])
    assert len(rows) == 6


def _of(value: float, expression: Op) -> Derivation:
    return Derivation(parse("z.1.0"), value, "weighted_sum", expression, expression, (), (), ())


@pytest.mark.parametrize(
    ("op", "args", "value", "written"),
    [
        ("max", (1.5, 3.0, 2.0), 3.0, "max(1.5,3,2)"),
        ("pow", (2.0, 3.0), 8.0, "(2)^3"),
        ("pow", (3.0, 2.0), 9.0, "(3)^2"),
        ("log", (1.0,), 0.0, "ln(1)"),
        ("add", (1.0, inf), inf, "1 + inf"),
        ("sub", (1.0, inf), -inf, "1 - inf"),
        ("mul", (1.0, nan), nan, "1 × nan"),
    ],
)
def test_every_operation_has_its_words_in_programs_and_in_plain_text(op, args, value, written) -> None:
    derivation = _of(value, Op(op, tuple(map(Const, args))))
    names: dict[str, float] = {}
    exec(numpy_text(derivation), names)
    assert float(names["value"]) == value or value != value != names["value"]
    assert plain(derivation).splitlines()[0] == f"z.1.0 = {written}"


def test_what_overflowed_is_a_number_of_a_program_by_its_name() -> None:
    derivation = derive(small((1, 1), ("identity",)), "z.1.0")
    assert "np.float64(np.nan)" in numpy_text(_of(nan, Op("neg", (Ref(derivation.address, nan),))))
    assert "np.float64(-np.inf)" in numpy_text(_of(inf, Op("neg", (Ref(derivation.address, -inf),))))


@pytest.mark.parametrize(
    ("value", "tex"),
    [
        (nan, r"\mathrm{NaN}"),
        (inf, r"\infty"),
        (-inf, r"-\infty"),
        (0.25, "0.25"),
        (1.2345678e-17, r"1.235\times 10^{-17}"),
    ],
)
def test_a_number_in_a_formula_has_four_digits_or_its_sign(value: float, tex: str) -> None:
    assert numeral(value) == tex


def test_a_constant_called_lambda_is_no_keyword_in_a_program() -> None:
    derivation = derive(small((1, 1), ("selu",)), "da_dz.1.0")
    assert derivation.expression == Const(1.0507009873554805, "lambda") or isinstance(derivation.expression, Op)
    names: dict[str, float] = {}
    exec(numpy_text(derivation), names)
    assert names["value"] == derivation.value


def test_the_largest_of_numbers_is_written_everywhere() -> None:
    z, other = Ref(parse("z.1.0"), -2.0), Ref(parse("z.1.1"), 3.0)
    tree = Op("max", (z, other))
    derivation = Derivation(parse("a.1.0"), 3.0, "activation", tree, tree, (), (), (z, other))
    symbolic, numbers, _ = lines(derivation, NOTATIONS["lecture"], NetworkInfo(2, 1, ("relu", "relu")))
    assert symbolic.tex == r"a^{1}_{1}=\max(z^{1}_{1},z^{1}_{2})"
    assert numbers.tex == r"a^{1}_{1}=\max(-2,3)"
    assert plain(derivation).splitlines()[0] == "a.1.0 = max(z.1.0,z.1.1)"
    names: dict[str, float] = {}
    exec(numpy_text(derivation), names)
    assert names["value"] == 3.0
