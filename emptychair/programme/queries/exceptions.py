"""What is out of turn: a score that fell, a burst of complaints, a wave that reached too few."""

from collections.abc import Iterator
from datetime import date, timedelta

from emptychair.accounts.access import Access
from emptychair.kit.periods import Period, month_of, months_later
from emptychair.loop.models import Case
from emptychair.metrics.queries.scores import score_by_month, score_of
from emptychair.metrics.words import month_words, value_words
from emptychair.programme.types import Exceptional, Found
from emptychair.stats import burst, wilson
from emptychair.surveys.models import Invitation, Wave
from emptychair.surveys.queries import metrics_in_use
from emptychair.surveys.types import Metric

SPANS = 8  # weeks before, against which a week is held
RARE = 0.001
FEW = 0.10  # of those asked
FEWEST_ASKED = 30
WAVE_DAYS = (14, 45)  # looked at when answers have had time to come


def exceptions_now(access: Access, *, today: date) -> list[Found]:
    """Everything out of turn as of today; the same thing has the same name every day."""
    return [
        *_score_drops(access, today),
        *_bursts(access, today),
        *_thin_waves(access, today),
    ]


def _score_drops(access: Access, today: date) -> Iterator[Found]:
    """The last whole month against the three before it, months adjusted for each other.

    A month is judged once it is over, so that daily looks do not cry wolf.
    """
    last = month_of(month_of(today).first - timedelta(days=1))
    year = Period(months_later(last.first, -11), last.end)
    for metric in metrics_in_use(access):
        months = score_by_month(access, metric, year)
        if not months or months[-1].first != last.first or months[-1].notable != "down":
            continue
        before = score_of(access, metric, Period(months_later(last.first, -3), last.first))
        yield Found(
            key=Exceptional.SCORE_DROP.value,
            unique=f"{metric}:{last.first:%Y-%m}",
            parameters={
                "metric": str(Metric(metric).label),
                "month": month_words(last.first),
                "new": value_words(months[-1].score),
                "old": value_words(before),
            },
        )


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
