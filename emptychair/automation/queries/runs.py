"""Runs: lists, one with all its steps, those of a customer, those that need a look."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Q, QuerySet

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.accounts.prepared import prepared
from emptychair.automation.doing import Names
from emptychair.automation.models import Run, RunStep
from emptychair.automation.queries.customers import customers_shown
from emptychair.automation.queries.names import names_of
from emptychair.automation.queries.playbooks import definition_of, reading_for
from emptychair.automation.types import (
    UNDER_WAY,
    Clause,
    RunRow,
    RunState,
    StepKind,
    StepRow,
    StepState,
    Subject,
)
from emptychair.automation.words import run_reason, step_reason
from emptychair.customers.models import Person
from emptychair.kit.errors import NotFound
from emptychair.kit.masking import mask_names
from emptychair.kit.prepared import ANEW
from emptychair.messaging.models import Message
from emptychair.messaging.types import MessageState

TONES = {
    RunState.BROKEN.value: "bad",
    RunState.DONE.value: "good",
    RunState.WAITING.value: "wait",
    RunState.RUNNING.value: "wait",
}
STEP_TONES = {
    StepState.DONE.value: "good",
    StepState.REFUSED.value: "bad",
    StepState.WAITING.value: "wait",
    StepState.STAYS.value: "bad",
}


def runs_of(
    access: Access,
    *,
    playbook_id: int | None = None,
    state: str = "",
    person_id: int | None = None,
    company_id: int | None = None,
) -> QuerySet[Run]:
    """Runs that are asked for, the newest first; `run_rows` makes a page of them readable."""
    access.require(Permission.CUSTOMER_READ)
    rows = Run.objects.visible_to(access)
    if access.assigned_only:
        return rows.none()
    wanted = {"playbook": playbook_id, "person": person_id, "company": company_id}
    rows = rows.filter(**{name: value for name, value in wanted.items() if value})
    if state == "under_way":
        rows = rows.filter(state__in=UNDER_WAY)
    elif state:
        rows = rows.filter(state=state)
    return rows.order_by("-began_at", "-pk")


def run_with_id(access: Access, run_id: int) -> Run:
    """One run, its playbook and version loaded. Raises `NotFound`."""
    rows = runs_of(access).select_related("playbook", "version", "person", "company")
    found = rows.filter(pk=run_id).first()
    if found is None:
        raise NotFound
    return found


def run_rows(access: Access, runs: Sequence[Run]) -> list[RunRow]:
    """A page of runs, fit to show; four queries."""
    ids = [one.pk for one in runs]
    rows = Run.objects.visible_to(access).select_related("playbook", "version").in_bulk(ids)
    shown = {
        about: customers_shown(access, {_subject(one) for one in runs}, about=about)
        for about in {one.about for one in runs}
    }
    return [
        RunRow(
            id=one.pk,
            playbook_id=one.playbook_id,
            playbook=rows[one.pk].playbook.name,
            customer=shown[one.about][_subject(one)],
            state=one.state,
            state_words=str(RunState(one.state).label),
            tone=TONES.get(one.state, "quiet"),
            began_at=one.began_at,
            wake_at=one.wake_at,
            version=rows[one.pk].version.number,
            why=run_reason(one.reason) if one.state in {"broken", "stopped"} else "",
        )
        for one in runs
    ]


def step_rows(access: Access, run: Run, *, names: Names | None = None) -> list[StepRow]:
    """Every step of the run's version, with what became of it."""
    reading = reading_for(access, definition_of(access, run.version), names or names_of(access))
    done = {row.step_id: row for row in RunStep.objects.visible_to(access).filter(run=run)}
    messages = _messages(access, list(done.values()))
    return [_step_row(access, run, one, done.get(one.step.id), messages) for one in reading.clauses]


def broken_runs(access: Access, *, limit: int) -> list[Run]:
    """Runs that need a look, the oldest first."""
    rows = runs_of(access).filter(state=RunState.BROKEN).select_related("playbook")
    return list(rows.order_by("began_at", "pk")[:limit])


def told_to(access: Access, *, since: datetime, limit: int) -> list[RunStep]:
    """What playbooks told this colleague, or a team of theirs."""
    if access.assigned_only or access.user_id is None:
        return []
    return _told(access, since=since, user=access.user_id, teams=access.teams, limit=limit)


@prepared(since=datetime, user=ANEW, teams=ANEW, limit=ANEW)
def _told(
    access: Access, *, since: datetime, user: int, teams: frozenset[int], limit: int
) -> QuerySet[RunStep]:
    rows = RunStep.objects.visible_to(access).filter(
        kind=StepKind.NOTIFY, state=StepState.DONE, began_at__gte=since
    )
    mine = Q(result__member=user)
    for team in teams:
        mine |= Q(result__team=team)
    rows = rows.filter(mine).select_related("run__playbook", "run__person", "run__company")
    return rows.order_by("-began_at", "-pk")[:limit]


def masked(access: Access, text: str, person: Person | None) -> str:
    """Text of a step; without names where they may not be seen."""
    if access.may_see_names:
        return text
    return mask_names(text, [person.name] if person and person.name else [])


def _subject(run: Run) -> Subject:
    return Subject(run.person_id, run.company_id)


def _messages(access: Access, rows: list[RunStep]) -> dict[int, str]:
    ids = [row.result["message"] for row in rows if row.result.get("message")]
    found = Message.objects.visible_to(access).filter(pk__in=ids).values_list("pk", "state")
    return {pk: str(MessageState(state).label) for pk, state in found}


def _step_row(
    access: Access, run: Run, one: Clause, row: RunStep | None, messages: dict[int, str]
) -> StepRow:
    words = masked(access, one.words, run.person)
    if row is None:
        return StepRow(words=words, lead=one.lead, depth=one.depth)
    why = step_reason(row.reason, row.parameters)
    message = row.result.get("message")
    if not why and message in messages:
        why = messages[message]
    return StepRow(
        words=words,
        lead=one.lead,
        depth=one.depth,
        state=row.state,
        state_words=str(StepState(row.state).label),
        tone=STEP_TONES.get(row.state, "quiet"),
        why=why,
        done_at=row.done_at or row.began_at,
        address=_address(row),
    )


def _address(row: RunStep) -> tuple[str, int] | None:
    """Where what the step made stands."""
    for kind, name in (("case", "number"), ("plan", "plan"), ("mail", "message")):
        if row.result.get(name):
            return kind, int(row.result[name])
    return None
