"""What the widget and the kiosk say beside the words of the survey, and what may be wrong."""

from django.utils.translation import gettext, pgettext

from emptychair.surveys.types.definition import Question, QuestionKind
from emptychair.web.respond.words import mistake

_CHOICES = ("only-alone", "too-many", "too-few")
MAY_BE_WRONG: dict[QuestionKind, tuple[str, ...]] = {
    QuestionKind.SINGLE: (),
    QuestionKind.MULTIPLE: _CHOICES,
    QuestionKind.PICTURE: _CHOICES,
    QuestionKind.RANKING: ("not-all-ranked", "too-many", "too-few"),
    QuestionKind.MATRIX: ("row-missing",),
    QuestionKind.SHORT_TEXT: ("too-long",),
    QuestionKind.LONG_TEXT: ("too-long",),
    QuestionKind.NUMBER: ("not-a-number", "too-small", "too-large"),
    QuestionKind.DATE: ("not-a-day",),
    QuestionKind.CONTACT: ("not-an-address", "not-a-phone", "contact-missing"),
    QuestionKind.CONSENT: ("must-agree",),
}


def mistakes_of(question: Question) -> dict[str, str]:
    """Each thing that may be wrong with an answer, in words."""
    codes = MAY_BE_WRONG.get(question.kind, ())
    wanted = (*codes, "required") if question.required else codes
    return {code: mistake(question, code) for code in wanted}


def buttons() -> dict[str, str]:
    """Words on buttons, and what a screen reader says."""
    return {
        "next": pgettext("page", "Next"),
        "back": pgettext("page", "Back"),
        "send": gettext("Send my answer"),
        "close": gettext("Close"),
        "optional": gettext("optional"),
        "own": gettext("in your words"),
        "up": gettext("Move up"),
        "down": gettext("Move down"),
        "placed": gettext("{name}: place {place}"),
        "where": gettext("Page {number} of {count}"),
        "wrong": gettext("Please look at this again"),
        "thanks": gettext("Thank you"),
        "later": gettext("There is no connection. Your answer is kept and sent later."),
        "asks": gettext("A question for you"),
        "tab": gettext("Your opinion"),
    }


def kiosk_words() -> dict[str, str]:
    """The same for a tablet in a shop."""
    return {
        "still": gettext("Are you still there?"),
        "here": gettext("I am here"),
        "fresh": gettext("It begins anew in {seconds} seconds."),
        "staff": gettext("For staff"),
        "pin": gettext("PIN"),
        "leave": gettext("Leave the kiosk"),
        "wrong_pin": gettext("That is not the PIN."),
        "busy": gettext("Too many tries. Wait a minute."),
        "no_line": gettext("There is no connection, so the PIN cannot be checked."),
        "waiting": gettext("Answers waiting to be sent: {count}"),
        "again": gettext("Go on asking"),
        "language": gettext("Language"),
    }
