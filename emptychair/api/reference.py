"""The document of the API, for machines and for people."""

from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from emptychair.api.api import api
from emptychair.api.words import EXPLAINED, about, summary_of, title_of

METHODS = ("get", "post", "put", "patch", "delete")


@cache
def document() -> dict[str, Any]:
    """The OpenAPI 3.1 document as plain values."""
    found: dict[str, Any] = api.get_openapi_schema(path_prefix="/api/v1/")
    return found


@require_safe
def show_document(_request: HttpRequest) -> JsonResponse:
    """The OpenAPI document; public, since it holds nobody's data."""
    return JsonResponse(document(), json_dumps_params={"ensure_ascii": False, "indent": 1})


@require_safe
def show_reference(request: HttpRequest) -> HttpResponse:
    """The same for people: every operation with its parameters, body and answers."""
    plain = document()
    return render(
        request,
        "api/reference.html",
        {"explained": EXPLAINED, "groups": _groups(plain)},
    )


def _groups(plain: dict[str, Any]) -> list[dict[str, Any]]:
    groups: dict[str, list[dict[str, Any]]] = {}
    for path, operations in plain["paths"].items():
        for method in METHODS:
            if method in operations:
                one = operations[method]
                tag = (one.get("tags") or ["other"])[0]
                groups.setdefault(tag, []).append(_shown(plain, path, method, one))
    return [
        {"id": tag, "title": title_of(tag), "about": about(tag), "operations": operations}
        for tag, operations in groups.items()
    ]


def _shown(plain: dict[str, Any], path: str, method: str, one: dict[str, Any]) -> dict[str, Any]:
    body: dict[str, Any] = next(iter(one.get("requestBody", {}).get("content", {}).values()), {})
    answer: dict[str, Any] = next(
        (
            next(iter(answer.get("content", {}).values()), {})
            for status, answer in one.get("responses", {}).items()
            if str(status).startswith("2")
        ),
        {},
    )
    return {
        "id": one.get("operationId", ""),
        "method": method.upper(),
        "path": path,
        "summary": summary_of(one.get("summary", "")),
        "description": one.get("description", ""),
        "parameters": one.get("parameters", []),
        "body": _fields(plain, body.get("schema", {})),
        "answer": _fields(plain, answer.get("schema", {})),
    }


def _fields(plain: dict[str, Any], schema: dict[str, Any]) -> list[dict[str, Any]]:
    """The fields of an object, one line each."""
    found = _resolved(plain, schema)
    needed = found.get("required", [])
    return [
        {
            "name": name,
            "type": _type_of(one),
            "needed": name in needed,
            "description": one.get("description", ""),
        }
        for name, one in found.get("properties", {}).items()
    ]


def _resolved(plain: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    name = schema.get("$ref", "").rpartition("/")[2]
    found: dict[str, Any] = plain["components"]["schemas"][name] if name else schema
    return found


def _type_of(schema: dict[str, Any]) -> str:
    """A type as people write it: `string`, `Person[]`, `integer or null`."""
    if "anyOf" in schema:
        return " or ".join(_type_of(one) for one in schema["anyOf"])
    if "$ref" in schema:
        return str(schema["$ref"].rpartition("/")[2])
    if schema.get("type") == "array":
        return _type_of(schema.get("items", {})) + "[]"
    return str(schema.get("format") or schema.get("type") or "value")
