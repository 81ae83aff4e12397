"""Alerts in words: what they are called, and the sentence that says what changed."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from emptychair.alerts.types import AlertRow
from emptychair.metrics.words import day_words, points_words, writer
from emptychair.surveys.types import Metric


def place_words(place_kind: str, name: str) -> str:
    """The name of a place, or of the whole company."""
    return _("Whole company") if place_kind == "company" else name or _("no longer there")


def title_words(row: AlertRow) -> str:
    """What happened where, in a few words."""
    facts = {"place": row.place, "metric": metric_words(row.metric)}
    if row.kind == "score":
        rose = _("%(place)s: %(metric)s rose")
        return (rose if row.is_good else _("%(place)s: %(metric)s fell")) % facts
    if row.kind == "counts":
        more = _("%(place)s: many low answers in one day")
        return (
            more if row.parameters.get("is_more") else _("%(place)s: answers stay away")
        ) % facts
    return {
        "share": _("%(place)s: more low answers than usual"),
        "rate": _("%(place)s: fewer answer when asked"),
        "coverage": _("Fewer customers are heard than a year ago"),
        "tag": _("“%(place)s” comes up more often"),
    }[row.kind] % facts


def sentence_words(row: AlertRow) -> str:
    """What changed, with its interval and how many answered."""
    return {
        "score": _(
            "%(before)s before, %(after)s since %(since)s (from %(n_before)s and %(n_after)s "
            "answers): %(estimate)s, %(low)s to %(high)s at every look."
        ),
        "share": _(
            "Of a hundred answers %(after)s are low since %(since)s; %(before)s were usual "
            "(%(low)s to %(high)s points more, from %(n_after)s answers)."
        ),
        "counts": _("%(after)s on %(since)s, where %(before)s are usual on such a day."),
        "rate": _(
            "Of a hundred who are asked %(after)s answer since %(since)s; %(before)s did before "
            "(%(estimate)s points, %(low)s to %(high)s at every look)."
        ),
        "coverage": _(
            "Of a hundred customers %(after)s were heard in the 90 days before, %(before)s in "
            "those a year ago (%(low)s to %(high)s points)."
        ),
        "tag": _(
            "In %(after)s of a hundred answers since %(since)s, in %(before)s before "
            "(%(low)s to %(high)s points more)."
        ),
    }[row.kind] % figure_words(row)


def figure_words(row: AlertRow) -> dict[str, Any]:
    """The figures as text, in the unit of the kind."""
    named = ("before", "after", "estimate", "low", "high")
    figures = {name: getattr(row, name) for name in named}
    if row.kind == "score":
        level = writer(row.metric)
        texts = {
            name: level(value) if name in {"before", "after"} else points_words(row.metric, value)
            for name, value in figures.items()
        }
    else:
        texts = {name: _plain(value, few=row.kind == "counts") for name, value in figures.items()}
    counts = {"n_before": row.n_before, "n_after": row.n_after}
    return texts | counts | {"since": day_words(row.since)}


def metric_words(metric: str) -> str:
    """NPS, CSAT; nothing where no metric is meant."""
    return str(Metric(metric).label) if metric else ""


def days_words(since: date, today: date) -> str:
    """How long it lasts."""
    days = max(1, (today - since).days)
    return ngettext("for %(days)s day", "for %(days)s days", days) % {"days": days}


def _plain(value: float, *, few: bool) -> str:
    if few:
        return f"{value:.0f}" if abs(value - round(value)) < 0.05 else f"{value:.1f}"
    return f"{value:.1f}" if abs(value) < 10 else f"{value:.0f}"
