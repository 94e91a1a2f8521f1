"""Whether an answer is what the OpenAPI document says: a small reader of the part of JSON Schema that it uses."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from app.api.admission.settings import Settings
from app.api.openapi import openapi_document

Place = tuple[str, ...]
TYPES: dict[str, Any] = {
    "object": dict,
    "array": list,
    "string": str,
    "integer": int,
    "number": (int, float),
    "boolean": bool,
    "null": type(None),
}
WORDS = {"title", "description", "default", "type", "$ref"}
"""Keywords that say nothing of what is allowed, and those that have been looked at first."""


@cache
def document() -> dict[str, Any]:
    return openapi_document(Settings())


def schema_of(path: str, method: str = "post") -> dict[str, Any]:
    """The schema of what this operation answers as JSON."""
    content = document()["paths"][path][method]["responses"]["200"]["content"]
    schema: dict[str, Any] = content["application/json"]["schema"]
    return schema


def assert_documented(path: str, answer: Any, method: str = "post") -> None:
    """Everything in the answer is in the document, and everything that must be there is."""
    assert list(faults(answer, schema_of(path, method))) == []


def faults(value: Any, schema: dict[str, Any], place: Place = ()) -> Iterator[tuple[Place, str]]:
    """Where a value is not what its schema says."""
    if schema.get("$ref"):
        yield from faults(value, resolved(schema["$ref"]), place)
    if "type" in schema and not is_a(value, schema["type"]):
        yield place, f"{value!r:.40} is no {schema['type']}"
        return
    for keyword, rule in schema.items():
        match keyword:
            case "anyOf":
                if all(any(faults(value, one, place)) for one in rule):
                    yield place, "none of the alternatives"
            case "enum" | "const":
                if value not in (rule if keyword == "enum" else [rule]):
                    yield place, f"{value!r:.40} is not one of {rule}"
            case "required":
                yield from ((place, f"{name} is missing") for name in rule if name not in value)
            case "properties":
                for name, inner in rule.items():
                    if name in value:
                        yield from faults(value[name], inner, (*place, name))
            case "additionalProperties":
                others = [name for name in value if name not in schema.get("properties", {})]
                if rule is False:
                    yield from ((place, f"{name} is not documented") for name in others)
                elif rule is not True:
                    for name in others:
                        yield from faults(value[name], rule, (*place, name))
            case "items":
                for member in value:
                    yield from faults(member, rule, (*place, "[]"))
            case "minItems" | "maxItems":
                if (len(value) < rule) if keyword == "minItems" else (len(value) > rule):
                    yield place, f"{len(value)} items"
            case "minimum" | "maximum":
                if (value < rule) if keyword == "minimum" else (value > rule):
                    yield place, f"{value} is beyond {rule}"
            case _:
                assert keyword in WORDS, f"{keyword} is not understood here"


def is_a(value: Any, kind: str) -> bool:
    return isinstance(value, TYPES[kind]) and (kind == "boolean" or not isinstance(value, bool))


def resolved(reference: str) -> dict[str, Any]:
    """What a reference leads to."""
    found: Any = document()
    for part in reference.removeprefix("#/").split("/"):
        found = found[part]
    schema: dict[str, Any] = found
    return schema


def places(schema: dict[str, Any], place: Place = (), above: Place = ()) -> Iterator[Place]:
    """Every place that a schema has a name for, through lists and references."""
    if "$ref" in schema and schema["$ref"] not in above:
        yield from places(resolved(schema["$ref"]), place, (*above, schema["$ref"]))
    for inner in schema.get("anyOf", ()):
        yield from places(inner, place, above)
    if "items" in schema:
        yield from places(schema["items"], place, above)
    for name, inner in schema.get("properties", {}).items():
        yield (*place, name)
        yield from places(inner, (*place, name), above)


def places_in(value: Any, place: Place = ()) -> Iterator[Place]:
    """Every place that an answer has a name for."""
    if isinstance(value, dict):
        for name, member in value.items():
            yield (*place, name)
            yield from places_in(member, (*place, name))
    elif isinstance(value, list):
        for member in value:
            yield from places_in(member, place)
