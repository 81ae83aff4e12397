"""Seen before it happens: who could be asked, the others from when on, and what comes anyway."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Q

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.models import Person
from emptychair.kit.many import numbers_of
from emptychair.kit.periods import local_day, start_of_day, week_of
from emptychair.messaging.models import ContactDecision
from emptychair.messaging.services.contact import preview_contact
from emptychair.messaging.types import ContactReason
from emptychair.surveys.models import AutopilotMember, Firing, Survey
from emptychair.surveys.services.audience import audience_of, judged_on_channels
from emptychair.surveys.types import Asked, SurveyState

WEEKS = 6
LOOK_BACK = timedelta(days=28)  # triggers go on as they did in the last four weeks


@dataclass(frozen=True, slots=True, kw_only=True)
class Simulation:
    """What the contact rule says about everybody now."""

    people: int
    asked: int
    reasons: dict[str, int]
    weeks: tuple[tuple[date, int], ...]  # from when on how many more can be asked, by week
    later: int  # behind the last of these weeks
    never: int  # for a reason that does not end by itself
    rows: tuple[Asked, ...] = ()
    looked_at: int | None = None  # set where a sample stands for all: the counts are estimates

    @property
    def not_asked(self) -> int:
        """How many are left out now."""
        return self.people - self.asked


@dataclass(frozen=True, slots=True, kw_only=True)
class ComingRow:
    """One running survey, and how many it is going to ask."""

    survey_id: int
    name: str
    priority: int
    how: str  # "autopilot", "trigger" or "wave"
    trigger_event: str
    weeks: tuple[int, ...]


def simulate_survey(
    access: Access, survey: Survey, *, now: datetime, at_most: int | None = None
) -> Simulation:
    """Everybody whom a survey is for, as if it were sent to all of them now; nothing is stored.

    Of more than `at_most` people a sample is judged, spread evenly over all.
    """
    access.require(Permission.SURVEY_SEND)
    ids = numbers_of(audience_of(access, survey))
    rows = judged_on_channels(access, survey, _sample(ids, at_most), now=now)
    return simulation_of(access, rows, people=len(ids), now=now)


def simulate_everybody(access: Access, *, now: datetime, at_most: int | None = None) -> Simulation:
    """All customers, as if any survey without a cadence of its own wanted to ask them now."""
    access.require(Permission.SURVEY_SEND)
    people = Person.objects.visible_to(access).filter(merged_into=None)
    ids = numbers_of(people)
    judged = preview_contact(access, _sample(ids, at_most), now=now)
    rows = [
        Asked(person_id=pk, asked=allowed, reason=reason, parameters=parameters)
        for pk, allowed, reason, parameters in judged
    ]
    return simulation_of(access, rows, people=len(ids), now=now)


def simulation_of(access: Access, rows: list[Asked], *, people: int, now: datetime) -> Simulation:
    """The counts over everybody, from those who were judged."""
    access.require(Permission.SURVEY_SEND)
    zone = access.workspace.zone
    monday = week_of(local_day(now, zone)).first
    edges = [start_of_day(monday + timedelta(weeks=n), zone) for n in range(WEEKS + 1)]
    by_week = Counter(_week(row, edges) for row in rows if not row.asked)
    reasons = Counter(row.reason for row in rows)
    share = people / len(rows) if rows else 1.0
    return Simulation(
        people=people,
        asked=round(share * reasons[ContactReason.ALLOWED.value]),
        reasons={code: round(share * count) for code, count in reasons.items()},
        weeks=tuple((monday + timedelta(weeks=n), round(share * by_week[n])) for n in range(WEEKS)),
        later=round(share * by_week[WEEKS]),
        never=round(share * by_week[-1]),
        rows=tuple(rows),
        looked_at=len(rows) if len(rows) < people else None,
    )


def _sample(ids: list[int], at_most: int | None) -> list[int]:
    return ids[:: max(1, -(-len(ids) // at_most))] if at_most else ids


def coming_asks(access: Access, *, now: datetime) -> list[ComingRow]:
    """What the running surveys are going to ask in the next weeks, the weightiest first.

    Autopilots by their plan, triggers by what they asked in the last four weeks and by what waits.
    Each single one is judged when its time comes. Four queries.
    """
    access.require(Permission.SURVEY_READ)
    surveys = Survey.objects.visible_to(access).filter(state=SurveyState.RUNNING)
    planned, waiting = _planned(access, now), _waiting(access, now)
    past = _past(access, now)
    rows = [
        ComingRow(
            survey_id=one.pk,
            name=one.name,
            priority=one.priority,
            how="autopilot" if one.pk in planned else "trigger" if one.trigger_event else "wave",
            trigger_event=one.trigger_event,
            weeks=_weeks(one, planned, waiting, past),
        )
        for one in surveys
    ]
    return sorted(rows, key=lambda row: (-row.priority, row.name))


def _week(row: Asked, edges: list[datetime]) -> int:
    """In which week somebody may be asked; the number of weeks for later, -1 for never."""
    try:
        free = datetime.fromisoformat(str(row.parameters.get("free_on", "")))
    except ValueError:
        return -1
    return max(0, sum(free >= edge for edge in edges) - 1)


def _weeks(
    survey: Survey,
    planned: dict[int, Counter[int]],
    waiting: dict[int, Counter[int]],
    past: dict[int, int],
) -> tuple[int, ...]:
    counts = Counter(planned.get(survey.pk, Counter()))
    if survey.trigger_event:
        usual = round(past.get(survey.pk, 0) * 7 / LOOK_BACK.days)
        own = waiting.get(survey.pk, Counter())
        counts.update({week: max(usual, own[week]) for week in range(WEEKS)})
    return tuple(counts[week] for week in range(WEEKS))


def _planned(access: Access, now: datetime) -> dict[int, Counter[int]]:
    rows = AutopilotMember.objects.visible_to(access).filter(
        autopilot__is_active=True, next_at__lt=now + timedelta(weeks=WEEKS)
    )
    return _by_week(rows.values_list("autopilot__survey_id", "next_at").iterator(5000), now)


def _waiting(access: Access, now: datetime) -> dict[int, Counter[int]]:
    rows = Firing.objects.visible_to(access).filter(
        done_at=None, due_at__lt=now + timedelta(weeks=WEEKS)
    )
    return _by_week(rows.values_list("survey_id", "due_at").iterator(5000), now)


def _by_week(rows: Iterable[tuple[int, Any]], now: datetime) -> dict[int, Counter[int]]:
    found: dict[int, Counter[int]] = {}
    for survey_id, moment in rows:
        week = max(0, (moment - now).days // 7)
        found.setdefault(survey_id, Counter())[week] += 1
    return found


def _past(access: Access, now: datetime) -> dict[int, int]:
    """How many each survey asked within the last four weeks."""
    rows = ContactDecision.objects.visible_to(access).filter(
        Q(about__startswith="survey:"),
        allowed=True,
        purpose="survey",
        decided_at__gt=now - LOOK_BACK,
    )
    counted = rows.order_by().values("about").annotate(n=Count("pk")).values_list("about", "n")
    return {int(about.partition(":")[2]): n for about, n in counted}
