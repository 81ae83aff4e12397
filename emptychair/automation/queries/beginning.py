"""What has to be known before runs begin: who stands for whom, who is in it, who has left."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from emptychair.accounts.access import Access
from emptychair.automation.models import Playbook, Run
from emptychair.automation.queries.customers import gone_of, standing_people, with_contacts
from emptychair.automation.rules.definition import read_definition
from emptychair.automation.triggers import trigger_named
from emptychair.automation.types import (
    About,
    Definition,
    Occurrence,
    RunState,
    StepKind,
    Subject,
)
from emptychair.kit.periods import local_day
from emptychair.messaging.queries.hold_out import active_hold_out

ASKS = (StepKind.MAIL.value, StepKind.SURVEY.value)


@dataclass(slots=True)
class Beginning:
    """Occurrences that are new, with the customers behind them."""

    definition: Definition
    about: str
    occurrences: list[Occurrence]
    left: set[int] = field(default_factory=set)  # ids of those who left, where that counts
    never_asked: set[int] = field(default_factory=set)  # ids of people
    recent: set[int] = field(default_factory=set)  # ids of those who were in it lately

    def id_of(self, subject: Subject) -> int | None:
        """The number of the person or company a run is about."""
        return subject.company_id if self.about == About.COMPANY else subject.person_id

    def customer(self, subject: Subject) -> str | None:
        """As in "person:7", or nothing for one that left, is never asked or is not there."""
        number = self.id_of(subject)
        if number is None or number in self.left or subject.person_id in self.never_asked:
            return None
        return f"{self.about}:{number}"

    def is_recent(self, subject: Subject) -> bool:
        """Whether the customer was in it too short a time ago."""
        return self.id_of(subject) in self.recent

    def note(self, subject: Subject) -> None:
        """The customer comes in now."""
        number = self.id_of(subject)
        if number is not None:
            self.recent.add(number)


def beginning_of(
    access: Access, playbook: Playbook, given: Sequence[Occurrence], *, now: datetime
) -> Beginning:
    """What `playbook` has to know of these; about eight queries for all of them."""
    definition = read_definition(playbook.version.definition if playbook.version else {})
    new = _new_ones(access, playbook, given)
    found = prepared(access, definition, new, now=now)
    found.recent = recent_customers(access, playbook, definition, found, now=now)
    return found


def prepared(
    access: Access, definition: Definition, given: Iterable[Occurrence], *, now: datetime
) -> Beginning:
    """Occurrences with those who stand for merged people, contacts of companies, and who left."""
    trigger = trigger_named(definition.trigger)
    about = trigger.about(definition.parameters) if trigger else About.PERSON.value
    occurrences = standing(access, given)
    today = local_day(now, access.workspace.zone)
    contacts = with_contacts(access, {one.subject for one in occurrences}, today)
    occurrences = [replace(one, subject=contacts[one.subject]) for one in occurrences]
    found = Beginning(definition, about, occurrences)
    if trigger is None or not trigger.to_leavers:
        quiet_too = trigger is None or not trigger.to_silent
        found.left = _left(access, found, today, quiet_too=quiet_too)
    if any(one.kind in ASKS for one in definition.steps):
        people = {one.subject.person_id for one in occurrences if one.subject.person_id}
        rows = active_hold_out(access, now=now).filter(person_id__in=people)
        found.never_asked = set(rows.values_list("person_id", flat=True))
    return found


def standing(access: Access, given: Iterable[Occurrence]) -> list[Occurrence]:
    """With the person who stays in the place of one who was merged."""
    occurrences = list(given)
    people = standing_people(
        access, {one.subject.person_id for one in occurrences if one.subject.person_id}
    )
    found = []
    for one in occurrences:
        person_id = one.subject.person_id
        if person_id is None:
            found.append(one)
        elif person_id in people:
            kept, company = people[person_id]
            found.append(replace(one, subject=Subject(kept, one.subject.company_id or company)))
    return found


def recent_customers(
    access: Access,
    playbook: Playbook,
    definition: Definition,
    found: Beginning,
    *,
    now: datetime,
) -> set[int]:
    """Numbers of those who were in the playbook within `again_days`, or are in it."""
    column = "company_id" if found.about == About.COMPANY else "person_id"
    ids = {number for one in found.occurrences if (number := found.id_of(one.subject))}
    rows = Run.objects.visible_to(access).filter(
        playbook=playbook, about=found.about, **{f"{column}__in": ids}
    )
    rows = rows.exclude(state=RunState.UNDONE)
    if definition.again_days:
        since = now - timedelta(days=definition.again_days)
        ended = rows.filter(began_at__gt=since).values_list(column, flat=True)
        return set(ended) | set(rows.under_way().values_list(column, flat=True))
    return set(rows.values_list(column, flat=True))


def _new_ones(access: Access, playbook: Playbook, given: Sequence[Occurrence]) -> list[Occurrence]:
    keys = [one.key for one in given]
    rows = Run.objects.visible_to(access).filter(playbook=playbook, occurrence__in=keys)
    known = set(rows.values_list("occurrence", flat=True))
    return [one for one in given if one.key not in known]


def _left(access: Access, found: Beginning, today: date, *, quiet_too: bool) -> set[int]:
    ids = {number for one in found.occurrences if (number := found.id_of(one.subject))}
    return gone_of(access, found.about, ids, today, quiet_too=quiet_too)
