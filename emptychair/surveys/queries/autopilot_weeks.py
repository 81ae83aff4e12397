"""An autopilot's plan, week by week."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.kit.periods import local_day, week_of
from emptychair.surveys.models import Autopilot, AutopilotMember, Survey


@dataclass(frozen=True, slots=True, kw_only=True)
class AutopilotView:
    """How many are in it, when they are asked, and when the next one is."""

    people: int
    next_at: datetime | None
    asked_once: int  # who had their turn at least once
    weeks: tuple[tuple[date, int], ...]

    @property
    def most(self) -> int:
        """The fullest week."""
        return max((count for _week, count in self.weeks), default=0)


def autopilots_of(access: Access, survey: Survey) -> list[Autopilot]:
    """Those of a survey, the one that runs first."""
    access.require(Permission.SURVEY_READ)
    rows = Autopilot.objects.visible_to(access).filter(survey=survey)
    return list(rows.select_related("survey").order_by("-is_active", "pk"))


def autopilot_view(access: Access, autopilot: Autopilot, *, now: datetime) -> AutopilotView:
    """The plan of one cadence; one query."""
    access.require(Permission.SURVEY_READ)
    zone = access.workspace.zone
    rows = AutopilotMember.objects.visible_to(access).filter(autopilot=autopilot)
    moments = list(rows.values_list("next_at", "last_at"))
    planned = [moment for moment, _last in moments if moment is not None]
    first = week_of(local_day(now, zone)).first
    counts = Counter((local_day(max(one, now), zone) - first).days // 7 for one in planned)
    weeks = autopilot.cadence_days // 7 + 1
    return AutopilotView(
        people=len(moments),
        next_at=min(planned, default=None),
        asked_once=sum(last is not None for _moment, last in moments),
        weeks=tuple((first + timedelta(weeks=n), counts[n]) for n in range(weeks)),
    )
