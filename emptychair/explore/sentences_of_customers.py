"""What else must be known to read a table of customers."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from emptychair.explore.types import COUNTED_IN_FULL, LONG_TIMES, Question


def customer_notes(question: Question, elsewhere: int, currency: str) -> tuple[str, ...]:
    """Of whom the figures tell, and of whom they do not."""
    names, found = {*question.dimensions, *dict(question.filters)}, list[str]()
    if elsewhere:
        words = ngettext(
            "%(n)s customer pays in a currency without a rate into %(currency)s and is left out; "
            "the definition of revenue takes rates.",
            "%(n)s customers pay in a currency without a rate into %(currency)s and are left out; "
            "the definition of revenue takes rates.",
            elsewhere,
        )
        found.append(words % {"n": f"{elsewhere:,}", "currency": currency})
    if "plan" in names:
        found.append(_plan_words(question))
    if "group" in names:
        found.append(_("A company belongs to a saved segment that half of its people fit today."))
    if "segment" in names:
        found.append(_("The segment of a company is that of most of its people."))
    if "touch" in names:
        found.append(_("How customers are looked after is as of today."))
    has_parts = bool({*LONG_TIMES} & {*question.dimensions})
    if has_parts and question.measure not in COUNTED_IN_FULL:
        found.append(_("At both edges of the period only its own days count."))
    return tuple(found)


def _plan_words(question: Question) -> str:
    if question.measure in COUNTED_IN_FULL:
        return _("The plan is that for which a customer pays most on the last day.")
    return _("The plan is that for which a customer paid most on the day before.")
