"""What a request says, however it says it: in the query, as a form, as JSON; Rails' brackets."""

import re
from collections.abc import Iterable
from io import BytesIO
from typing import Any

import msgspec
from django.http import HttpRequest, QueryDict
from django.http.multipartparser import MultiPartParser, MultiPartParserError

from emptychair.integrations.delighted.errors import ApiError

KEY = re.compile(r"(?P<name>[^\[\]]+)(?P<rest>(?:\[[^\[\]]*\])*)")
# A client un-escapes its query string, so that a plus sign in these arrives as a space.
WITH_PLUS = ("email", "person_email", "phone_number", "person_phone_number")
JSON, FORM, PARTS = "application/json", "application/x-www-form-urlencoded", "multipart/form-data"
Found = dict[str, Any]


def parameters_of(request: HttpRequest) -> Found:
    """Query and body in one; the body wins. Raises `ApiError` 400 for a body nobody can read."""
    found = _nested(request.GET.lists())
    for name in WITH_PLUS:
        if isinstance(found.get(name), str):
            found[name] = found[name].replace(" ", "+")
    if request.method not in {"GET", "HEAD"}:
        found |= _body_of(request)
    return found


def _body_of(request: HttpRequest) -> Found:
    kind = (request.content_type or "").lower()
    if kind == PARTS:
        return _nested(_parts_of(request).lists())
    raw = request.body
    if not raw.strip():
        return {}
    if kind == FORM:
        return _nested(QueryDict(raw, encoding="utf-8").lists())
    return _json(raw)


def _json(raw: bytes) -> Found:
    try:
        found = msgspec.json.decode(raw)
    except msgspec.DecodeError:
        raise ApiError(400) from None
    if not isinstance(found, dict):
        raise ApiError(400)
    return {_plain_name(name): value for name, value in found.items()}


def _parts_of(request: HttpRequest) -> QueryDict:
    if request.method == "POST":
        return request.POST
    try:
        found, _files = MultiPartParser(
            request.META, BytesIO(request.body), request.upload_handlers
        ).parse()
    except MultiPartParserError:
        raise ApiError(400) from None
    return found


def _plain_name(name: str) -> str:
    return name.removesuffix("[]")


def _nested(pairs: Iterable[tuple[str, Iterable[str]]]) -> Found:
    """`k[]=v`, `k[0]=v` and `k=v` more than once are lists; `k[name]=v` is a map."""
    found: Found = {}
    for key, values in pairs:
        match = KEY.fullmatch(key)
        given = list(values)
        if match is None or not match["rest"]:
            _put(found, key, given)
            continue
        inner = match["rest"][1:-1].split("][")[0]
        _put_inside(found, match["name"], inner, given)
    return found


def _put(found: Found, name: str, values: list[str]) -> None:
    if name in found and isinstance(found[name], list):
        found[name] += values
    elif name not in found and values:
        found[name] = values if len(values) > 1 else values[0]


def _put_inside(found: Found, name: str, inner: str, values: list[str]) -> None:
    if not inner or inner.isdigit():
        there = found.get(name, [])
        found[name] = [*(there if isinstance(there, list) else [there]), *values]
        return
    there = found.get(name)
    found[name] = {**(there if isinstance(there, dict) else {}), inner: values[-1]}
