"""From plain values to the models of bodies, with pydantic's errors told as problems of ours."""

from collections.abc import Callable, Iterator
from typing import Any, TypeVar, cast, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from app.api.wire.codes import CODES
from app.api.wire.problems import MOST_ERRORS, Fault, Path, Problem, unknown_name

BodyType = TypeVar("BodyType", bound=BaseModel)


def validated(shape: type[BodyType], value: Any) -> BodyType:
    """`value` as a `shape`. Raises Problem with a fault for each error, and its place in the body."""
    try:
        return cast(BodyType, shape.__pydantic_validator__.validate_python(value))
    except ValidationError as error:
        errors = error.errors(include_url=False)
    raise Problem([_fault(details, shape) for details in errors[:MOST_ERRORS]], total=len(errors))


def _fault(error: ErrorDetails, shape: type[BaseModel]) -> Fault:
    kind, path = error["type"], tuple(error["loc"])
    if kind == "extra_forbidden":
        return _unknown_field(path[:-1], path[-1], shape)
    if kind == "string_unicode":  # a name with a lone surrogate, which pydantic does not give
        return _unknown_field(path, None, shape)
    if kind in CODES and "ctx" in error:
        return unknown_name(kind, error["input"], error["ctx"]["known"], path)
    return _FAULTS[kind](path, error["input"], error.get("ctx", {}))


def _unknown_field(path: Path, written: object, shape: type[BaseModel]) -> Fault:
    """The fault of a field that does not exist. It points to the object: the name is the client's own."""
    model = shape
    for name in path:
        if isinstance(name, str):
            model = next(_models(model.model_fields[name].annotation))
    return unknown_name("unknown-field", written, model.model_fields, path)


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    """The models that an annotation holds."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _models(part)


def _plain(code: str) -> Callable[[Path, Any, dict[str, Any]], Fault]:
    return lambda path, given, context: Fault(code, path=path)


def _number(path: Path, given: Any, context: dict[str, Any]) -> Fault:
    """An integer that pydantic does not take for a float is one beyond float64's range."""
    return Fault("not-finite" if type(given) is int else "not-a-number", path=path)


def _missing(path: Path, given: Any, context: dict[str, Any]) -> Fault:
    return Fault("missing-field", {"field": str(path[-1])}, path)


def _below(path: Path, given: Any, context: dict[str, Any]) -> Fault:
    return Fault("below-minimum", {"minimum": context["ge"]}, path)


def _above(path: Path, given: Any, context: dict[str, Any]) -> Fault:
    return Fault("above-maximum", {"maximum": context["le"]}, path)


def _too_short(path: Path, given: Any, context: dict[str, Any]) -> Fault:
    return Fault("list-too-short", {"shortest": context["min_length"]}, path)


def _too_long(path: Path, given: Any, context: dict[str, Any]) -> Fault:
    return Fault("list-too-long", {"longest": context["max_length"]}, path)


_FAULTS: dict[str, Callable[[Path, Any, dict[str, Any]], Fault]] = {
    "float_type": _number,
    "finite_number": _plain("not-finite"),
    "not-a-text": _plain("not-a-text"),
    "int_type": _plain("not-a-whole-number"),
    "list_type": _plain("not-a-list"),
    "model_type": _plain("not-an-object"),
    "too_short": _too_short,
    "too_long": _too_long,
    "missing": _missing,
    "greater_than_equal": _below,
    "less_than_equal": _above,
}
