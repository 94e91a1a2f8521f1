import json
import math
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.api.admission.limits import max_structure
from app.api.admission.settings import Settings
from app.api.wire.problems import Problem
from app.api.wire.reading import read_json

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4),
    max_leaves=20,
)


def read(body: str | bytes) -> Any:
    return read_json(body.encode() if isinstance(body, str) else body, max_structure(Settings()))


def code(body: str | bytes) -> str:
    with pytest.raises(Problem) as refused:
        read(body)
    return refused.value.faults[0].code


@settings(max_examples=300)
@given(JSON)
def test_what_is_read_is_what_was_written(value: Any) -> None:
    assert repr(read(json.dumps(value))) == repr(value)
    assert repr(read(json.dumps(value, ensure_ascii=False, indent=1))) == repr(value)


@settings(max_examples=100)
@given(st.lists(st.tuples(st.sampled_from(["a", "b", "a:b", ":", "c"]), JSON), max_size=4), st.booleans())
def test_a_name_that_stands_twice_is_refused_wherever_it_is(pairs: list[Any], nested: bool) -> None:
    members = ",".join(f"{json.dumps(name)}:{json.dumps(value)}" for name, value in pairs)
    body = f'[1,[{{"x":{{{members}}}}}]]' if nested else f"{{{members}}}"
    if len({name for name, _ in pairs}) == len(pairs):
        read(body)
    else:
        assert code(body) == "duplicate-key"


@pytest.mark.parametrize("text", ["-0", "-0.0", "-0e0", "-0 "])
def test_minus_zero_keeps_its_sign(text: str) -> None:
    (value,) = read(f"[{text}]")
    assert math.copysign(1.0, value) == -1.0


@pytest.mark.parametrize("value", [2**53 + 1, 2**63 - 1, 2**63, 2**64 - 1, 2**64, -(2**63), -(2**63) - 1, 10**30])
def test_an_integer_keeps_every_digit(value: int) -> None:
    assert read(f"[{value}]") == [value]
    assert repr(read(f"{value}")) == repr(value)
    assert type(read(f"[{value}]")[0]) is int


@pytest.mark.parametrize("text", ["1e309", "Infinity", "9" * 5_000])
def test_what_is_beyond_float64_is_left_for_the_shape_check(text: str) -> None:
    (value,) = read(f"[{text}]")
    assert value == math.inf


def test_an_object_with_too_many_members_is_refused() -> None:
    most = {f"name{number}": 1 for number in range(4_096)}
    assert read(json.dumps(most)) == most
    for last in ("", "a:b"):
        assert code(json.dumps({**most, "and": last})) == "too-much-structure"
