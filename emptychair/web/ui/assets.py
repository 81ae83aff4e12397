"""Files that come with libraries, served under addresses with their hash, so they never expire."""

import gzip
import hashlib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from emptychair.charts import stylesheet
from emptychair.kit.errors import NotFound

FOR_EVER = "public, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True)
class Asset:
    """One file, packed once."""

    body: bytes
    packed: bytes
    kind: str
    version: str


@require_safe
def serve_asset(request: HttpRequest, version: str, name: str) -> HttpResponse:
    """The file; an old version is answered with the one there is, and not kept."""
    found = asset_named(name)
    packed = "gzip" in request.headers.get("Accept-Encoding", "")
    answer = HttpResponse(found.packed if packed else found.body, content_type=found.kind)
    answer["Cache-Control"] = FOR_EVER if version == found.version else "no-cache"
    answer["Vary"] = "Accept-Encoding"
    if packed:
        answer["Content-Encoding"] = "gzip"
    return answer


@cache
def address_of(name: str) -> str:
    """Where the page finds it."""
    return reverse("asset", args=[asset_named(name).version, name])


@cache
def asset_named(name: str) -> Asset:
    """The file with its type and hash. Raises `NotFound` for another name."""
    if name == "charts.css":
        return _asset(stylesheet().encode(), "text/css; charset=utf-8")
    if name == "htmx.js":
        file = files("django_htmx") / "static" / "django_htmx" / "htmx-2.min.js"
        return _asset(file.read_bytes(), "text/javascript; charset=utf-8")
    raise NotFound


def _asset(body: bytes, kind: str) -> Asset:
    version = hashlib.sha256(body).hexdigest()[:12]
    return Asset(body, gzip.compress(body, mtime=0), kind, version)
