"""What of an address could not be followed, in sentences: nothing is left out in silence."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from django.utils.translation import gettext as _

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.explore.queries.dimensions.catalogue import Catalogue
from emptychair.explore.queries.measured import catalogue_for
from emptychair.explore.rules.plain_words import days_in, period_in
from emptychair.explore.types import CASES, CUSTOMERS, RATE, Question
from emptychair.explore.words import measure_words
from emptychair.kit.periods import local_day
from emptychair.metrics.queries.periods import USUAL, period_named
from emptychair.metrics.words import period_words

LONGEST = 40  # of what is repeated


def remarks_on(
    access: Access,
    given: Mapping[str, str],
    question: Question,
    *,
    now: datetime,
    catalogue: Catalogue,
) -> list[str]:
    """A sentence for each thing that was asked for and left out."""
    access.require(Permission.SCORE_READ)
    found = [*_days(given, question), *_period(access, given, question, now)]
    if given.get("against") and question.against is None:
        found.append(_("The other period has days of this one, so nothing is compared."))
    return [*found, *_dimensions(access, given, question, catalogue)]


def _days(given: Mapping[str, str], question: Question) -> Iterator[str]:
    first, last = given.get("from", "").strip(), given.get("to", "").strip()
    if not (first or last) or days_in(given):
        return
    shown = period_words(question.period)
    if not (first and last):
        told = _("Give both days, the first and the last. Until then this shows %(period)s.")
    else:
        told = _(
            "From “%(first)s” to “%(last)s” are no days in order. Give the first and the last day, "
            "each as 2026-11-01. Until then this shows %(period)s."
        )
    yield told % {"first": first[:LONGEST], "last": last[:LONGEST], "period": shown}


def _period(
    access: Access, given: Mapping[str, str], question: Question, now: datetime
) -> Iterator[str]:
    name, today = period_in(given), local_day(now, access.workspace.zone)
    usual = period_named(access, USUAL, today=today)
    is_usual = name in {USUAL, f"{usual.first}..{usual.last}"}
    if question.period == usual and not is_usual:
        facts = {"name": name[:LONGEST], "period": period_words(question.period)}
        yield _("“%(name)s” is no period. Until you choose one this shows %(period)s.") % facts


def _dimensions(
    access: Access, given: Mapping[str, str], question: Question, catalogue: Catalogue
) -> Iterator[str]:
    """Of things that other measures can be asked by, and this one cannot."""
    offered = catalogue.of_measure(question.measure)
    asked = [given.get("rows", ""), given.get("cols", ""), *(key for key in given if given[key])]
    strange = [name for name in dict.fromkeys(asked) if name and name not in offered]
    others = [Catalogue(access)]
    if strange and access.may(Permission.CUSTOMER_READ) and not access.assigned_only:
        others.append(catalogue_for(access, CUSTOMERS))
    if strange and access.may(Permission.CASE_READ):
        others.append(catalogue_for(access, CASES))
    for name in strange:
        words = next((one.words(name) for one in others if name in one), "")
        if words:
            facts = {"name": words, "measure": measure_words(question.measure)}
            yield _reason(question.measure) % facts


def _reason(measure: str) -> str:
    if measure == RATE:
        return _("“%(name)s” is not known of invitations, so it is left out of “%(measure)s”.")
    return _("“%(measure)s” cannot be told apart by “%(name)s”, so it is left out.")
