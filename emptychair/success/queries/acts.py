"""What we did for customers: cases, calls and words of ours, by day."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.kit.periods import local_day
from emptychair.loop.models import Case, CaseEntry
from emptychair.loop.types import EntryKind
from emptychair.success.rules.days import number_of

OURS = (EntryKind.CALL, EntryKind.MAIL_OUT, EntryKind.TEXT_OUT)
AT_ONCE = 400
Acts = dict[int, list[tuple[int, str]]]


def acts_for(access: Access, units: Iterable[int]) -> Acts:
    """Of these customers, each thing we did with its day and kind, oldest first."""
    access.require(Permission.CUSTOMER_READ)
    found: Acts = {}
    wanted = sorted(units)
    for start in range(0, len(wanted), AT_ONCE):
        _gather(access, wanted[start : start + AT_ONCE], found)
    for acts in found.values():
        acts.sort()
    return found


def _gather(access: Access, units: list[int], found: Acts) -> None:
    companies = {unit for unit in units if unit > 0}
    people = {-unit for unit in units if unit < 0}
    about = Q(company__in=companies) | Q(person__in=people)
    cases = Case.objects.visible_to(access).filter(about).order_by("pk")
    for moment, company, person in cases.values_list("opened_at", "company_id", "person_id"):
        _add(access, found, companies, (moment, company, person, "case"))
    inside = Q(case__company__in=companies) | Q(case__person__in=people)
    entries = CaseEntry.objects.visible_to(access).filter(inside, kind__in=OURS).order_by("pk")
    for moment, company, person, kind in entries.values_list(
        "happened_at", "case__company_id", "case__person_id", "kind"
    ):
        _add(access, found, companies, (moment, company, person, kind))


def _add(access: Access, found: Acts, companies: set[int], row: tuple[Any, ...]) -> None:
    moment, company, person, kind = row
    unit = company if company in companies else -(person or 0)
    day = number_of(local_day(moment, access.workspace.zone))
    found.setdefault(unit, []).append((day, kind))
