"""Conversations about the job, written down while one talks."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.accounts.services.audit import record_audit
from emptychair.customers.models import Company, Person
from emptychair.customers.services.timeline import add_to_timeline
from emptychair.outcomes.errors import CustomerNeeded, InterviewInvalid
from emptychair.outcomes.guide import DEPARTMENTS, OF_INDUSTRY, OTHER, job_with, job_words
from emptychair.outcomes.models import Interview
from emptychair.outcomes.types import InterviewState

LONGEST = 10_000  # characters of one field


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the customer told, as the guide asks for it."""

    department: str
    industry: str = ""
    job_code: str = ""
    job: str = ""
    situation_codes: list[str] = field(default_factory=list)
    situation: str = ""
    alternative_codes: list[str] = field(default_factory=list)
    alternatives: str = ""
    hired: str = ""
    fired: str = ""
    push: str = ""
    pull: str = ""
    habit: str = ""
    anxiety: str = ""
    number_words: str = ""
    quotes: list[str] = field(default_factory=list)


@transaction.atomic
def begin_interview(
    access: Access,
    told: Told,
    *,
    company: Company | None = None,
    person: Person | None = None,
    held_on: date,
) -> Interview:
    """A draft. Raises `CustomerNeeded`, `InterviewInvalid`."""
    access.require(Permission.CUSTOMER_WRITE)
    if (company is None) == (person is None):
        raise CustomerNeeded
    row = Interview.objects.create(
        workspace=access.workspace,
        company=company,
        person=person,
        held_on=held_on,
        held_by_id=access.user_id,
        **_checked(told),
    )
    record_audit(access, row, action="interview.begun", after={"department": row.department})
    return row


@transaction.atomic
def save_interview(
    access: Access, row: Interview, told: Told, *, done: bool, now: datetime
) -> Interview:
    """Keep what is written so far; `done` ends the draft. Saving twice is saving once."""
    access.require(Permission.CUSTOMER_WRITE)
    rows = Interview.objects.visible_to(access).select_for_update(of=("self",))
    row = rows.select_related("company", "person").get(pk=row.pk)
    for name, value in _checked(told).items():
        setattr(row, name, value)
    ended = done and row.state != InterviewState.DONE
    if ended:
        row.state = InterviewState.DONE
    row.save()
    if ended:
        after = {"job": row.job_code, "department": row.department}
        record_audit(access, row, action="interview.finished", after=after)
        _tell(access, row, now)
    return row


@transaction.atomic
def drop_interview(access: Access, row: Interview) -> None:
    """Throw a draft away. Raises `InterviewInvalid` for one that is done."""
    access.require(Permission.CUSTOMER_WRITE)
    if row.state != InterviewState.DRAFT:
        raise InterviewInvalid
    record_audit(access, row, action="interview.dropped", before={"department": row.department})
    row.delete()


def _tell(access: Access, row: Interview, now: datetime) -> None:
    add_to_timeline(
        access,
        code="outcomes.interviewed",
        parameters={"job": str(job_words(row.job_code)) if job_with(row.job_code) else row.job},
        happened_at=now,
        unique_key=f"interview:{row.pk}",
        company=row.company,
        person=row.person,
    )


def _checked(told: Told) -> dict[str, Any]:
    if told.department not in DEPARTMENTS or (told.industry and told.industry not in OF_INDUSTRY):
        raise InterviewInvalid
    known = {f"{told.department}.{OTHER}", ""}
    if told.job_code not in known and not (
        job_with(told.job_code) and told.job_code.startswith(f"{told.department}.")
    ):
        raise InterviewInvalid
    values = {name: getattr(told, name) for name in Told.__dataclass_fields__}
    return {
        name: value.strip()[:LONGEST] if isinstance(value, str) else _lines(value)
        for name, value in values.items()
    }


def _lines(values: list[str]) -> list[str]:
    return [one.strip()[:LONGEST] for one in values if one.strip()]
