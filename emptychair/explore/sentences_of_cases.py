"""What must be known to read a table of cases."""

from django.utils.translation import gettext as _

from emptychair.explore.types import CASES, FIRST_ANSWER, Question
from emptychair.loop.rules.first_answers import FirstAnswer


def counted_words(measure: str) -> str:
    """Which cases count, and how."""
    if measure == CASES:
        return _("Cases opened in the period, whatever became of them.")
    if measure == FIRST_ANSWER:
        return _(
            "Working time until the first answer, the middle of the cases opened in the period; "
            "cases without an answer count as longer than all others, those closed without one "
            "needed none."
        )
    return _(
        "Cases opened in the period whose first answer came after its deadline, or is still "
        "missing after it, of all that were answered or whose deadline is over."
    )


def grey_words(measure: str) -> str:
    """What it means that a figure is grey."""
    if measure == FIRST_ANSWER:
        return _(
            "Grey in brackets: fewer than 30 cases, or too many of them still wait for an answer. "
            "Read and reply; never rank or compare. A dash: more than half still wait."
        )
    return _("Grey in brackets: fewer than 30 cases. Read and reply; never rank or compare.")


def case_notes(question: Question) -> tuple[str, ...]:
    """What else is to be known."""
    names, found = {*question.dimensions, *dict(question.filters)}, list[str]()
    if "group" in names:
        found.append(
            _(
                "A case belongs to each saved segment that its person fits today; one of a company "
                "alone where half of its people fit."
            )
        )
    if {"segment", "region", "plan"} & names:
        found.append(
            _("Segment, region and plan are those of today: of the person, or else of the company.")
        )
    if "owner" in names or "team" in names:
        found.append(_("Owner and team are those who have the case now, not who had it first."))
    if "touch" in names:
        found.append(_("How customers are looked after is as of today."))
    return tuple(found)


def waited_words(answer: FirstAnswer) -> str:
    """How long one customer waited, or waits, by the clock of the figure."""
    facts = {
        "hours": f"{answer.hours:,.1f}",
        "over": f"{max(0.0, answer.hours - answer.allowed):,.1f}",
    }
    if answer.is_answered:
        if answer.is_late:
            return _("answered after %(hours)s working hours, %(over)s too late") % facts
        return _("answered after %(hours)s working hours") % facts
    if answer.is_late:
        return _("waiting for %(hours)s working hours, %(over)s over the deadline") % facts
    return _("waiting for %(hours)s working hours") % facts
