"""Displays: their addresses, and what stands on them. Never a name."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.core import signing
from django.utils import timezone, translation
from django.utils.crypto import constant_time_compare

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.charts import Chart
from emptychair.digests.errors import WallClosed
from emptychair.digests.models import Wall
from emptychair.digests.queries.parts.changed import verdicts_in
from emptychair.digests.queries.parts.said import newest_told
from emptychair.digests.rules.first_score import BESIDE, rank
from emptychair.digests.types import Ask, Audience
from emptychair.digests.words import metric_words
from emptychair.effects.types import Judged
from emptychair.kit.agenda import open_items
from emptychair.kit.errors import NotFound
from emptychair.kit.masking import cut_whole
from emptychair.kit.periods import Period, day_of, local_day, months_later
from emptychair.loop.models import Case
from emptychair.loop.queries import initiative_rows, initiatives_of
from emptychair.loop.types import InitiativeState
from emptychair.metrics.pictures import trend_picture
from emptychair.metrics.queries.periods import USUAL, period_named
from emptychair.metrics.queries.scores import score_figures, score_of
from emptychair.metrics.rules.scoring import SCALES, sign_of
from emptychair.metrics.types import Change, Score, ScoreQuestion
from emptychair.metrics.words import answer_words
from emptychair.surveys.types import Metric
from emptychair.voice.types import Voice, VoiceFilters

SIGNER = signing.Signer(salt="emptychair.digests.wall")
VOICES, LONGEST, INITIATIVES = 2, 110, 3
SEEN = frozenset(
    {
        Permission.AGENDA_READ, Permission.CASE_READ, Permission.INITIATIVE_READ,
        Permission.SCORE_READ, Permission.SURVEY_READ, Permission.TOUCHPOINT_READ,
        Permission.VOICE_READ,
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody said, without who."""

    text: str
    score: str  # in words where its number says nothing
    tone: str


@dataclass(frozen=True, slots=True)
class Changed:
    """An initiative and what came of it; no verdict while it is under way."""

    title: str
    verdict: str
    tone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WallView:
    """What stands on a display."""

    label: str
    company: str
    place: str
    score: Score
    change: Change | None
    months: Chart | None
    waiting: int  # customers to contact
    to_fix: int
    to_decide: int
    closed_today: int
    said: tuple[Said, ...]
    changed: tuple[Changed, ...]
    as_of: datetime


def walls_of(access: Access) -> list[Wall]:
    """All displays, the newest first; those switched off too."""
    access.require(Permission.PROGRAMME_MANAGE)
    rows = Wall.objects.visible_to(access).select_related("touchpoint", "created_by")
    return list(rows.order_by("-created_at", "-pk")[:100])


def wall_with_id(access: Access, wall_id: int) -> Wall:
    """One display. Raises `NotFound`."""
    access.require(Permission.PROGRAMME_MANAGE)
    wall = Wall.objects.visible_to(access).filter(pk=wall_id).first()
    if wall is None:
        raise NotFound
    return wall


def token_of(access: Access, wall: Wall) -> str:
    """The signed part of its address, for whoever may manage it."""
    access.require(Permission.PROGRAMME_MANAGE)
    return SIGNER.sign(f"{wall.pk}.{wall.secret}")


def wall_behind(access: Access, token: str, *, now: datetime) -> Wall:
    """The display of an address. Raises `WallClosed` for whatever does not open one now."""
    try:
        number, _dot, secret = SIGNER.unsign(token).partition(".")
    except signing.BadSignature as strange:
        raise WallClosed from strange
    rows = Wall.objects.select_related("workspace", "touchpoint").filter(pk=int(number))
    if access.place is not None:
        rows = rows.filter(workspace=access.place)
    wall = rows.first()
    if wall is None or not constant_time_compare(wall.secret, secret):
        raise WallClosed
    if not wall.is_open(local_day(now, wall.workspace.zone)):
        raise WallClosed
    return wall


def wall_view(access: Access, wall: Wall, *, now: datetime) -> WallView:
    """What stands on it now, in its own language; names are never read."""
    plain = replace(
        Access.system(access.place or wall.workspace, "a display"), may_see_names=False, rights=SEEN
    )
    with translation.override(wall.language), timezone.override(wall.workspace.zone):
        return _view(plain, wall, now)


def _view(access: Access, wall: Wall, now: datetime) -> WallView:
    today = local_day(now, access.workspace.zone)
    period = period_named(access, USUAL, today=today)
    metric = wall.metric or _main_metric(access, wall, period)
    figures = score_figures(access, _question(wall, metric, period), now=now)
    rows = open_items(access, now=now, limit=100)
    counts = {kind: sum(row.kind == kind for row in rows) for kind in ("contact", "fix", "decide")}
    few = figures.score.too_few or figures.before.too_few
    return WallView(
        label=wall.label,
        company=access.workspace.name,
        place=wall.touchpoint.name if wall.touchpoint else "",
        score=figures.score,
        change=None if few else figures.change,
        months=trend_picture(metric, figures.months),
        waiting=counts["contact"],
        to_fix=counts["fix"],
        to_decide=counts["decide"],
        closed_today=_closed_on(access, today),
        said=_said(access, wall, period) if wall.shows_voices else (),
        changed=_changed(access, now),
        as_of=now,
    )


def _question(wall: Wall, metric: str, period: Period) -> ScoreQuestion:
    return ScoreQuestion(metric=metric, period=period, touchpoint_id=wall.touchpoint_id)


def _main_metric(access: Access, wall: Wall, period: Period) -> str:
    """What a report would begin with."""
    every = [
        score_of(access, metric, period, touchpoint_id=wall.touchpoint_id) for metric in SCALES
    ]
    answered = [one for one in every if one.n]
    return min(answered, key=rank).metric if answered else Metric.NPS.value


def _closed_on(access: Access, day: date) -> int:
    first, end = day_of(day).moments(access.workspace.zone)
    rows = Case.objects.visible_to(access).filter(closed_at__gte=first, closed_at__lt=end)
    return rows.count()


def _said(access: Access, wall: Wall, period: Period) -> tuple[Said, ...]:
    filters = VoiceFilters(period=period, touchpoint_id=wall.touchpoint_id)
    newest = newest_told(access, filters)
    tones = {1: "good", 0: "quiet", -1: "bad"}
    return tuple(
        Said(
            cut_whole(" ".join(one.comment.split()), LONGEST),
            _answer(one),
            tones[sign_of(one.metric, one.score) if one.score is not None else 0],
        )
        for one in newest[:VOICES]
    )


def _answer(one: Voice) -> str:
    """Its number alone; in words with the question it answers, for very disappointed is good."""
    words = "" if one.score is None else answer_words(one.metric, one.score)
    return f"{metric_words(one.metric)} {words}" if one.metric in BESIDE and words else words


def _changed(access: Access, now: datetime) -> tuple[Changed, ...]:
    today = local_day(now, access.workspace.zone)
    year = Period(months_later(today.replace(day=1), -12), today + timedelta(days=1))
    ask = Ask(audience=Audience.BOARD.value, period=year, before=year, now=now, today=today)
    tones = {"helped": "good", "not": "bad", "unknown": "quiet"}
    judged = [
        Changed(one.design.initiative.title, str(Judged(one.verdict).label), tones[one.verdict])
        for one in reversed(verdicts_in(access, ask))
    ][:INITIATIVES]
    doing = initiatives_of(access, InitiativeState.DOING.value)[: INITIATIVES - len(judged)]
    rows = initiative_rows(access, doing, today=today)
    return (*judged, *(Changed(one.title, one.state_words, "wait") for one in rows))
