"""The right side of Today: the score and what may be said of it, who was heard, where time goes."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.charts import Chart, signed
from emptychair.kit.periods import Period, local_day, month_of
from emptychair.loop.queries import EffortShares, effort_shares, first_reply_median
from emptychair.metrics.queries.coverage import coverage_lately
from emptychair.metrics.queries.scores import score_figures
from emptychair.metrics.types import Change, Coverage, Score, ScoreFigures, ScoreQuestion
from emptychair.voice.queries import voices
from emptychair.voice.types import Voice, VoiceFilters
from emptychair.web.today.trend import trend_of
from emptychair.web.ui.words import interval_words

DAYS = 90
VOICE_DAYS = 30
LONGEST_VOICE = 120


@dataclass(frozen=True, slots=True)
class Side:
    """What stands beside the rows; a part that may not be seen is missing."""

    score: Score | None
    sentence: str
    chart: Chart | None
    coverage: Coverage | None
    coverage_as_of: date | None  # None: counted now
    reply_hours: float | None
    effort: EffortShares | None


def side_of(access: Access, *, now: datetime) -> Side:
    """The figures of the last 90 days, and this month's effort."""
    day = local_day(now, access.workspace.zone)
    period = Period(day - timedelta(days=DAYS - 1), day + timedelta(days=1))
    may_see_scores = access.may(Permission.SCORE_READ)
    figures = _figures(access, period, now) if may_see_scores else None
    heard, heard_on = coverage_lately(access, day) if may_see_scores else (None, None)
    may_see_cases = access.may(Permission.CASE_READ)
    median = first_reply_median(access, period) if may_see_cases else None
    return Side(
        score=figures.score if figures else None,
        sentence=sentence_of(figures) if figures else "",
        chart=trend_of(access, figures.months) if figures else None,
        coverage=heard if heard and heard.people else None,
        coverage_as_of=heard_on,
        reply_hours=median.total_seconds() / 3600 if median else None,
        effort=effort_shares(access, month_of(day)) if may_see_cases else None,
    )


def seat_voice(access: Access, *, today: date) -> Voice | None:
    """One true, recent voice for the empty chair: of the last weeks, short enough to be read."""
    if not access.may(Permission.VOICE_READ):
        return None
    period = Period(today - timedelta(days=VOICE_DAYS), today + timedelta(days=1))
    newest = voices(access, VoiceFilters(period=period))[slice(0, 12)]
    short = [voice for voice in newest if len(voice.comment) <= LONGEST_VOICE]
    return min(short, key=lambda voice: (len(voice.comment) < 12, _rank(voice)), default=None)


def sentence_of(figures: ScoreFigures) -> str:
    """What the change since the 90 days before allows one to say; no more."""
    if not figures.score.n:
        return _("Nobody was asked in these 90 days, or nobody answered.")
    if figures.change is None:
        return _("There is no answer from the 90 days before to compare with.")
    if figures.change.is_told:
        return _told(figures.change)
    return _not_told(figures.score.n, figures.change.needed)


def _figures(access: Access, period: Period, now: datetime) -> ScoreFigures:
    return score_figures(access, ScoreQuestion(metric="nps", period=period), now=now)


def _told(change: Change) -> str:
    words = {
        "change": signed(change.estimate),
        "interval": interval_words(change.low, change.high),
    }
    if change.estimate > 0:
        return _("Up by %(change)s since the 90 days before (%(interval)s).") % words
    return _("Down by %(change)s since the 90 days before (%(interval)s).") % words


def _not_told(n: int, needed: int | None) -> str:
    words: dict[str, object] = {"count": n}
    first = (
        ngettext(
            "From %(count)s answer one cannot yet say that it changed since the 90 days before.",
            "From %(count)s answers one cannot yet say that it changed since the 90 days before.",
            n,
        )
        % words
    )
    if needed is None or needed <= n:
        return first
    return first + " " + _("To be sure it takes about %(needed)s.") % {"needed": f"{needed:,}"}


def _rank(voice: Voice) -> tuple[int, float]:
    """Low scores teach most; among equals the newest."""
    return (voice.score if voice.score is not None else 99, -voice.answered_at.timestamp())
