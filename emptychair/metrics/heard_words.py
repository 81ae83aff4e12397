"""What may be said of who is heard, in words."""

from typing import Protocol

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from emptychair.charts import signed
from emptychair.metrics.heard_types import Dimension
from emptychair.metrics.rules.heard import SIZES

LANGUAGES = {"ja": "日本語", "en": "English"}


class _Estimate(Protocol):
    @property
    def low(self) -> float: ...

    @property
    def high(self) -> float: ...


def dimension_words(dimension: Dimension) -> str:
    """What it is called."""
    return {
        "segment": pgettext("of answers", "Segment"),
        "plan": _("Plan"),
        "size": _("Size"),
        "region": _("Region"),
        "language": pgettext("of answers", "Language"),
    }[dimension]


def group_words(dimension: Dimension, key: str) -> str:
    """One value."""
    if dimension == "size":
        words = (_("one person"), _("2 to 9 people"), _("10 people and more"))
        return dict(zip(SIZES, words, strict=True)).get(key, key)
    if dimension == "language":
        return LANGUAGES.get(key, key) or _("not known")
    return key or _("not known")


def interval_words(found: _Estimate | None) -> str:
    """A score or a difference with its interval; a dash where there is none."""
    if found is None:
        return "–"
    value = getattr(found, "score", None)
    value = found.estimate if value is None else value  # type: ignore[attr-defined]  # a difference
    return _("%(value)s (%(low)s to %(high)s)") % {
        "value": signed(value),
        "low": signed(found.low),
        "high": signed(found.high),
    }


def balance_words(name: str) -> str:
    """Something known of everybody asked."""
    kind, _space, key = name.partition(" ")
    if kind == "segment":
        return _("segment %(name)s") % {"name": key}
    return {"value": _("yearly value"), "tenure": _("time as a customer")}[kind]


def wave_words(reminders: int) -> str:
    """After how many reminders."""
    if reminders == 0:
        return _("at once")
    return ngettext("after %(n)s reminder", "after %(n)s reminders or more", reminders) % {
        "n": reminders
    }
