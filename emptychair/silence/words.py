"""Silence in words."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from emptychair.silence.types import Basis

TIMELINE: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "silence.explained": lambda facts: _("Away until %(until)s: %(reason)s") % facts,
}


def silence_words(expected: float | None, gap: int, basis: str) -> str:
    """Both in one line: expected every 9 days, silent for 31."""
    silent = ngettext("silent for %(gap)s day", "silent for %(gap)s days", gap) % {"gap": gap}
    if expected is None or basis == Basis.NOTHING:
        return _("Too few signs for a rhythm; %(silent)s") % {"silent": silent}
    days = max(1, round(expected))
    every = ngettext("Expected every day", "Expected every %(days)s days", days) % {"days": days}
    if basis == Basis.OTHERS:
        return _("%(every)s as the others are, %(silent)s") % {"every": every, "silent": silent}
    return _("%(every)s, %(silent)s") % {"every": every, "silent": silent}


def percentile_words(percentile: float | None) -> str:
    """How many of their own gaps are that long."""
    if percentile is None:
        return ""
    rest = 1 - percentile
    if rest >= 0.5:
        return _("an ordinary gap")
    one_in = round(1 / rest) if rest > 0.0005 else 0
    if not one_in:
        return _("fewer than one in two thousand of their gaps is that long")
    return _("one in %(count)s of their gaps is that long") % {"count": f"{one_in:,}"}
