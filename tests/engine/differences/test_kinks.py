"""Where a formula changes no derivative spans the step: a check says kink there, of every activation and every loss."""

import dataclasses
import sys

import numpy as np
import pytest

from app.engine.activations import ACTIVATIONS, Activation
from app.engine.differences.gradient_check import gradient_check
from app.engine.losses import LOSSES, Loss
from app.engine.network import Layer, Network
from app.engine.probability import Output

ASIDE = 2e-6
"""Less than the step, so that the kink lies within it, and not in its middle."""


def hard_tanh(kinks):
    """A row with two corners, as somebody might add it."""

    def derivative(a, z):
        return np.where(np.abs(z) < 1.0, 1.0, 0.0)

    def vjp(g, a, z):
        return g * derivative(a, z)

    return Activation(
        "hard_tanh",
        lambda z: np.clip(z, -1.0, 1.0),
        derivative,
        vjp,
        "",
        "",
        "lambda v: np.clip(v, -1, 1)",
        operations=4,
        kinks=kinks,
    )


def plant(monkeypatch, table, row):
    """Puts a row into a table of the engine, wherever the table is looked up."""
    name = {Activation: "ACTIVATIONS", Loss: "LOSSES"}[type(row)]
    for module in [module for key, module in sys.modules.items() if key.startswith("app.engine")]:
        if getattr(module, name, None) is table:
            monkeypatch.setattr(module, name, {**table, row.name: row})


def corners(slope):
    """Where a function of one number jumps, found by halving the cells of a grid in which it changes."""
    found = set()
    for left in np.arange(-8.0, 8.0, 0.125):
        ends = [left, left + 0.125]
        for _ in range(40):
            middle = sum(ends) / 2
            jumps = [abs(slope(middle) - slope(ends[0])), abs(slope(ends[1]) - slope(middle))]
            ends = [ends[0], middle] if jumps[0] > jumps[1] else [middle, ends[1]]
        if abs(slope(ends[1]) - slope(ends[0])) > 1e-6:
            found.add(round(sum(ends) / 2, 9) + 0.0)
    return sorted(found)


def corners_of_activation(row):
    def slope(z):
        at = np.array([[z]])
        return float(row.derivative(row.forward(at), at)[0, 0])

    return [] if row.couples else corners(slope)


def corners_of_loss(row):
    """By the residual, about a target of 1/2."""
    if row.target_range is not None:
        return []  # smooth wherever it is finite

    def slope(r):
        at = np.array([[0.5 + r]])
        return float(row.gradient(Output(at, at, "identity"), np.array([[0.5]]))[0, 0])

    return corners(slope)


def verdicts_at(row, z):
    """The verdicts about one neuron whose z, or whose residual, is that."""
    of_activation = isinstance(row, Activation)
    activation, loss = (row.name, "half_squared_error") if of_activation else ("identity", row.name)
    network = Network((Layer([[1.0]], [z - 1.0], activation),), loss)
    target = 5.0 if of_activation else 0.0
    return {check.kind: check.verdict for check in gradient_check(network, [[1.0]], [[target]])}


def every_kink():
    """Each row with each of its kinks, on both sides of 0 for a loss."""
    for row in ACTIVATIONS.values():
        yield from (pytest.param(row, kink, id=f"{row.name} {kink}") for kink in row.kinks)
    for row in LOSSES.values():
        sides = sorted({side for kink in row.kinks for side in (kink, -kink)})
        yield from (pytest.param(row, kink, id=f"{row.name} {kink}") for kink in sides)


ROWS = [*ACTIVATIONS.values(), *LOSSES.values()]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_every_corner_of_every_function_is_known_to_its_row_and_its_verdict_is_kink(row):
    found = corners_of_activation(row) if isinstance(row, Activation) else corners_of_loss(row)
    assert {abs(corner) for corner in found} <= {abs(kink) for kink in row.kinks}
    for corner in found:
        for z in (corner - ASIDE, corner + ASIDE):
            assert set(verdicts_at(row, z).values()) == {"kink"}, z


def test_the_corners_that_are_found_are_those_that_are_there():
    assert corners_of_activation(ACTIVATIONS["relu"]) == [0.0]
    assert corners_of_activation(ACTIVATIONS["elu"]) == []  # its slope bends at 0, and does not jump
    assert corners_of_loss(LOSSES["absolute_error"]) == [0.0]
    assert corners_of_activation(hard_tanh(())) == [-1.0, 1.0]


@pytest.mark.parametrize(("row", "kink"), list(every_kink()))
def test_at_a_kink_nothing_is_called_wrong(row, kink):
    at_the_kink = set(verdicts_at(row, kink).values())
    assert at_the_kink == ({"match"} if row.name == "absolute_error" else {"kink"})  # |·|'(0) = 0 is what one sees
    for z in (kink - ASIDE, kink + ASIDE):
        assert set(verdicts_at(row, z).values()) <= {"match", "kink"}


def test_away_from_its_kink_a_formula_is_smooth():
    assert set(verdicts_at(LOSSES["huber"], 1e-9).values()) == {"match"}
    assert set(verdicts_at(ACTIVATIONS["relu"], 1e-4).values()) == {"match"}


@pytest.mark.parametrize(("kinks", "verdicts"), [((-1.0, 1.0), {"kink"}), ((), {"undecided"}), ((1.0,), {"undecided"})])
def test_a_new_row_that_does_not_know_its_kinks_is_found_out(monkeypatch, kinks, verdicts):
    row = hard_tanh(kinks)
    plant(monkeypatch, ACTIVATIONS, row)
    assert set(verdicts_at(row, -1.0).values()) == verdicts
    known = set(corners_of_activation(row)) <= set(row.kinks)
    assert known == (verdicts == {"kink"})


def test_a_bend_that_happens_to_halve_the_difference_is_a_bend_all_the_same(monkeypatch):
    """At a corner from 0 to 1 the difference is 1/2: half of the gradient that the upper side has."""
    row = dataclasses.replace(hard_tanh(()), derivative=lambda a, z: np.where(np.abs(z) <= 1.0, 1.0, 0.0))
    plant(monkeypatch, ACTIVATIONS, row)
    network = Network((Layer([[1.0]], [-2.0], "hard_tanh"),), "absolute_error")
    check = gradient_check(network, [[1.0]], [[-5.0]])[0]
    assert check.numeric == pytest.approx(0.5 * check.analytic, rel=1e-9)
    assert (check.verdict, check.reason) == ("undecided", "step")


def test_a_new_row_whose_slope_is_wrong_between_its_kinks_is_a_mismatch(monkeypatch):
    row = hard_tanh((-1.0, 1.0))
    plant(monkeypatch, ACTIVATIONS, dataclasses.replace(row, derivative=lambda a, z: 0.9 * row.derivative(a, z)))
    assert set(verdicts_at(row, 0.5).values()) == {"mismatch"}


@pytest.mark.parametrize("activation", ["relu", "leaky_relu", "selu"])
def test_only_what_goes_through_the_kink_is_concerned(activation):
    layers = (Layer([[1.0]], [-1.0], activation), Layer([[1.0]], [0.0], "identity"))
    checks = gradient_check(Network(layers, "half_squared_error"), [[1.0]], [[1.0]])
    verdicts = {(check.kind, check.layer): check.verdict for check in checks}
    assert verdicts["W", 1] == verdicts["b", 1] == verdicts["x", 0] == "kink"
    assert verdicts["b", 2] == "match"
