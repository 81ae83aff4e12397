"""Codes of importing, in the language of the reader."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from emptychair.exchange.shapes import SHAPES
from emptychair.exchange.types import GuessedKind


def reasons() -> dict[str, str]:
    """Why a row was set aside, by code."""
    return {
        "bad-email": _("This is no e-mail address."),
        "bad-json": _("This is no JSON object."),
        "bad-number": _("This is no number."),
        "bad-period": _("This is neither a month (2026-10) nor a day (2026-10-03)."),
        "bad-time": _("This is no date or time."),
        "in-future": _("The answer lies in the future."),
        "no-amount": _("There is no amount."),
        "no-company": _("There is neither name nor number of a company."),
        "no-event": _("It does not say what happened."),
        "no-name": _("There is no name."),
        "no-score": _("There is no score: asked, but not answered."),
        "no-such-figure": _("There is no figure of this name. Define it on the scorecard first."),
        "no-such-team": _("There is no team of this name. Make it first, or leave the team out."),
        "no-value": _("There is no value."),
        "period-ahead": _("This period has not begun yet."),
        "value-impossible": _("Such a figure cannot have this value."),
        "no-time": _("There is no date."),
        "nobody": _("It does not say who: no number, e-mail or name."),
        "other-scale": _("The survey that was chosen has another kind of score."),
        "score-fraction": _("The score is not a whole number."),
        "score-not-a-number": _("The score is no number."),
        "score-out-of-scale": _("The score is not on the scale."),
        "survey-anonymous": _("This survey is anonymous and takes no answers from files."),
        "too-long": _("The text is too long."),
    }


def left_reasons() -> dict[str, str]:
    """Why undoing left something, by code."""
    return {
        "changed-since": _("somebody changed it since"),
        "used-by-attribute": _("customers have values of this attribute"),
        "used-by-case": _("a case was opened for it"),
        "used-by-company": _("another company belongs to it"),
        "used-by-contract": _("a contract hangs on it"),
        "used-by-customerevent": _("another event hangs on it"),
        "used-by-invitation": _("an invitation hangs on it"),
        "used-by-message": _("a message was sent"),
        "used-by-order": _("another order hangs on it"),
        "used-by-person": _("other people belong to it"),
        "used-by-response": _("other answers hang on it"),
    }


def reason_sentence(code: str) -> str:
    """Why a row was set aside."""
    return reasons().get(code, code)


def left_sentences(left: dict[str, int]) -> list[tuple[int, str]]:
    """What undoing left and why, most first."""
    words = left_reasons()
    found = [(count, words.get(code, _("it is used elsewhere"))) for code, count in left.items()]
    return sorted(found, reverse=True)


def guess_sentences(guessed: GuessedKind) -> list[str]:
    """What a file was taken for and why, and what speaks against it."""
    headers = pgettext("between headers", ", ").join(
        _("“%(header)s”") % {"header": header} for _field, header in guessed.marks
    )
    words = {"kind": SHAPES[guessed.shape].label, "columns": headers}
    if headers:
        told = [_("The file looks like “%(kind)s”: it has the columns %(columns)s.") % words]
    else:
        told = [_("By what is in the cells the file looks like “%(kind)s”.") % words]
    if guessed.firms:
        told.append(_("The names are those of companies."))
    if guessed.near in SHAPES:
        other = {"kind": SHAPES[guessed.near].label}
        told.append(_("It could be “%(kind)s” as well. Please look.") % other)
    elif not guessed.is_sure:
        told.append(_("That is not certain. Please look."))
    return told
