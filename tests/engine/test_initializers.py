"""Each scheme draws what its paper says; a seed is a recipe."""

import numpy as np
import pytest

from app.engine.errors import BadSetting, ShapeMismatch, UnknownActivation
from app.engine.initializers import SCHEMES, Spread, initialize
from app.engine.randomness import MAX_SEED, RandomStream

SIZES = (200, 300, 100)
ACTS = ["tanh", "identity"]
GOLDEN = [
    "0x1.3e7e1af8c767ep-1",
    "0x1.81678b10eae54p-2",
    "0x1.9e81c325a1d18p-1",
    "0x1.9b88695fdb5b0p-1",
    "0x1.72b7f02459420p-5",
    "0x1.6a15bc7ded876p-1",
]


def weights(scheme, seed=1, **settings):
    return [layer.W for layer in initialize(SIZES, ACTS, scheme, seed, **settings)]


def test_the_contracts_schemes_are_there():
    assert list(SCHEMES) == [
        "zeros",
        "constant",
        "uniform",
        "normal",
        "xavier_uniform",
        "xavier_normal",
        "he_uniform",
        "he_normal",
        "lecun_uniform",
        "lecun_normal",
    ]


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_scheme_makes_layers_of_the_asked_sizes(scheme):
    layers = initialize((2, 3, 1), ["relu", "sigmoid"], scheme, bias=0.25)
    assert [layer.W.shape for layer in layers] == [(3, 2), (1, 3)]
    assert [layer.activation for layer in layers] == ["relu", "sigmoid"]
    assert [layer.b.tolist() for layer in layers] == [[0.25] * 3, [0.25]]


@pytest.mark.parametrize(
    ("scheme", "variances"),
    [
        ("xavier", [2 / 500, 2 / 400]),
        ("he", [2 / 200, 2 / 300]),
        ("lecun", [1 / 200, 1 / 300]),
    ],
)
def test_a_scheme_has_the_variance_of_its_paper(scheme, variances):
    for W, variance in zip(weights(f"{scheme}_uniform"), variances, strict=True):
        assert W.var() == pytest.approx(variance, rel=0.03)
        assert np.abs(W).max() <= np.sqrt(3 * variance)
    for W, variance in zip(weights(f"{scheme}_normal"), variances, strict=True):
        assert W.var() == pytest.approx(variance, rel=0.03)
        assert abs(W.mean()) < 0.01
        assert np.abs(W).max() > np.sqrt(3 * variance)


def test_plain_schemes_do_as_they_are_told():
    spread = Spread(value=0.3, low=-0.2, high=0.6, mean=2.0, std=0.1)
    assert all((W == 0.0).all() for W in weights("zeros"))
    assert all((W == 0.3).all() for W in weights("constant", spread=spread))
    for W in weights("uniform", spread=spread):
        assert W.min() >= -0.2
        assert W.max() < 0.6
        assert W.mean() == pytest.approx(0.2, abs=0.01)
    for W in weights("normal", spread=spread):
        assert W.mean() == pytest.approx(2.0, abs=0.01)
        assert W.std() == pytest.approx(0.1, rel=0.03)


def test_a_seed_is_a_recipe():
    for scheme in ("uniform", "he_normal"):
        one, same, other = weights(scheme, 7), weights(scheme, 7), weights(scheme, 8)
        assert [W.tobytes() for W in one] == [W.tobytes() for W in same]
        assert all((a != b).any() for a, b in zip(one, other, strict=True))


def test_layers_are_drawn_in_order_row_by_row():
    first, second = (layer.W for layer in initialize((2, 3, 1), ACTS, "uniform", 9))
    drawn = -1.0 + 2.0 * RandomStream(9).uniform(9)
    assert first.ravel().tolist() == drawn[:6].tolist()
    assert second.ravel().tolist() == drawn[6:].tolist()


def test_numbers_written_down_once_are_still_the_same_bits():
    layers = initialize((2, 2, 1), ["tanh", "sigmoid"], "xavier_uniform", 2024)
    assert [w.hex() for layer in layers for w in layer.W.ravel().tolist()] == GOLDEN


@pytest.mark.parametrize("seed", [0, MAX_SEED])
def test_the_ends_of_the_range_of_seeds_are_seeds(seed):
    assert np.isfinite(initialize((2, 1), ["tanh"], "normal", seed)[0].W).all()


@pytest.mark.parametrize(
    ("change", "setting"),
    [
        ({"scheme": "glorot"}, "scheme"),
        ({"seed": -1}, "seed"),
        ({"seed": MAX_SEED + 1}, "seed"),
        ({"seed": True}, "seed"),
        ({"sizes": (2,)}, "sizes"),
        ({"sizes": (2, 0)}, "sizes"),
        ({"bias": np.inf}, "bias"),
        ({"spread": Spread(std=-1.0)}, "std"),
        ({"spread": Spread(low=1.0, high=0.0)}, "low"),
        ({"spread": Spread(value=np.nan)}, "value"),
    ],
)
def test_a_setting_that_means_nothing_is_refused(change, setting):
    asked = {"sizes": (2, 1), "activations": ["tanh"], "scheme": "uniform", "seed": 0, **change}
    with pytest.raises(BadSetting) as caught:
        initialize(**asked)
    assert caught.value.params["setting"] == setting


def test_one_activation_is_needed_for_each_layer():
    with pytest.raises(ShapeMismatch):
        initialize((2, 3, 1), ["tanh"], "zeros")
    with pytest.raises(UnknownActivation):
        initialize((2, 1), ["tahn"], "zeros")


def test_a_range_wider_than_the_largest_number_is_kept_to():
    (layer,) = initialize([4, 8], ["relu"], "uniform", 1, spread=Spread(low=-1e308, high=1e308))
    assert np.all(np.abs(layer.W) <= 1e308)
    assert layer.W.min() < 0 < layer.W.max()


def test_a_normal_number_beyond_the_range_is_infinite_and_no_warning():
    (layer,) = initialize([8, 8], ["relu"], "normal", 1, spread=Spread(std=1.7e308))
    assert np.isinf(layer.W).any()
