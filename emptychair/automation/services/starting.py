"""Runs begin: once for each time the trigger came, and within the limits of their playbook.

All beginnings of one playbook stand in a line (its row is locked), so two at the same moment see
each other: no customer comes in twice, and no day has more than its share.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.accounts.services.audit import record_audit
from emptychair.automation.errors import AlreadyRunning, NobodyGiven, WrongState
from emptychair.automation.models import Playbook, Run
from emptychair.automation.queries.beginning import Beginning, beginning_of
from emptychair.automation.queries.judging import judge
from emptychair.automation.rules.drawing import is_held_out
from emptychair.automation.services.authoring import locked_playbook
from emptychair.automation.types import Occurrence, PlaybookState, RunState, Subject
from emptychair.customers.models import Company, Person
from emptychair.customers.services.timeline import add_to_timeline
from emptychair.jobs import enqueue
from emptychair.jobs.queue import enqueue_at
from emptychair.kit.periods import local_day, start_of_day

AT_ONCE = 500
MORNING = timedelta(hours=9)  # when those begin who had no place on the day before
FURTHEST = 366  # days


@dataclass(frozen=True, slots=True)
class Began:
    """What came of some occurrences, in numbers."""

    runs: tuple[int, ...] = ()
    held_out: int = 0
    passed: int = 0  # did not fit, or was in it too short a time ago


class Room:
    """How many may still begin on which day."""

    def __init__(self, taken: Counter[date], per_day: int) -> None:
        """So many began or will begin already."""
        self.taken, self.per_day = taken, per_day

    def next_day(self, first: date) -> date:
        """The first day with a place, which is then taken."""
        days = (first + timedelta(days=count) for count in range(FURTHEST))
        day = next((one for one in days if self.taken[one] < self.per_day), first)
        self.taken[day] += 1
        return day


def begin_runs(
    access: Access,
    playbook_id: int,
    occurrences: Iterable[Occurrence],
    *,
    now: datetime,
    started_by: str = "",
) -> Began:
    """Begin a run for each occurrence that is new, fits, and is within the limits.

    Whoever finds no place today begins on the next day that has one. Nothing happens unless the
    playbook is live.
    """
    access.require(Permission.CUSTOMER_WRITE)
    given = sorted({one.key: one for one in occurrences}.values(), key=_in_order)
    total = Began()
    for start in range(0, len(given), AT_ONCE):
        with transaction.atomic():
            some = _begin(access, playbook_id, given[start : start + AT_ONCE], now, started_by)
        total = Began(
            total.runs + some.runs, total.held_out + some.held_out, total.passed + some.passed
        )
    return total


def start_for_customer(
    access: Access,
    playbook: Playbook,
    *,
    person: Person | None = None,
    company: Company | None = None,
    now: datetime,
) -> Run:
    """Begin a run by hand, whatever its conditions say. Raises `NobodyGiven`, `WrongState`,
    `AlreadyRunning`.
    """
    access.require(Permission.CUSTOMER_WRITE)
    if playbook.state != PlaybookState.LIVE:
        raise WrongState
    subject = Subject(person.pk if person else None, company.pk if company else None)
    if person is not None and company is None:
        subject = Subject(person.pk, person.company_id)
    who = f"{'person' if person else 'company'}:{person.pk if person else subject.company_id}"
    one = Occurrence(f"hand:{who}:{now:%Y%m%d%H%M%S%f}", subject, now)
    with transaction.atomic():
        row = locked_playbook(access, playbook.pk)
        if row.state != PlaybookState.LIVE:
            raise WrongState
        found = beginning_of(access, row, [one], now=now)
        if not found.occurrences or found.customer(found.occurrences[0].subject) is None:
            raise NobodyGiven
        if found.is_recent(found.occurrences[0].subject):
            raise AlreadyRunning
        run = _store(access, row, found, found.occurrences[0], now=now, began_at=now)
        run.started_by = access.actor.label[:200]
        run.save(update_fields=["started_by"])
        record_audit(access, row, action="playbook.started", after={"run": run.pk})
        _on_its_way(run, now)
    return run


def _begin(
    access: Access, playbook_id: int, given: Sequence[Occurrence], now: datetime, started_by: str
) -> Began:
    playbook = locked_playbook(access, playbook_id)
    if playbook.state != PlaybookState.LIVE or playbook.version is None:
        return Began()
    found = beginning_of(access, playbook, given, now=now)
    subjects = [one.subject for one in found.occurrences]
    judged = judge(access, found.definition.conditions, subjects, now=now)
    room = Room(_taken(access, playbook, now), found.definition.per_day)
    today, zone = local_day(now, access.workspace.zone), access.workspace.zone
    runs, held_out, passed = [], 0, len(given) - len(found.occurrences)
    for one in found.occurrences:
        customer = found.customer(one.subject)
        if customer is None or not judged[one.subject].ok or found.is_recent(one.subject):
            passed += 1
            continue
        found.note(one.subject)
        if is_held_out(playbook.seed, customer, found.definition.hold_out):
            _store(access, playbook, found, one, now=now, began_at=now, held_out=True)
            held_out += 1
            continue
        day = room.next_day(today)
        began_at = now if day == today else start_of_day(day, zone) + MORNING
        run = _store(access, playbook, found, one, now=now, began_at=began_at)
        run.started_by = started_by[:200]
        _on_its_way(run, now)
        runs.append(run.pk)
    return Began(tuple(runs), held_out, passed)


def _store(
    access: Access,
    playbook: Playbook,
    found: Beginning,
    one: Occurrence,
    *,
    now: datetime,
    began_at: datetime,
    held_out: bool = False,
) -> Run:
    later = began_at > now
    state = RunState.HELD_OUT if held_out else RunState.WAITING if later else RunState.RUNNING
    run = Run.objects.create(
        workspace=access.workspace,
        playbook=playbook,
        version_id=playbook.version_id or 0,
        person_id=one.subject.person_id,
        company_id=one.subject.company_id,
        about=found.about,
        occurrence=one.key[:160],
        happened_at=one.happened_at,
        state=state.value,
        is_held_out=held_out,
        began_at=began_at,
        ended_at=now if held_out else None,
        wake_at=began_at if later else None,
    )
    if not held_out:
        _tell(access, run, playbook, began_at)
    return run


def _tell(access: Access, run: Run, playbook: Playbook, moment: datetime) -> None:
    add_to_timeline(
        access,
        person=run.person,
        company=run.company,
        code="automation.begun",
        parameters={"playbook": playbook.name, "id": playbook.pk},
        happened_at=moment,
        unique_key=f"playbook-run:{run.pk}",
    )


def _on_its_way(run: Run, now: datetime) -> None:
    ids = {"workspace_id": run.workspace_id, "run_id": run.pk}
    if run.wake_at is not None and run.wake_at > now:
        enqueue_at(run.wake_at, "automation.advance_run", **ids)
    else:
        enqueue("automation.advance_run", **ids)


def _taken(access: Access, playbook: Playbook, now: datetime) -> Counter[date]:
    """How many began today, or will on a later day."""
    zone = access.workspace.zone
    since = start_of_day(local_day(now, zone), zone)
    rows = Run.objects.visible_to(access).filter(playbook=playbook, began_at__gte=since)
    wanted = rows.filter(is_held_out=False).values_list("began_at", flat=True)
    return Counter(local_day(moment, zone) for moment in wanted)


def _in_order(one: Occurrence) -> tuple[datetime, str]:
    return one.happened_at, one.key
