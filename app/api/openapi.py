"""The OpenAPI document, put together from the table of operations, the shapes, the codes and the settings."""

from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from app import __version__
from app.api.admission.settings import Settings, described
from app.api.endpoints.operations import OPERATIONS, Operation
from app.api.wire.codes import CODES
from app.api.wire.problems import MEDIA_TYPE, MOST_ERRORS
from app.words import DEFAULT_LANGUAGE, translate

_REFERENCE = "#/components/schemas/{model}"
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
    paths: dict[str, dict[str, Any]] = {}
    for operation in OPERATIONS:
        paths.setdefault(operation.path, {})[operation.method] = _operation(operation)
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
            "schemas": {**_schemas(settings), "Problem": _problem_schema()},
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
            'the strings `"NaN"`, `"Infinity"` or `"-Infinity"`, and `nonfinite` tells the first.',
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
        {
            "name": row.name,
            "value": getattr(settings, row.name),
            "default": row.default,
            "unit": row.unit,
            "meaning": row.meaning,
            "environment": row.environment,
            "limit": row.limit,
        }
        for row in described()
    ]


def _schemas(settings: Settings) -> dict[str, Any]:
    models = {model for row in OPERATIONS for model in (row.request, row.answer) if model is not None}
    ordered = sorted(models, key=lambda model: model.__name__)
    _, document = models_json_schema([(model, "validation") for model in ordered], ref_template=_REFERENCE)
    schemas: dict[str, Any] = document["$defs"]
    for name, schema in schemas["LimitsBody"]["properties"].items():
        schemas["LimitsBody"]["properties"][name] = {
            "type": "integer",
            "minimum": 1,
            "maximum": getattr(settings, name),
            "description": translate(DEFAULT_LANGUAGE, f"limit.{name}"),
            "title": schema["title"],
        }
    return schemas


def _operation(operation: Operation) -> dict[str, Any]:
    described_operation: dict[str, Any] = {
        "operationId": operation.id,
        "tags": [operation.tag],
        "summary": operation.summary,
        "description": operation.description,
        "responses": {
            "200": {"description": "Done.", "content": _content(operation.answer)},
            **{
                str(status): {"$ref": f"#/components/responses/{status}"}
                for status in sorted({*operation.problems, 405, 414, 500})
            },
        },
    }
    parameters: list[dict[str, Any]] = [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string"}, "example": value}
        for name, value in operation.path_values.items()
    ]
    for name, (value, largest, description) in operation.query_values.items():
        schema = {"type": "integer", "minimum": 0, "maximum": largest}
        query = {"name": name, "in": "query", "description": description, "schema": schema, "example": value}
        parameters.append(query)
    if parameters:
        described_operation["parameters"] = parameters
    if operation.request is not None:
        described_operation["requestBody"] = {
            "required": True,
            "content": {"application/json": {"schema": _schema_of(operation.request), "example": operation.example}},
        }
    return described_operation


def _content(answer: type[BaseModel] | None) -> dict[str, Any]:
    if answer is None:
        return {"text/html": {"schema": {"type": "string"}}}
    return {"application/json": {"schema": _schema_of(answer)}}


def _schema_of(model: type[BaseModel]) -> dict[str, str]:
    return {"$ref": _REFERENCE.format(model=model.__name__)}


def _problem_response(description: str) -> dict[str, Any]:
    return {
        "description": description,
        "content": {MEDIA_TYPE: {"schema": {"$ref": _REFERENCE.format(model="Problem")}}},
    }


def _problem_schema() -> dict[str, Any]:
    """A problem (RFC 9457), with every code that it may have."""
    titles = {code: translate(DEFAULT_LANGUAGE, f"problem.{code}.title") for code in CODES}
    lines = [
        f"- `{code}` ({row.status}): {titles[code]}. "
        + (f"Parameters: {', '.join(row.params)}." if row.params else "No parameters.")
        for code, row in CODES.items()
    ]
    fault = {
        "type": "object",
        "required": ["code", "pointer", "detail", "params"],
        "additionalProperties": False,
        "properties": {
            "code": {"type": "string", "enum": list(CODES), "description": "\n".join(lines)},
            "pointer": {
                "type": "string",
                "description": "RFC 6901 pointer into the body, as a fragment; `#` is all of it.",
            },
            "detail": {"type": "string", "description": "One English sentence."},
            "params": {
                "type": "object",
                "description": "What the sentence is made of, for saying it in another language.",
            },
        },
    }
    return {
        "type": "object",
        "title": "Problem",
        "required": ["type", "title", "status", "detail", "errors", "errors_total"],
        "additionalProperties": False,
        "properties": {
            "type": {"type": "string", "description": "Path of the page that explains it."},
            "title": {"type": "string"},
            "status": {"type": "integer"},
            "detail": {"type": "string", "description": "That of the first error."},
            "errors": {"type": "array", "minItems": 1, "maxItems": MOST_ERRORS, "items": fault},
            "errors_total": {"type": "integer", "description": "How many errors there are in all."},
        },
    }
