"""Marks of quality in words: what they are called, and why an answer bears one."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from emptychair.surveys.types.quality import Mark

LABELS = {
    Mark.SPEEDING: pgettext_lazy("mark", "very quick"),
    Mark.STRAIGHT_LINE: pgettext_lazy("mark", "the same throughout"),
    Mark.GIBBERISH: pgettext_lazy("mark", "letters by chance"),
}
REASONS = {
    Mark.SPEEDING: _("Answered quicker than the questions can be read."),
    Mark.STRAIGHT_LINE: _("The same point was given to six or more statements in a row."),
    Mark.GIBBERISH: _("The words look like letters typed by chance."),
}


def mark_label(mark: str) -> str:
    """A mark in two or three words; one we do not know as it is."""
    return str(LABELS[Mark(mark)]) if mark in set(Mark) else mark


def mark_reason(mark: str) -> str:
    """Why an answer bears it, in a sentence."""
    return str(REASONS[Mark(mark)]) if mark in set(Mark) else mark


def marks_in_words(marks: tuple[str, ...] | list[str]) -> str:
    """All reasons in one line."""
    return " ".join(mark_reason(one) for one in marks)
