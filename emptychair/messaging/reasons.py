"""A stored reason as a sentence, in the language of the moment."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from emptychair.messaging.contact_words import CONTACT_SENTENCES

Parameters = Mapping[str, Any]


def reason_sentence(code: str, parameters: Parameters) -> str:
    """Why somebody was or was not written to, or why a mail was not sent; empty for no reason."""
    if not code:
        return ""
    words = _SENTENCES.get(code)
    if words is None:
        return _("Not sent, for a reason this version does not know.")
    return words(parameters).replace("。 ", "。")  # Japanese sentences stand without a space


def _answered(text: str, parameters: Parameters) -> str:
    """The sentence with what the mail server said, where it said something."""
    answer = str(parameters.get("answer", "")).strip()
    return f"{text} {_('Its answer: %(answer)s') % {'answer': answer}}" if answer else text


def _many_bounces(parameters: Parameters) -> str:
    return _(
        "%(count)s of the last %(sent)s mails came back (in %(days)s days). Mail servers stop "
        "trusting a sender of whom so much comes back."
    ) % {name: f"{int(parameters.get(name, 0)):,}" for name in ("count", "sent", "days")}


def _many_complaints(parameters: Parameters) -> str:
    return _(
        "%(count)s of the last %(sent)s mails were reported as spam (in %(days)s days). Mail "
        "servers stop trusting a sender about whom so many complain."
    ) % {name: f"{int(parameters.get(name, 0)):,}" for name in ("count", "sent", "days")}


_SENTENCES: dict[str, Callable[[Parameters], str]] = {
    **CONTACT_SENTENCES,
    "bad_address": lambda _p: _("The mail address cannot be right. Please correct it."),
    "bad_number": lambda _p: _(
        "The telephone number cannot be right. Please write it with its country, such as +81."
    ),
    "bad_line_id": lambda _p: _("This is no user of LINE. Please let the customer link again."),
    "provider_refused": lambda p: _answered(_("The provider refused this message."), p),
    "quota": lambda p: _answered(
        _("The messages that the LINE plan allows this month are used up."), p
    ),
    "account_refused": lambda p: _answered(
        _("The provider does not accept our account. Please check the key in the settings."), p
    ),
    "blocked_by_customer": lambda p: _answered(
        _("The customer has stopped messages from us at the provider."), p
    ),
    "address_refused": lambda p: _answered(_("The mail server knows no such address."), p),
    "server_refused": lambda p: _answered(_("The mail server refused this mail."), p),
    "server_busy": lambda p: _answered(
        _("The mail server did not take it yet; it is tried again by itself."), p
    ),
    "gave_up": lambda p: _answered(_("The mail server did not take it for two days."), p),
    "unsendable": lambda _p: _("The mail cannot be written as it is: check address and subject."),
    "file_gone": lambda p: (
        _("A file that belongs to the mail is gone: %(name)s.") % {"name": str(p.get("name", ""))}
    ),
    "came_back": lambda p: _answered(_("The mail came back."), p),
    "soft_bounced": lambda p: _answered(
        _("The mail came back for the moment, for instance because the mailbox is full."), p
    ),
    "blocked": lambda p: _answered(
        _("The mail was refused for what it is or whom it comes from, not for its address."), p
    ),
    "answered_since": lambda _p: _("Not needed any more: the customer has answered."),
    "survey_over": lambda _p: _("Not needed any more: the survey has ended."),
    "came_back_before": lambda _p: _("The first mail came back, so no reminder follows."),
    "slow_start": lambda _p: _(
        "Waits for tomorrow: the sending domain is new, and so many mails went today as it may "
        "send."
    ),
    "sending_paused": lambda _p: _(
        "Waits: mails to many customers rest, because too much went wrong. See the outbox."
    ),
    "many_bounces": _many_bounces,
    "many_complaints": _many_complaints,
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
