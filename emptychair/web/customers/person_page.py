"""What the page of a person shows, gathered from the domains."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.queries import timeline_of
from emptychair.customers.queries.merges import doubles_of, merges_of
from emptychair.customers.queries.sheet import person_sheet
from emptychair.customers.types import SpecialDayKind, SuppressionReason
from emptychair.kit.cards import Customer, cards_of
from emptychair.loop.queries import cases_of_person
from emptychair.loop.types import CaseState
from emptychair.messaging.queries import OutboxFilters, decisions_of, outbox_rows
from emptychair.messaging.queries.ways import ways_to
from emptychair.surveys.queries import responses_of, surveys_of
from emptychair.surveys.services.next_asks import NextAsk, next_asks

if TYPE_CHECKING:
    from emptychair.customers.models import Person

ENTRIES = 20
SOON_DAYS = 120
_ASKED_BY_HAND = (SuppressionReason.ASKED, SuppressionReason.MANUAL)


def person_context(access: Access, person: "Person", now: datetime) -> dict[str, Any]:
    """Everything on one page; a part that may not be seen is empty."""
    sheet = person_sheet(access, person, now=now)
    rows = timeline_of(access, person.pk, limit=ENTRIES + 1)
    cases = cases_of_person(access, person.pk) if access.may(Permission.CASE_READ) else []
    return {
        "sheet": sheet,
        "person": person,
        "honorific": "様" if person.language in {"", "ja"} and sheet.name == person.name else "",
        "answers": responses_of(access, person.pk, limit=12),
        "cards": cards_of(access, Customer(person_id=person.pk), now=now),
        "open_cases": [case for case in cases if case.state != CaseState.CLOSED],
        "closed_cases": [case for case in cases if case.state == CaseState.CLOSED],
        "coming_days": [one for one in sheet.days if one.days_away <= SOON_DAYS],
        "coming_contracts": [one for one in sheet.contracts if one.days_to_renewal is not None],
        "open_wishes": [one for one in sheet.wishes if one.fulfilled_at is None],
        "planned": _planned(access, person),
        "decisions": decisions_of(access, person.pk, limit=5),
        "next_asks": _next_asks(access, person, now),
        "rows": rows[:ENTRIES],
        "more": rows[ENTRIES - 1].happened_at.isoformat() if len(rows) > ENTRIES else "",
        "ways": [] if person.merged_into_id else ways_to(access, person),
        "merges": merges_of(access, person.pk),
        "day_kinds": SpecialDayKind.choices,
        "reasons": [(one.value, one.label) for one in _ASKED_BY_HAND],
        **_may(access, person),
    }


def _may(access: Access, person: "Person") -> dict[str, Any]:
    may_merge = access.may(Permission.CUSTOMER_MERGE)
    return {
        "may_write": access.may(Permission.CUSTOMER_WRITE),
        "may_open": access.may(Permission.CASE_WRITE),
        "may_merge": may_merge,
        "doubles": doubles_of(access, person) if may_merge else [],
        "surveys": _running_surveys(access),
    }


def _running_surveys(access: Access) -> list[Any]:
    if not (access.may(Permission.SURVEY_SEND) and access.may(Permission.SURVEY_READ)):
        return []
    return [one for one in surveys_of(access) if one.state == "running"]


def _next_asks(access: Access, person: "Person", now: datetime) -> list[NextAsk]:
    if not access.may(Permission.SURVEY_READ) or person.merged_into_id:
        return []
    return next_asks(access, person, now=now)


def _planned(access: Access, person: "Person") -> list[Any]:
    if not person.email or not access.may(Permission.MESSAGE_READ) or not access.may_see_names:
        return []
    return list(outbox_rows(access, OutboxFilters(state="planned", text=person.email))[:5])
