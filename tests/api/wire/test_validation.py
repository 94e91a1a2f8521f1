"""Whatever JSON is sent, the answer is a trace or a problem."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.api.admission.settings import Settings
from app.api.endpoints.networks import NetworkRequest
from app.api.endpoints.trace import TraceRequest, prepare
from app.api.endpoints.update import UpdateRequest
from app.api.wire.engine_errors import problem_of
from app.api.wire.problems import Problem, problem_document
from app.api.wire.validation import validated
from app.engine.errors import EngineError
from tests.api.expecting import two_two_one

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.sampled_from(["relu", "W"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)


@st.composite
def disturbed(draw: st.DrawFn) -> Any:
    """The 2-2-1 request with something else at a random place."""
    request: Any = two_two_one(include=["steps"], learning_rate=0.1, limits={"layers": 3}, dl_dy=[[1.0]])
    place, depth = request, draw(st.integers(1, 4))
    for level in range(depth):
        keys = list(place) if isinstance(place, dict) else range(len(place))
        key: Any = draw(st.sampled_from(list(keys)))
        if level == depth - 1 or not (isinstance(place[key], dict | list) and place[key]):
            place[key] = draw(JSON)
            return request
        place = place[key]
    return request


@settings(max_examples=300, deadline=None)
@given(disturbed())
def test_a_disturbed_request_is_answered_or_refused(body: Any) -> None:
    try:
        prepare(body, 0, Settings()).run()
    except (Problem, EngineError) as error:
        problem = error if isinstance(error, Problem) else problem_of(error)
        document = problem_document(problem)
        assert document["status"] == 422
        assert "{" not in document["detail"]


@settings(max_examples=100, deadline=None)
@given(JSON, st.sampled_from([TraceRequest, UpdateRequest, NetworkRequest]))
def test_any_other_json_is_refused(value: Any, shape: Any) -> None:
    with pytest.raises(Problem) as refused:
        validated(shape, value)
    assert problem_document(refused.value)["errors"]
