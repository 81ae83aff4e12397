"""How changes of a case read, and what the loop writes into a customer's timeline."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import get_language, gettext, ngettext

from emptychair.loop.types import Outcome

Words = Callable[[Mapping[str, Any]], str]
MAN = 10_000


def change_sentence(change: Mapping[str, Any]) -> str:
    """What was changed in a case, in the language of the moment; the code if it is not known."""
    words = _CHANGES.get(str(change.get("code", "")))
    try:
        return words(change) if words else str(change.get("code", ""))
    except (KeyError, ValueError, TypeError):
        return str(change.get("code", ""))


def _assigned(change: Mapping[str, Any]) -> str:
    if change["user"] and change["team"]:
        return gettext("Given to %(user)s (%(team)s)") % change
    if change["user"] or change["team"]:
        return gettext("Given to %(name)s") % {"name": change["user"] or change["team"]}
    return gettext("Given back: nobody's for now")


def _closed(change: Mapping[str, Any]) -> str:
    return gettext("Closed: %(outcome)s") % {"outcome": Outcome(change["outcome"]).label}


def _snoozed(change: Mapping[str, Any]) -> str:
    return gettext("Put off until %(day)s") % {"day": _day(change["day"])}


def _due(change: Mapping[str, Any]) -> str:
    if "at" not in change:  # written before November 2026
        return gettext("To be answered by %(day)s") % {"day": _day(change["day"])}
    moment = {"moment": _moment(change["at"])}
    if not change["was"]:
        return gettext("To be answered by %(moment)s") % moment
    words = gettext("To be answered by %(moment)s, before: %(was)s")
    return words % (moment | {"was": _moment(change["was"])})


def _promised(change: Mapping[str, Any]) -> str:
    words = {"day": _day(change["day"]), "text": change["text"]}
    return gettext("Promised for %(day)s: %(text)s") % words


def _called(change: Mapping[str, Any]) -> str:
    return gettext("Called") if change["reached"] else gettext("Called, not reached")


def ago(moment: datetime, now: datetime) -> str:
    """How long ago, in the largest unit: "2 hours ago"."""
    passed = max(now - moment, timedelta())
    if passed < timedelta(minutes=1):
        return gettext("just now")
    if passed < timedelta(hours=1):
        count = passed.seconds // 60
        words = ngettext("%(count)s minute ago", "%(count)s minutes ago", count)
    elif passed < timedelta(days=1):
        count = passed.seconds // 3600
        words = ngettext("%(count)s hour ago", "%(count)s hours ago", count)
    else:
        count = passed.days
        words = ngettext("%(count)s day ago", "%(count)s days ago", count)
    return words % {"count": count}


def amount_a_year(value: float, currency: str) -> str:
    """What a customer is worth a year, in words: 72万円/年."""
    if currency == "JPY" and (get_language() or "").startswith("ja"):
        if value >= MAN:
            shown = f"{value / MAN:,.1f}".removesuffix(".0") + "万円"
        else:
            shown = f"{value:,.0f}円"
    else:
        sign = {"JPY": "¥", "USD": "$", "EUR": "€", "GBP": "£"}.get(currency, f"{currency} ")
        shown = f"{sign}{value:,.0f}"
    return gettext("%(amount)s a year") % {"amount": shown}


def day_of_month(day: date) -> str:
    """A day near today: 22 November, 11月22日."""
    if (get_language() or "").startswith("ja"):
        return f"{day.month}月{day.day}日"
    return date_format(day, "j F")


def in_one_line(sentences: list[str]) -> str:
    """Sentences one after the other; Japanese has no space between them."""
    return ("" if (get_language() or "").startswith("ja") else " ").join(sentences)


def _day(text: str) -> str:
    return day_of_month(date.fromisoformat(text))


def _moment(text: str) -> str:
    moment = datetime.fromisoformat(text)
    return f"{day_of_month(moment.date())} {moment:%H:%M}"


_CHANGES: dict[str, Words] = {
    "case.assigned": _assigned,
    "case.snoozed": _snoozed,
    "case.due_set": _due,
    "case.promised": _promised,
    "case.promise_kept": lambda change: gettext("Promise kept: %(text)s") % change,
    "case.closed": _closed,
    "case.reopened": lambda _change: gettext("Opened again"),
    "case.called": _called,
    "case.corrected": lambda change: (
        gettext("The customer changed the score from %(old)s to %(new)s") % change
    ),
    "case.urgency": lambda _change: gettext("Urgency judged anew"),
    "case.undone": lambda _change: gettext("Last change undone"),
}

TIMELINE: dict[str, Words] = {
    "loop.case_opened": lambda p: gettext("Case #%(number)s opened: %(title)s") % p,
    "loop.case_closed": lambda p: (
        gettext("Case #%(number)s closed: %(outcome)s")
        % {"number": p["number"], "outcome": Outcome(p["outcome"]).label}
    ),
    "loop.replied": lambda p: gettext("We replied by mail (case #%(number)s)") % p,
    "loop.customer_replied": lambda p: gettext("The customer wrote back (case #%(number)s)") % p,
    "loop.called": lambda p: gettext("We called (case #%(number)s)") % p,
    "loop.called_in_vain": lambda p: gettext("We called and reached nobody (case #%(number)s)") % p,
    "loop.promised": lambda p: (
        gettext("We promised for %(day)s: %(text)s") % {"day": _day(p["day"]), "text": p["text"]}
    ),
    "loop.told": lambda p: gettext("We told them what changed: %(title)s") % p,
}
