"""SVG text: elements, attributes, escaping. Nothing that a strict content policy would refuse."""

import html
import re
from collections.abc import Mapping

Attribute = str | float | None

# Characters XML 1.0 forbids even when escaped: most controls, lone surrogates, non-characters.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SPACES = re.compile(r"\s+")
_PLACES_TO_GO = re.compile(r"(https?://|[/#?]|[\w.~-]+([/?#]|$))", re.ASCII)


def clean(text: str) -> str:
    """`text` on one line, without the characters XML forbids."""
    return _SPACES.sub(" ", _FORBIDDEN.sub("", text)).strip()


def escaped(text: str) -> str:
    """`text` cleaned and safe between tags and inside quotes."""
    return html.escape(clean(text), quote=True)


def coordinate(value: float) -> str:
    """A place on the drawing with one decimal at most: 12, 12.5, never -0."""
    return f"{round(value, 1) + 0.0:.1f}".removesuffix(".0")


def element(name: str, attributes: Mapping[str, Attribute], *children: str) -> str:
    """One element. Attributes that are None are left out; children are markup, already escaped."""
    written = "".join(
        f' {key}="{escaped(value) if isinstance(value, str) else coordinate(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    inside = "".join(children)
    return f"<{name}{written}>{inside}</{name}>" if inside else f"<{name}{written}/>"


def hover(text: str) -> str:
    """The words a pointer sees when it rests on the element; "" for none."""
    return element("title", {}, escaped(text)) if clean(text) else ""


def link(href: str, words: str, *children: str) -> str:
    """A link around `children`, read out as `words`.

    Raises:
        ValueError: `href` is not a web address or a place on this site.

    """
    if not _PLACES_TO_GO.match(href):
        raise ValueError(f"{href!r} is no place to link to. Use a path, an anchor or https://.")
    return element("a", {"href": href, "class": "chart-link", "aria-label": words}, *children)
