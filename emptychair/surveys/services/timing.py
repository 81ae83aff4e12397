"""When a survey asks: after which event, under which conditions, how often, before which others."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.accounts.services.audit import record_audit
from emptychair.surveys.errors import TimingInvalid
from emptychair.surveys.models import Survey
from emptychair.surveys.rules.triggers import WHOLE, read_clauses, write_clauses
from emptychair.surveys.types.definition import Clause

LONGEST_DELAY = 60 * 24 * 365
LONGEST_CADENCE = 3650


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """When a survey asks; given whole whenever it is changed."""

    trigger_event: str = ""
    delay_minutes: int = 0
    clauses: tuple[Clause, ...] = ()
    sampling: int = WHOLE  # percent of the events
    cadence_days: int = 0  # 0: as often as the general rule lets it
    priority: int = 50

    @classmethod
    def of(cls, survey: Survey) -> "Timing":
        """When a survey asks now."""
        return cls(
            trigger_event=survey.trigger_event,
            delay_minutes=survey.trigger_delay_minutes,
            clauses=read_clauses(survey.trigger_filter),
            sampling=survey.sampling,
            cadence_days=survey.cadence_days,
            priority=survey.priority,
        )


def change_timing(access: Access, survey: Survey, *, timing: Timing) -> Survey:
    """Change when it asks; what waits already stays planned. Raises `TimingInvalid`."""
    access.require(Permission.SURVEY_WRITE)
    if not _is_possible(timing):
        raise TimingInvalid
    before = _plain(Timing.of(survey))
    survey.trigger_event = timing.trigger_event.strip()
    survey.trigger_delay_minutes = timing.delay_minutes
    survey.trigger_filter = write_clauses(timing.clauses)
    survey.sampling, survey.cadence_days = timing.sampling, timing.cadence_days
    survey.priority = timing.priority
    changed = ("trigger_event", "trigger_delay_minutes", "trigger_filter", "sampling")
    with transaction.atomic():
        survey.save(update_fields=[*changed, "cadence_days", "priority", "changed_at"])
        after = _plain(timing)
        record_audit(access, survey, action="survey.changed", before=before, after=after)
    return survey


def _is_possible(timing: Timing) -> bool:
    return (
        0 <= timing.delay_minutes <= LONGEST_DELAY
        and 0 <= timing.sampling <= WHOLE
        and 0 <= timing.cadence_days <= LONGEST_CADENCE
        and 0 <= timing.priority <= WHOLE
        and len(timing.trigger_event) <= 120  # as the column
    )


def _plain(timing: Timing) -> dict[str, Any]:
    return {
        "trigger_event": timing.trigger_event,
        "trigger_delay_minutes": timing.delay_minutes,
        "trigger_filter": write_clauses(timing.clauses),
        "sampling": timing.sampling,
        "cadence_days": timing.cadence_days,
        "priority": timing.priority,
    }
