"""A report on paper: typeset by Typst, with the font that comes along, never one of the machine."""

import json
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import typst
from django.utils import translation
from django.utils.translation import gettext as _

from emptychair.digests.types import Content, Graph, Part, Table
from emptychair.digests.words import group_words
from emptychair.digests.writers.paper_style import with_style


def as_pdf(content: Content) -> bytes:
    """Tagged, with text that can be searched and links into the product."""
    with translation.override(content.language):
        plain = json.dumps(_plain(content), ensure_ascii=False)
    made = typst.compile(
        _template(),
        font_paths=_fonts(),
        format="pdf",
        sys_inputs={"content": plain},
    )
    return bytes(made)


@cache
def _template() -> bytes:
    return (files("emptychair.digests") / "writers" / "paper.typ.txt").read_bytes()


@cache
def _fonts() -> typst.Fonts:
    import noto_cjk_sans_jp_regular

    folder = Path(str(noto_cjk_sans_jp_regular.__file__)).parent
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder]
    )


def _plain(content: Content) -> dict[str, Any]:
    groups: dict[str, list[dict[str, Any]]] = {}
    for part in content.parts:
        groups.setdefault(part.group, []).append(_part(part))
    return {
        "title": content.title,
        "company": content.company,
        "audience": content.audience,
        "period": content.period,
        "language": content.language,
        "made": _("Made on %(day)s") % {"day": content.made},
        "page": _("Page"),
        "open": _("Open in the product"),
        "groups": [
            {"heading": group_words(group), "parts": parts} for group, parts in groups.items()
        ],
    }


def _part(part: Part) -> dict[str, Any]:
    return {
        "message": part.message,
        "sentences": part.sentences,
        "points": part.points,
        "notes": part.notes,
        "failed": part.failed,
        "address": part.address,
        "graph": _graph(part.graph),
        "quotes": [
            {"text": one.text, "who": one.who, "about": one.about, "tone": one.tone,
             "address": one.address}
            for one in part.quotes
        ],
        "tables": [_table(one) for one in part.tables if one.rows and not one.told],
    }  # fmt: skip


def _graph(graph: Graph | None) -> dict[str, str]:
    if graph is None or not graph.svg:
        return {"svg": "", "title": ""}
    return {"svg": with_style(graph.svg), "title": graph.title}


def _table(table: Table) -> dict[str, Any]:
    return {
        "header": table.header,
        "numeric": table.numeric,
        "rows": [
            {"cells": [cell.words for cell in row], "greyed": place in table.greyed}
            for place, row in enumerate(table.rows)
        ],
    }
