"""How changes of a request read, and what requests write into a customer's timeline."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext, ngettext

Words = Callable[[Mapping[str, Any]], str]


def change_sentence(change: Mapping[str, Any]) -> str:
    """What was changed, in the language of the moment; the code if it is not known."""
    words = _CHANGES.get(str(change.get("code", "")))
    try:
        return words(change) if words else str(change.get("code", ""))
    except (KeyError, ValueError, TypeError):
        return str(change.get("code", ""))


def _split(change: Mapping[str, Any]) -> str:
    words = ngettext("Split into %(count)s task", "Split into %(count)s tasks", change["count"])
    return words % change


def _again(change: Mapping[str, Any]) -> str:
    words = ngettext(
        "%(count)s task to look at again: %(why)s",
        "%(count)s tasks to look at again: %(why)s",
        change["count"],
    )
    return words % change


_CHANGES: dict[str, Words] = {
    "request.split": _split,
    "request.again": _again,
    "task.done": lambda c: gettext("Done: %(title)s") % c,
    "task.declined": lambda c: gettext("Will not be done: %(title)s (%(why)s)") % c,
    "task.open": lambda c: gettext("Open again: %(title)s") % c,
    "task.given": lambda c: (
        gettext("%(title)s given to %(name)s") % c
        if c["name"]
        else gettext("%(title)s belongs to nobody now") % c
    ),
    "task.changed": lambda c: gettext("Task changed: %(title)s") % c,
    "task.linked": lambda c: gettext("%(title)s linked to “%(to)s”") % c,
    "task.looked": lambda c: gettext("Looked at again: %(title)s") % c,
    "request.told": lambda _c: gettext("The customer was told"),
    "request.closed": lambda _c: gettext("Closed"),
    "request.reopened": lambda _c: gettext("Open again"),
    "request.same": lambda c: gettext("The same as request #%(number)s") % c,
}
TIMELINE: dict[str, Words] = {
    "intake.came": lambda p: gettext("Request #%(number)s came in: %(title)s") % p,
    "intake.told": lambda p: gettext("We told them about request #%(number)s: %(title)s") % p,
    "intake.wrote": lambda p: gettext("The customer wrote back on request #%(number)s") % p,
    "intake.situation": lambda p: gettext("The customer's situation changed: %(text)s") % p,
}
