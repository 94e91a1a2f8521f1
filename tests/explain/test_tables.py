"""What explanations know has a row for each activation and loss of the engine: what is missing is named."""

from app.engine.activations import ACTIVATIONS
from app.engine.losses import LOSSES
from app.explain.arithmetic import FUNCTIONS
from app.explain.rules.activations import ACTIVATION_RULES
from app.explain.rules.losses import LOSS_RULES


def test_every_activation_has_its_rule_in_the_engines_order() -> None:
    assert list(ACTIVATION_RULES) == list(ACTIVATIONS)


def test_an_activation_that_couples_its_layer_says_how_it_carries_gradients_back() -> None:
    said = [name for name, rule in ACTIVATION_RULES.items() if rule.pullback is not None]
    assert said == [name for name, f in ACTIVATIONS.items() if f.couples]


def test_every_loss_has_its_rule_in_the_engines_order() -> None:
    assert list(LOSS_RULES) == list(LOSSES)


def test_a_loss_joins_the_same_activations_as_in_the_engine() -> None:
    joined = {name: set(rule.joined) for name, rule in LOSS_RULES.items()}
    assert joined == {name: set(loss.gradient_z) for name, loss in LOSSES.items()}


def test_every_activation_of_one_number_can_be_applied() -> None:
    assert set(FUNCTIONS) == {name for name, f in ACTIVATIONS.items() if not f.couples} | {"abs", "sqrt", "erf"}
