"""Whatever JSON is sent, the answer is a trace or a problem."""

import copy
from collections.abc import Iterator
from typing import Annotated, Any, Literal, cast, get_args

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict, Field, field_validator
from pydantic_core._pydantic_core import list_all_errors

from app.api.admission.bodies import Body, LayerBody, LimitsBody, Recipe
from app.api.admission.settings import Settings
from app.api.endpoints.networks import NetworkRequest
from app.api.endpoints.trace import prepare
from app.api.endpoints.trace_request import TraceRequest
from app.api.endpoints.update import UpdateRequest
from app.api.endpoints.update_parts import (
    BiasMemoryBody,
    LayerStateBody,
    OptimizerBody,
    StateBody,
    WeightMemoryBody,
)
from app.api.routes import ENDPOINTS
from app.api.wire.codes import CODES
from app.api.wire.engine_errors import problem_of
from app.api.wire.problems import Problem, pointer, problem_document, sentence
from app.api.wire.validation import fault_of, validated
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


class Inner(BaseModel):
    """An object that no table of ours knows."""

    model_config = ConfigDict(strict=True, extra="forbid")

    share: Annotated[float, Field(gt=0, lt=1)] = 0.5
    order: Literal["up", "down", 3] = "up"


class Outer(BaseModel):
    """Whatever a request may have some day."""

    model_config = ConfigDict(strict=True, extra="forbid")

    shuffled: bool = True
    name: Annotated[str, Field(min_length=1, max_length=3, pattern="^[a-z]*$")] = "a"
    inner: Inner | None = None
    several: list[Inner] = []
    named: dict[str, Inner] = {}
    either: Inner | int = 0
    pair: tuple[int, int] = (0, 0)
    even: Annotated[int, Field(multiple_of=2)] = 0

    @field_validator("even")
    @classmethod
    def small(cls, even: int) -> int:
        if even > 100:
            raise ValueError("too large")
        return even


@pytest.mark.parametrize(
    ("value", "code", "pointer", "params"),
    [
        ({"shuffled": 1}, "not-a-boolean", "#/shuffled", {}),
        ({"shuffled": None}, "not-a-boolean", "#/shuffled", {}),
        ({"name": 3}, "not-a-text", "#/name", {}),
        ({"name": "\ud800"}, "not-a-text", "#/name", {}),
        ({"name": ""}, "text-too-short", "#/name", {"shortest": 1}),
        ({"name": "abcd"}, "text-too-long", "#/name", {"longest": 3}),
        ({"name": "A"}, "not-allowed", "#/name", {}),
        ({"inner": {"share": 1.0}}, "not-below", "#/inner/share", {"bound": 1.0}),
        ({"inner": {"share": 0.0}}, "not-above", "#/inner/share", {"bound": 0.0}),
        ({"inner": {"order": "dwn"}}, "unknown-value", "#/inner/order", {"suggestion": "down"}),
        ({"inner": {"order": 4}}, "unknown-value", "#/inner/order", {"known": ["up", "down", "3"]}),
        ({"inner": 3}, "not-an-object", "#/inner", {}),
        ({"inner": {"shares": 1}}, "unknown-field", "#/inner/shares", {"suggestion": "share"}),
        ({"inner": {"\ud800": 1}}, "unknown-field", "#/inner", {"known": ["share", "order"]}),
        ({"several": [{}, {"odrer": 1}]}, "unknown-field", "#/several/1/odrer", {"suggestion": "order"}),
        ({"named": {"a": {"odrer": 1}}}, "unknown-field", "#/named/a/odrer", {"suggestion": "order"}),
        ({"named": {"<b>": {"odrer": 1}}}, "unknown-field", "#/named", {"suggestion": "order"}),
        ({"named": []}, "not-an-object", "#/named", {}),
        ({"either": {"share": 5.0}}, "not-below", "#/either/share", {"bound": 1.0}),
        ({"either": "x"}, "not-an-object", "#/either", {}),
        ({"pair": 1}, "not-a-list", "#/pair", {}),
        ({"pair": (1,)}, "missing-field", "#/pair/1", {}),
        ({"even": 3}, "not-allowed", "#/even", {}),
        ({"even": 102}, "not-allowed", "#/even", {}),
        ({"even": 2.5}, "not-a-whole-number", "#/even", {}),
    ],
)
def test_whatever_pydantic_refuses_is_refused_at_its_place(
    value: Any, code: str, pointer: str, params: dict[str, Any]
) -> None:
    with pytest.raises(Problem) as refused:
        validated(Outer, value)
    document = problem_document(refused.value)
    first = document["errors"][0]
    assert (document["status"], first["code"], first["pointer"]) == (422, code, pointer)
    assert params.items() <= first["params"].items()
    assert first["params"].keys() <= {*CODES[code].params}
    orjson.dumps(document)


