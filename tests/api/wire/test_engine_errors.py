import pytest

from app.api.wire.engine_errors import problem_of
from app.engine.errors import ShapeMismatch


def test_an_error_that_a_checked_request_cannot_lead_to_is_one_of_ours() -> None:
    error = ShapeMismatch("b has 2 numbers, but W has 3 rows.", "b", part="b", axis="length", expected=3, actual=2)
    with pytest.raises(ShapeMismatch, match="b has 2 numbers"):
        problem_of(error)
