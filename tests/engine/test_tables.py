"""The tables of activations, losses and optimizers: every name of the contract, and each row complete."""

import numpy as np
import pytest

from app.engine.activations import ACTIVATIONS
from app.engine.losses import LOSSES
from app.engine.optimizers import OPTIMIZERS
from app.engine.probability import Output


def test_the_contracts_activations_are_there_in_its_order():
    assert " ".join(ACTIVATIONS) == (
        "identity sigmoid tanh relu leaky_relu elu selu softplus softsign gelu silu softmax"
    )
    assert [name for name, f in ACTIVATIONS.items() if f.couples] == ["softmax"]


def test_the_contracts_losses_are_there_in_its_order():
    assert " ".join(LOSSES) == (
        "half_squared_error squared_error mean_squared_error absolute_error huber binary_cross_entropy "
        "cross_entropy binary_cross_entropy_with_logits softmax_cross_entropy"
    )
    assert [name for name, loss in LOSSES.items() if loss.on_logits] == [
        "binary_cross_entropy_with_logits",
        "softmax_cross_entropy",
    ]
    assert [name for name, loss in LOSSES.items() if loss.target_range == (0.0, 1.0)] == list(LOSSES)[5:]


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_pulling_a_gradient_back_is_multiplying_it_with_the_jacobian(name):
    f = ACTIVATIONS[name]
    rng = np.random.default_rng(0)
    z, g = rng.normal(size=(3, 4)), rng.normal(size=(3, 4))
    a = f.forward(z)
    da_dz = f.derivative(a, z)
    expected = da_dz * g if not f.couples else np.einsum("nik,ni->nk", da_dz, g)
    assert f.vjp(g, a, z) == pytest.approx(expected, abs=1e-15)


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_an_activation_gives_fresh_arrays(name):
    f = ACTIVATIONS[name]
    z = np.array([[0.5, -0.5]])
    a = f.forward(z)
    assert not np.shares_memory(a, z)
    assert not np.shares_memory(f.derivative(a, z), a)


FORMULAS = [
    *((row.tex, row.derivative_tex) for row in ACTIVATIONS.values()),
    *((row.tex, row.gradient_tex) for row in LOSSES.values()),
]


@pytest.mark.parametrize("formulas", FORMULAS)
def test_a_rows_formulas_are_well_formed(formulas):
    for tex in formulas:
        assert "=" in tex
        assert tex.count("{") == tex.count("}")
        assert tex.count(r"\begin") == tex.count(r"\end")
        assert tex.count(r"\left") == tex.count(r"\right")


@pytest.mark.parametrize("row", OPTIMIZERS.values(), ids=lambda row: row.name)
def test_an_optimizers_formulas_hold_the_letter_of_each_setting_and_array(row):
    assert row.tex[0].startswith("g = ")
    assert row.tex[-1].startswith(r"\theta \leftarrow")
    assert row.tex.count(row.tex[0]) == 1
    formulas = "\n".join(row.tex)
    assert formulas.count("{") == formulas.count("}")
    for part in (*row.settings, *row.slots):
        assert part.tex in formulas, part.name
    for slot in row.slots:
        assert any(tex.startswith(rf"{slot.tex} \leftarrow") for tex in row.tex), slot.name


@pytest.mark.parametrize(
    ("loss", "y", "t", "value", "gradient"),
    [
        ("half_squared_error", [3.0, 1.0], [1.0, 2.0], 2.5, [2.0, -1.0]),
        ("squared_error", [3.0, 1.0], [1.0, 2.0], 5.0, [4.0, -2.0]),
        ("mean_squared_error", [3.0, 1.0], [1.0, 2.0], 2.5, [2.0, -1.0]),
        ("absolute_error", [3.0, 2.0], [1.0, 2.0], 2.0, [1.0, 0.0]),
        ("huber", [3.0, 1.5, 1.0], [1.0, 2.0, 2.0], 1.5 + 0.125 + 0.5, [1.0, -0.5, -1.0]),
        ("cross_entropy", [0.5, 0.25], [1.0, 0.5], np.log(2) * 2, [-2.0, -2.0]),
        ("binary_cross_entropy", [0.5, 0.25], [1.0, 0.0], np.log(2) + np.log(4 / 3), [-2.0, 4 / 3]),
        ("binary_cross_entropy_with_logits", [0.0, 0.0], [1.0, 0.25], 2 * np.log(2), [-0.5, 0.25]),
        ("softmax_cross_entropy", [0.0, 0.0], [1.0, 1.0], 2 * np.log(2), [0.0, 0.0]),
        ("softmax_cross_entropy", [0.0, 0.0], [1.0, 0.0], np.log(2), [-0.5, 0.5]),
    ],
)
def test_a_loss_and_its_gradient_are_what_one_computes_by_hand(loss, y, t, value, gradient):
    output, target = Output(np.array([y]), np.array([y]), "identity"), np.array([t])
    assert LOSSES[loss].value(output, target) == pytest.approx([value], rel=1e-15)
    assert LOSSES[loss].gradient(output, target)[0] == pytest.approx(gradient, rel=1e-15)
