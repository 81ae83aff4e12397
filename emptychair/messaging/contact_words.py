"""The reasons of the contact rule as sentences, in the language and the zone of the moment."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from emptychair.messaging.types import EMAIL, SMS, Purpose

Parameters = Mapping[str, Any]


def day_in_words(text: Any) -> str:
    """A stored moment as a day; empty for what is none."""
    try:
        moment = datetime.fromisoformat(str(text))
    except ValueError:
        return ""
    return date_format(timezone.localtime(moment), "DATE_FORMAT")


def possible_from(parameters: Parameters) -> str:
    """From which day on one may ask again, as a sentence; empty where that is not known. Where
    another limit than the reason decides that day, it is told before it.
    """
    day = day_in_words(parameters.get("free_on", ""))
    free = _("Possible again from %(day)s.") % {"day": day} if day else ""
    then = parameters.get("then") or {}
    limit = _LIMITS.get(str(then.get("reason", "")))
    return _joined(_("After that: %s") % limit(then["parameters"]) if limit else "", free)


def _joined(*sentences: str) -> str:
    return " ".join(filter(None, sentences))


def _number(parameters: Parameters, name: str) -> int:
    return int(parameters.get(name, 0))


def _no_address(parameters: Parameters) -> str:
    channel = parameters.get("channel", EMAIL)
    if channel == EMAIL:
        return _("There is no mail address.")
    if channel == SMS:
        return _("There is no telephone number that can get an SMS.")
    return _("This customer is not linked with us on this channel.")


def _suppressed(parameters: Parameters) -> str:
    by_reason = {
        "unsubscribed": _("This address has unsubscribed from our mails."),
        "bounced": _("Mail to this address came back, so nothing more is sent there."),
        "complained": _("Our mail was reported as spam, so nothing more is sent there."),
        "asked": _("This customer asked us not to write."),
        "manual": _("Somebody here entered that this address is not to be written to."),
    }
    return by_reason.get(
        str(parameters.get("why", "")),
        _("This address is on the list of those we do not write to."),
    )


def _no_consent(parameters: Parameters) -> str:
    if parameters.get("channel", EMAIL) == EMAIL:
        return _("This customer does not want mail from us.")
    return _("This customer does not want to be reached this way.")


def _held(parameters: Parameters) -> str:
    why = (
        _("A case with this customer is open, so no questions are sent now.")
        if parameters.get("hold") in {"case", "case_open", "open_case", "loop.case_open"}
        else _("We have decided not to ask this customer anything for now.")
    )
    until = day_in_words(parameters["until"]) if parameters.get("until") else ""
    free = possible_from(parameters) if parameters.get("then") else ""
    return _joined(why, _("Until %(day)s.") % {"day": until} if until else "", free)


def _language(parameters: Parameters) -> str:
    return _("The survey does not exist in the language of this customer (%(language)s).") % {
        "language": parameters.get("language", "")
    }


def _last_time(parameters: Parameters) -> str:
    """What was sent last, or what was answered, and when."""
    purpose, name = parameters.get("purpose", ""), str(parameters.get("name", ""))
    if purpose == Purpose.REMINDER:
        return _ago("reminder", _number(parameters, "days"))
    if purpose == Purpose.REFERRAL:
        return _ago("referral", _number(parameters, "days"))
    if purpose == Purpose.PLAYBOOK:
        return _ago("playbook", _number(parameters, "days"))
    if name and "answered_days" in parameters:
        return _ago("answered", _number(parameters, "answered_days"), name)
    return _ago("asked" if name else "survey", _number(parameters, "days"), name)


def _ago(what: str, days: int, name: str = "") -> str:
    if not days:
        return {
            "reminder": _("A reminder was sent today."),
            "referral": _("Was asked for a referral today."),
            "playbook": _("A mail of a playbook was sent today."),
            "answered": _("Answered “%(name)s” today."),
            "asked": _("Was asked “%(name)s” today."),
        }.get(what, _("A survey was sent today.")) % {"name": name}
    words = {
        "reminder": ngettext(
            "The last reminder was sent %(days)d day ago.",
            "The last reminder was sent %(days)d days ago.",
            days,
        ),
        "referral": ngettext(
            "Was asked for a referral %(days)d day ago.",
            "Was asked for a referral %(days)d days ago.",
            days,
        ),
        "playbook": ngettext(
            "The last mail of a playbook was sent %(days)d day ago.",
            "The last mail of a playbook was sent %(days)d days ago.",
            days,
        ),
        "answered": ngettext(
            "Answered “%(name)s” %(days)d day ago.",
            "Answered “%(name)s” %(days)d days ago.",
            days,
        ),
        "asked": ngettext(
            "Was asked “%(name)s” %(days)d day ago.",
            "Was asked “%(name)s” %(days)d days ago.",
            days,
        ),
    }
    usual = ngettext(
        "The last survey was sent %(days)d day ago.",
        "The last survey was sent %(days)d days ago.",
        days,
    )
    return words.get(what, usual) % {"days": days, "name": name}


def _between(parameters: Parameters) -> str:
    return {
        Purpose.REMINDER.value: _("At least %(days)d days lie between two reminders."),
        Purpose.REFERRAL.value: _("At least %(days)d days lie between two such requests."),
        Purpose.PLAYBOOK.value: _("At least %(days)d days lie between two mails of playbooks."),
    }.get(
        str(parameters.get("purpose", "")), _("At least %(days)d days lie between two surveys.")
    ) % {"days": _number(parameters, "min_days")}


def _cadence(parameters: Parameters) -> str:
    return _("This survey asks nobody more often than once in %(days)d days.") % {
        "days": _number(parameters, "min_days")
    }


def _too_many(parameters: Parameters) -> str:
    return _("Asked %(count)d times within %(days)d days; that is as often as we ask anybody.") % {
        "count": _number(parameters, "count"),
        "days": _number(parameters, "window_days"),
    }


def _company_full(parameters: Parameters) -> str:
    return _(
        "People of the same company were asked %(count)d times within %(days)d days; that is as "
        "often as we ask one company."
    ) % {"count": _number(parameters, "count"), "days": _number(parameters, "window_days")}


def _after_case(parameters: Parameters) -> str:
    return _("For %(days)d days after that we ask nothing else.") % {
        "days": _number(parameters, "case_days")
    }


_LIMITS: dict[str, Callable[[Parameters], str]] = {
    "too_soon": _between,
    "cadence": _cadence,
    "too_many": _too_many,
    "company_full": _company_full,
    "case_recent": _after_case,
}


def _limited(parameters: Parameters, reason: str) -> str:
    """What happened, the limit it meets, and from when on it is over."""
    first = ""
    if reason in {"too_soon", "cadence"}:
        first = _last_time(parameters)
    elif reason == "case_recent":
        first = _case_closed(_number(parameters, "days"))
    return _joined(first, _LIMITS[reason](parameters), possible_from(parameters))


def _case_closed(days: int) -> str:
    if not days:
        return _("A case with this customer was closed today.")
    return ngettext(
        "A case with this customer was closed %(days)d day ago.",
        "A case with this customer was closed %(days)d days ago.",
        days,
    ) % {"days": days}


def _outranked(parameters: Parameters) -> str:
    name, day = str(parameters.get("name", "")), day_in_words(parameters.get("due", ""))
    first = (
        _("“%(name)s” goes first: it asks this customer on %(day)s.") % {"name": name, "day": day}
        if name and day
        else _("A weightier survey is about to ask this customer.")
    )
    return _joined(first, possible_from(parameters))


def _not_drawn(parameters: Parameters) -> str:
    return _("Only %(percent)d of 100 are asked, drawn by chance; this one was not.") % {
        "percent": _number(parameters, "percent")
    }


CONTACT_SENTENCES: dict[str, Callable[[Parameters], str]] = {
    "allowed": lambda _p: _("May be written to."),
    "left": lambda _p: _("This customer has left."),
    "no_address": _no_address,
    "suppressed": _suppressed,
    "no_consent": _no_consent,
    "held": _held,
    "hold_out": lambda _p: _(
        "Belongs to those who are never asked, drawn by chance, so that the effect of asking shows."
    ),
    "language": _language,
    **{reason: partial(_limited, reason=reason) for reason in _LIMITS},
    "outranked": _outranked,
    "not_fitting": lambda _p: _("Does not fit the conditions of this survey."),
    "not_drawn": _not_drawn,
}
