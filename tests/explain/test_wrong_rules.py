"""A wrong backpropagation is not explained away: exactly the numbers that the replaced rule has made are refused."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np
import pytest

from app.engine.activations import Activation
from app.engine.arrays import FloatArray
from app.engine.losses import LOSSES, Loss
from app.engine.optimizers import optimizer, update
from app.engine.passes import trace
from app.engine.probability import Output
from app.engine.records import Trace
from app.engine.rules import RIGHT, LossGradient, Rules, Site
from app.explain.addresses import Address, addresses
from app.explain.derive import Update, derive
from app.explain.rounding import UnexplainedNumber
from tests.engine.networks import COMBINATIONS, problem
from tests.explain.consistency import inconsistent

RATE = 0.5
SIZES = (2, 2, 2, 2)
LAST = len(SIZES) - 1


def changed_loss_gradient(change: Callable[[FloatArray], FloatArray]) -> Callable[..., LossGradient]:
    def through_loss(loss: Loss, output: Output, target: FloatArray, at: Site) -> LossGradient:
        dl_dy, dl_dz = RIGHT.through_loss(loss, output, target, at)
        return LossGradient(change(dl_dy), None if dl_dz is None else change(dl_dz))

    return through_loss


def gain_of_one_neuron(f: Activation, a: FloatArray, z: FloatArray, at: Site) -> FloatArray:
    return a * (1.0 - a) if f.couples else f.derivative(a, z)


def first_wire(dl_dz: FloatArray, W: FloatArray, at: Site) -> FloatArray:
    return dl_dz[:, :1] * W[:1]


def first_neuron(dl_dz: FloatArray, at: Site) -> FloatArray:
    return np.full(dl_dz.shape[1], dl_dz[:, 0].sum())


def hidden(at: Address) -> bool:
    return at.quantity == "dl_dx" or at.indices[0] < LAST


def anywhere(at: Address) -> bool:
    return True


def at_the_output(at: Address) -> bool:
    return at.indices[0] == LAST


PLANTED: dict[str, tuple[Rules, set[str], Callable[[Address], bool]]] = {
    "f' taken at a": (
        replace(RIGHT, gain=lambda f, a, z, at: None if f.couples else f.derivative(a, a)),
        {"da_dz"},
        anywhere,
    ),
    "the gain a (1 - a) for a softmax": (replace(RIGHT, gain=gain_of_one_neuron), {"da_dz"}, anywhere),
    "the gain left out": (
        replace(RIGHT, through_gain=lambda f, dl_da, da_dz, a, z, at: dl_da.copy()),
        {"dl_dz"},
        anywhere,
    ),
    "the weights left out": (
        replace(RIGHT, back=lambda dl_dz, W, at: dl_dz @ np.ones_like(W)),
        {"dl_da", "dl_dz", "dl_dx"},
        hidden,
    ),
    "the first wire for all": (replace(RIGHT, back=first_wire), {"dl_da", "dl_dz", "dl_dx"}, hidden),
    "the weights not transposed": (
        replace(RIGHT, back=lambda dl_dz, W, at: dl_dz @ W.T),
        {"dl_da", "dl_dz", "dl_dx"},
        hidden,
    ),
    "a mean where a sum is meant, and the other way": (
        replace(
            RIGHT,
            reduce=lambda summed, samples, at: summed / samples if at.network.reduction == "sum" else summed,
        ),
        {"dL_dw", "dL_db"},
        anywhere,
    ),
    "one bias gradient for the layer": (replace(RIGHT, biases=first_neuron), {"dl_db"}, anywhere),
    "the bias gradient of the last sample": (
        replace(RIGHT, biases=lambda dl_dz, at: dl_dz[-1].copy()),
        {"dL_db"},
        anywhere,
    ),
    "the weight gradient transposed": (
        replace(RIGHT, weights=lambda dl_dz, a_prev, at: a_prev.T @ dl_dz),
        {"dl_dw"},
        anywhere,
    ),
    "the loss's gradient with the other sign": (
        replace(RIGHT, through_loss=changed_loss_gradient(lambda slope: -slope)),
        {"dl_da", "dl_dz"},
        at_the_output,
    ),
    "the loss's gradient twice": (
        replace(RIGHT, through_loss=changed_loss_gradient(lambda slope: 2.0 * slope)),
        {"dl_da", "dl_dz"},
        at_the_output,
    ),
}
"""What is planted, and the quantities that must be refused, and where. What follows from them is explained: its rule
is right, and its parents are what they are."""

STEP = 10


def passes(rules: Rules, start: int) -> Iterator[Trace]:
    """Every tenth combination of activation and loss, from another one on for each rule; every third pass is driven by
    a signal, every fifth has the gains of other inputs."""
    for seed, (activation, loss) in enumerate(COMBINATIONS[start % STEP :: STEP]):
        rng = np.random.default_rng([start, seed])
        reduction = "mean" if seed % 2 else "sum"
        p = problem(activation, loss, SIZES, 2, seed=seed, reduction=reduction)
        dl_dy = rng.normal(size=p.target.shape) if seed % 3 == 2 else None
        gains_x = rng.normal(size=p.x.shape) if seed % 5 == 4 else None
        yield trace(p.network, p.x, p.target, dl_dy=dl_dy, gains_x=gains_x, per_sample=True, rules=rules)


def step_after(traced: Trace) -> Update:
    return Update(RATE, update(traced.network, traced, optimizer("sgd", learning_rate=RATE)).network)


def refused(traced: Trace, step: Update) -> set[Address]:
    found = set()
    for at in addresses(traced.network, len(traced.x), updated=True):
        try:
            derive(traced, at, step)
        except UnexplainedNumber as error:
            found.add(error.address)
    return found


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_rule_is_refused_at_every_number_that_it_has_made_and_nowhere_else(name: str) -> None:
    rules, quantities, where = PLANTED[name]
    seen = set()
    for traced in passes(rules, list(PLANTED).index(name)):
        step = step_after(traced)
        expected = inconsistent(traced, RATE, step.network)
        assert refused(traced, step) == expected
        assert all(at.quantity in quantities and where(at) for at in expected)
        seen |= {at.quantity for at in expected}
    assert seen == quantities


def test_by_the_right_rules_nothing_is_refused() -> None:
    for start in range(0, STEP, 3):
        for traced in passes(RIGHT, start):
            step = step_after(traced)
            assert refused(traced, step) == set()


def test_a_loss_whose_gradient_is_wrong_is_refused_where_it_joins_the_activation_too() -> None:
    joined = [(loss.name, activation) for loss in LOSSES.values() for activation in loss.gradient_z]
    rules = PLANTED["the loss's gradient twice"][0]
    for loss, activation in joined:
        p = problem(activation, loss, (2, 3), 1)
        traced = trace(p.network, p.x, p.target, rules=rules)
        for address in ("dl_dz.1.0", "dl_da.1.2"):
            with pytest.raises(UnexplainedNumber):
                derive(traced, address)