@pytest.mark.parametrize("error", list_all_errors(), ids=lambda error: error["type"])
def test_no_error_that_pydantic_can_make_is_an_error_of_ours(error: Any) -> None:
    details = {"type": error["type"], "loc": ("inner", "share"), "input": "x", "msg": ""}
    if "example_context" in error:
        details["ctx"] = error["example_context"]
    fault = fault_of(cast(Any, details), Outer, {"inner": {"share": "x"}})
    assert CODES[fault.code].status == 422
    assert "{" not in sentence(fault)
    assert fault.path[0] == "inner"


def test_an_object_of_a_request_is_found_without_being_listed() -> None:
    body = two_two_one(optimizer={"name": "sgd", "learning_rate": 0.1, "lr": 1}, state={"t": 1}, limits={"sample": 1})
    body["layers"][1]["fn"] = "relu"
    with pytest.raises(Problem) as refused:
        validated(UpdateRequest, body)
    told = {pointer(fault.path): fault.params.get("suggestion") for fault in refused.value.faults}
    assert told == {
        "#/layers/1/fn": "activation",
        "#/limits/sample": "samples",
        "#/optimizer/lr": "learning_rate",
        "#/state/t": None,
    }


MEMORY = {"W": {}, "b": {}}
OBJECTS: dict[type[Body], tuple[str | int, ...]] = {
    UpdateRequest: (),
    LayerBody: ("layers", 1),
    Recipe: ("recipe",),
    LimitsBody: ("limits",),
    OptimizerBody: ("optimizer",),
    StateBody: ("state",),
    LayerStateBody: ("state", "layers", 1),
    WeightMemoryBody: ("state", "layers", 1, "W"),
    BiasMemoryBody: ("state", "layers", 1, "b"),
}


@pytest.mark.parametrize(("shape", "path"), OBJECTS.items())
def test_an_unknown_field_is_answered_with_those_of_its_own_object(
    shape: type[Body], path: tuple[str | int, ...]
) -> None:
    body: Any = two_two_one(
        limits={}, recipe={"sizes": [2, 1], "scheme": "zeros"}, optimizer={"name": "sgd", "learning_rate": 0.1}
    )
    body["state"] = {"step": 1, "layers": [copy.deepcopy(MEMORY), copy.deepcopy(MEMORY)]}
    place = body
    for part in path:
        place = place[part]
    place["unheard-of"] = 1
    with pytest.raises(Problem) as refused:
        validated(UpdateRequest, body)
    (fault,) = refused.value.faults
    assert (fault.code, fault.path) == ("unknown-field", path)
    assert fault.params["known"] == list(shape.model_fields)


def inside(annotation: Any) -> Iterator[type[Body]]:
    """The objects of an annotation, and theirs."""
    if isinstance(annotation, type) and issubclass(annotation, Body):
        yield annotation
        for field in annotation.model_fields.values():
            yield from inside(field.annotation)
    for part in get_args(annotation):
        yield from inside(part)


def test_every_object_inside_a_request_was_tried() -> None:
    bodies = [endpoint.takes for endpoint in ENDPOINTS if endpoint.takes is not None]
    assert {shape for body in bodies for shape in inside(body)} - {*bodies} == OBJECTS.keys() - {UpdateRequest}
