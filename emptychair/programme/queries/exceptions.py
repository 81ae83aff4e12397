"""What is out of turn: a burst of complaints, a wave that reached too few.

That a score fell is told by an event (`subscribers.py`).
"""

from collections.abc import Iterator
from datetime import date, timedelta

from emptychair.accounts.access import Access
from emptychair.kit.periods import Period
from emptychair.loop.models import Case
from emptychair.programme.types import Exceptional, Found
from emptychair.stats import burst, wilson
from emptychair.surveys.models import Invitation, Wave

SPANS = 8  # weeks before, against which a week is held
RARE = 0.001
FEW = 0.10  # of those asked
FEWEST_ASKED = 30
WAVE_DAYS = (14, 45)  # looked at when answers have had time to come


def exceptions_now(access: Access, *, today: date) -> list[Found]:
    """Everything out of turn as of today; the same thing has the same name every day."""
    return [
        *_bursts(access, today),
        *_thin_waves(access, today),
    ]


def _bursts(access: Access, today: date) -> Iterator[Found]:
    """Low scores and questions of the last seven days against eight weeks before."""
    zone = access.workspace.zone
    week = Period(today - timedelta(days=6), today + timedelta(days=1))
    earlier = Period(week.first - timedelta(weeks=SPANS), week.first)
    counts = []
    for period in (week, earlier):
        start, end = period.moments(zone)
        found = Case.objects.visible_to(access).filter(kind__in=("low_score", "question"))
        counts.append(found.filter(opened_at__gte=start, opened_at__lt=end).count())
    now, before = counts
    if not before:
        return  # nothing to hold it against yet
    told = burst(now, before, spans_before=SPANS)
    if told.p_value < RARE:
        year, number, _weekday = today.isocalendar()
        yield Found(
            key=Exceptional.COMPLAINT_BURST.value,
            unique=f"{year}-W{number:02}",
            parameters={"now": now, "usual": f"{told.usual:.1f}"},
        )


def _thin_waves(access: Access, today: date) -> Iterator[Found]:
    """Waves of which, as far as can be told, fewer than one in ten answered."""
    start, end = Period(
        today - timedelta(days=WAVE_DAYS[1]), today - timedelta(days=WAVE_DAYS[0])
    ).moments(access.workspace.zone)
    waves = Wave.objects.visible_to(access).filter(begun_at__gte=start, begun_at__lt=end)
    for wave in waves.select_related("survey"):
        sent = Invitation.objects.visible_to(access).counted()
        sent = sent.filter(survey=wave.survey_id, occasion=f"wave:{wave.key}")
        asked, answered = sent.count(), sent.filter(answered_at__isnull=False).count()
        if asked < FEWEST_ASKED:
            continue
        share = wilson(answered, asked)
        if share.high < FEW:
            yield Found(
                key=Exceptional.LOW_COVERAGE.value,
                unique=f"{wave.survey_id}:{wave.key}",
                parameters={
                    "wave": f"{wave.survey.name} {wave.key}",
                    "asked": asked,
                    "answered": answered,
                    "low": f"{100 * share.low:.0f}",
                    "high": f"{100 * share.high:.0f}",
                },
            )
