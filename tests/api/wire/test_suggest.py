import pytest

from app.api.wire.suggest import nearest

KNOWN = ("sigmoid", "relu", "leaky_relu", "dL_dW", "dl_dW")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("rulu", "relu"),
        ("ReLU", "relu"),
        ("LeakyReLU", "leaky_relu"),
        ("sigmoid ", "sigmoid"),
        ("dL_dw", "dL_dW"),
        ("dl_dw", "dl_dW"),
        ("convolution", None),
        ("", None),
        ("relu" * 20, None),
        (5, None),
        (None, None),
    ],
)
def test_the_name_that_may_have_been_meant(written: object, expected: str | None) -> None:
    assert nearest(written, KNOWN) == expected
