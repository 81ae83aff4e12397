"""What may stand inside a note: `[[view:12]]` becomes a small live table. Sections register how."""

import re
from collections.abc import Callable

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from emptychair.accounts.access import Access
from emptychair.kit.errors import ProductError

Render = Callable[[Access, int], SafeString]
MOST = 3  # in one note: each is counted anew
_MARK = re.compile(r"\[\[([a-z]+):(\d{1,18})\]\]")
_RENDERS: dict[str, Render] = {}


def register_embed(kind: str, render: Render) -> None:
    """Offer a kind to notes. `render` raises `NotFound` for what this access may not see."""
    _RENDERS[kind] = render


def with_embeds(access: Access, text: str) -> SafeString:
    """The words of a note, safe to stand in a page, and what stands inside of it. What may not be
    seen stays as it was written.
    """
    found, end, left = [], 0, MOST
    for mark in _MARK.finditer(text):
        block = _rendered(access, mark[1], int(mark[2])) if left else None
        if block is not None:
            found += [_lines(text[end : mark.start()]), block]
            end, left = mark.end(), left - 1
    found.append(_lines(text[end:]))
    return mark_safe("".join(found))  # noqa: S308 - words are escaped, blocks are templates


def _rendered(access: Access, kind: str, number: int) -> SafeString | None:
    render = _RENDERS.get(kind)
    try:
        return render(access, number) if render else None
    except ProductError:
        return None


def _lines(text: str) -> str:
    plain = text.strip("\r\n")
    return escape(plain).replace("\n", "<br>") if plain else ""
