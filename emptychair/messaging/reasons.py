"""A stored reason as a sentence, in the language of the moment."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

Parameters = Mapping[str, Any]


def reason_sentence(code: str, parameters: Parameters) -> str:
    """Why somebody was or was not written to, or why a mail was not sent; empty for no reason."""
    if not code:
        return ""
    words = _SENTENCES.get(code)
    if words is None:
        return _("Not sent, for a reason this version does not know.")
    return words(parameters).replace("。 ", "。")  # Japanese sentences stand without a space


def _day(text: Any) -> str:
    """A stored moment as a day in the zone of the moment."""
    try:
        moment = datetime.fromisoformat(str(text))
    except ValueError:
        return ""
    return date_format(timezone.localtime(moment), "DATE_FORMAT")


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


def _held(parameters: Parameters) -> str:
    why = (
        _("A case with this customer is open, so no questions are sent now.")
        if parameters.get("hold") in {"case", "case_open", "open_case", "loop.case_open"}
        else _("We have decided not to ask this customer anything for now.")
    )
    until = _day(parameters["until"]) if parameters.get("until") else ""
    return f"{why} {_('Until %(day)s.') % {'day': until}}" if until else why


def _too_soon(parameters: Parameters) -> str:
    ago, least = int(parameters.get("days", 0)), int(parameters.get("min_days", 0))
    first = (
        ngettext(
            "The last survey was sent %(days)d day ago.",
            "The last survey was sent %(days)d days ago.",
            ago,
        )
        % {"days": ago}
        if ago
        else _("A survey was sent today.")
    )
    rule = _("At least %(days)d days lie between two surveys.") % {"days": least}
    free = _day(parameters.get("free_on", ""))
    return " ".join(
        filter(
            None, [first, rule, _("Possible again from %(day)s.") % {"day": free} if free else ""]
        )
    )


def _too_many(parameters: Parameters) -> str:
    return _("Asked %(count)d times within %(days)d days; that is as often as we ask anybody.") % {
        "count": int(parameters.get("count", 0)),
        "days": int(parameters.get("window_days", 0)),
    }


def _language(parameters: Parameters) -> str:
    return _("The survey does not exist in the language of this customer (%(language)s).") % {
        "language": parameters.get("language", "")
    }


def _answered(text: str, parameters: Parameters) -> str:
    """The sentence with what the mail server said, where it said something."""
    answer = str(parameters.get("answer", "")).strip()
    return f"{text} {_('Its answer: %(answer)s') % {'answer': answer}}" if answer else text


_SENTENCES: dict[str, Callable[[Parameters], str]] = {
    "allowed": lambda _p: _("May be written to."),
    "left": lambda _p: _("This customer has left."),
    "no_address": lambda _p: _("There is no mail address."),
    "bad_address": lambda _p: _("The mail address cannot be right. Please correct it."),
    "suppressed": _suppressed,
    "no_consent": lambda _p: _("This customer does not want mail from us."),
    "held": _held,
    "language": _language,
    "too_soon": _too_soon,
    "too_many": _too_many,
    "address_refused": lambda p: _answered(_("The mail server knows no such address."), p),
    "server_refused": lambda p: _answered(_("The mail server refused this mail."), p),
    "server_busy": lambda p: _answered(
        _("The mail server did not take it yet; it is tried again by itself."), p
    ),
    "gave_up": lambda p: _answered(_("The mail server did not take it for two days."), p),
    "unsendable": lambda _p: _("The mail cannot be written as it is: check address and subject."),
    "came_back": lambda p: _answered(_("The mail came back."), p),
    "reported": lambda _p: _("The customer reported the mail as spam."),
    "stranded": lambda _p: _(
        "The program stopped in the middle of sending. The mail may have arrived or not."
    ),
    "cut_off": lambda _p: _(
        "The connection broke in the middle of sending. The mail may have arrived or not."
    ),
    "left_alone": lambda _p: _(
        "It was not known whether it was sent; somebody decided to leave it."
    ),
    "withdrawn": lambda _p: _("It was withdrawn before it was sent."),
}
