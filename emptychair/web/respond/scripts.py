"""The scripts of the widget and the kiosk: plain modules, joined when they are first asked for.

`web/static/widget/src` holds ES modules that import each other by name. A script is these modules
in order, without their `import` lines, inside one function: nothing is built, so nothing is stale.
Comments of whole lines and the space before a line go; what is left is as it was written.
"""

import gzip
import hashlib
import re
from functools import lru_cache
from importlib.resources import files

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.views.decorators.http import require_safe

CORE = ("dom", "logic", "memory", "queue", "look", "scale", "words", "survey")
FURTHER = ("choices", "ranking", "matrix", "small", "contact")
SCRIPTS: dict[str, tuple[str, ...]] = {
    "widget": (*CORE, "lazy", "panel", "triggers", "sender", "start"),
    "questions": ("bridge", "further_look", *FURTHER, "further"),
    "kiosk": (*CORE, "further_look", *FURTHER, "kiosk_kinds", "sender", "kiosk_pin", "kiosk"),
}
FRESH = 3600  # seconds
_IMPORT = re.compile(r"^import [^;]*;\n?", re.MULTILINE)
_EXPORT = re.compile(r"^export ", re.MULTILINE)
_COMMENT = re.compile(r"^\s*//.*\n", re.MULTILINE)
_INDENT = re.compile(r"^[ \t]+", re.MULTILINE)


@lru_cache(maxsize=8)
def joined(name: str) -> str:
    """One script of the modules it needs. Raises `KeyError`."""
    parts = "".join(_plain(source(module)) for module in SCRIPTS[name])
    return f'(function(){{"use strict";\n{parts}}})();\n'


def source(module: str) -> str:
    """One module as it was written."""
    path = files("emptychair.web") / "static" / "widget" / "src" / f"{module}.js"
    return path.read_text("utf-8")


@lru_cache(maxsize=8)
def packed(name: str) -> tuple[bytes, str]:
    """The script as it goes over the line, and its tag."""
    body = joined(name).encode()
    return gzip.compress(body, 9, mtime=0), f'"{hashlib.sha256(body).hexdigest()[:20]}"'


@require_safe
def script(request: HttpRequest, name: str) -> HttpResponse:
    """A script that any page may load."""
    if name not in SCRIPTS:
        raise Http404
    small, tag = packed(name)
    takes_small = "gzip" in request.headers.get("Accept-Encoding", "")
    if request.headers.get("If-None-Match") == tag:
        answer = HttpResponse(status=304)
    else:
        body = small if takes_small else joined(name).encode()
        answer = HttpResponse(body, content_type="text/javascript; charset=utf-8")
        if takes_small:
            answer["Content-Encoding"] = "gzip"
    answer["ETag"] = tag
    answer["Access-Control-Allow-Origin"] = "*"
    answer["Cross-Origin-Resource-Policy"] = "cross-origin"
    patch_vary_headers(answer, ["Accept-Encoding"])
    patch_cache_control(answer, public=True, max_age=FRESH)
    return answer


def _plain(text: str) -> str:
    without = _EXPORT.sub("", _IMPORT.sub("", _COMMENT.sub("", text)))
    return _INDENT.sub("", without)
