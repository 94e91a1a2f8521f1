"""A value checked against a pydantic model, with pydantic's errors as our problems.

A model may use whatever pydantic offers: an error that has no row here is `not-allowed`, at its place.
"""

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, TypeVar, cast, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from app.api.wire.codes import CODES
from app.api.wire.problems import MAX_ERRORS, Fault, Path, Problem, unknown_name

BodyType = TypeVar("BodyType", bound=BaseModel)

_PLAIN_NAME = re.compile(r"(?!__)[A-Za-z_][A-Za-z0-9_.@]{0,31}")
"""A name, or an address, that is safe to point to although it is the client's own."""


def validated(model: type[BodyType], value: Any) -> BodyType:
    """`value` as a `model`. Raises Problem with a fault for each error, and its place in the body."""
    try:
        return cast(BodyType, model.__pydantic_validator__.validate_python(value))
    except ValidationError as error:
        errors = error.errors(include_url=False)
    raise Problem([fault_of(details, model, value) for details in errors[:MAX_ERRORS]], total=len(errors))


def fault_of(error: ErrorDetails, model: type[BaseModel], value: Any) -> Fault:
    """One error of pydantic's, found in a `value` that was to be a `model`, as a fault."""
    kind, context = error["type"], error.get("ctx", {})
    path, fields = _followed(error, model, value)
    if kind == "extra_forbidden":
        return unknown_name("unknown-field", error["loc"][-1], fields, path)
    if kind == "string_unicode" and fields:  # a name with a lone surrogate, which pydantic does not give
        return unknown_name("unknown-field", None, fields, path)
    if kind in CODES and "known" in context:
        return unknown_name(kind, error["input"], context["known"], path)
    if kind in ("literal_error", "enum"):
        return unknown_name("unknown-value", error["input"], _listed(context["expected"]), path)
    if kind == "missing":
        return Fault("missing-field", {"field": str(path[-1])}, path)
    if kind == "float_type" and type(error["input"]) is int:  # beyond float64's range
        return Fault("not-finite", path=path)
    code, params = _FAULTS.get(kind, ("not-allowed", {}))
    return Fault(code, {ours: context[theirs] for ours, theirs in params.items()}, path)


def _followed(error: ErrorDetails, model: type[BaseModel], value: Any) -> tuple[Path, tuple[str, ...]]:
    """The place of an error in a value that was to be a `model`, and the fields of the innermost object on the way
    there (none where the place is a field that holds no object).

    A name that is no field of ours is the client's own: the place ends before it unless it is short and plain.
    What is not in the value is left out: pydantic also names the members of a union.
    """
    path: list[str | int] = []
    models: tuple[type[BaseModel], ...] = (model,)
    for name in error["loc"]:
        if isinstance(name, str):
            fields = [known.model_fields[name] for known in models if name in known.model_fields]
            lacking = not isinstance(value, dict) or name not in value
            if lacking and not (fields and error["type"] == "missing"):
                continue
            if fields:
                models = tuple(inner for field in fields for inner in _models(field.annotation))
            elif not is_plain(name):
                break
        path.append(name)
        value = _member(value, name)
    return tuple(path), tuple(name for innermost in models for name in innermost.model_fields)


def is_plain(name: str) -> bool:
    """Whether a name that is the client's own may stand in a pointer."""
    return _PLAIN_NAME.fullmatch(name) is not None


def _member(value: Any, name: str | int) -> Any:
    """What a list or an object holds there; None where there is nothing."""
    if isinstance(value, dict):
        return value.get(name)
    return value[name] if isinstance(value, list) and isinstance(name, int) and name < len(value) else None


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    """The models within an annotation: in lists, in unions, or by themselves."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from _models(inner)


def _listed(expected: str) -> list[str]:
    """The values that pydantic lists in words: 'sum', 'mean' or 3."""
    return [value.strip("'\"") for value in re.split(r", | or ", expected)]


_FAULTS: Mapping[str, tuple[str, Mapping[str, str]]] = MappingProxyType(
    {
        "float_type": ("not-a-number", {}),
        "float_parsing": ("not-a-number", {}),
        "finite_number": ("not-finite", {}),
        "int_type": ("not-a-whole-number", {}),
        "int_parsing": ("not-a-whole-number", {}),
        "int_from_float": ("not-a-whole-number", {}),
        "bool_type": ("not-a-boolean", {}),
        "bool_parsing": ("not-a-boolean", {}),
        "string_type": ("not-a-text", {}),
        "string_unicode": ("not-a-text", {}),
        "string_too_short": ("text-too-short", {"shortest": "min_length"}),
        "string_too_long": ("text-too-long", {"longest": "max_length"}),
        "list_type": ("not-a-list", {}),
        "tuple_type": ("not-a-list", {}),
        "set_type": ("not-a-list", {}),
        "frozen_set_type": ("not-a-list", {}),
        "too_short": ("list-too-short", {"shortest": "min_length"}),
        "too_long": ("list-too-long", {"longest": "max_length"}),
        "model_type": ("not-an-object", {}),
        "model_attributes_type": ("not-an-object", {}),
        "dataclass_type": ("not-an-object", {}),
        "dict_type": ("not-an-object", {}),
        "mapping_type": ("not-an-object", {}),
        "greater_than_equal": ("below-minimum", {"minimum": "ge"}),
        "less_than_equal": ("above-maximum", {"maximum": "le"}),
        "greater_than": ("not-above", {"bound": "gt"}),
        "less_than": ("not-below", {"bound": "lt"}),
    }
)
"""By pydantic's name of an error: our code, and each of its parameters by its name in pydantic's context."""
