"""The algebra: what each operation gives, infinities included, and what a tree looks like as JSON."""

from math import inf, isnan, nan

import pytest

from app.explain.addresses import parse
from app.explain.expressions import Const, Op, Ref, evaluate, refs, to_json

A, B = Ref(parse("z.1.0"), 3.0), Ref(parse("w.1.0.1"), -2.0)


@pytest.mark.parametrize(
    ("op", "args", "expected"),
    [
        ("add", (1.0, 2.0, 4.0), 7.0),
        ("mul", (2.0, 3.0, -1.0), -6.0),
        ("neg", (2.0,), -2.0),
        ("sub", (2.0, 5.0), -3.0),
        ("div", (1.0, 4.0), 0.25),
        ("div", (1.0, 0.0), inf),
        ("div", (1.0, -0.0), -inf),
        ("pow", (-3.0, 2.0), 9.0),
        ("pow", (2.0, 0.5), 2.0**0.5),
        ("exp", (1000.0,), inf),
        ("log", (0.0,), -inf),
        ("max", (1.0, 3.0, 2.0), 3.0),
        ("add", (inf, 1.0), inf),
    ],
)
def test_an_operation_gives_its_number(op, args, expected):
    assert evaluate(Op(op, tuple(map(Const, args)))) == expected


@pytest.mark.parametrize(
    ("op", "args"), [("div", (0.0, 0.0)), ("log", (-1.0,)), ("sub", (inf, inf)), ("max", (1.0, nan))]
)
def test_what_has_no_number_is_not_a_number(op, args):
    assert isnan(evaluate(Op(op, tuple(map(Const, args)))))


def test_activations_and_three_more_functions_can_be_applied():
    for function, expected in (("abs", 3.0), ("erf", 0.9999779095030014), ("relu", 3.0), ("identity", 3.0)):
        assert evaluate(Op("apply", (A,), function)) == expected
    assert evaluate(Op("apply", (Const(4.0),), "sqrt")) == 2.0


def test_sums_are_made_from_left_to_right():
    assert evaluate(Op("add", tuple(map(Const, (0.1, 0.2, -0.3))))) == 0.1 + 0.2 - 0.3


def test_a_tree_lists_its_numbers_in_order_and_each_once():
    assert refs(Op("add", (Op("mul", (B, A)), A, Const(1.0)))) == (B, A)


def test_a_tree_as_json_is_operations_over_addresses_and_constants():
    assert to_json(Op("sub", (A, Op("apply", (Const(0.5, "eta"),), "sigmoid")))) == {
        "op": "sub",
        "args": [
            {"op": "ref", "address": "z.1.0", "value": 3.0},
            {"op": "apply", "function": "sigmoid", "args": [{"op": "const", "value": 0.5, "name": "eta"}]},
        ],
    }
