"""Words of the pages of importing and exporting."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django import template

from emptychair.exchange.types import ExportState, RunState
from emptychair.web.ui.menu import address_or_nothing

register = template.Library()
TONES = {
    RunState.DONE: "good",
    RunState.FAILED: "bad",
    RunState.DRAFT: "wait",
    RunState.CHECKED: "wait",
    RunState.RUNNING: "wait",
}


@register.filter
def counted(number: int | None) -> str:
    """`{{ run.added|counted }}`: 12,345."""
    return "" if number is None else f"{number:,}"


@register.filter
def named(words: Mapping[str, Any], code: str) -> str:
    """`{{ labels|named:run.shape }}`: the word for a code, or the code."""
    return str(words.get(code, code))


@register.filter
def labelled(cells: Iterable[Any], shown: Iterable[tuple[str, Any]]) -> Iterator[tuple[Any, Any]]:
    """`cells|labelled:sight.shown`: each cell with the label of its column before it."""
    return zip((label for _name, label in shown), cells, strict=False)


@register.filter
def run_state(code: str) -> str:
    """The state of an import in words."""
    return str(RunState(code).label)


@register.filter
def run_tone(code: str) -> str:
    """The colour of the state of an import."""
    return TONES.get(RunState(code), "")


@register.filter
def export_state(code: str) -> str:
    """The state of an export in words."""
    return str(ExportState(code).label)


@register.filter
def address(route: str) -> str:
    """`{{ 'scores'|address }}`: the address of another section."""
    return address_or_nothing(route)
