"""Whom a trigger would have asked within the last thirty days; nothing is stored."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.models import CustomerEvent, Person
from emptychair.customers.own_events import CASE_CLOSED, LEAVING, renewal_days
from emptychair.kit.periods import local_day
from emptychair.messaging.queries.facts import contact_facts
from emptychair.messaging.queries.rule import contact_rule
from emptychair.messaging.rules.contact_rate import (
    ContactFacts,
    PastContact,
    Wish,
    judge_contact,
)
from emptychair.messaging.types import ContactReason
from emptychair.surveys.happenings import happening_of
from emptychair.surveys.models import Survey
from emptychair.surveys.queries.events_seen import OWN_EVENTS
from emptychair.surveys.queries.own_facts import own_facts
from emptychair.surveys.rules.themes import about_survey
from emptychair.surveys.rules.triggers import fits, is_drawn
from emptychair.surveys.services.audience import audience_of
from emptychair.surveys.services.timing import Timing
from emptychair.surveys.wishes import channels_of

DAYS = 30
MOST = 20_000  # events that are looked at
AT_ONCE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class TriggerPreview:
    """How many events there were, and what would have come of them."""

    events: int
    asked: int
    reasons: dict[str, int]
    is_cut: bool  # there were more events than were looked at


def preview_trigger(
    access: Access, survey: Survey, *, timing: Timing, now: datetime
) -> TriggerPreview:
    """What the survey would have asked, had it run like this for thirty days.

    The rule is asked with what people were sent by others; what this survey did itself is left out,
    since it would have done otherwise.
    """
    access.require(Permission.SURVEY_READ)
    events = list(_events(access, timing.trigger_event, now)) if timing.trigger_event else []
    people = _people(access, survey, {one.person_id for one in events if one.person_id})
    reasons, fitting = Counter[str](), []
    for event in events:
        person = people.get(event.person_id or 0)
        if not is_drawn(survey.pk, event.message_id, timing.sampling):
            reasons[ContactReason.NOT_DRAWN.value] += 1
        elif person is None or not fits(timing.clauses, happening_of(event, person)):
            reasons[ContactReason.NOT_FITTING.value] += 1
        else:
            fitting.append(event)
    reasons += _judged(access, survey, fitting, timing, now)
    return TriggerPreview(
        events=len(events),
        asked=reasons[ContactReason.ALLOWED.value],
        reasons=dict(reasons),
        is_cut=len(events) == MOST,
    )


def _judged(
    access: Access, survey: Survey, events: list[CustomerEvent], timing: Timing, now: datetime
) -> Counter[str]:
    about, rule = about_survey(survey.pk), contact_rule(access)
    ids = {event.person_id for event in events if event.person_id}
    channel = channels_of(survey)[0]
    found = contact_facts(access, ids, now=now, channel=channel, cadence_days=timing.cadence_days)
    known = {pk: _without(facts, about) for pk, facts in found.items()}
    wish = Wish(
        channel=channel,
        about=about,
        cadence_days=timing.cadence_days,
        after_case=timing.trigger_event == CASE_CLOSED,
        to_leavers=timing.trigger_event in LEAVING,
    )
    reasons = Counter[str]()
    for event in events:
        if event.person_id not in known:
            continue
        moment = event.occurred_at + timedelta(minutes=timing.delay_minutes)
        verdict = judge_contact(known[event.person_id], rule, wish, now=moment)
        reasons[verdict.reason] += 1
        if verdict.allowed:
            facts = known[event.person_id]
            contacts = (*facts.contacts, PastContact(moment, about=about))
            known[event.person_id] = replace(facts, contacts=contacts)
    return reasons


def _without(facts: ContactFacts, about: str) -> ContactFacts:
    kept = tuple(one for one in facts.contacts if one.about != about)
    return replace(facts, contacts=kept, planned=())


def _events(access: Access, name: str, now: datetime) -> Iterator[CustomerEvent]:
    """The events of the last thirty days in their order; our own facts as if they were noted."""
    since = now - timedelta(days=DAYS)
    if name in OWN_EVENTS or renewal_days(name) is not None:
        zone = access.workspace.zone
        facts = own_facts(access, name, first=local_day(since, zone), last=local_day(now, zone))
        for fact in sorted(facts, key=lambda one: one.moment)[:MOST]:
            yield CustomerEvent(
                person_id=fact.person_id,
                name=name,
                message_id=fact.key,
                occurred_at=fact.moment,
                properties=fact.properties,
            )
        return
    rows = CustomerEvent.objects.visible_to(access).filter(
        name=name, occurred_at__gt=since, occurred_at__lte=now, person__isnull=False
    )
    yield from rows.order_by("occurred_at", "pk")[:MOST]


def _people(access: Access, survey: Survey, ids: set[int]) -> dict[int, Person]:
    """Those of them whom the survey is for."""
    audience, wanted = audience_of(access, survey), sorted(ids)
    found: dict[int, Person] = {}
    for start in range(0, len(wanted), AT_ONCE):
        found |= audience.in_bulk(wanted[start : start + AT_ONCE])
    return found
