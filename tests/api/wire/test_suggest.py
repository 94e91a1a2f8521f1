from typing import Any

import pytest

from app.api.wire.suggest import meant, nearest

KNOWN = ("sigmoid", "relu", "leaky_relu", "half_squared_error", "softsign", "dL_dW", "dl_dW")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("rulu", "relu"),
        ("reluu", "relu"),
        ("sigmid", "sigmoid"),
        ("half_squared", "half_squared_error"),
        ("dL_dw", "dL_dW"),
        ("dl_dw", "dl_dW"),
        ("convolution", None),
        ("", None),
    ],
)
def test_the_name_that_may_have_been_meant(written: str, expected: str | None) -> None:
    assert nearest(written, KNOWN) == expected


@pytest.mark.parametrize("written", ["hard_sigmoid", "log_sigmoid", "sigmoid_tanh", "parametric_relu", "sign"])
def test_a_name_with_a_known_one_and_more_in_it_is_another_name(written: str) -> None:
    assert nearest(written, KNOWN) is None


@pytest.mark.parametrize("code", ["unknown-preset", "unknown-layer-field"])
def test_a_name_of_a_sort_without_a_vocabulary_may_still_be_written_in_another_way(code: str) -> None:
    assert meant(code, "Leaky-ReLU", KNOWN) == {"suggestion": "leaky_relu"}
    assert meant(code, "dl_dw", KNOWN) == {"suggestion": "dl_dW"}


@pytest.mark.parametrize("written", ["relu" * 20, 5, None, ["relu"], {}])
def test_what_is_no_short_text_is_like_nothing(written: Any) -> None:
    assert meant("unknown-activation", written, KNOWN) == {}
