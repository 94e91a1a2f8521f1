"""The OpenAPI document, put together from the endpoints, the types of their bodies and answers, the codes and the
settings."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from pydantic import TypeAdapter

from app import __version__
from app.api.admission.settings import Settings, described
from app.api.routes import ENDPOINTS
from app.api.routing.endpoint import Endpoint
from app.api.wire.codes import CODES
from app.api.wire.problems import MEDIA_TYPE, ProblemAnswer
from app.words import DEFAULT_LANGUAGE, translate

_REFERENCE = "#/components/schemas/{model}"

Types = Mapping[Any, dict[str, Any]]
"""The schema of each type."""

_STATUS_WORDS = {
    400: "The body cannot be read.",
    404: "There is nothing of that name.",
    405: "Another method is needed; Allow names it.",
    413: "The body is too large.",
    414: "The part of the address behind ? is too long.",
    415: "The body is not announced as plain JSON.",
    422: "The body was read, and something in it cannot be computed; `pointer` says where.",
    500: "The server made a mistake.",
    503: "Too much is being computed; Retry-After says when to try again.",
}


def openapi_document(settings: Settings) -> dict[str, Any]:
    """The whole document (OpenAPI 3.1) of a server with these settings."""
    types, schemas = _schemas(settings)
    paths: dict[str, dict[str, Any]] = {}
    for endpoint in ENDPOINTS:
        paths.setdefault(endpoint.path, {})[endpoint.method] = _operation(endpoint, types)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Backprop Explorer",
            "version": __version__,
            "description": _introduction(settings),
            "x-settings": _settings(settings),
        },
        "paths": paths,
        "components": {
            "schemas": schemas,
            "responses": {str(status): _problem_response(text) for status, text in _STATUS_WORDS.items()},
        },
    }


def _introduction(settings: Settings) -> str:
    rows = [
        f"| `{row['name']}` | {row['value']:,} | {row['unit']} | {row['meaning']} | `{row['environment']}` |"
        for row in _settings(settings)
    ]
    return "\n".join(
        (
            "A network's forward and backward pass as numbers, each of which has an address.",
            "",
            "Numbers are float64 and leave as their shortest round-trip decimals. What overflows leaves as "
            'the strings `"NaN"`, `"Infinity"` or `"-Infinity"`, and `nonfinite` names the first.',
            "",
            "Errors are `application/problem+json`. A request may lower the limits among these settings for "
            "itself with `limits`.",
            "",
            "| setting | value | unit | bounds | environment variable |",
            "| --- | --- | --- | --- | --- |",
            *rows,
        )
    )


def _settings(settings: Settings) -> list[dict[str, Any]]:
    return [
        {**asdict(row), "value": getattr(settings, row.name), "environment": row.environment} for row in described()
    ]


def _schemas(settings: Settings) -> tuple[Types, dict[str, Any]]:
    """The schema of each type that an endpoint takes or gives, and of those that they and problems are made of by their
    names."""
    of_endpoints = (type_ for row in ENDPOINTS for type_ in (row.takes, row.gives) if type_ is not None)
    used = dict.fromkeys((*of_endpoints, ProblemAnswer))
    found, document = TypeAdapter.json_schemas(
        ((type_, "validation", TypeAdapter[Any](type_)) for type_ in used), ref_template=_REFERENCE
    )
    schemas: dict[str, Any] = document["$defs"]
    for name, schema in schemas["LimitsBody"]["properties"].items():
        schemas["LimitsBody"]["properties"][name] = {
            "type": "integer",
            "minimum": 1,
            "maximum": getattr(settings, name),
            "description": translate(DEFAULT_LANGUAGE, f"limit.{name}"),
            "title": schema["title"],
        }
    schemas["Problem"] = {**schemas.pop("ProblemAnswer"), "title": "Problem"}
    schemas["FaultAnswer"]["properties"]["code"] = _code_schema()
    return {type_: schema for (type_, _), schema in found.items()}, schemas


def _operation(endpoint: Endpoint, types: Types) -> dict[str, Any]:
    operation: dict[str, Any] = {
        "operationId": endpoint.id,
        "tags": [endpoint.tag],
        "summary": endpoint.summary,
        "description": endpoint.description,
        "responses": {
            "200": {"description": "Done.", "content": _content(endpoint, types)},
            **{
                str(status): {"$ref": f"#/components/responses/{status}"}
                for status in sorted({*endpoint.problems, 405, 413, 414, 500})
            },
        },
    }
    parameters: list[dict[str, Any]] = [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string"}, "example": value}
        for name, value in endpoint.path_values.items()
    ]
    for name, row in endpoint.query.items():
        schema = {"type": "integer", "minimum": 0, "maximum": row.maximum}
        query = {"name": name, "in": "query", "description": row.description, "schema": schema, "example": row.example}
        parameters.append(query)
    if parameters:
        operation["parameters"] = parameters
    if endpoint.takes is not None:
        body = {"schema": types[endpoint.takes], "example": endpoint.example}
        operation["requestBody"] = {"required": True, "content": {"application/json": body}}
    return operation


def _content(endpoint: Endpoint, types: Types) -> dict[str, Any]:
    if endpoint.gives is None:
        return {"text/html": {"schema": {"type": "string"}}}
    return {"application/json": {"schema": types[endpoint.gives]}}


def _problem_response(description: str) -> dict[str, Any]:
    return {
        "description": description,
        "content": {MEDIA_TYPE: {"schema": {"$ref": _REFERENCE.format(model="Problem")}}},
    }


def _code_schema() -> dict[str, Any]:
    """Every code that a problem may have, with its status, title and parameters."""
    titles = {code: translate(DEFAULT_LANGUAGE, f"problem.{code}.title") for code in CODES}
    lines = [
        f"- `{code}` ({row.status}): {titles[code]}. "
        + (f"Parameters: {', '.join(row.params)}." if row.params else "No parameters.")
        for code, row in CODES.items()
    ]
    return {"type": "string", "enum": list(CODES), "description": "\n".join(lines)}
