"""Which events a survey can wait for, and what stands in them."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.models import AttributeDefinition, CustomerEvent
from emptychair.customers.own_events import (
    CANCELLED,
    CASE_CLOSED,
    CONTRACT_CANCELLED,
    CUSTOMER_LEFT,
    ONBOARDING_FINISHED,
    RENEWAL_DAYS,
    renewal_event,
)

RECENT = timedelta(days=30)
MOST = 60
SAMPLE = 200  # events that are looked into for their properties
OWN_EVENTS = (
    CASE_CLOSED,
    *(renewal_event(days) for days in RENEWAL_DAYS),
    CONTRACT_CANCELLED,
    CUSTOMER_LEFT,
)
USUAL_EVENTS = (ONBOARDING_FINISHED, CANCELLED)  # that a company sends, if it likes


@dataclass(frozen=True, slots=True)
class EventSeen:
    """One name of events, and how many came within the last thirty days."""

    name: str
    count: int
    is_own: bool


def events_seen(access: Access, *, now: datetime) -> list[EventSeen]:
    """Events of people by how often they came lately, then our own facts, then usual names."""
    access.require(Permission.SURVEY_READ)
    rows = CustomerEvent.objects.visible_to(access).filter(
        occurred_at__gt=now - RECENT, occurred_at__lte=now, person__isnull=False
    )
    counted = dict(rows.order_by().values("name").annotate(n=Count("pk")).values_list("name", "n"))
    own, usual = set(OWN_EVENTS), set(USUAL_EVENTS)
    seen = sorted(counted.items(), key=lambda row: (-row[1], row[0]))
    found = [EventSeen(name, n, False) for name, n in seen if name not in own][:MOST]
    found += [EventSeen(name, counted.get(name, 0), True) for name in OWN_EVENTS]
    return found + [EventSeen(name, 0, False) for name in sorted(usual - set(counted))]


def subjects_of(access: Access, event_name: str) -> list[tuple[str, str]]:
    """What conditions can ask for, as (subject, name): properties lately seen, then attributes."""
    access.require(Permission.SURVEY_READ)
    rows = CustomerEvent.objects.visible_to(access).filter(name=event_name)
    newest = rows.order_by("-occurred_at").values_list("properties", flat=True)[:SAMPLE]
    names = sorted({str(name) for one in newest for name in one})
    own = AttributeDefinition.objects.visible_to(access).filter(applies_to="person")
    attributes = own.order_by("label").values_list("key", "label")
    return [(f"event:{name}", name) for name in names[:MOST]] + [
        (f"attribute:{key}", label) for key, label in attributes
    ]
