"""Who was asked, behind a response rate: those who have not answered first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, Q
from django.db.models.functions import ExtractIsoWeekDay
from django.db.models.lookups import In

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.queries.finding import shown_name
from emptychair.explore.queries.behind import Behind
from emptychair.kit.periods import start_of_day
from emptychair.surveys.models import Invitation
from emptychair.surveys.queries.privacy import private_surveys


@dataclass(frozen=True, slots=True)
class AskedPerson:
    """One invitation as it may be shown; names are masked where they must be."""

    person_id: int
    name: str
    company: str
    survey: str
    touchpoint: str
    asked_at: datetime
    answered_at: datetime | None


@dataclass(frozen=True, slots=True)
class AskedPeople:
    """Invitations of one rate, read when a slice of them is asked for, as `paginate` does."""

    access: Access
    rows: Any

    def __getitem__(self, part: slice) -> list[AskedPerson]:
        """Some of them."""
        return [_shown(self.access, one) for one in self.rows[part]]


def asked_behind(access: Access, behind: Behind) -> AskedPeople:
    """Everybody who was asked so. Who answered a private survey is nobody's business: none of
    theirs are among them.
    """
    access.require(Permission.CUSTOMER_READ)
    rows = Invitation.objects.visible_to(access).counted().filter(person__isnull=False)
    rows = rows.exclude(survey__in=private_surveys(access).values("pk"))
    rows = rows.select_related("person__company", "survey", "touchpoint")
    rows = rows.filter(_asked_so(behind)) if behind.days else rows.none()
    newest = (F("answered_at").asc(nulls_first=True), "-asked_at", "-pk")
    return AskedPeople(access, rows.order_by(*newest))


def _asked_so(behind: Behind) -> Q:
    days, zone = behind.days or behind.question.period, behind.access.workspace.zone
    found = Q(
        asked_at__gte=start_of_day(days.first, zone), asked_at__lt=start_of_day(days.end, zone)
    )
    for name, token in behind.question.filters:
        for column, values in behind.catalogue[name].filters(token).items():
            found &= _among(column, values, zone)
    return found


def _among(column: str, values: Sequence[Any], zone: Any) -> Q:
    known = [one for one in values if one is not None]
    if column == "weekday":
        days: Any = ExtractIsoWeekDay("asked_at", tzinfo=zone)
        return Q(In(days, [day + 1 for day in known] or [0]))
    wanted = Q(**{f"{column}__in": known})
    return wanted | Q(**{f"{column}__isnull": True}) if None in values else wanted


def _shown(access: Access, one: Invitation) -> AskedPerson:
    person: Any = one.person
    return AskedPerson(
        person_id=person.pk,
        name=shown_name(access, person),
        company=person.company.name if person.company else "",
        survey=one.survey.name,
        touchpoint=one.touchpoint.name if one.touchpoint else "",
        asked_at=one.asked_at,
        answered_at=one.answered_at,
    )
